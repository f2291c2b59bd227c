"""Who stands in the pool, as the actor may see it, and when they are free."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import joinedload, selectinload

from portal.access.actor import Actor
from portal.accounts.models import User
from portal.certificates.queries import applicants_with_remarks
from portal.clearance.queries import workers_with_remarks
from portal.core import clock, db
from portal.core.ids import digest
from portal.core.paging import SIZE, PageOf
from portal.engagements.models import AvailabilitySlot, Engagement, Worker
from portal.engagements.states import NIGHT_FROM
from portal.engagements.week import Slot, slots_of
from portal.families.states import Gradering
from portal.needs.models import Need
from portal.needs.states import RoleKind
from portal.pool.interests import shared
from portal.pool.models import PoolConsent
from portal.recruitment.models import Application
from portal.recruitment.states import Outcome, Stage


def is_living(on: date) -> ColumnElement[bool]:
    """Make the condition that a consent holds on a day, whether or not the night's job ran."""
    return and_(PoolConsent.ended_at.is_(None), PoolConsent.ends_on > on)


def _in_offices(actor: Actor, on: date) -> Select[PoolConsent]:
    """Select the living consents of the actor's offices.

    Who is protected stands in no list of people to choose from, not for those named either.
    """
    is_graded = exists().where(
        Worker.user_id == PoolConsent.user_id, Worker.gradering != Gradering.UGRADERT
    )
    is_shut_out = exists().where(User.id == PoolConsent.user_id, User.disabled_at.is_not(None))
    query = select(PoolConsent).where(
        PoolConsent.municipality_id == actor.municipality_id,
        PoolConsent.office_id.in_(actor.office_ids),
        is_living(on),
        ~is_graded,
        ~is_shut_out,
    )
    # the worker's account is the consent's own: it is not read twice
    return query.options(joinedload(PoolConsent.worker).lazyload(Worker.user))


def available(actor: Actor, need: Need, on: date) -> Sequence[PoolConsent]:
    """Return those who may be proposed for a need: a living consent, and no pause.

    Nobody whose certificate has remarks that are not accepted; that it has is not told.
    """
    has_remarks = exists().where(
        Worker.user_id == PoolConsent.user_id, Worker.id.in_(workers_with_remarks())
    )
    query = _in_offices(actor, on).where(
        PoolConsent.municipality_id == need.municipality_id,
        PoolConsent.paused_on.is_(None),
        ~has_remarks,
        PoolConsent.user_id.not_in(applicants_with_remarks()),
    )
    return db.session().scalars(query.order_by(PoolConsent.id)).all()


def everybody(actor: Actor, on: date) -> Sequence[PoolConsent]:
    """Return all in the pool of the actor's offices, paused or not."""
    return db.session().scalars(_in_offices(actor, on)).all()


def free_times(consents: Sequence[PoolConsent]) -> Mapping[UUID, list[Slot]]:
    """Return when each can usually help, by user id, in two statements.

    A worker's own grid; for an applicant what they have said since, or else the application.
    Nothing is left out: who has said nothing has no entry.
    """
    found: dict[UUID, list[Slot]] = {}
    ids = [consent.user_id for consent in consents]
    rows = db.session().execute(
        select(
            Worker.user_id,
            AvailabilitySlot.weekday,
            AvailabilitySlot.from_minute,
            AvailabilitySlot.to_minute,
        )
        .join(AvailabilitySlot, AvailabilitySlot.worker_id == Worker.id)
        .where(Worker.user_id.in_(ids))
    )
    for user_id, weekday, first, last in rows:
        found.setdefault(user_id, []).append((weekday, first, last))
    others = [it for it in consents if it.worker is None]
    said_since = {it.user_id: it.availability for it in others if it.availability_confirmed_on}
    applied = [it.application_id for it in others if it.user_id not in said_since]
    said = db.session().execute(
        select(Application.user_id, Application.availability).where(Application.id.in_(applied))
    )
    known = {user_id: cells for user_id, cells in said if user_id} | said_since
    found.update({user_id: slots_of(cells) for user_id, cells in known.items() if cells})
    return found


