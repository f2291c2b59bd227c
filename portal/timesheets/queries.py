"""A worker's own shifts and hours. What is one's own is found by the person, not by the hat."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, literal_column, or_, select

from portal.access.actor import Actor
from portal.core import clock, db
from portal.engagements.models import Engagement, Worker
from portal.families.models import Child, Ordning
from portal.rules.periods import local_day
from portal.rules.spans import Span
from portal.shifts.models import Absence, Attendee, Entry, RunningShift, Shift
from portal.shifts.states import (
    NOT_COUNTED,
    AbsenceKind,
    AttendeeStatus,
    EntryCode,
    EntryState,
    ShiftKind,
    ShiftState,
)
from portal.timesheets.lines import Line

LOOKS_BACK = timedelta(days=400)  # what is older is found by its address, not in a list
CANCELLED_LOOKS_BACK = timedelta(days=30)
_ILL = (AbsenceKind.SICK, AbsenceKind.SICK_CHILD)


@dataclass(frozen=True, slots=True)
class OwnShift:
    """A shift one has, or had and was ill for, and what it is to be logged as."""

    shift: Shift
    engagement: Engagement
    code: EntryCode
    span: Span
    entry_id: UUID | None = None  # it is logged already

    @property
    def key(self) -> str:
        """Return what a form sends back: which shift, and as it was when it was read."""
        return f"{self.shift.id}:{self.shift.version}"

    @property
    def is_work(self) -> bool:
        """Whether it is to be logged as work."""
        return self.code is EntryCode.WORKED

    def line(self) -> Line:
        """Return it as a line that went as planned."""
        plain = Line.as_planned(self.shift, self.engagement)
        return plain if self.is_work else self._not_worked()

    def _not_worked(self) -> Line:
        return Line(
            engagement=self.engagement, span=self.span, planned=self.span, code=self.code,
            kind=ShiftKind(self.shift.kind), shift_id=self.shift.id,
        )  # fmt: skip


# Shifts ----------------------------------------------------------------------------------


def to_log(user_id: UUID, *, now: datetime | None = None) -> list[OwnShift]:
    """Return what a person has not logged: shifts that are over, and those they were ill for."""
    return [it for it in unlogged(user_id, now or clock.now()) if it.code in _LISTED]


_LISTED = (EntryCode.WORKED, EntryCode.SICK)


def unlogged(user_id: UUID, until: datetime) -> list[OwnShift]:
    """Return all of one's shifts without a line that are over by ``until``; cancelled ones too.

    One statement.
    """
    query = _own(user_id).where(
        Shift.starts_at > until - LOOKS_BACK, Shift.starts_at < until, ~_is_logged()
    )
    return [it for it in _found(query) if it.span.end <= until]


def near(user_id: UUID, now: datetime) -> OwnShift | None:
    """Return the shift one has now, or the next that begins today or tomorrow."""
    query = _own(user_id).where(
        Shift.engagement_id == Engagement.id, Shift.state == ShiftState.PLANNED,
        Shift.ends_at > now, Shift.starts_at < now + timedelta(hours=30), ~_is_logged(),
    )  # fmt: skip
    return next(iter(_found(query)), None)


def some(user_id: UUID, shift_ids: Collection[UUID]) -> list[OwnShift]:
    """Return these of one's shifts that have no line yet, in order; one statement."""
    return _found(_own(user_id).where(Shift.id.in_(shift_ids), ~_is_logged()))


def loggable(actor: Actor, shift_id: UUID) -> OwnShift | None:
    """Return one of one's own shifts, logged or not."""
    return next(iter(_found(_own(actor.user_id).where(Shift.id == shift_id))), None)


