"""What clearance tells the packages below at start-up."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, select

from portal.access import relations
from portal.access.actor import Relation
from portal.clearance import labels
from portal.clearance.models import ClearanceOfficer
from portal.clearance.queries import is_named


def _clears_in(user_id: UUID, today: date) -> Select[UUID]:
    return select(ClearanceOfficer.office_id).where(
        ClearanceOfficer.user_id == user_id, is_named(today)
    )


def wire() -> None:
    """Register who is shown certificates with remarks, and the words for the codes."""
    labels.register()
    relations.register(Relation.CLEARS_IN, _clears_in)
