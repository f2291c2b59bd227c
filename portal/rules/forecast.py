"""Where the hours of a vedtak are heading: data for one sentence, not the sentence.

Up to the end of the published rota the plan counts; after it the pace of the last weeks, or what
is planned when that is more. The levels are this product's own; no source sets them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import floor

from portal.rules.budget import rounded
from portal.rules.periods import DAY, Days

RECENT_DAYS = 56
TOLERANCE = Fraction(1, 20)


class Outlook(StrEnum):
    """What the sentence is about."""

    ON_TRACK = "on_track"
    RUNS_OUT = "runs_out"
    UNUSED = "unused"
    UNKNOWN = "unknown"  # neither history nor plan to go by


@dataclass(frozen=True)
class Use:
    """How the hours are used; minutes.

    `used` is worked before today in the period. `planned` holds the plan from today on, by
    Norwegian day, and `planned_until` is the last day of the published rota (default: the last
    planned day). `recent` was worked in the `recent_days` before today; fewer days when the
    arrangement is younger, 0 when it begins today.
    """

    used: int
    planned: Mapping[date, int] = field(default_factory=dict)
    planned_until: date | None = None
    recent: int = 0
    recent_days: int = RECENT_DAYS


@dataclass(frozen=True)
class Forecast:
    """Minutes at the end of the period, if it goes on like this.

    `runs_out_on` is the first day the hours do not reach; `short_minutes` what is missing at the
    end; `unused_minutes` what is about to be lost beyond what may be carried over.
    """

    outlook: Outlook
    expected_minutes: int
    weekly_pace_minutes: int
    runs_out_on: date | None = None
    short_minutes: int = 0
    unused_minutes: int = 0


def forecast(
    days: Days,
    today: date,
    granted: Fraction,
    use: Use,
    *,
    may_carry_over: Fraction = Fraction(0),
    tolerance: Fraction = TOLERANCE,
) -> Forecast:
    """Whether the granted minutes of the period run out, are left unused or are on track.

    Unused counts only when it is more than the `tolerance` share of what was granted. From the
    middle of the period the share shrinks with the days that are left, to a fifth: in December
    there is no more to wait for.
    """
    horizon = use.planned_until or max(use.planned, default=today - DAY)
    pace = _daily_pace(Days(today, horizon) if horizon >= today else None, use)
    if pace is None:
        return Forecast(Outlook.UNKNOWN, use.used, 0)
    whole = pace.denominator  # the walk is in parts of a minute, so that it is all integers
    used, most, runs_out_on = use.used * whole, floor(granted * whole), None
    for day in _ahead(days, today):
        planned = use.planned.get(day, 0) * whole
        used += planned if day <= horizon else max(pace.numerator, planned)
        if runs_out_on is None and used > most:
            runs_out_on = day
    expected = Fraction(used, whole)
    numbers = (rounded(expected), rounded(pace * 7))
    if expected > granted:
        return Forecast(
            Outlook.RUNS_OUT, *numbers, runs_out_on, short_minutes=rounded(expected - granted)
        )
    unused = granted - expected - may_carry_over
    left = days.clip(today, None)
    still = min(Fraction(1), 2 * Fraction(left.count if left else 0, days.count))
    if unused > granted * tolerance * max(Fraction(1, 5), still):
        return Forecast(Outlook.UNUSED, *numbers, unused_minutes=rounded(unused))
    return Forecast(Outlook.ON_TRACK, *numbers)


def _ahead(days: Days, today: date) -> Iterable[date]:
    left = days.clip(today, None)
    return left.each() if left else ()


def _daily_pace(plan: Days | None, use: Use) -> Fraction | None:
    """Minutes a day: of the last weeks, or of the published plan when there is no history."""
    if use.recent_days > 0:
        return Fraction(use.recent, use.recent_days)
    return Fraction(sum(use.planned.values()), plan.count) if plan else None
