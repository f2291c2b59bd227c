"""Norwegian holidays, against the package `holidays` as a second opinion."""

from datetime import date, timedelta

import holidays as oracle
import pytest

from portal.rules.holidays import (
    Holiday,
    easter_sunday,
    holiday_from_hour,
    is_public_holiday,
    is_working_day,
    public_holidays,
)

# The package counts 26 December, Good Friday and the others; Sundays only when asked for.
YEARS = range(1990, 2101)


@pytest.mark.parametrize("year", YEARS)
def test_the_same_days_as_the_oracle(year):
    assert set(public_holidays(year)) == set(
        oracle.country_holidays("NO", years=year, language="no")
    )


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (2024, date(2024, 3, 31)),
        (2026, date(2026, 4, 5)),
        (2027, date(2027, 3, 28)),
        (2038, date(2038, 4, 25)),  # as late as it gets
        (2285, date(2285, 3, 22)),  # as early
        (1954, date(1954, 4, 18)),
        (1981, date(1981, 4, 19)),
    ],
)
def test_easter(year, easter):
    assert easter_sunday(year) == easter


@pytest.mark.parametrize(
    ("day", "from_hour"),
    [
        (date(2026, 4, 1), 12),  # the Wednesday before Maundy Thursday
        (date(2026, 4, 2), 0),
        (date(2026, 4, 3), 0),
        (date(2026, 4, 4), 0),  # Easter eve, all day
        (date(2026, 4, 5), 0),
        (date(2026, 4, 6), 0),
        (date(2026, 4, 7), None),
        (date(2026, 5, 1), 0),
        (date(2026, 5, 13), None),  # the day before Ascension
        (date(2026, 5, 14), 0),
        (date(2026, 5, 17), 0),
        (date(2026, 5, 23), 12),  # Whitsun eve
        (date(2026, 5, 24), 0),
        (date(2026, 5, 25), 0),
        (date(2026, 12, 23), None),
        (date(2026, 12, 24), 12),
        (date(2026, 12, 26), 0),
        (date(2026, 12, 27), None),
        (date(2026, 12, 31), 12),
        (date(2027, 1, 1), 0),
        (date(2059, 5, 17), 0),  # Whitsun eve and 17 May: the whole day
    ],
)
def test_when_the_tariff_pays_holiday(day, from_hour):
    assert holiday_from_hour(day) == from_hour


def test_two_holidays_on_one_day():
    assert easter_sunday(2027) + timedelta(days=50) == date(2027, 5, 17)
    assert public_holidays(2027)[date(2027, 5, 17)] is Holiday.CONSTITUTION_DAY


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 5, 14), False),
        (date(2026, 12, 24), True),
    ],
)
def test_working_days(day, is_working):
    assert is_working_day(day) is is_working


def test_an_ordinary_sunday_is_no_public_holiday():
    assert not is_public_holiday(date(2026, 11, 22))
