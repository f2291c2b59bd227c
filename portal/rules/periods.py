"""Days, weeks and months in Norway, and the UTC line they lie on.

Hours are counted on the UTC line, calendar periods on the Oslo line; here one becomes the other.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from portal.rules.spans import MINUTE, Span

OSLO = ZoneInfo("Europe/Oslo")
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
_CENTURIES = range(1900, 2200)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::00)?(Z|[+-]\d\d:\d\d)?", re.ASCII)


class NoSuchTimeError(ValueError):
    """A local time that the clock skips on the last Sunday of March."""


@dataclass(frozen=True, order=True)
class Days:
    """Calendar days in Norway, both ends included.

    Raises:
        ValueError: the last day is before the first.
    """

    from_on: date
    to_on: date

    def __post_init__(self) -> None:
        if self.to_on < self.from_on:
            raise ValueError(f"{self.to_on} is before {self.from_on}")

    @property
    def count(self) -> int:
        """How many days, both ends included."""
        return (self.to_on - self.from_on).days + 1

    def each(self) -> Iterator[date]:
        """Every day of them."""
        return (self.from_on + number * DAY for number in range(self.count))

    @property
    def span(self) -> Span:
        """The same days on the UTC line."""
        return Span(midnight(self.from_on), midnight(self.to_on + DAY))

    def clip(self, from_on: date, to_on: date | None) -> "Days | None":
        """The days that also lie in from–to; `to_on` None is open."""
        first = max(self.from_on, from_on)
        last = self.to_on if to_on is None else min(self.to_on, to_on)
        return Days(first, last) if first <= last else None


def from_local(local: datetime, *, second: bool = False) -> datetime:
    """The UTC instant of a naive Oslo time; a repeated one is the first unless `second`.

    Raises:
        NoSuchTimeError: the clock skips this time.
    """
    instant = local.replace(tzinfo=OSLO, fold=int(second)).astimezone(UTC)
    if to_local(instant) != local:
        raise NoSuchTimeError(f"{local:%Y-%m-%dT%H:%M} does not exist in Europe/Oslo")
    return instant


def to_local(instant: datetime) -> datetime:
    """The naive Oslo wall time of an instant."""
    return instant.astimezone(OSLO).replace(tzinfo=None, fold=0)


def is_repeated(local: datetime) -> bool:
    """Whether a naive Oslo time comes twice (the last Sunday of October, 02–03)."""
    first = local.replace(tzinfo=OSLO, fold=0).utcoffset()
    second = local.replace(tzinfo=OSLO, fold=1).utcoffset()
    return first is not None and second is not None and first > second


def local_day(instant: datetime) -> date:
    """The day it is in Norway at an instant."""
    return instant.astimezone(OSLO).date()


def midnight(day: date) -> datetime:
    """The UTC instant a Norwegian day begins."""
    return clock(day, 0)


def clock(day: date, hour: int) -> datetime:
    """The UTC instant of a whole hour 0–24 of a Norwegian day."""
    if hour == 24:
        return midnight(day + DAY)
    return datetime.combine(day, time(hour), OSLO).astimezone(UTC)


def day_of(day: date) -> Days:
    """The one day."""
    return Days(day, day)


def week_of(day: date) -> Days:
    """The ISO week, Monday to Sunday."""
    monday = day - day.weekday() * DAY
    return Days(monday, monday + 6 * DAY)


def month_of(day: date) -> Days:
    """The calendar month."""
    return Days(day.replace(day=1), month_end(day))


def year_of(day: date) -> Days:
    """The calendar year."""
    return Days(date(day.year, 1, 1), date(day.year, 12, 31))


def month_end(day: date) -> date:
    """The last day of the month."""
    if day.month == 12:
        return day.replace(day=31)
    return day.replace(month=day.month + 1, day=1) - DAY


def named_day(text: str) -> date | None:
    """The day an address calls `2026-11-30`; None when there is none, in these centuries."""
    return _in_an_address(lambda: parse_day(text))


def named_week(text: str) -> Days | None:
    """The week an address calls `2026-48`; None when there is none, in these centuries."""
    year, _dash, week = text.partition("-")
    monday = _in_an_address(lambda: date.fromisocalendar(int(year), int(week), 1))
    return week_of(monday) if monday else None


def named_month(text: str) -> Days | None:
    """The month an address calls `2026-11`; None when there is none, in these centuries."""
    first = named_day(f"{text}-01")
    return month_of(first) if first else None


def _in_an_address(read: Callable[[], date]) -> date | None:
    """What is read, unless it is no day or one so far off that its neighbours may not exist."""
    try:
        found = read()
    except (ValueError, OverflowError):
        return None
    return found if found.year in _CENTURIES else None


def elapsed_minutes(start: datetime, end: datetime) -> int:
    """Whole minutes from one aware instant to another; negative when they are swapped."""
    return (end.astimezone(UTC) - start.astimezone(UTC)) // MINUTE


def whole_days(span: Span) -> int:
    """How many døgn a span is: how often the clock comes round to the time it began.

    So the night the clock is moved makes a døgn of 23 or 25 hours, and never more than one.
    """
    return max((to_local(span.end) - to_local(span.start)) // DAY, 0)


def clock_changes(window: Span) -> list[tuple[datetime, int]]:
    """When within a window the clock in Norway is moved, and by how many minutes it goes on."""
    years = range(window.start.year, window.end.year + 1)
    found = (change for year in years for change in _changes_of(year))
    return [(at, minutes) for at, minutes in found if window.start < at < window.end]


@cache
def _changes_of(year: int) -> tuple[tuple[datetime, int], ...]:
    first = datetime(year, 1, 1, tzinfo=UTC)
    hours = (first + number * HOUR for number in range(366 * 24))
    return tuple(
        (after, moved)
        for before, after in pairwise(hours)
        if (moved := (to_local(after) - to_local(before) - HOUR) // MINUTE)
    )


def days_between(span: Span) -> list[date]:
    """The Norwegian days a span touches."""
    first = local_day(span.start)
    last = local_day(span.end - timedelta.resolution)
    return [first + number * DAY for number in range((last - first).days + 1)]


def split_days(span: Span) -> list[tuple[date, Span]]:
    """The span cut at Norwegian midnights: (day, part), in order."""
    days = days_between(span)
    cuts = [span.start, *(midnight(day) for day in days[1:]), span.end]
    return [(day, Span(cuts[number], cuts[number + 1])) for number, day in enumerate(days)]


def split_months(span: Span) -> list[tuple[date, Span]]:
    """The span cut where Norwegian months begin: (first of the month, part), in order."""
    firsts = [day for day in days_between(span) if day.day == 1]
    cuts = [span.start, *(midnight(day) for day in firsts if midnight(day) > span.start), span.end]
    parts = [Span(start, end) for start, end in pairwise(cuts)]
    return [(local_day(part.start).replace(day=1), part) for part in parts]


def parse_day(text: str) -> date:
    """`2026-11-30`.

    Raises:
        ValueError: another form, or a day that does not exist.
    """
    if not _DAY.fullmatch(text):
        raise ValueError(f"not a date (YYYY-MM-DD): {text[:40]!r}")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"no such date: {text}") from None


def parse_time(text: str) -> datetime:
    """`2026-11-30T14:05`, Oslo time, or with `Z` or an offset; UTC out, whole minutes only.

    Raises:
        ValueError: another form, or a day or hour that does not exist.
        NoSuchTimeError: the clock in Norway skips this time.
    """
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(f"not a time (YYYY-MM-DDTHH:MM): {text[:40]!r}")
    try:
        written = datetime.fromisoformat(match[1] + (match[2] or ""))
    except ValueError:
        raise ValueError(f"no such time: {text}") from None
    if written.year not in _CENTURIES:
        raise ValueError(f"not within 1900–2199: {text}")
    return written.astimezone(UTC) if written.tzinfo else from_local(written)
