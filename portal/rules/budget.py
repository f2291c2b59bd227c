"""What a vedtak grants, what is planned and worked, and what is left.

Amounts are exact fractions of minutes inside and rounded half up only to show. A vedtak gives
hours as an average (rundskriv IS-2313); the day is the smallest part, so every period adds up.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from portal.rules.periods import DAY, Days, month_of, year_of


class Per(StrEnum):
    """What a portion is granted for."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Basis(StrEnum):
    """How a week becomes a year: by its days (÷ 7), or as 52 weeks."""

    DAYS = "days"
    WEEKS_52 = "weeks_52"


@dataclass(frozen=True)
class Portion:
    """One portion of a vedtak: minutes per week, month or year, from–to (None: open-ended).

    Raises:
        ValueError: negative minutes, or an end before the start.
    """

    minutes: Fraction | int
    per: Per
    from_on: date
    to_on: date | None = None

    def __post_init__(self) -> None:
        if self.minutes < 0:
            raise ValueError("a portion below zero")
        if self.to_on is not None and self.to_on < self.from_on:
            raise ValueError(f"{self.to_on} is before {self.from_on}")


@dataclass(frozen=True)
class Account:
    """The hours account of a period; minutes, and fractions of them in `granted`."""

    granted: Fraction
    used_minutes: int = 0
    planned_minutes: int = 0

    @property
    def granted_minutes(self) -> int:
        return rounded(self.granted)

    @property
    def left_minutes(self) -> int:
        """Granted less used; negative when more was used than granted."""
        return rounded(self.granted - self.used_minutes)

    @property
    def free_minutes(self) -> int:
        """Left when what is planned has been worked too."""
        return rounded(self.granted - self.used_minutes - self.planned_minutes)

    @property
    def used_percent(self) -> int | None:
        """Used of granted, half up; None when nothing is granted."""
        return rounded(100 * self.used_minutes / self.granted) if self.granted else None


def hours(amount: Fraction | int) -> Fraction:
    """Hours as minutes."""
    return Fraction(amount) * 60


def dogn(amount: Fraction | int) -> Fraction:
    """Døgn (24 hours) as minutes."""
    return Fraction(amount) * 24 * 60


def rounded(minutes: Fraction) -> int:
    """Whole minutes, half up: floor(x + ½), also below zero."""
    return (minutes + Fraction(1, 2)).__floor__()


def granted(
    portions: Iterable[Portion],
    days: Days,
    *,
    basis: Basis = Basis.DAYS,
    pauses: Iterable[Days] = (),
) -> Fraction:
    """Exact minutes granted in the days; portions add up, days in a pause grant nothing."""
    running = _without(days, pauses)
    return sum(
        (
            _granted(portion, part, basis)
            for portion in portions
            for stretch in running
            if (part := stretch.clip(portion.from_on, portion.to_on))
        ),
        Fraction(0),
    )


def _granted(portion: Portion, days: Days, basis: Basis) -> Fraction:
    amount = Fraction(portion.minutes)
    if portion.per is Per.MONTH:
        return amount * _share(days, month_of)
    if portion.per is Per.YEAR:
        return amount * _share(days, year_of)
    if basis is Basis.WEEKS_52:
        return amount * 52 * _share(days, year_of)
    return amount * Fraction(days.count, 7)


def _share(days: Days, period_of: Callable[[date], Days]) -> Fraction:
    """How many whole periods the days make up: each day is its part of its own period."""
    share, first = Fraction(0), days.from_on
    while True:
        period = period_of(first)
        part = Days(first, min(period.to_on, days.to_on))
        share += Fraction(part.count, period.count)
        if part.to_on == days.to_on:
            return share
        first = part.to_on + DAY


def _without(days: Days, pauses: Iterable[Days]) -> list[Days]:
    """The days outside every pause, as stretches; pauses may overlap each other."""
    running, first = [], days.from_on
    for pause in sorted(pauses):
        if pause.to_on < first:
            continue
        if pause.from_on > days.to_on:
            break
        if pause.from_on > first:
            running.append(Days(first, pause.from_on - DAY))
        if pause.to_on >= days.to_on:
            return running
        first = pause.to_on + DAY
    return [*running, Days(first, days.to_on)]
