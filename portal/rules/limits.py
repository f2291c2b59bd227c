"""Limits on top of what a vedtak grants: at most so much on a day, in a week or in a month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.rules.periods import Days, day_of, month_of, week_of


class LimitKind(StrEnum):
    """What a limit is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


PERIOD_OF = {LimitKind.DAY: day_of, LimitKind.WEEK: week_of, LimitKind.MONTH: month_of}


@dataclass(frozen=True)
class Limit:
    """At most so many minutes in each period, from–to (None: open-ended)."""

    minutes: int
    kind: LimitKind
    from_on: date
    to_on: date | None = None

    def periods(self, days: Iterable[date]) -> list[Days]:
        """The periods that the days lie in, of the days the limit holds, in order."""
        held = [day for day in days if Days(day, day).clip(self.from_on, self.to_on)]
        return sorted({PERIOD_OF[self.kind](day) for day in held})
