"""What families tell the packages below at start-up."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, or_, select

from portal.access import relations
from portal.access.actor import Relation
from portal.families.models import DeclaredRelation, Guardian, Leader, NamedAccess


def _leads(user_id: UUID, today: date) -> Select[UUID]:
    return select(Leader.ordning_id).where(
        Leader.user_id == user_id,
        Leader.valid_from <= today,
        or_(Leader.valid_to.is_(None), Leader.valid_to >= today),
    )


def _named_for(user_id: UUID, today: date) -> Select[UUID]:
    return select(NamedAccess.graded_id).where(
        NamedAccess.user_id == user_id,
        NamedAccess.valid_from <= today,
        or_(NamedAccess.valid_to.is_(None), NamedAccess.valid_to >= today),
    )


def _related_to(user_id: UUID, _today: date) -> Select[UUID]:
    return select(DeclaredRelation.child_id).where(DeclaredRelation.user_id == user_id)


def _guards(user_id: UUID, today: date) -> Select[UUID]:
    return select(Guardian.child_id).where(
        Guardian.user_id == user_id,
        Guardian.valid_from <= today,
        or_(Guardian.valid_to.is_(None), Guardian.valid_to >= today),
    )


def wire() -> None:
    """Register the relations that families know of."""
    relations.register(Relation.LEADS, _leads)
    relations.register(Relation.NAMED_FOR, _named_for)
    relations.register(Relation.RELATED_TO, _related_to)
    relations.register(Relation.GUARDS, _guards)
