"""What is paid, on a date. No rate is a constant: a missing one is a clear error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from portal.core import db
from portal.municipality.models import DatedRate
from portal.municipality.states import RateCode

# Codes whose amount is hundredths of a percent; all others are øre.
PERCENTAGES = frozenset({RateCode.NIGHT_PERCENT, RateCode.WEEKEND_PERCENT})


class NoRateError(LookupError):
    """Nothing has been set for this code on this date."""


@dataclass(frozen=True, slots=True)
class Rate:
    """An amount (øre, or hundredths of a percent), from when, and who says so."""

    amount: int
    valid_from: date
    source: str


@dataclass(frozen=True, slots=True)
class Rates:
    """Every dated rate of a municipality: asked many times, read once."""

    by_code: Mapping[RateCode, Sequence[Rate]]

    def on(self, code: RateCode, day: date) -> Rate:
        """Return the rate in force; raise NoRateError when none is."""
        in_force = [rate for rate in self.by_code.get(code, ()) if rate.valid_from <= day]
        if not in_force:
            raise NoRateError(f"{code} on {day.isoformat()}")
        return in_force[-1]


def of_municipality(municipality_id: UUID) -> Rates:
    """Read all rates of a municipality, in one statement."""
    rows = db.session().scalars(
        select(DatedRate)
        .where(DatedRate.municipality_id == municipality_id)
        .order_by(DatedRate.valid_from)
    )
    by_code: dict[RateCode, list[Rate]] = {}
    for row in rows:
        rate = Rate(row.amount, row.valid_from, row.source)
        by_code.setdefault(RateCode(row.code), []).append(rate)
    return Rates(by_code)


def rate(municipality_id: UUID, code: RateCode, on: date) -> Rate:
    """Return one rate as it is on a date; raise NoRateError when there is none."""
    return of_municipality(municipality_id).on(code, on)
