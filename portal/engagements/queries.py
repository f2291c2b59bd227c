"""Workers, engagements and their papers, as the actor may see them."""

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import selectinload

from portal.access.actor import Actor, Hat, Relation
from portal.core import clock, db
from portal.engagements.models import Engagement, Worker
from portal.families.models import Child, Ordning
from portal.families.states import Gradering


def is_active(on: date) -> ColumnElement[bool]:
    """Make the condition that an engagement is in force on a day, and has not been ended."""
    return and_(
        Engagement.valid_from <= on,
        or_(Engagement.valid_to.is_(None), Engagement.valid_to >= on),
        or_(Engagement.ended_at.is_(None), Engagement.ended_at > _instant(on)),
    )


def _instant(on: date) -> datetime:
    """Return the moment an ending is judged at: now for today, else the start of the day."""
    return clock.now() if on == clock.today() else datetime.combine(on, time.min, tzinfo=clock.OSLO)


def visible(actor: Actor) -> Select[Engagement]:
    """Select the engagements the actor may know of: own, own family's, office's, supplier's.

    What a protected person has a part in is there only for those who are named.
    """
    named = actor.of(Relation.NAMED_FOR)
    return (
        select(Engagement)
        .join(Worker, Engagement.worker_id == Worker.id)
        .join(Ordning, Engagement.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Engagement.municipality_id == actor.municipality_id,
            _belongs_to(actor),
            or_(Child.gradering == Gradering.UGRADERT, Child.id.in_(named)),
            or_(Worker.gradering == Gradering.UGRADERT, Worker.id.in_(named)),
        )
    )


def _belongs_to(actor: Actor) -> ColumnElement[bool]:
    """Make the condition of the hat that is on; own engagements are the worker's."""
    if actor.hat is Hat.COORDINATOR:
        return Child.office_id.in_(actor.office_ids)
    if actor.hat is Hat.SUPPLIER:
        return Engagement.supplier_id.in_(actor.supplier_ids)
    if actor.hat is Hat.PARENT:
        return Engagement.ordning_id.in_(actor.of(Relation.LEADS))
    return Worker.user_id == actor.user_id


def one(actor: Actor, engagement_id: UUID) -> Engagement | None:
    """Return an engagement the actor may know of, with its papers."""
    query = visible(actor).where(Engagement.id == engagement_id)
    return db.session().scalar(query.options(selectinload(Engagement.clearance)))


def active_in(ordning_id: UUID, on: date) -> Sequence[Engagement]:
    """Return the engagements in force in an ordning, by name; cleared or not.

    For calculations: the caller has checked that the actor may see the ordning.
    """
    query = (
        select(Engagement)
        .join(Worker, Engagement.worker_id == Worker.id)
        .where(Engagement.ordning_id == ordning_id, is_active(on))
    )
    found = db.session().scalars(query.options(selectinload(Engagement.clearance))).all()
    return sorted(found, key=lambda engagement: (engagement.worker.name, engagement.id))


def of_user(user_id: UUID, on: date) -> Sequence[Engagement]:
    """Return a person's engagements in force, with their papers."""
    query = (
        select(Engagement)
        .join(Worker, Engagement.worker_id == Worker.id)
        .where(Worker.user_id == user_id, is_active(on))
        .order_by(Engagement.valid_from, Engagement.id)
    )
    return db.session().scalars(query.options(selectinload(Engagement.clearance))).all()


def worker_of_user(user_id: UUID | None) -> Worker | None:
    """Return the worker somebody is, if any."""
    return db.session().scalar(select(Worker).where(Worker.user_id == user_id))


def workers(actor: Actor) -> Select[Worker]:
    """Select the workers of the actor's own office whom it may know of, by name at display."""
    named = actor.of(Relation.NAMED_FOR)
    return select(Worker).where(
        Worker.municipality_id == actor.municipality_id,
        Worker.office_id.in_(actor.office_ids),
        or_(Worker.gradering == Gradering.UGRADERT, Worker.id.in_(named)),
    )
