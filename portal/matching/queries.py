"""Proposals as a coordinator of the family's own office may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from portal.access.actor import Actor
from portal.accounts.models import User
from portal.core import clock, db
from portal.engagements.models import AvailabilitySlot, Engagement, Worker, WorkerCourse
from portal.engagements.queries import is_active, is_active_now, workers
from portal.families.models import Child, DeclaredRelation, Ordning
from portal.families.states import Gradering
from portal.matching.models import Proposal, ProposalEvent
from portal.matching.states import RUNNING, ProposalState
from portal.needs.models import Need
from portal.pool import queries as pool
from portal.pool.models import PoolConsent
from portal.recruitment.models import Application
from portal.requirements import queries as requirements
from portal.requirements.rules import closure
from portal.rules.periods import midnight
from portal.shifts.models import Absence, Shift
from portal.shifts.states import ShiftState

KNOWN_DAYS = 90  # features 33: who has been with the child lately
AWAY_SOON_DAYS = 30  # who goes away later is back before it matters, or can say so when asked


def visible(actor: Actor) -> Select[Proposal]:
    """Select the proposals for families of the actor's own offices.

    A child graded since has none, and so has a helper: what is graded is found without lists.
    """
    is_graded = exists().where(
        Worker.user_id == Proposal.user_id, Worker.gradering != Gradering.UGRADERT
    )
    return (
        select(Proposal)
        .join(Need, Proposal.need_id == Need.id)
        .join(Ordning, Need.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Proposal.municipality_id == actor.municipality_id,
            Child.office_id.in_(actor.office_ids),
            Child.gradering == Gradering.UGRADERT,
            ~is_graded,
        )
    )


def one(actor: Actor, proposal_id: UUID) -> Proposal | None:
    """Return a proposal the actor may know of."""
    return db.session().scalar(visible(actor).where(Proposal.id == proposal_id))


def of_need(actor: Actor, need: Need) -> Sequence[Proposal]:
    """Return the proposals for a need, first to be asked first."""
    query = visible(actor).where(Proposal.need_id == need.id)
    return db.session().scalars(query.order_by(Proposal.position, Proposal.id)).all()


def locked(proposal_id: UUID) -> Proposal:
    """Return a proposal as it is now, held until the unit is done."""
    query = select(Proposal).where(Proposal.id == proposal_id)
    held = query.with_for_update(of=Proposal).execution_options(populate_existing=True)
    return db.session().execute(held).unique().scalar_one()


# What a field of candidates is made from --------------------------------------------------


def of_child(actor: Actor, child_id: UUID) -> Sequence[Proposal]:
    """Return every proposal for a child, whatever the need, first to be asked first."""
    query = visible(actor).where(Ordning.child_id == child_id)
    return db.session().scalars(query.order_by(Proposal.position, Proposal.id)).all()


def related(child_id: UUID) -> Mapping[UUID, bool]:
    """Return who has declared to be near to a child, and whether the office accepted it.

    Also an applicant who said so when answering the child's own advert.
    """
    said = (
        select(Application.user_id)
        .join(Need, Application.need_id == Need.id)
        .join(Ordning, Need.ordning_id == Ordning.id)
        .where(
            Ordning.child_id == child_id,
            Application.relation != "",
            Application.user_id.is_not(None),
        )
    )
    found = {user_id: False for user_id in db.session().scalars(said) if user_id}
    declared = select(DeclaredRelation.user_id, DeclaredRelation.approved_by_id).where(
        DeclaredRelation.child_id == child_id
    )
    return found | {user_id: by is not None for user_id, by in db.session().execute(declared)}


def working_in(ordning_id: UUID, on: date) -> set[UUID]:
    """Return the accounts of those who work in an ordning now."""
    query = select(Worker.user_id).join(Engagement, Engagement.worker_id == Worker.id)
    return set(
        db.session().scalars(query.where(Engagement.ordning_id == ordning_id, is_active(on)))
    )


def visits(child_id: UUID, on: date) -> Mapping[UUID, int]:
    """Return how many shifts each has had with a child in the last ninety days."""
    start = datetime.combine(on - timedelta(days=KNOWN_DAYS), time(), clock.OSLO)
    query = (
        select(Worker.user_id, func.count())
        .join(Engagement, Engagement.worker_id == Worker.id)
        .join(Shift, Shift.engagement_id == Engagement.id)
        .join(Ordning, Shift.ordning_id == Ordning.id)
        .where(
            Ordning.child_id == child_id,
            Shift.state == ShiftState.PLANNED,
            Shift.starts_at >= start,
            Shift.ends_at <= clock.now(),
        )
        .group_by(Worker.user_id)
    )
    return {row[0]: row[1] for row in db.session().execute(query)}


def away(consents: Sequence[PoolConsent], on: date) -> Mapping[UUID, tuple[date, date]]:
    """Return who is away now or soon, with the first of those days and the last."""
    query = (
        select(Worker.user_id, Absence.first_on, Absence.last_on)
        .join(Worker, Absence.worker_id == Worker.id)
        .where(
            Worker.user_id.in_([it.user_id for it in consents]),
            Absence.last_on >= on,
            Absence.first_on <= on + timedelta(days=AWAY_SOON_DAYS),
        )
        .order_by(Absence.first_on.desc(), Absence.id)
    )
    return {user_id: (first, last) for user_id, first, last in db.session().execute(query)}


def stale(before: date) -> Sequence[Worker]:
    """Return who last said before that when they can work, and has not been asked since; held.

    Only who may be given something to do: they work somewhere, or stand in the pool.
    """
    works = exists().where(Engagement.worker_id == Worker.id, is_active_now())
    stands = exists().where(
        PoolConsent.user_id == Worker.user_id, pool.is_living(clock.today()),
        PoolConsent.paused_on.is_(None),
    )  # fmt: skip
    is_shut_out = exists().where(User.id == Worker.user_id, User.disabled_at.is_not(None))
    query = select(Worker).where(
        _is_stale(before), Worker.availability_asked_at.is_(None), or_(works, stands), ~is_shut_out
    )
    held = query.order_by(Worker.id).with_for_update(of=Worker, skip_locked=True)
    return db.session().scalars(held).unique().all()


def is_stale(user_id: UUID | None, before: date) -> bool:
    """Tell whether somebody has said when they can work, and last before that."""
    query = select(Worker.id).where(Worker.user_id == user_id, _is_stale(before))
    return db.session().scalar(query) is not None


def _is_stale(before: date) -> ColumnElement[bool]:
    """Make the condition that times are old: those taken over from an application age too."""
    has_times = exists().where(AvailabilitySlot.worker_id == Worker.id)
    never_said = and_(
        Worker.availability_confirmed_on.is_(None), Worker.created_at < midnight(before)
    )
    return and_(has_times, or_(Worker.availability_confirmed_on < before, never_said))


def courses(municipality_id: UUID, on: date) -> Mapping[UUID, str]:
    """Return the courses each worker has that still hold, those they imply too, as words."""
    names = {it.id: it.name for it in requirements.courses(municipality_id)}
    gives = closure(requirements.pairs(municipality_id))
    query = (
        select(Worker.user_id, WorkerCourse.course_id)
        .join(WorkerCourse, WorkerCourse.worker_id == Worker.id)
        .where(
            WorkerCourse.municipality_id == municipality_id,
            or_(WorkerCourse.expires_on.is_(None), WorkerCourse.expires_on >= on),
        )
    )
    has: dict[UUID, set[UUID]] = {}
    for user_id, course_id in db.session().execute(query):
        has.setdefault(user_id, set()).update({course_id, *gives.get(course_id, ())})
    return {
        user_id: ", ".join(sorted(names[course_id] for course_id in found if course_id in names))
        for user_id, found in has.items()
    }


def declared(child_id: UUID, user_id: UUID) -> DeclaredRelation | None:
    """Return what somebody has declared about a child."""
    query = select(DeclaredRelation).where(
        DeclaredRelation.child_id == child_id, DeclaredRelation.user_id == user_id
    )
    return db.session().scalar(query)


def relation_said(child_id: UUID, user_id: UUID) -> str:
    """Return the relation an applicant told of when answering a child's advert."""
    query = (
        select(Application.relation)
        .join(Need, Application.need_id == Need.id)
        .join(Ordning, Need.ordning_id == Ordning.id)
        .where(
            Ordning.child_id == child_id, Application.user_id == user_id, Application.relation != ""
        )
    )
    return db.session().scalars(query).first() or ""


