"""The times without anybody, as pure dates."""

from __future__ import annotations

from datetime import date

import pytest

from portal.waiting.gaps import Gap, Help, gaps

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


def day(number: int, month: int = 9) -> date:
    return date(2026, month, number)


@pytest.mark.parametrize(
    ("helped", "expected"),
    [
        ([], [(SEPTEMBER, None)]),
        ([(day(1), None)], []),
        ([(day(1, 8), None)], []),
        ([(day(5), None)], [(SEPTEMBER, day(5))]),
        ([(day(5), day(20))], [(SEPTEMBER, day(5)), (day(20), None)]),
        ([(day(1), day(9)), (day(10), day(25))], [(day(25), None)]),
        ([(day(10), day(25)), (day(1), day(9))], [(day(25), None)]),
        ([(day(1), day(9)), (day(12), None)], [(day(9), day(12))]),
        ([(day(1), day(25)), (day(3), day(4))], [(day(25), None)]),
        ([(day(1, 1), day(1, 2))], [(SEPTEMBER, None)]),
    ],
)
def test_the_times_without_anybody(helped, expected):
    found = gaps(SEPTEMBER, [Help(*it) for it in helped])
    assert found == [Gap(*it) for it in expected]


def test_a_time_is_counted_to_the_day_somebody_came():
    assert Gap(SEPTEMBER, day(5)).days(OCTOBER) == 4
    assert Gap(SEPTEMBER, None).days(OCTOBER) == 30
