"""Fødselsnummer and D-number, with python-stdnum as a second opinion. All numbers are invented."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.no import fodselsnummer as oracle

from portal.rules.national_id import Kind, NationalId, national_id

FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def with_check_digits(nine):
    """The eleven digits, or None for the few that have none."""
    digits = [int(digit) for digit in nine]
    for weights in (FIRST, SECOND):
        rest = -sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11
        if rest == 10:
            return None
        digits.append(rest)
    return "".join(map(str, digits))


def made(day, month, year, individuals):
    """A number with the first of these individual numbers that has check digits."""
    nines = (f"{day:02}{month:02}{year:02}{individual:03}" for individual in individuals)
    return next(number for nine in nines if (number := with_check_digits(nine)))


def up(individual):
    return range(individual, individual + 9)


def down(individual):
    return range(individual, individual - 9, -1)


# day, month, year as written · individual numbers · born, or None
CENTURIES = [
    (1, 1, 0, up(0), date(1900, 1, 1)),
    (1, 1, 99, down(499), date(1999, 1, 1)),
    (1, 1, 54, up(500), date(1854, 1, 1)),
    (1, 1, 99, down(749), date(1899, 1, 1)),
    (1, 1, 53, up(500), None),
    (1, 1, 54, up(750), None),
    (1, 1, 99, down(899), None),
    (1, 1, 0, up(500), date(2000, 1, 1)),
    (1, 1, 39, down(999), date(2039, 1, 1)),
    (1, 1, 40, up(500), None),
    (1, 1, 40, up(900), date(1940, 1, 1)),
    (1, 1, 99, down(999), date(1999, 1, 1)),
    (29, 2, 0, up(500), date(2000, 2, 29)),  # a leap year
    (29, 2, 0, up(0), None),  # 1900 was not
    (31, 11, 90, up(100), None),
    (0, 1, 90, up(100), None),
    (1, 0, 90, up(100), None),
    (1, 13, 90, up(100), None),
    (1, 41, 90, up(100), None),  # help numbers (month + 40) are not of the register
]


@pytest.mark.parametrize(("day", "month", "year", "individuals", "born_on"), CENTURIES)
def test_the_birth_date(day, month, year, individuals, born_on):
    found = national_id(made(day, month, year, individuals))
    assert found == (born_on and NationalId(Kind.FNR, born_on, is_synthetic=False))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ((41, 1, 90), NationalId(Kind.DNR, date(1990, 1, 1), is_synthetic=False)),
        ((71, 1, 90), NationalId(Kind.DNR, date(1990, 1, 31), is_synthetic=False)),
        ((72, 1, 90), None),
        ((1, 81, 90), NationalId(Kind.FNR, date(1990, 1, 1), is_synthetic=True)),
        ((71, 92, 90), NationalId(Kind.DNR, date(1990, 12, 31), is_synthetic=True)),
        ((1, 93, 90), None),
        ((1, 80, 90), None),
    ],
)
def test_d_numbers_and_synthetic_numbers(written, expected):
    number = made(*written, up(100))
    assert national_id(number, allow_synthetic=True) == expected
    if expected and expected.is_synthetic:
        assert national_id(number) is None


@pytest.mark.parametrize(
    "text",
    ["", "0101901234", "010190123456", "0101901234x", "010190 1234", "-1019012345", "٠١٠١٩٠١٢٣٤٥"],
)
def test_what_is_no_number(text):
    assert national_id(text) is None


@given(st.dates(date(1854, 1, 1), date(2026, 1, 1)), st.integers(0, 999), st.booleans())
def test_the_same_as_the_oracle(born_on, individual, is_dnr):
    day = born_on.day + 40 * is_dnr
    number = with_check_digits(f"{day:02}{born_on:%m%y}{individual:03}")
    assume(number is not None)
    found = national_id(number)
    # The oracle also refuses dates that have not come yet; the rules know no clock.
    if found is None or found.born_on < date(2026, 1, 1):
        assert oracle.is_valid(number) is (found is not None)
    if found is not None and found.born_on < date(2026, 1, 1):
        assert found.born_on == oracle.get_birth_date(number)


@given(st.dates(date(1940, 1, 1), date(2026, 1, 1)), st.integers(0, 499), st.data())
def test_one_wrong_digit_is_always_seen(born_on, individual, data):
    number = with_check_digits(f"{born_on:%d%m%y}{individual:03}")
    assume(number is not None)
    place = data.draw(st.integers(0, 10))
    digit = data.draw(st.integers(0, 9).filter(lambda digit: str(digit) != number[place]))
    assert national_id(number[:place] + str(digit) + number[place + 1 :]) is None