def waiting(need_id: UUID) -> Sequence[Proposal]:
    """Return those of a need who have not been asked, first to be asked first; held."""
    query = select(Proposal).where(
        Proposal.need_id == need_id, Proposal.state == ProposalState.PROPOSED
    )
    held = query.order_by(Proposal.position, Proposal.id).with_for_update(of=Proposal)
    return db.session().scalars(held).unique().all()


def running(need_id: UUID) -> Sequence[Proposal]:
    """Return everybody who is still on the way to something for a need; held."""
    query = select(Proposal).where(Proposal.need_id == need_id, Proposal.state.in_(RUNNING))
    held = query.order_by(Proposal.position, Proposal.id).with_for_update(of=Proposal)
    return db.session().scalars(held).unique().all()


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened to a proposal, and who did it."""

    event: ProposalEvent
    by: str


def told(proposal_id: UUID) -> list[Told]:
    """Return what has happened to a proposal with who did it, newest first."""
    query = (
        select(ProposalEvent, User.name)
        .outerjoin(User, User.id == ProposalEvent.by_id)
        .where(ProposalEvent.proposal_id == proposal_id)
        .order_by(ProposalEvent.at.desc(), ProposalEvent.id.desc())
    )
    return [Told(event, name or "") for event, name in db.session().execute(query)]


def people(actor: Actor) -> list[tuple[UUID, str]]:
    """Return whom a wish may be about, by name: the office's workers, and those in its pool."""
    found = {it.user_id: it.name for it in db.session().scalars(workers(actor))}
    found |= {it.user_id: it.name for it in pool.everybody(actor, clock.today())}
    return sorted(found.items(), key=lambda it: it[1].casefold())
