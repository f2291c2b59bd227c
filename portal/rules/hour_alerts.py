"""What is told about the hours of a vedtak in time to do something about it.

The percentages are the municipality's own. The other levels are this product's; no source sets
them.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from portal.rules.periods import Days

AHEAD = Fraction(1, 20)  # of the period: less than this is a week's chance
HALF = Fraction(1, 2)


def used_percent(granted: Fraction, used: Fraction) -> int:
    """Return how much is used in whole percent, never more than is reached."""
    return int(100 * used / granted) if granted > 0 else 0


def passed(granted: Fraction, used: Fraction, percentages: Iterable[int]) -> list[int]:
    """Return which of the percentages are reached, the lowest first; 0 is none."""
    return [it for it in sorted(set(percentages)) if 100 * used >= it * granted > 0]


def gone(days: Days, today: date) -> Fraction:
    """Return how much of a period has gone when today is over."""
    begun = days.clip(days.from_on, today) if today >= days.from_on else None
    return Fraction(begun.count if begun else 0, days.count)


def is_ahead(granted: Fraction, used: Fraction, days: Days, today: date) -> bool:
    """Tell whether clearly more is used than the days that have gone say.

    Whoever passes 65 % in August is where they should be: that is nothing to look at.
    """
    return granted > 0 and used / granted > gone(days, today) + AHEAD


def is_time_for_unused(days: Days, today: date) -> bool:
    """Tell whether it is time to say that hours will be lost: once, so not in January."""
    return gone(days, today) >= HALF
