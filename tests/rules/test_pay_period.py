"""Pay periods: domain/bpa.md § 8, cases 52 and 53; recruitment.md cases 38 and 44."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.pay_period import pay_period, submit_by
from portal.rules.periods import Days, parse_day

# day · start day · from · to
TABLE = [
    ("2026-11-20", 21, "2026-10-21", "2026-11-20"),
    ("2026-11-21", 21, "2026-11-21", "2026-12-20"),
    ("2027-01-05", 21, "2026-12-21", "2027-01-20"),
    ("2026-02-28", 1, "2026-02-01", "2026-02-28"),
    ("2028-02-29", 1, "2028-02-01", "2028-02-29"),
    ("2026-03-01", 28, "2026-02-28", "2026-03-27"),
    ("2026-12-31", 1, "2026-12-01", "2026-12-31"),
    ("2026-12-31", 2, "2026-12-02", "2027-01-01"),
]


@pytest.mark.parametrize(("day", "start_day", "from_on", "to_on"), TABLE)
def test_pay_period(day, start_day, from_on, to_on):
    assert pay_period(parse_day(day), start_day) == Days(parse_day(from_on), parse_day(to_on))


@pytest.mark.parametrize("start_day", [0, 29, 31, -1])
def test_a_start_day_every_month_has(start_day):
    with pytest.raises(ValueError, match="1–28"):
        pay_period(date(2026, 11, 20), start_day)


# a day of the period · start day · sheets are due on · due
DUE = [
    ("2026-10-15", 1, 5, "2026-11-05"),  # October's sheet in Bodø
    ("2026-11-15", 1, 5, "2026-12-05"),  # a Saturday stays a Saturday
    ("2026-11-20", 21, 25, "2026-11-25"),
    ("2026-11-20", 21, 20, "2026-12-20"),  # 20 November is the period's own last day
    ("2026-10-15", 1, 1, "2026-11-01"),  # the day after the period
    ("2026-01-20", 1, 31, "2026-02-28"),
    ("2026-12-20", 1, 26, "2027-01-26"),
]


@pytest.mark.parametrize(("day", "start_day", "due_day", "expected"), DUE)
def test_submit_by(day, start_day, due_day, expected):
    assert submit_by(pay_period(parse_day(day), start_day), due_day) == parse_day(expected)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 28))
def test_every_day_has_one_period_and_the_periods_follow_each_other(day, start_day):
    period = pay_period(day, start_day)
    assert period.from_on <= day <= period.to_on
    assert all(pay_period(other, start_day) == period for other in period.each())
    assert pay_period(period.to_on + timedelta(days=1), start_day).from_on.day == start_day
