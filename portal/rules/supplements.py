"""Minutes that earn a supplement: HTA (KS) kap. 1 § 5, as minutes, never as kroner.

Holiday takes the place of weekend (§ 5.1.2); evening and night are counted beside them (§ 5.4).
"""

from dataclasses import dataclass
from datetime import date

from portal.rules.holidays import holiday_from_hour
from portal.rules.periods import clock, split_days
from portal.rules.spans import Span


@dataclass(frozen=True)
class Supplements:
    """Elapsed minutes of an interval, by category."""

    total: int = 0
    weekend: int = 0
    holiday: int = 0
    evening: int = 0
    night: int = 0

    def __add__(self, other: "Supplements") -> "Supplements":
        return Supplements(
            self.total + other.total,
            self.weekend + other.weekend,
            self.holiday + other.holiday,
            self.evening + other.evening,
            self.night + other.night,
        )


def supplements(span: Span) -> Supplements:
    """Weekend Sat 00–Sun 24 outside holiday, evening 17–21, night 21–06, in Norwegian time."""
    return sum((_of_day(day, part) for day, part in split_days(span)), Supplements())


def _of_day(day: date, part: Span) -> Supplements:
    def between(from_hour: int, to_hour: int) -> int:
        return part.minutes_inside(Span(clock(day, from_hour), clock(day, to_hour)))

    holiday_hour = holiday_from_hour(day)
    holiday = 0 if holiday_hour is None else between(holiday_hour, 24)
    return Supplements(
        total=part.minutes,
        weekend=part.minutes - holiday if day.weekday() >= 5 else 0,
        holiday=holiday,
        evening=between(17, 21),
        night=between(0, 6) + between(21, 24),
    )
