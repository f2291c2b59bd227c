"""Workers, engagements and their papers, as the actor may see them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import selectinload

from portal.access.actor import Actor, Hat, Relation
from portal.accounts.models import User
from portal.core import clock, db, moment
from portal.core.ids import digest
from portal.engagements.models import AvailabilitySlot, Engagement, Invitation, Worker
from portal.engagements.states import InvitationState
from portal.families.models import Child, Ordning
from portal.families.states import Gradering
from portal.municipality.models import Supplier

# What must be read with an engagement before its papers can be judged.
WITH_PAPERS = (selectinload(Engagement.clearance), selectinload(Engagement.household))


def is_active(on: date) -> ColumnElement[bool]:
    """Make the condition that an engagement is in force on a day, and has not been ended."""
    return _is_active(on, _instant(on))


def is_active_now() -> ColumnElement[bool]:
    """Make the same of today, for a statement that is put together once."""
    return _is_active(moment.TODAY, moment.NOW)


def _is_active(on: date, at: datetime) -> ColumnElement[bool]:
    return and_(
        Engagement.valid_from <= on,
        or_(Engagement.valid_to.is_(None), Engagement.valid_to >= on),
        or_(Engagement.ended_at.is_(None), Engagement.ended_at > at),
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
    return db.session().scalar(query.options(*WITH_PAPERS))


def of_user(user_id: UUID, on: date) -> Sequence[Engagement]:
    """Return a person's engagements in force, with their papers."""
    return _of_user(user_id, is_active(on))


def not_over(user_id: UUID, on: date) -> Sequence[Engagement]:
    """Return a person's engagements in force or still to begin, with their papers."""
    is_to_come = and_(Engagement.valid_from > on, Engagement.ended_at.is_(None))
    return _of_user(user_id, or_(is_active(on), is_to_come))


def has_begun_any(user_id: UUID, on: date) -> bool:
    """Tell whether somebody is or has been engaged."""
    return bool(_of_user(user_id, Engagement.valid_from <= on))


def _of_user(user_id: UUID, which: ColumnElement[bool]) -> Sequence[Engagement]:
    query = select(Engagement).join(Worker).where(Worker.user_id == user_id, which)
    query = query.order_by(Engagement.valid_from, Engagement.id)
    return db.session().scalars(query.options(*WITH_PAPERS)).all()


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


def leads(actor: Actor) -> Sequence[Ordning]:
    """Return the ordninger the actor leads today and may see."""
    named = actor.of(Relation.NAMED_FOR)
    query = (
        select(Ordning)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Ordning.id.in_(actor.of(Relation.LEADS)),
            or_(Child.gradering == Gradering.UGRADERT, Child.id.in_(named)),
        )
        .order_by(Ordning.service, Ordning.id)
    )
    return db.session().scalars(query).all()


def ordning(actor: Actor, ordning_id: UUID) -> Ordning | None:
    """Return an ordning the actor leads, or one of a family of the actor's own office."""
    named = actor.of(Relation.NAMED_FOR)
    query = (
        select(Ordning)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Ordning.id == ordning_id,
            Ordning.municipality_id == actor.municipality_id,
            or_(
                Ordning.id.in_(actor.of(Relation.LEADS)),
                Child.office_id.in_(actor.office_ids),
            ),
            or_(Child.gradering == Gradering.UGRADERT, Child.id.in_(named)),
        )
    )
    return db.session().scalar(query)


def office_ordninger(actor: Actor) -> Sequence[Ordning]:
    """Return the ordninger of the actor's own office, by the child's number."""
    named = actor.of(Relation.NAMED_FOR)
    query = (
        select(Ordning)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Child.office_id.in_(actor.office_ids),
            or_(Child.gradering == Gradering.UGRADERT, Child.id.in_(named)),
            or_(Ordning.valid_to.is_(None), Ordning.valid_to >= clock.today()),
        )
        .order_by(Child.number, Ordning.service)
    )
    return db.session().scalars(query).all()


def of_ordninger(actor: Actor, ordning_ids: Collection[UUID], on: date) -> Sequence[Engagement]:
    """Return what the actor may know of in several ordninger, in force, with papers, by name."""
    query = (
        visible(actor)
        .where(Engagement.ordning_id.in_(ordning_ids), is_active(on))
        .options(*WITH_PAPERS)
    )
    found = db.session().scalars(query).all()
    return sorted(found, key=lambda engagement: (engagement.worker.name, engagement.id))


