"""A worker's own shifts, and what each is to be logged as: work, illness, or cancelled late."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, literal_column, or_, select
from sqlalchemy.orm import lazyload

from portal.core import db
from portal.engagements.models import Engagement, Worker
from portal.rules.periods import local_day
from portal.rules.spans import Span
from portal.shifts.models import Absence, Attendee, Entry, Shift
from portal.shifts.states import ILL, AttendeeStatus, EntryCode, ShiftKind, ShiftState
from portal.timesheets.lines import Line

_HAD = (Attendee.starts_at, Attendee.ends_at, Attendee.changed_at)
_AWAY = (Absence.first_on, Absence.last_on, Absence.reported_at)


@dataclass(frozen=True, slots=True)
class Away:
    """A shift one had, when one lost it, and an absence; all None when there is none."""

    starts_at: datetime | None
    ends_at: datetime | None
    lost_at: datetime | None
    first_on: date | None
    last_on: date | None
    reported_at: datetime | None

    def was_ill_for(self, engagement: Engagement) -> Span | None:
        """Return the time one was ill for; None when the shift was lost for another reason.

        It must lie in the absence, and not have been given away before that was reported.
        """
        if not (self.starts_at and self.ends_at and self.lost_at and self.reported_at):
            return None
        assert self.first_on is not None
        assert self.last_on is not None
        day = local_day(self.starts_at)
        was_engaged = engagement.valid_from <= day <= (engagement.valid_to or day)
        with_report = self.lost_at >= self.reported_at - timedelta(minutes=1)
        if self.first_on <= day <= self.last_on and was_engaged and with_report:
            return Span(self.starts_at, self.ends_at)
        return None


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

    def is_due(self, now: datetime) -> bool:
        """Whether it is over and should be logged: worked, or given up because one was ill."""
        return self.span.end <= now and self.code is not EntryCode.LATE_CANCELLED

    def line(self) -> Line:
        """Return it as a line that went as planned."""
        plain = Line.as_planned(self.shift, self.engagement)
        return plain if self.is_work else self._not_worked()

    def _not_worked(self) -> Line:
        return Line(
            engagement=self.engagement, span=self.span, planned=self.span, code=self.code,
            kind=ShiftKind(self.shift.kind), shift_id=self.shift.id,
        )  # fmt: skip


def select_own(user_id: UUID | None) -> Select[Any]:
    """Select shifts, one's engagement, and why one was away: had, has, or was ill for."""
    attends = and_(Attendee.shift_id == Shift.id, Attendee.user_id == user_id)
    gave_up = Attendee.status == AttendeeStatus.CANCELLED
    was_ill = and_(
        gave_up, Absence.worker_id == Worker.id, Absence.kind.in_(ILL),
        Shift.engagement_id.is_distinct_from(Engagement.id),
    )  # fmt: skip
    return (
        select(Shift, Engagement, _line_id(), *_HAD, *_AWAY)
        # the engagement brings the ordning; a shift that had to bring it too is twice the row
        .options(lazyload(Shift.ordning), lazyload(Shift.engagement))
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


def is_logged() -> ColumnElement[bool]:
    """Make the condition that the person has logged the shift."""
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


def read(query: Select[Any]) -> list[OwnShift]:
    """Return the shifts that are to be logged as something, each once, in one statement."""
    found: dict[UUID, OwnShift] = {}
    for shift, engagement, entry_id, *away in db.session().execute(query):
        own = _as(shift, engagement, entry_id, Away(*away))
        if own is not None:
            found.setdefault(own.shift.id, own)
    return list(found.values())


def _as(shift: Shift, engagement: Engagement, entry_id: UUID | None, away: Away) -> OwnShift | None:
    span = Span(shift.starts_at, shift.ends_at)
    if shift.engagement_id == engagement.id:
        is_on = shift.state == ShiftState.PLANNED
        code = EntryCode.WORKED if is_on else EntryCode.LATE_CANCELLED
        return OwnShift(shift, engagement, code, span, entry_id)
    had = away.was_ill_for(engagement)
    return OwnShift(shift, engagement, EntryCode.SICK, had, entry_id) if had else None
