"""When an office answers: its week as lines, and whether it is open now. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from portal.core.clock import OSLO
from portal.municipality.models import OpeningInterval
from portal.rules.holidays import is_public_holiday

Hours = tuple[tuple[int, int], ...]  # minutes after midnight, from and to, in order
LOOKS_AHEAD_DAYS = 21  # further than any run of holidays


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether the office answers now; ``changes_at`` is when that ends, None if never."""

    is_open: bool
    changes_at: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """Weekdays in a row with the same hours: 0–3, 9.00–11.30 and 12.00–14.30."""

    first: int
    last: int
    hours: Hours


def hours_on(intervals: Sequence[OpeningInterval], day: date) -> Hours:
    """Return the hours of a day; none on public holidays."""
    if is_public_holiday(day):
        return ()
    return _of_weekday(intervals, day.weekday())


def _of_weekday(intervals: Sequence[OpeningInterval], weekday: int) -> Hours:
    found = [(one.opens_minute, one.closes_minute) for one in intervals if one.weekday == weekday]
    return tuple(sorted(found))


def opening(intervals: Sequence[OpeningInterval], now: datetime) -> Opening:
    """Tell whether the office is open at an instant, and when that changes."""
    today = now.astimezone(OSLO).date()
    for day in (today + timedelta(days=ahead) for ahead in range(LOOKS_AHEAD_DAYS)):
        for opens, closes in hours_on(intervals, day):
            if _at(day, opens) <= now < _at(day, closes):
                return Opening(is_open=True, changes_at=_at(day, closes))
            if now < _at(day, opens):
                return Opening(is_open=False, changes_at=_at(day, opens))
    return Opening(is_open=False, changes_at=None)


def _at(day: date, minute: int) -> datetime:
    """Return the instant a clock in Norway shows so many minutes after midnight (24.00 too)."""
    days, minute = divmod(minute, 1440)
    wall = time(minute // 60, minute % 60)
    return datetime.combine(day + timedelta(days=days), wall, OSLO).astimezone(UTC)


def lines(intervals: Sequence[OpeningInterval]) -> list[Line]:
    """Return the week from Monday, days in a row with the same hours as one line."""
    found: list[Line] = []
    for weekday in range(7):
        hours = _of_weekday(intervals, weekday)
        if found and found[-1].hours == hours:
            found[-1] = Line(found[-1].first, weekday, hours)
        else:
            found.append(Line(weekday, weekday, hours))
    return found
