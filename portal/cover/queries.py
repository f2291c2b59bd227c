"""Open shifts that somebody may know of, and who is to be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, or_, select

from portal.access.actor import Actor, Relation
from portal.accounts.models import User
from portal.core import clock, db
from portal.engagements import turns
from portal.engagements.models import AvailabilitySlot, Engagement, Worker
from portal.engagements.queries import is_active
from portal.engagements.week import Slot
from portal.families.models import Child, Leader, Ordning
from portal.families.states import Gradering
from portal.rules.periods import Days, local_day
from portal.rules.spans import Span
from portal.shifts import queries as shift_queries
from portal.shifts.models import Absence, Attendee, Entry, RunningShift, Shift
from portal.shifts.service import UNDO_FOR
from portal.shifts.states import ILL, NOT_COUNTED, AbsenceKind, ShiftState


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An open shift and the engagement with which the actor would have it."""

    shift: Shift
    engagement: Engagement


@dataclass(frozen=True, kw_only=True)
class Own:
    """A shift somebody has in days they are ill, and what keeps it theirs."""

    shift: Shift
    is_running: bool
    is_logged: bool  # all the hours of it or some
    is_earlier: bool  # it began before those days

    @property
    def can_be_opened(self) -> bool:
        """Whether nothing has come of it yet; what has been worked stays with who worked."""
        return not (self.is_running or self.is_logged or self.is_earlier)


@dataclass(frozen=True, kw_only=True)
class SickNote:
    """That the actor is away, with the shifts it cost, the times they had, and what was kept."""

    absence: Absence
    user_id: UUID
    lost: Sequence[Attendee]
    kept: Sequence[Own]
    is_logged: bool  # some of it is, as hours one was ill
    is_changeable: bool = True  # what is over is not found

    @property
    def is_fresh(self) -> bool:
        """Whether it was reported so short a time ago that it may be a mistake."""
        return _is_new(self.absence) and not self.is_logged

    @property
    def may_end(self) -> bool:
        """Whether there is something to take back."""
        return self.is_fresh or self.absence.last_on >= clock.today()

    @property
    def concerned(self) -> list[Shift]:
        """Return the shifts that whoever leads had to know of when it was reported."""
        kept = [it.shift for it in self.kept if it.shift.ends_at > self.absence.reported_at]
        return [*(row.shift for row in self.lost), *kept]

    @property
    def is_told(self) -> bool:
        """Whether somebody leads where the shifts are, and so was told."""
        ordning_ids = {shift.ordning_id for shift in self.concerned}
        return bool(ordning_ids) and len(leaders([*ordning_ids])) == len(ordning_ids)


def _is_new(absence: Absence) -> bool:
    return clock.now() - absence.reported_at <= UNDO_FOR


def note(actor: Actor, absence_id: UUID) -> SickNote | None:
    """Return what the actor has reported, while it lasts or may still be a mistake.

    When it is to be taken back, the actor's other time stands still until it is.
    """
    if db.writes():
        turns.hold_user(actor.user_id)
    query = _of_worker(actor.user_id).where(Absence.id == absence_id, Absence.kind.in_(ILL))
    absence = db.session().scalar(query)
    if absence is None or actor.user_id is None:
        return None
    if absence.last_on < clock.today() and not _is_new(absence):
        return None
    days = Days(absence.first_on, absence.last_on)
    lost = [
        row
        for row in shift_queries.missed(actor.user_id, days.span)
        if days.from_on <= local_day(row.starts_at) <= days.to_on
    ]
    return SickNote(
        absence=absence, user_id=actor.user_id, lost=lost,
        kept=own_in(actor.user_id, days),
        is_logged=bool(_logged(actor.user_id, [row.shift_id for row in lost])),
    )  # fmt: skip


def _of_worker(user_id: UUID | None) -> Select[Absence]:
    query = select(Absence).join(Worker, Absence.worker_id == Worker.id)
    return query.where(Worker.user_id == user_id)


def ill_in(worker_id: UUID, days: Days) -> list[Absence]:
    """Return when a worker has said to be ill in some days, the first one first."""
    found = shift_queries.absences([worker_id], days.from_on, days.to_on)
    return [it for it in found if it.kind in ILL]


def own_in(user_id: UUID, days: Days) -> list[Own]:
    """Return the shifts of a person that touch the days, in every family."""
    mine = shift_queries.of_user(user_id, days.span)
    running = select(RunningShift.shift_id).where(RunningShift.user_id == user_id)
    running_ids = set(db.session().scalars(running))
    logged_ids = _logged(user_id, [shift.id for shift in mine])
    return [
        Own(
            shift=shift, is_running=shift.id in running_ids, is_logged=shift.id in logged_ids,
            is_earlier=local_day(shift.starts_at) < days.from_on,
        )
        for shift in mine
    ]  # fmt: skip


