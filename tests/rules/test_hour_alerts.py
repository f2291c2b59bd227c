"""What is told about hours: percentages reached, ahead of time, and when unused is said."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from portal.rules import hour_alerts
from portal.rules.periods import Days

YEAR = Days(date(2026, 1, 1), date(2026, 12, 31))
HUNDRED = Fraction(100 * 60)


@pytest.mark.parametrize(
    ("hours", "reached", "percent"),
    [
        (0, [], 0),
        (Fraction(6499, 100), [], 64),
        (65, [65], 65),
        (Fraction(8999, 100), [65], 89),
        (90, [65, 90], 90),
        (130, [65, 90], 130),
    ],
)
def test_a_percentage_is_reached_and_never_rounded_up_to(hours, reached, percent) -> None:
    used = Fraction(hours) * 60
    assert hour_alerts.passed(HUNDRED, used, [90, 65]) == reached
    assert hour_alerts.used_percent(HUNDRED, used) == percent


def test_nothing_granted_and_no_percentage_say_nothing() -> None:
    assert hour_alerts.passed(Fraction(0), Fraction(60), [65]) == []
    assert hour_alerts.passed(HUNDRED, HUNDRED, [0]) == []
    assert hour_alerts.used_percent(Fraction(0), Fraction(60)) == 0
    assert not hour_alerts.is_ahead(Fraction(0), Fraction(60), YEAR, YEAR.from_on)


@pytest.mark.parametrize(
    ("on", "hours", "ahead"),
    [
        (date(2026, 8, 26), 65, False),  # where they should be
        (date(2026, 8, 26), 70, False),
        (date(2026, 8, 26), 71, True),
        (date(2026, 5, 1), 65, True),
        (date(2026, 12, 31), 100, False),
        (date(2025, 12, 31), 6, True),  # not begun, and used
    ],
)
def test_ahead_is_clearly_more_than_the_days_that_have_gone(on, hours, ahead) -> None:
    assert hour_alerts.is_ahead(HUNDRED, Fraction(hours * 60), YEAR, on) is ahead


@pytest.mark.parametrize(
    ("on", "told"),
    [(date(2026, 1, 15), False), (date(2026, 7, 1), False), (date(2026, 7, 2), True)],
)
def test_hours_about_to_be_lost_are_told_from_the_middle(on, told) -> None:
    assert hour_alerts.is_time_for_unused(YEAR, on) is told
