"""What retention tells the packages below: what a new figure would delete, and mails' own rule."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import ngettext

from portal.core.labels import label
from portal.municipality import consequences, keeping
from portal.municipality.keeping import Rule
from portal.municipality.states import KeptKind, SettingKey
from portal.retention import labels, mails, queries


def sentences(municipality_id: UUID, key: SettingKey, value: str) -> Sequence[str]:
    """Say how many things would go the first night a new value holds."""
    return [
        ngettext(
            "%(kind)s: %(num)s slettes første natt. Med det som gjelder nå: %(now)s.",
            "%(kind)s: %(num)s slettes første natt. Med det som gjelder nå: %(now)s.",
            it.then,
            kind=label(it.rule.code),
            now=it.now,
        )
        for it in queries.consequences(municipality_id, key, value)
        if it.then != it.now and not it.rule.is_stamped
    ]


def wire() -> None:
    """Give the codes their words, and tell."""
    labels.register()
    consequences.add(sentences)
    keeping.register(
        Rule(
            code=KeptKind.MAIL,
            due=mails.old,
            forget=mails.empty,
            setting=SettingKey.RETENTION_MAIL_DAYS,
        )
    )
