"""From what is typed (a day and two clock times in Norway) to a stretch on the UTC line."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from portal.rules.periods import DAY, NoSuchTimeError, from_local, is_repeated, to_local
from portal.rules.spans import Span

LONGEST = timedelta(days=7)
EVENING, NOON = time(16), time(12)  # from one to the other is evidently a night


class Fault(StrEnum):
    """What is wrong with what was typed."""

    ENDS_BEFORE = "ends_before"
    NO_SUCH_HOUR = "no_such_hour"  # skipped on the last Sunday of March
    WHICH_HOUR = "which_hour"  # comes twice on the last Sunday of October
    TOO_LONG = "too_long"


class TimeFaultError(ValueError):
    """The times cannot be used; ``field`` is the one to look at."""

    def __init__(self, field: str, fault: Fault) -> None:
        super().__init__(f"{field}: {fault}")
        self.field = field
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A shift as it is written down. ``last_day`` wins over ``is_next_day``.

    ``is_second`` answers which of two equal clock times is meant; None: not answered.
    """

    day: date
    starts: time
    ends: time
    is_next_day: bool = False
    last_day: date | None = None
    is_second: bool | None = None

    @property
    def ends_on(self) -> date:
        """Return the day it ends: an evening that ends in the morning ends the day after."""
        if self.last_day:
            return self.last_day
        is_night = self.ends <= self.starts and self.starts >= EVENING and self.ends <= NOON
        return self.day + DAY if self.is_next_day or is_night else self.day


def span_of(typed: Typed) -> Span:
    """Return the stretch that was meant; TimeFaultError when there is none."""
    starts, ends = datetime.combine(typed.day, typed.starts), _end(typed)
    if ends <= starts:
        raise TimeFaultError("ends", Fault.ENDS_BEFORE)
    if ends - starts > LONGEST:
        raise TimeFaultError("ends", Fault.TOO_LONG)
    first = _instant("starts", starts, typed)
    last = _instant("ends", ends, typed)
    return Span(first, last)


def _end(typed: Typed) -> datetime:
    return datetime.combine(typed.ends_on, typed.ends)


def _instant(field: str, local: datetime, typed: Typed) -> datetime:
    if is_repeated(local) and typed.is_second is None:
        raise TimeFaultError(field, Fault.WHICH_HOUR)
    try:
        return from_local(local, second=bool(typed.is_second))
    except NoSuchTimeError as error:
        raise TimeFaultError(field, Fault.NO_SUCH_HOUR) from error


def typed_of(span: Span) -> Typed:
    """Return how a stretch is written down, so that a form can show it."""
    starts, ends = to_local(span.start), to_local(span.end)
    is_next_day = ends.date() == starts.date() + DAY
    goes_on = ends.date() > starts.date() + DAY
    return Typed(
        day=starts.date(),
        starts=starts.time(),
        ends=ends.time(),
        is_next_day=is_next_day,
        last_day=ends.date() if goes_on else None,
        is_second=_is_second(span),
    )


def _is_second(span: Span) -> bool | None:
    """Tell which of two equal clock times a stretch uses; None when it uses none of them."""
    for instant in (span.start, span.end):
        local = to_local(instant)
        if is_repeated(local):
            return instant != from_local(local)
    return None


def moved(span: Span, days: int) -> Span:
    """Return the same clock times so many days later; the hours may differ by the clock."""
    typed = typed_of(span)
    last_day = typed.last_day or (typed.day + DAY if typed.is_next_day else None)
    later = Typed(
        day=typed.day + days * DAY,
        starts=typed.starts,
        ends=typed.ends,
        last_day=last_day + days * DAY if last_day else None,
        is_second=bool(typed.is_second),
    )
    return span_of(later)


def series(span: Span, weekdays: frozenset[int], until: date) -> list[Span]:
    """Return the same clock times on these weekdays (0 is Monday), the first day included.

    A night without that hour is left out; in a night that has it twice the first is taken.
    """
    wanted = repeats(span, weekdays, until)
    return [one for number in wanted if (one := _moved_or_none(span, number))]


def repeats(span: Span, weekdays: frozenset[int], until: date) -> list[int]:
    """Return how many days after the first each of a series is wanted, the first included."""
    first = typed_of(span).day
    days = range((until - first).days + 1)
    return [
        number for number in days if number == 0 or (first + number * DAY).weekday() in weekdays
    ]


def _moved_or_none(span: Span, days: int) -> Span | None:
    try:
        return moved(span, days)
    except TimeFaultError:
        return None
