"""What families tell the packages below at start-up."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased

from portal.access import relations
from portal.access.actor import Relation
from portal.accounts import queries as accounts
from portal.families import labels
from portal.families.models import (
    Child,
    DeclaredRelation,
    Guardian,
    Leader,
    NamedAccess,
    Ordning,
)
from portal.families.states import Gradering, GuardianBasis
from portal.rules.representation import ADULT_AT, FILE_CLOSES_AT, GIVER_FROM

APPOINTED = (GuardianBasis.FULLMAKT, GuardianBasis.VERGE, GuardianBasis.RELATIVE)


def _holds(row: Any, today: date) -> ColumnElement[bool]:  # noqa: ANN401 - a table with from and to
    return and_(row.valid_from <= today, or_(row.valid_to.is_(None), row.valid_to >= today))


def is_younger_than(age: int, today: date) -> ColumnElement[bool]:
    """Make the condition that a child has not reached an age: ``rules.representation.age_on``."""
    try:
        reached = today.replace(year=today.year - age)
    except ValueError:  # 29 February: those of 1 March are a year older tomorrow
        reached = date(today.year - age, 2, 28)
    return Child.born_on > reached


def _leads(user_id: UUID, today: date) -> Select[UUID]:
    """Leading passes on at 18: to whoever is appointed for the young person."""
    appointed = select(Guardian.id).where(
        Guardian.child_id == Child.id,
        Guardian.user_id == user_id,
        Guardian.basis.in_(APPOINTED),
        _holds(Guardian, today),
    )
    return (
        select(Leader.ordning_id)
        .join(Ordning, Leader.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Leader.user_id == user_id,
            _holds(Leader, today),
            or_(is_younger_than(ADULT_AT, today), appointed.exists()),
        )
    )


def _named_for(user_id: UUID, today: date) -> Select[UUID]:
    return select(NamedAccess.graded_id).where(
        NamedAccess.user_id == user_id, _holds(NamedAccess, today)
    )


def _related_to(user_id: UUID, _today: date) -> Select[UUID]:
    return select(DeclaredRelation.child_id).where(DeclaredRelation.user_id == user_id)


def _guards(user_id: UUID, today: date) -> Select[UUID]:
    """Who may see a child's file: ``rules.representation`` as conditions.

    Parents until 16, and only while one with parental responsibility lives with the child;
    those with power of attorney and next of kin from 16; a verge always. A protected child
    is represented by nobody here.
    """
    parent = aliased(Guardian)
    has_parent_at_address = (
        select(parent.id)
        .where(
            parent.child_id == Guardian.child_id,
            parent.basis == GuardianBasis.PARENTAL,
            parent.lives_with_child,
            _holds(parent, today),
        )
        .exists()
    )
    is_parent = and_(
        Guardian.basis == GuardianBasis.PARENTAL,
        is_younger_than(FILE_CLOSES_AT, today),
        has_parent_at_address,
    )
    is_appointed = and_(
        Guardian.basis.in_(APPOINTED),
        or_(Guardian.basis == GuardianBasis.VERGE, ~is_younger_than(GIVER_FROM, today)),
    )
    return (
        select(Guardian.child_id)
        .join(Child, Guardian.child_id == Child.id)
        .where(
            Guardian.user_id == user_id,
            _holds(Guardian, today),
            Child.gradering == Gradering.UGRADERT,
            or_(is_parent, is_appointed),
        )
    )


def _protected() -> Select[UUID, UUID]:
    """A guardian's name and address lead to the child's."""
    return (
        select(Guardian.user_id, Child.id)
        .join(Child, Guardian.child_id == Child.id)
        .where(Child.gradering != Gradering.UGRADERT)
    )


def wire() -> None:
    """Register the relations that families know of, and the words for their codes."""
    relations.register(Relation.LEADS, _leads)
    relations.register(Relation.NAMED_FOR, _named_for)
    relations.register(Relation.RELATED_TO, _related_to)
    relations.register(Relation.GUARDS, _guards)
    labels.register()
    accounts.protect(_protected)
