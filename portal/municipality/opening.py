"""When an office answers: its week as lines, and whether it is open now. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

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
    return of_weekday(intervals, day.weekday())


def of_weekday(intervals: Sequence[OpeningInterval], weekday: int) -> Hours:
    """Return the hours of an ordinary day with this number, 0 is Monday."""
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
        hours = of_weekday(intervals, weekday)
        if found and found[-1].hours == hours:
            found[-1] = Line(found[-1].first, weekday, hours)
        else:
            found.append(Line(weekday, weekday, hours))
    return found


def shown(hours: Hours) -> str:
    """Return a day as it is written: ``9.00–11.30 og 12.00–14.30``; nothing when closed."""
    return " og ".join(f"{_clock(opens)}–{_clock(closes)}" for opens, closes in hours)


def _clock(minute: int) -> str:
    return f"{minute // 60}.{minute % 60:02d}"


_PART = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[.:](\d{2}))?")


def read(text: str) -> Hours:
    """Read what ``shown`` writes, and what people write instead: ``9-11.30, 12-14``.

    Raises:
        ValueError: no such times, the end before the start, or two that overlap.
    """
    parts = re.split(r"\s*(?:,|;|\bog\b)\s*", text.strip().lower()) if text.strip() else []
    hours = sorted(_read_part(part) for part in parts)
    if any(later[0] < earlier[1] for earlier, later in pairwise(hours)):
        raise ValueError(text)
    return tuple(hours)


def _read_part(part: str) -> tuple[int, int]:
    match = _PART.fullmatch(part.removeprefix("kl.").strip())
    if not match:
        raise ValueError(part)
    opens, closes = (60 * int(match[group]) + int(match[group + 1] or 0) for group in (1, 3))
    if not opens < closes <= 24 * 60 or any(int(match[group] or 0) > 59 for group in (2, 4)):
        raise ValueError(part)
    return opens, closes
