"""What clearance tells the packages below at start-up."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, select

from portal.access import relations
from portal.access.actor import Relation
from portal.clearance import forgetting, labels
from portal.clearance.models import ClearanceOfficer
from portal.clearance.queries import is_named
from portal.municipality import keeping
from portal.municipality.keeping import Rule
from portal.municipality.states import KeptKind, SettingKey


def _clears_in(user_id: UUID, today: date) -> Select[UUID]:
    return select(ClearanceOfficer.office_id).where(
        ClearanceOfficer.user_id == user_id, is_named(today)
    )


def wire() -> None:
    """Register who is shown certificates with remarks, and the words for the codes."""
    labels.register()
    relations.register(Relation.CLEARS_IN, _clears_in)
    keeping.register(
        Rule(
            code=KeptKind.CERTIFICATE, due=forgetting.held, forget=forgetting.forget,
            is_stamped=True,
        )
    )  # fmt: skip
    keeping.register(
        Rule(
            code=KeptKind.CERTIFICATE_FACT, due=forgetting.facts, forget=forgetting.drop,
            setting=SettingKey.CERTIFICATE_FACT_MONTHS,
        )
    )  # fmt: skip
