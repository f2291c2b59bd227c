"""The three numbers of a shift with a resting night: clock, vedtak and pay.

No public source fixes the ratios (the state pays a small sum, some municipalities 1:1), so they
are arguments: dated settings of the municipality.
"""

from dataclasses import dataclass
from fractions import Fraction

from portal.rules.budget import rounded


@dataclass(frozen=True)
class ShiftMinutes:
    """What one shift counts as, in minutes."""

    clock: int
    vedtak: int
    pay: int


def resting_night(
    clock_minutes: int,
    *,
    active_minutes: int = 0,
    vedtak_ratio: Fraction = Fraction(1),
    pay_ratio: Fraction = Fraction(1),
) -> ShiftMinutes:
    """Active minutes count in full, the rest by the ratios (1/3: three hours count as one).

    Raises:
        ValueError: more active minutes than clock minutes, or a negative number of them.
    """
    resting = clock_minutes - active_minutes
    if active_minutes < 0 or resting < 0:
        raise ValueError("active minutes outside the shift")
    return ShiftMinutes(
        clock=clock_minutes,
        vedtak=rounded(active_minutes + resting * vedtak_ratio),
        pay=rounded(active_minutes + resting * pay_ratio),
    )
