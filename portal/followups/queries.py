"""Follow-ups: whom to ask, one's own, a link's, and those that need somebody."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from portal.access.actor import Actor, Hat, Relation
from portal.core import clock, db
from portal.core.ids import digest
from portal.engagements import queries as engagements
from portal.engagements.models import Engagement, Worker
from portal.engagements.queries import is_active
from portal.families.states import Gradering
from portal.followups.models import FollowUp, FollowUpLink
from portal.followups.states import LOW
from portal.matching.states import Side
from portal.shifts.models import Shift
from portal.shifts.states import ShiftState

SHOWN = 50

_IS_LOW = or_(FollowUp.together <= LOW, FollowUp.times <= LOW, FollowUp.office <= LOW)


def begun(municipality_id: UUID, on: date) -> Sequence[tuple[Engagement, date]]:
    """Return the engagements in force, with the day they began.

    That is the day of the first shift; of who has had none, the engagement's own first day.
    """
    first = (
        select(Shift.engagement_id, func.min(Shift.starts_at).label("at"))
        .where(Shift.state == ShiftState.PLANNED, Shift.municipality_id == municipality_id)
        .group_by(Shift.engagement_id)
        .subquery()
    )
    query = (
        select(Engagement, first.c.at)
        .outerjoin(first, first.c.engagement_id == Engagement.id)
        .where(Engagement.municipality_id == municipality_id, is_active(on))
        .order_by(Engagement.id)
    )
    return [
        (it, clock.local(at).date() if at else it.valid_from)
        for it, at in db.session().execute(query).unique()
    ]


def made(engagement_ids: Sequence[UUID]) -> set[tuple[UUID, int, str]]:
    """Return what has been asked already: engagement, step and side."""
    query = select(FollowUp.engagement_id, FollowUp.step, FollowUp.side).where(
        FollowUp.engagement_id.in_(engagement_ids)
    )
    return {(row[0], row[1], row[2]) for row in db.session().execute(query)}


def to_remind(municipality_id: UUID, now: datetime, asked_before: datetime) -> Sequence[FollowUp]:
    """Return those nobody has answered since then, of engagements in force; held."""
    query = (
        select(FollowUp)
        .join(Engagement, FollowUp.engagement_id == Engagement.id)
        .where(
            FollowUp.municipality_id == municipality_id,
            FollowUp.answered_at.is_(None),
            FollowUp.reminded_at.is_(None),
            FollowUp.asked_at <= asked_before,
            FollowUp.expires_at > now,
            is_active(clock.local(now).date()),
        )
        .order_by(FollowUp.id)
        .with_for_update(of=FollowUp, skip_locked=True)
    )
    return db.session().scalars(query).unique().all()


# One's own ---------------------------------------------------------------------------------


def _own(actor: Actor) -> Select[FollowUp]:
    """Select those that are the actor's side's to answer, in the hat that is on."""
    query = (
        select(FollowUp)
        .join(Engagement, FollowUp.engagement_id == Engagement.id)
        .join(Worker, Engagement.worker_id == Worker.id)
    )
    if actor.hat is Hat.PARENT:
        named = actor.of(Relation.NAMED_FOR)
        return query.where(
            FollowUp.side == Side.FAMILY,
            Engagement.ordning_id.in_(actor.of(Relation.LEADS)),
            or_(Worker.gradering == Gradering.UGRADERT, Worker.id.in_(named)),
        )
    return query.where(FollowUp.side == Side.PERSON, Worker.user_id == actor.user_id)


def own(actor: Actor, follow_up_id: UUID) -> FollowUp | None:
    """Return one that is the actor's side's to answer."""
    return db.session().scalar(_own(actor).where(FollowUp.id == follow_up_id))


def waiting_for(actor: Actor) -> Sequence[FollowUp]:
    """Return those that wait for the actor, the oldest first."""
    query = _own(actor).where(
        FollowUp.answered_at.is_(None),
        FollowUp.expires_at > clock.now(),
        is_active(clock.today()),
    )
    return db.session().scalars(query.order_by(FollowUp.asked_at, FollowUp.id)).all()


def of_token(token: str) -> FollowUp | None:
    """Return what the link in a mail leads to, whatever has become of it."""
    query = (
        select(FollowUp)
        .join(FollowUpLink, FollowUpLink.follow_up_id == FollowUp.id)
        .where(FollowUpLink.token_hash == digest(token))
    )
    return db.session().scalar(query)


def locked(follow_up_id: UUID) -> FollowUp:
    """Return a follow-up as it is now, held until the unit is done."""
    query = select(FollowUp).where(FollowUp.id == follow_up_id)
    held = query.with_for_update(of=FollowUp).execution_options(populate_existing=True)
    return db.session().execute(held).unique().scalar_one()


# For the office ----------------------------------------------------------------------------


def _visible(actor: Actor, *conditions: ColumnElement[bool]) -> Select[FollowUp]:
    """Select those of engagements the actor may know of."""
    known = engagements.visible(actor).with_only_columns(Engagement.id)
    return (
        select(FollowUp)
        .where(FollowUp.engagement_id.in_(known), *conditions)
        .order_by(FollowUp.asked_at, FollowUp.id)
    )


def one(actor: Actor, follow_up_id: UUID) -> FollowUp | None:
    """Return a follow-up the office may read."""
    return db.session().scalar(_visible(actor, FollowUp.id == follow_up_id))


def low(actor: Actor) -> Sequence[FollowUp]:
    """Return the low answers nobody has done anything about, the oldest first."""
    found = _visible(actor, FollowUp.answered_at.is_not(None), FollowUp.closed_at.is_(None))
    return db.session().scalars(found.where(_IS_LOW)).all()


def waiting(actor: Actor) -> Sequence[FollowUp]:
    """Return those that wait for an answer, the oldest first."""
    found = _visible(actor, FollowUp.answered_at.is_(None), FollowUp.expires_at > clock.now())
    return db.session().scalars(found.limit(SHOWN)).all()


def answered(actor: Actor) -> Select[FollowUp]:
    """Select what has been answered and needs nobody, the oldest first."""
    is_done = or_(FollowUp.closed_at.is_not(None), ~_IS_LOW)
    return _visible(actor, FollowUp.answered_at.is_not(None), is_done)
