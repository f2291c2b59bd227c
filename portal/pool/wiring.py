"""What the pool tells the packages below at start-up."""

from portal.municipality import keeping
from portal.municipality.keeping import Rule
from portal.municipality.states import KeptKind, SettingKey
from portal.pool import labels, renewals, service
from portal.recruitment import moved, retention


def wire() -> None:
    """Take in applicants who stay, the minute it is decided; and tell how long they do."""
    labels.register()
    moved.listen(service.follow)
    retention.not_while(renewals.is_asked)
    keeping.register(
        Rule(
            code=KeptKind.POOL, due=renewals.ending, forget=renewals.end,
            setting=SettingKey.POOL_CONSENT_MONTHS, is_stamped=True,
        )
    )  # fmt: skip
