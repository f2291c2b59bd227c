"""What one pot is granted: one figure for the account, the plan and the hours that are logged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from portal.hours.counting import Settings
from portal.hours.figures import ZERO
from portal.municipality.states import SettingKey
from portal.rules.budget import Basis, Per, Portion, granted
from portal.rules.carry_over import Carry, CarryPolicy, carried_over, may_carry_over
from portal.rules.limits import Limit
from portal.rules.periods import DAY, Days, month_of, year_of


def policy_of(settings: Settings) -> CarryPolicy:
    """Return how many unused hours the municipality lets go on to the next year."""
    return CarryPolicy(
        Carry(settings[SettingKey.CARRY_OVER]), int(settings[SettingKey.CARRY_OVER_NUMBER])
    )


@dataclass(frozen=True, slots=True)
class Grant:
    """What is said of one pot, the days that grant nothing, and what the municipality decides."""

    portions: Sequence[Portion]
    limits: Sequence[Limit]
    pauses: Sequence[Days]
    settings: Settings
    approved: Mapping[int, int] = field(default_factory=dict)  # to come over, by the year of use

    def within(self, days: Days) -> Fraction:
        """Return the exact minutes of the vedtak for some days."""
        basis = Basis(self.settings[SettingKey.BUDGET_BASIS])
        return granted(self.portions, days, basis=basis, pauses=self.pauses)

    def covers(self, day: date) -> bool:
        """Tell whether a portion holds on a day."""
        return any(Days(day, day).clip(it.from_on, it.to_on) for it in self.portions)

    def is_monthly(self, day: date) -> bool:
        """Tell whether what holds on a day is granted month by month.

        A week is an average of the year (rundskriv IS-2313), so it is settled with the year.
        """
        held = [it for it in self.portions if Days(day, day).clip(it.from_on, it.to_on)]
        return any(it.per is Per.MONTH for it in held)

    def covered(self, year: Days) -> Days | None:
        """Return the days of the year from the first to the last a portion covers."""
        parts = [part for it in self.portions if (part := year.clip(it.from_on, it.to_on))]
        if not parts:
            return None
        return Days(min(it.from_on for it in parts), max(it.to_on for it in parts))

    def may_carry(self, year: Days) -> Fraction:
        """Return the most that may go on from a year to the next."""
        days = self.covered(year)
        if days is None:
            return ZERO
        if policy_of(self.settings).carry is Carry.BY_APPLICATION:
            return Fraction(self.approved.get(year.from_on.year + 1, 0))
        weekly = self.within(Days(max(days.to_on - 6 * DAY, days.from_on), days.to_on))
        return may_carry_over(policy_of(self.settings), weekly=weekly, granted=self.within(year))

    def carried_in(self, year: Days, worked: Callable[[Days], Fraction]) -> Fraction:
        """Return what came over from the year before; ``worked`` says what was used of it.

        Only that year's own hours: none is carried twice.
        """
        if policy_of(self.settings).carry is Carry.NONE:
            return ZERO
        most = self.may_carry(year_of(year.from_on - DAY))
        return carried_over(self.unused_before(year, worked), most)

    def unused_before(self, year: Days, worked: Callable[[Days], Fraction]) -> Fraction:
        """Return what was left of the year before; below zero when too much was used."""
        last_year = year_of(year.from_on - DAY)
        return self.within(last_year) - worked(last_year)

    def month(self, month: Days, carried: Fraction, used: Callable[[Days], Fraction]) -> Fraction:
        """Return what a month may take: its own hours, and what is left of those carried in.

        ``used`` says what the other months take; hours that came over can be used in any month,
        and only once.
        """
        if not carried:
            return self.within(month)
        months = [month_of(date(month.from_on.year, number, 1)) for number in range(1, 13)]
        beyond = (used(it) - self.within(it) for it in months if it != month)
        return self.within(month) + max(carried - sum((max(it, ZERO) for it in beyond), ZERO), ZERO)
