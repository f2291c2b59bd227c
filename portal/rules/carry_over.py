"""Unused hours at the end of a settlement period: what goes on and what lapses.

The only policy found in public sources is "none"; the others are settings a municipality may have.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Carry(StrEnum):
    """How much may go on."""

    NONE = "none"
    MAX_WEEKS = "max_weeks"  # so many weeks' worth
    MAX_PERCENT = "max_percent"  # so much of what the period granted
    BY_APPLICATION = "by_application"  # nothing by itself


@dataclass(frozen=True)
class CarryPolicy:
    """A policy and its number: weeks or percent."""

    carry: Carry = Carry.NONE
    number: int = 0


def may_carry_over(policy: CarryPolicy, *, weekly: Fraction, granted: Fraction) -> Fraction:
    """The most that may go on, in minutes; `weekly` and `granted` are minutes of vedtak."""
    if policy.carry is Carry.MAX_WEEKS:
        return policy.number * weekly
    if policy.carry is Carry.MAX_PERCENT:
        return granted * policy.number / 100
    return Fraction(0)


def carried_over(unused: Fraction, most: Fraction) -> Fraction:
    """What goes on of the unused minutes; the rest lapses. Overuse is never carried as a debt."""
    return max(min(unused, most), Fraction(0))