def _own(user_id: UUID | None) -> Select[Any]:
    """Select shifts, one's engagement, and why one was away: had, has, or was ill for."""
    attends = and_(Attendee.shift_id == Shift.id, Attendee.user_id == user_id)
    gave_up = Attendee.status == AttendeeStatus.CANCELLED
    was_ill = and_(
        gave_up, Absence.worker_id == Worker.id, Absence.kind.in_(_ILL),
        Shift.engagement_id.is_distinct_from(Engagement.id),
    )  # fmt: skip
    return (
        select(Shift, Engagement, Attendee, Absence, _line_id())
        .join(Engagement, Engagement.ordning_id == Shift.ordning_id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .outerjoin(Attendee, attends)
        .outerjoin(Absence, was_ill)
        .where(
            Worker.user_id == user_id,
            or_(Shift.engagement_id == Engagement.id, gave_up),
        )
        .order_by(Shift.starts_at, Shift.id, Engagement.valid_from.desc())
    )


def _line_id() -> Any:  # noqa: ANN401 - a scalar subquery
    return _lines_of_shift(Entry.id).limit(1).scalar_subquery()


def _is_logged() -> ColumnElement[bool]:
    return _lines_of_shift(Entry.id).exists()


def _lines_of_shift(column: Any) -> Select[Any]:  # noqa: ANN401 - a column
    return (
        select(column)
        .where(
            Entry.shift_id == Shift.id,
            Entry.engagement_id == Engagement.id,
            Entry.shift_id.is_not(None),
            Entry.state != literal_column("'discarded'"),  # as the index says it
            Entry.corrects_id.is_(None),
        )
        .correlate(Shift, Engagement)
    )


def _found(query: Select[Any]) -> list[OwnShift]:
    found: dict[UUID, OwnShift] = {}
    for shift, engagement, attendee, absence, entry_id in db.session().execute(query):
        own = _as(shift, engagement, attendee, absence, entry_id)
        if own is not None:
            found.setdefault(shift.id, own)
    return list(found.values())


def _as(
    shift: Shift, engagement: Engagement, attendee: Attendee | None, absence: Absence | None,
    entry_id: UUID | None,
) -> OwnShift | None:  # fmt: skip
    span = Span(shift.starts_at, shift.ends_at)
    if shift.engagement_id == engagement.id:
        is_on = shift.state == ShiftState.PLANNED
        code = EntryCode.WORKED if is_on else EntryCode.LATE_CANCELLED
        return OwnShift(shift, engagement, code, span, entry_id)
    if attendee is None or absence is None or not _is_ill_for(attendee, absence, engagement):
        return None
    had = Span(attendee.starts_at, attendee.ends_at)  # the times it had for this person
    return OwnShift(shift, engagement, EntryCode.SICK, had, entry_id)


def _is_ill_for(attendee: Attendee, absence: Absence, engagement: Engagement) -> bool:
    """Whether the shift was given up because of this absence, and not before it was reported."""
    day = local_day(attendee.starts_at)
    was_away = absence.first_on <= day <= absence.last_on
    was_engaged = engagement.valid_from <= day <= (engagement.valid_to or day)
    with_report = attendee.changed_at >= absence.reported_at - timedelta(minutes=1)
    return was_away and was_engaged and with_report


# The clock -------------------------------------------------------------------------------


def running(user_id: UUID | None) -> RunningShift | None:
    """Return the clock that runs for somebody."""
    return db.session().scalar(select(RunningShift).where(RunningShift.user_id == user_id))


def forgotten(before: datetime) -> Sequence[RunningShift]:
    """Return the clocks that still run though their shift was over by then."""
    query = (
        select(RunningShift)
        .join(Shift, RunningShift.shift_id == Shift.id)
        .where(Shift.ends_at < before)
        .order_by(RunningShift.id)
    )
    return db.session().scalars(query).all()


# Lines -----------------------------------------------------------------------------------


def own_entry(actor: Actor, entry_id: UUID) -> Entry | None:
    """Return one of one's own lines."""
    return db.session().scalar(_lines(actor.user_id).where(Entry.id == entry_id))


def lines_of(user_id: UUID | None, window: Span) -> Sequence[Entry]:
    """Return one's lines that begin in the window, and all that wait for oneself; in order."""
    mine = (EntryState.DRAFT, EntryState.RETURNED)
    in_window = and_(Entry.starts_at >= window.start, Entry.starts_at < window.end)
    query = _lines(user_id).where(
        Entry.state.not_in(NOT_COUNTED), or_(in_window, Entry.state.in_(mine))
    )
    return db.session().scalars(query.order_by(Entry.starts_at, Entry.logged_at)).all()


def _lines(user_id: UUID | None) -> Select[Entry]:
    return (
        select(Entry)
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .where(Worker.user_id == user_id)
    )


@dataclass(frozen=True, slots=True)
class Money:
    """Where the hours of one month in one family are: how many, and how far they have come."""

    month: date
    ordning_id: UUID
    initials: str
    child_id: UUID
    is_graded: bool
    state: EntryState
    minutes: int
    pay_on: date | None


def money(user_id: UUID | None, months: Sequence[tuple[date, Span]]) -> list[Money]:
    """Return one's sent hours by month, family and state, newest first; one statement."""
    month = case(
        *((Entry.starts_at < window.end, literal(n)) for n, (_first, window) in enumerate(months)),
        else_=literal(-1),
    )
    keys = (month, Ordning.id, Child.initials, Child.id, Child.gradering, Entry.state)
    query = (
        select(*keys, func.sum(Entry.minutes), func.max(Entry.pay_on))
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .join(Ordning, Entry.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Worker.user_id == user_id,
            Entry.state.not_in((*NOT_COUNTED, EntryState.DRAFT, EntryState.RETURNED)),
            Entry.starts_at >= months[0][1].start,
            Entry.starts_at < months[-1][1].end,
        )
        .group_by(*keys)
    )
    found = [
        Money(
            months[n][0], ordning_id, initials, child_id, gradering != "ugradert",
            EntryState(state), int(minutes), pay_on,
        )
        for n, ordning_id, initials, child_id, gradering, state, minutes, pay_on
        in db.session().execute(query)
    ]  # fmt: skip
    return sorted(found, key=lambda it: (it.month, it.initials, it.state), reverse=True)


def planned_of(entry: Entry) -> Span | None:
    """Return when the shift of a line was planned, as it stands; None for extra hours."""
    if entry.shift_id is None:
        return None
    query = select(Shift.starts_at, Shift.ends_at).where(Shift.id == entry.shift_id)
    row = db.session().execute(query).one()
    return Span(row.starts_at, row.ends_at)
