"""Why somebody cannot be engaged for a child, whoever asks: asked when invited and when engaged.

Who leads the assistants is not one of them, nor who is paid by nobody to care (rundskriv
I-9/2015: arbeidsleder and assistant are two people). Near family is an exception that the
municipality decides on, and gives a reason for. Who is never to be with the child is known to a
higher package, which registers here.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from portal.core import db
from portal.core.errors import RefusedError
from portal.engagements.models import Engagement, Invitation, Worker
from portal.engagements.states import InvitationState, Obstacle
from portal.families.models import Child, DeclaredRelation, Guardian, Leader, Ordning
from portal.families.states import Gradering

# What the office reads; the family and the person themselves have words of their own (labels).
SENTENCES = {
    Obstacle.LEADS: "Medarbeideren leder assistentene hos barnet, og kan ikke være en av dem.",
    Obstacle.GUARDS: "Medarbeideren er foresatt for barnet, og kan ikke jobbe der.",
    Obstacle.WORKS_HERE: "Medarbeideren har et oppdrag her i denne tiden allerede.",
    Obstacle.NEVER: "Det er bedt om at medarbeideren og barnet ikke skal være sammen.",
}

Never = Callable[[UUID, UUID], bool]  # of a child and a person
_nevers: list[Never] = []


def forbid(never: Never) -> None:
    """Let a package say who is never to be with which child; called at start-up."""
    if never not in _nevers:
        _nevers.append(never)


class ObstacleError(RefusedError):
    """Somebody cannot be engaged here, and why."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(SENTENCES[obstacle])
        self.obstacle = obstacle


def found(
    ordning: Ordning, user_id: UUID, first_on: date, last_on: date | None = None
) -> Obstacle | None:
    """Return what keeps somebody from working in an ordning in these days, if anything."""
    if _leads(ordning, user_id, first_on, last_on):
        return Obstacle.LEADS
    if _guards(ordning, user_id, first_on, last_on):
        return Obstacle.GUARDS
    if engagement_of(ordning, user_id, first_on, last_on):
        return Obstacle.WORKS_HERE
    if any(never(ordning.child_id, user_id) for never in _nevers):
        return Obstacle.NEVER
    return None


def engagement_of(
    ordning: Ordning, user_id: UUID, first_on: date, last_on: date | None = None
) -> Engagement | None:
    """Return the engagement somebody has in the ordning in these days, or will have."""
    query = (
        select(Engagement)
        .join(Worker, Engagement.worker_id == Worker.id)
        .where(
            Engagement.ordning_id == ordning.id,
            Worker.user_id == user_id,
            Engagement.ended_at.is_(None),
            _touches(Engagement, first_on, last_on),
        )
        .order_by(Engagement.valid_from)
    )
    return db.session().scalars(query).first()


def relation(child_id: UUID, user_id: UUID) -> DeclaredRelation | None:
    """Return the near relation somebody has declared to a child."""
    query = select(DeclaredRelation).where(
        DeclaredRelation.child_id == child_id, DeclaredRelation.user_id == user_id
    )
    return db.session().scalar(query)


def undecided(
    user_id: UUID, office_ids: Collection[UUID]
) -> Sequence[tuple[DeclaredRelation, Child]]:
    """Return the near relations of somebody that one of the offices must decide on."""
    query = (
        select(DeclaredRelation, Child)
        .join(Child, DeclaredRelation.child_id == Child.id)
        .where(
            DeclaredRelation.user_id == user_id,
            DeclaredRelation.approved_by_id.is_(None),
            DeclaredRelation.refused_by_id.is_(None),
            Child.office_id.in_(office_ids),
            Child.gradering == Gradering.UGRADERT,
        )
    )
    return [(row[0], row[1]) for row in db.session().execute(query)]


def invitations(ordning_id: UUID, email: str) -> Sequence[Invitation]:
    """Return the invitations near family said yes to, which the office is to decide on."""
    query = select(Invitation).where(
        Invitation.ordning_id == ordning_id,
        Invitation.email == email,
        Invitation.state == InvitationState.ACCEPTED,
        Invitation.engagement_id.is_(None),
    )
    return db.session().scalars(query).all()


def _leads(ordning: Ordning, user_id: UUID, first_on: date, last_on: date | None) -> bool:
    query = (
        select(Leader.id)
        .join(Ordning, Leader.ordning_id == Ordning.id)
        .where(
            Ordning.child_id == ordning.child_id,
            Leader.user_id == user_id,
            _touches(Leader, first_on, last_on),
        )
    )
    return db.session().scalars(query).first() is not None


def _guards(ordning: Ordning, user_id: UUID, first_on: date, last_on: date | None) -> bool:
    query = select(Guardian.id).where(
        Guardian.child_id == ordning.child_id,
        Guardian.user_id == user_id,
        _touches(Guardian, first_on, last_on),
    )
    return db.session().scalars(query).first() is not None


def _touches(table: Any, first_on: date, last_on: date | None) -> ColumnElement[bool]:  # noqa: ANN401 - any dated table
    has_not_ended = or_(table.valid_to.is_(None), table.valid_to >= first_on)
    return has_not_ended if last_on is None else and_(has_not_ended, table.valid_from <= last_on)