# The office's list -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a coordinator looks for; nothing chosen is everybody."""

    role: RoleKind | None = None
    district_id: UUID | None = None
    weekday: int | None = None
    interest: str = ""
    language: str = ""
    competence: str = ""
    hours: int | None = None  # a week, at the least; who has not said how many may have it
    has_car: bool = False
    has_night: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nothing has been chosen."""
        return self == Filters()


@dataclass(frozen=True, slots=True)
class Line:
    """One person in the list: what is shared with what was looked for, and the free days."""

    consent: PoolConsent
    shared: tuple[str, ...]
    days: frozenset[int]
    has_night: bool


def listing(actor: Actor, filters: Filters, number: int, on: date) -> PageOf[Line]:
    """Return one page of the pool, those who share most first, in three statements."""
    query = _in_offices(actor, on)
    if filters.district_id:
        query = query.where(PoolConsent.district_id == filters.district_id)
    if filters.has_car:
        query = query.where(PoolConsent.has_car)
    consents = db.session().scalars(query).all()
    free = free_times(consents)
    lines = [
        Line(
            it,
            shared(filters.interest, it.interests),
            frozenset(day for day, *_ in times),
            any(last > NIGHT_FROM for *_day, last in times),
        )
        for it in consents
        for times in [free.get(it.user_id, [])]
    ]
    found = sorted((it for it in lines if _fits(it, filters)), key=_order)
    number = min(number, max(1, -(-len(found) // SIZE)))
    return PageOf(found[(number - 1) * SIZE : number * SIZE], number, len(found))


def _fits(line: Line, filters: Filters) -> bool:
    told = line.consent
    return (
        (filters.role is None or filters.role in told.roles)
        and (filters.weekday is None or filters.weekday in line.days)
        and (not filters.interest or bool(line.shared))
        and filters.language.casefold() in told.languages.casefold()
        and filters.competence.casefold() in told.competence.casefold()
        and (told.hours_per_week is None or told.hours_per_week >= (filters.hours or 0))
        and (line.has_night or not filters.has_night)
    )


def _order(line: Line) -> tuple[int, bool, str]:
    return -len(line.shared), line.consent.paused_on is not None, line.consent.name.casefold()


def one(actor: Actor, user_id: UUID) -> PoolConsent | None:
    """Return the living consent of somebody the office may ask."""
    query = _in_offices(actor, clock.today()).where(PoolConsent.user_id == user_id)
    return db.session().scalar(query)


def tasks(actor: Actor) -> Sequence[PoolConsent]:
    """Return who has been asked about another period and has not answered, the soonest first."""
    query = _in_offices(actor, clock.today()).where(PoolConsent.reminded_at.is_not(None))
    return db.session().scalars(query.order_by(PoolConsent.ends_on, PoolConsent.id)).all()


# One's own ---------------------------------------------------------------------------------


def own(user_id: UUID | None) -> PoolConsent | None:
    """Return somebody's living consent."""
    query = select(PoolConsent).where(
        PoolConsent.user_id == user_id, PoolConsent.ended_at.is_(None)
    )
    return db.session().scalar(query)


def locked(consent_id: UUID) -> PoolConsent:
    """Return a consent as it is now, held until the unit is done."""
    query = select(PoolConsent).where(PoolConsent.id == consent_id)
    held = query.with_for_update(of=PoolConsent).execution_options(populate_existing=True)
    return db.session().execute(held).unique().scalar_one()


def of_token(token: str) -> PoolConsent | None:
    """Return the consent that a link in the yearly mail is about."""
    query = select(PoolConsent).where(PoolConsent.token_hash == digest(token))
    return db.session().scalar(query)


def stayed_on(user_id: UUID | None) -> Application | None:
    """Return the newest application somebody was turned down on, with nothing deleted yet."""
    query = (
        select(Application)
        .where(
            Application.user_id == user_id,
            Application.stage == Stage.NOT_APPROVED,
            Application.forgotten_at.is_(None),
        )
        .order_by(Application.submitted_at.desc(), Application.id.desc())
        .options(selectinload(Application.roles))
    )
    return db.session().scalars(query.limit(1)).first()


def approved_roles(user_id: UUID | None) -> list[RoleKind]:
    """Return what a worker may be asked to be: what they are, or have been approved as."""
    worked = select(Engagement.kind).join(Worker, Engagement.worker_id == Worker.id)
    kinds = set(db.session().scalars(worked.where(Worker.user_id == user_id)))
    applied = select(Application).where(
        Application.user_id == user_id, Application.stage == Stage.APPROVED
    )
    for application in db.session().scalars(applied):
        kinds |= {role.kind for role in application.roles if role.outcome == Outcome.APPROVED}
    return [role for role in RoleKind if role.value in kinds]
