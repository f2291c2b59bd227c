"""What engagements tell the packages below at start-up."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, select

from portal.access import relations
from portal.access.actor import Relation
from portal.accounts import queries as accounts
from portal.engagements import labels
from portal.engagements.models import Engagement, Worker
from portal.engagements.queries import is_active_now
from portal.families.states import Gradering


def _works_in(user_id: UUID, _today: date) -> Select[UUID]:
    return (
        select(Engagement.ordning_id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .where(Worker.user_id == user_id, is_active_now())
    )


def _protected() -> Select[UUID, UUID]:
    return select(Worker.user_id, Worker.id).where(Worker.gradering != Gradering.UGRADERT)


def wire() -> None:
    """Register the relation that engagements know of, and the words for their codes."""
    labels.register()
    relations.register(Relation.WORKS_IN, _works_in)
    accounts.protect(_protected)
