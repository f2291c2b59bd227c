"""Weeks of shifts and hours around today, in every state a line can be in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from portal.core import clock, db, ids
from portal.demo.town import Town
from portal.engagements.models import Engagement
from portal.shifts.models import Attendee, Entry, Shift
from portal.shifts.states import AttendeeStatus, EntryCode, EntrySource, EntryState, ShiftKind

UNLOGGED_DAYS = 2  # the newest shifts nobody has logged yet
SUBMITTED_DAYS = 12  # then those that wait for the family
ATTESTED_DAYS = 20  # then those that wait for the coordinator


@dataclass(frozen=True, slots=True)
class Pattern:
    """A shift that comes back: weekday, from and to in Oslo, and every how many weeks."""

    weekday: int
    starts: time
    ends: time
    nights: int = 0
    every: int = 1
    kind: ShiftKind = ShiftKind.ORDINARY


@dataclass(frozen=True, slots=True)
class Week:
    """Which weeks to fill, counted from the Monday of this one."""

    monday: date
    first: int
    last: int

    def days(self, pattern: Pattern) -> Iterable[date]:
        """Yield the days a pattern falls on."""
        for number in range(self.first, self.last + 1):
            if number % pattern.every == 0:
                yield self.monday + timedelta(weeks=number, days=pattern.weekday)


def instant(day: date, at: time) -> datetime:
    """Return the instant of a Norwegian clock time."""
    return datetime.combine(day, at, clock.OSLO).astimezone(UTC)


def fill(
    town: Town, engagement: Engagement, patterns: Sequence[Pattern], weeks: Week
) -> list[Shift]:
    """Publish the shifts of a pattern and log those that are over."""
    return [
        shift(town, engagement, day, pattern) for pattern in patterns for day in weeks.days(pattern)
    ]


def shift(town: Town, engagement: Engagement, day: date, pattern: Pattern) -> Shift:
    """Publish one shift; when it is over it has a line in the state its age gives."""
    starts_at = instant(day, pattern.starts)
    ends_at = instant(day + timedelta(days=pattern.nights), pattern.ends)
    made = db.add(
        Shift(
            id=ids.new_id(), municipality_id=engagement.municipality_id,
            ordning_id=engagement.ordning_id, ordning=engagement.ordning,
            engagement_id=engagement.id, engagement=engagement,
            starts_at=starts_at, ends_at=ends_at, kind=pattern.kind,
            published_at=starts_at - timedelta(days=21), changed_at=starts_at - timedelta(days=21),
        )
    )  # fmt: skip
    db.session().flush()
    db.add(
        Attendee(
            municipality_id=made.municipality_id, shift_id=made.id, user_id=engagement.user_id,
            status=AttendeeStatus.CONFIRMED, starts_at=starts_at, ends_at=ends_at,
            changed_at=made.changed_at,
        )
    )  # fmt: skip
    if ends_at < clock.now() - timedelta(days=UNLOGGED_DAYS):
        log(town, made, engagement)
    return made


def open_shift(engagement: Engagement, day: date, pattern: Pattern, reason: str = "") -> Shift:
    """Publish a shift nobody has, in the ordning of an engagement."""
    made = db.add(
        Shift(
            id=ids.new_id(), municipality_id=engagement.municipality_id,
            ordning_id=engagement.ordning_id, ordning=engagement.ordning,
            starts_at=instant(day, pattern.starts), ends_at=instant(day, pattern.ends),
            open_reason=reason,
        )
    )  # fmt: skip
    db.session().flush()
    return made


def state_of(ends_at: datetime) -> EntryState:
    """Return where a line of that age would be."""
    age = (clock.now() - ends_at).days
    if age <= SUBMITTED_DAYS:
        return EntryState.SUBMITTED
    return EntryState.ATTESTED if age <= ATTESTED_DAYS else EntryState.APPROVED


def log(town: Town, made: Shift, engagement: Engagement, **more: object) -> Entry:
    """Log a shift as planned, or as ``more`` says it was."""
    values: dict[str, object] = {
        "starts_at": made.starts_at,
        "ends_at": made.ends_at,
        "state": state_of(made.ends_at),
        "code": EntryCode.WORKED,
        **more,
    }
    starts_at, ends_at, state = values["starts_at"], values["ends_at"], values["state"]
    assert isinstance(starts_at, datetime)
    assert isinstance(ends_at, datetime)
    minutes = int((ends_at - starts_at).total_seconds()) // 60
    logged_at = ends_at + timedelta(hours=2)
    is_attested = state in {EntryState.ATTESTED, EntryState.APPROVED}
    return db.add(
        Entry(
            municipality_id=made.municipality_id, ordning_id=made.ordning_id,
            ordning=made.ordning, engagement_id=engagement.id, engagement=engagement,
            shift_id=made.id, kind=made.kind, source=EntrySource.AS_PLANNED,
            minutes=minutes, pay_minutes=minutes,
            vedtak_minutes=0 if values["code"] == EntryCode.SICK else minutes,
            planned_minutes=made.minutes, logged_by_id=engagement.user_id,
            logged_at=logged_at, submitted_at=logged_at,
            attested_at=logged_at + timedelta(days=2) if is_attested else None,
            attested_by_id=town.leaders[made.ordning_id] if is_attested else None,
            approved_at=logged_at + timedelta(days=4) if state == EntryState.APPROVED else None,
            approved_by_id=town.approver_id if state == EntryState.APPROVED else None,
            **values,
        )
    )  # fmt: skip
