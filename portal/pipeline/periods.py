"""Which days the figures are of."""

from datetime import date, timedelta
from enum import StrEnum


class Period(StrEnum):
    """What one may choose; the value stands in the address."""

    YEAR = "siste-ar"
    QUARTER = "siste-kvartal"
    THIS_YEAR = "i-ar"
    LAST_YEAR = "i-fjor"


def days_of(period: Period, today: date) -> tuple[date, date]:
    """Return the first and the last day of a period."""
    return {
        Period.YEAR: (today - timedelta(days=364), today),
        Period.QUARTER: (today - timedelta(days=90), today),
        Period.THIS_YEAR: (date(today.year, 1, 1), today),
        Period.LAST_YEAR: (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }[period]
