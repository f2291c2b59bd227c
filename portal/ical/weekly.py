"""What comes back every week, and the weeks a calendar program would get wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.ical.oslo import OSLO, to_oslo


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """Repeat at the same Oslo wall time, but not on the days in `except_on`.

    `until_on` is the last day it may begin on. The first day is that of the event.
    """

    until_on: date
    except_on: tuple[date, ...] = ()
    every_weeks: int = 1

    def days(self, first_on: date) -> Iterator[date]:
        """Yield every day of the rhythm, those in `except_on` too."""
        day = first_on
        while day <= self.until_on:
            yield day
            day += timedelta(weeks=self.every_weeks)

    def faults(self, starts_at: datetime, ends_at: datetime) -> Iterator[str]:
        start, end = to_oslo(starts_at), to_oslo(ends_at)
        if self.until_on < start.date():
            yield f"weekly until {self.until_on} is before the first day"
        if self.every_weeks < 1:
            yield f"every_weeks {self.every_weeks} is less than one"
        for day in self.days(start.date()):
            if len(_offsets(on_day(start, day))) > 1:
                yield f"{day} has not one {start:%H:%M}: end before it, begin another after"
            elif day not in self.except_on and _meets_clock_change(start, end, day):
                yield f"{day} meets a clock change: leave it out, write it as its own event"


def on_day(wall: datetime, day: date) -> datetime:
    return datetime.combine(day, wall.time(), OSLO)


def _meets_clock_change(start: datetime, end: datetime, day: date) -> bool:
    """Tell if the clock changes between start and end, or at the end.

    There the readers part: libical keeps the length of a night, as RFC 5545 §3.8.5.3 has it,
    the others its last hour.
    """
    last_on = day + (end.date() - start.date())
    return len(_offsets(on_day(start, day)) | _offsets(on_day(end, last_on))) > 1


def _offsets(wall: datetime) -> set[timedelta | None]:
    """Return two offsets for a wall time that is twice or never, of which readers take either.

    It cannot be left out either: libical finds no EXDATE that never is, and loses the rest.
    """
    return {wall.replace(fold=fold).utcoffset() for fold in (0, 1)}