def active_of_workers(worker_ids: Collection[UUID], on: date) -> dict[UUID, list[Engagement]]:
    """Return the engagements in force of several workers, by worker id."""
    query = (
        select(Engagement)
        .where(Engagement.worker_id.in_(worker_ids), is_active(on))
        .order_by(Engagement.valid_from, Engagement.id)
    )
    found: dict[UUID, list[Engagement]] = {}
    for engagement in db.session().scalars(query):
        found.setdefault(engagement.worker_id, []).append(engagement)
    return found


def of_worker(actor: Actor, worker_id: UUID) -> Sequence[Engagement]:
    """Return a worker's engagements that the actor may know of, old ones too, newest first."""
    query = (
        visible(actor)
        .where(Engagement.worker_id == worker_id)
        .order_by(Engagement.valid_from.desc(), Engagement.id.desc())
    )
    return db.session().scalars(query.options(*WITH_PAPERS)).all()


def open_invitations(ordning_ids: Collection[UUID]) -> Sequence[Invitation]:
    """Return the invitations that wait, newest first: for an answer, or for the office."""
    query = (
        select(Invitation)
        .where(
            Invitation.ordning_id.in_(ordning_ids),
            Invitation.state != InvitationState.WITHDRAWN,
            Invitation.engagement_id.is_(None),
        )
        .order_by(Invitation.invited_at.desc())
    )
    return db.session().scalars(query).all()


def invitation(actor: Actor, invitation_id: UUID) -> Invitation | None:
    """Return an open invitation to an ordning the actor leads or whose office is the actor's."""
    found = db.session().get(Invitation, invitation_id)
    if found is None or found.state != InvitationState.SENT:
        return None
    return found if ordning(actor, found.ordning_id) else None


def invitation_of_token(token: str) -> Invitation | None:
    """Return the invitation of a link, whatever its state."""
    return db.session().scalar(select(Invitation).where(Invitation.token_hash == digest(token)))


def workers_like(actor: Actor, text: str) -> Select[Worker]:
    """Select the office's workers whose name or employee number holds the text, by name."""
    query = workers(actor).join(User, Worker.user_id == User.id)
    if text:
        query = query.where(
            or_(
                User.name.icontains(text, autoescape=True),
                Worker.employee_number.contains(text, autoescape=True),
            )
        )
    return query.order_by(User.name, Worker.id)


def worker(actor: Actor, worker_id: UUID) -> Worker | None:
    """Return a worker of the actor's own office, or the actor."""
    found = db.session().get(Worker, worker_id)
    if found is None or found.municipality_id != actor.municipality_id:
        return None
    is_seen = found.office_id in actor.office_ids or found.user_id == actor.user_id
    return found if is_seen and found.graded_ids <= actor.of(Relation.NAMED_FOR) else None


def next_employee_number(municipality_id: UUID) -> str:
    """Return the number after the highest that is a number; 1001 for the first."""
    query = select(Worker.employee_number).where(Worker.municipality_id == municipality_id)
    numbers = [
        int(text) for text in db.session().scalars(query) if text.isascii() and text.isdigit()
    ]
    return str(max(numbers, default=1000) + 1)


def slots(worker_id: UUID) -> Sequence[AvailabilitySlot]:
    """Return when a worker can usually work, in the order of the week."""
    query = (
        select(AvailabilitySlot)
        .where(AvailabilitySlot.worker_id == worker_id)
        .order_by(AvailabilitySlot.weekday, AvailabilitySlot.from_minute)
    )
    return db.session().scalars(query).all()


def suppliers(municipality_id: UUID) -> Sequence[Supplier]:
    """Return the suppliers that can employ somebody today."""
    today = clock.today()
    query = (
        select(Supplier)
        .where(
            Supplier.municipality_id == municipality_id,
            Supplier.valid_from <= today,
            or_(Supplier.valid_to.is_(None), Supplier.valid_to >= today),
        )
        .order_by(Supplier.name)
    )
    return db.session().scalars(query).all()