def _logged(user_id: UUID, shift_ids: Sequence[UUID]) -> set[UUID | None]:
    """Return which of some shifts a person has logged hours of."""
    query = (
        select(Entry.shift_id)
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .where(
            Worker.user_id == user_id,
            Entry.shift_id.in_(shift_ids),
            Entry.state.not_in(NOT_COUNTED),
        )
    )
    return set(db.session().scalars(query))


@dataclass(frozen=True, kw_only=True)
class Away:
    """Days the actor has said to be away, and the own shifts that stand in them all the same."""

    absence: Absence
    shifts: Sequence[Shift]

    @property
    def kind(self) -> AbsenceKind:
        """Return why as its enum, for labels."""
        return AbsenceKind(self.absence.kind)

    @property
    def has_begun(self) -> bool:
        """Whether it is more than a plan: what has been is not taken back."""
        return self.absence.first_on < clock.today()


def away(actor: Actor) -> list[Away]:
    """Return the days ahead that the actor has said to be away without being ill, in order."""
    found = db.session().scalars(_away(actor).order_by(Absence.first_on, Absence.id)).all()
    if not found or actor.user_id is None:
        return []
    whole = Days(found[0].first_on, max(it.last_on for it in found))
    now = clock.now()
    mine = [it for it in shift_queries.of_user(actor.user_id, whole.span) if it.ends_at > now]
    return [Away(absence=it, shifts=[one for one in mine if _is_in(one, it)]) for it in found]


def _away(actor: Actor) -> Select[Absence]:
    return _of_worker(actor.user_id).where(
        Absence.kind.in_((AbsenceKind.HOLIDAY, AbsenceKind.LEAVE)),
        Absence.last_on >= clock.today(),
    )


def _is_in(shift: Shift, absence: Absence) -> bool:
    span = Days(absence.first_on, absence.last_on).span
    return span.clip(Span(shift.starts_at, shift.ends_at)) is not None


def own_absence(actor: Actor, absence_id: UUID) -> Absence | None:
    """Return days ahead that the actor has said to be away without being ill.

    When they are to be taken back, the actor's other time stands still until they are.
    """
    if db.writes():
        turns.hold_user(actor.user_id)
    return db.session().scalar(_away(actor).where(Absence.id == absence_id))


def open_to(actor: Actor) -> Sequence[Offer]:
    """Return the open shifts ahead in every ordning the actor works in, the first one first."""
    query = (
        _known(actor)
        .where(
            Shift.engagement_id.is_(None),
            Shift.state == ShiftState.PLANNED,
            Shift.starts_at > clock.now(),
        )
        .order_by(Shift.starts_at, Shift.id)
    )
    rows = db.session().execute(query).all()
    return [Offer(shift=shift, engagement=engagement) for shift, engagement in rows]


def offer(actor: Actor, shift_id: UUID) -> Offer | None:
    """Return a shift of an ordning the actor works in, taken or not: the loser must be told.

    When it is to be taken, the actor's other time stands still until it is.
    """
    if db.writes():
        turns.hold_user(actor.user_id)
    row = db.session().execute(_known(actor).where(Shift.id == shift_id)).first()
    return Offer(shift=row[0], engagement=row[1]) if row else None


def _known(actor: Actor) -> Select[Shift, Engagement]:
    named = actor.of(Relation.NAMED_FOR)
    return (
        select(Shift, Engagement)
        .join(Engagement, Engagement.ordning_id == Shift.ordning_id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .join(Ordning, Shift.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Worker.user_id == actor.user_id,
            is_active(clock.today()),
            or_(Child.gradering == Gradering.UGRADERT, Child.id.in_(named)),
        )
    )


def usual_times(actor: Actor) -> Sequence[Slot]:
    """Return when in the week the actor has said they usually can work."""
    query = (
        select(AvailabilitySlot.weekday, AvailabilitySlot.from_minute, AvailabilitySlot.to_minute)
        .join(Worker, AvailabilitySlot.worker_id == Worker.id)
        .where(Worker.user_id == actor.user_id)
    )
    return [(row[0], row[1], row[2]) for row in db.session().execute(query)]


def leaders(ordning_ids: Sequence[UUID]) -> dict[UUID, list[User]]:
    """Return those who lead each ordning today, stand-ins too."""
    today = clock.today()
    query = (
        select(Leader.ordning_id, User)
        .join(User, Leader.user_id == User.id)
        .where(
            Leader.ordning_id.in_(ordning_ids),
            Leader.valid_from <= today,
            or_(Leader.valid_to.is_(None), Leader.valid_to >= today),
            User.disabled_at.is_(None),
        )
        .order_by(User.id)
    )
    found: dict[UUID, list[User]] = {}
    for ordning_id, user in db.session().execute(query):
        found.setdefault(ordning_id, []).append(user)
    return found
