"""A resting night in three numbers: domain/bpa.md § 8, case 51."""

from fractions import Fraction

import pytest

from portal.rules.resting_night import ShiftMinutes, resting_night

THIRD = Fraction(1, 3)

# active minutes · vedtak ratio · pay ratio · clock, vedtak and pay of 23–07
TABLE = [
    (0, Fraction(1), THIRD, ShiftMinutes(480, 480, 160)),
    (30, Fraction(1), THIRD, ShiftMinutes(480, 480, 180)),
    (0, Fraction(1), Fraction(1), ShiftMinutes(480, 480, 480)),
    (0, Fraction(1, 2), Fraction(1, 4), ShiftMinutes(480, 240, 120)),
    (5, THIRD, THIRD, ShiftMinutes(480, 163, 163)),  # 163 1/3
    (7, Fraction(1, 2), Fraction(1, 2), ShiftMinutes(480, 244, 244)),  # 243 1/2, half up
    (480, THIRD, THIRD, ShiftMinutes(480, 480, 480)),
]


@pytest.mark.parametrize(("active", "vedtak_ratio", "pay_ratio", "expected"), TABLE)
def test_resting_night(active, vedtak_ratio, pay_ratio, expected):
    found = resting_night(
        480, active_minutes=active, vedtak_ratio=vedtak_ratio, pay_ratio=pay_ratio
    )
    assert found == expected


def test_a_night_without_ratios_counts_in_full():
    assert resting_night(480) == ShiftMinutes(480, 480, 480)
    assert resting_night(480, pay_ratio=THIRD) == ShiftMinutes(480, 480, 160)


@pytest.mark.parametrize("active", [-1, 481])
def test_nobody_is_active_outside_the_shift(active):
    with pytest.raises(ValueError, match="outside the shift"):
        resting_night(480, active_minutes=active)
