"""The values an hours account consists of: what pages, mails and findings read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from portal.families.states import Service
from portal.rules.budget import rounded
from portal.rules.carry_over import Carry
from portal.rules.forecast import Forecast
from portal.rules.periods import Days
from portal.vedtak.models import Portion, Vedtak
from portal.vedtak.timeline import Pot

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Figures:
    """The hours of some days, exact; the properties are whole minutes to show.

    ``approved`` is part of ``worked``. ``planned`` is published and not logged yet: it holds
    hours. ``drafted`` is what unpublished changes would add; below zero when they free hours.
    """

    days: Days
    granted: Fraction = ZERO
    worked: Fraction = ZERO
    approved: Fraction = ZERO
    planned: Fraction = ZERO
    drafted: Fraction = ZERO

    @property
    def left(self) -> Fraction:
        """Granted, less worked and planned; below zero when it is over."""
        return self.granted - self.worked - self.planned

    @property
    def granted_minutes(self) -> int:
        return rounded(self.granted)

    @property
    def worked_minutes(self) -> int:
        return rounded(self.worked)

    @property
    def approved_minutes(self) -> int:
        return rounded(self.approved)

    @property
    def planned_minutes(self) -> int:
        return rounded(self.planned)

    @property
    def drafted_minutes(self) -> int:
        return rounded(self.drafted)

    @property
    def left_minutes(self) -> int:
        return rounded(self.left)

    @property
    def left_after_drafts_minutes(self) -> int:
        """What is left when the unpublished changes have been published too."""
        return rounded(self.left - self.drafted)


@dataclass(frozen=True, slots=True)
class PotAccount:
    """The account of one pot: a service in hours or in døgn.

    ``portion`` and ``vedtak`` are those in force on the day, else the nearest ones; None
    when the service is used without being granted. ``rows`` are the months of the year, or
    its weeks. ``carried_in`` (part of the year's ``granted``) came over from last year;
    ``may_carry`` is the most that may go on to the next. ``unused_before`` is what was left
    of last year, where hours may be carried at all.
    """

    pot: Pot
    portion: Portion | None
    vedtak: Vedtak | None
    held: Days | None  # the days that vedtak holds: till it ends, or a later one takes over
    days: Days | None  # the days of the year with a vedtak for the pot
    year: Figures
    month: Figures
    week: Figures
    rows: Sequence[Figures]
    forecast: Forecast
    carried_in: Fraction = ZERO
    unused_before: Fraction = ZERO
    may_carry: Fraction = ZERO


@dataclass(frozen=True, slots=True)
class Account:
    """The hours account of an ordning as it is on a day, the ordning's own service first."""

    ordning_id: UUID
    service: Service
    on: date
    year: Days
    vedtak: Vedtak | None  # in force on the day
    ends_on: date | None  # the last day any version covers; None: there has never been one
    last: Vedtak | None  # the version that covers that day
    pots: Sequence[PotAccount]
    carry: Carry = Carry.NONE  # what becomes of hours that are left of a year

    @property
    def main(self) -> PotAccount | None:
        """The pot of the ordning's own service; None when nothing is granted or used."""
        return self.pots[0] if self.pots else None

    @property
    def is_expired(self) -> bool:
        """Whether there was a vedtak and there is none now nor later."""
        return self.ends_on is not None and self.ends_on < self.on

    def of(self, pot: Pot) -> PotAccount | None:
        """Return the account of one pot."""
        return next((it for it in self.pots if it.pot == pot), None)
