"""Codes of pay lines and batches."""

from enum import StrEnum


class BatchState(StrEnum):
    """Where a batch is."""

    MADE = "made"
    DELIVERED = "delivered"  # the payroll system has it
    PAID = "paid"


class WageCode(StrEnum):
    """What is paid for. The number is the municipality's own; these are our codes."""

    HOURS = "hours"
    SICK = "sick"
    EVENING = "evening"
    NIGHT = "night"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    EXPENSES_DOGN = "expenses_dogn"
    KM = "km"
    OUTLAY = "outlay"


class Measure(StrEnum):
    """What the quantity of a line counts."""

    MINUTES = "minutes"
    DOGN = "dogn"
    KM = "km"
    ORE = "ore"


MEASURES: dict[WageCode, Measure] = {
    WageCode.EXPENSES_DOGN: Measure.DOGN,
    WageCode.KM: Measure.KM,
    WageCode.OUTLAY: Measure.ORE,
}


def measure(code: WageCode) -> Measure:
    """Return what the quantity of this code counts: minutes, but for a few."""
    return MEASURES.get(code, Measure.MINUTES)
