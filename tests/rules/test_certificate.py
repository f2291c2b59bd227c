"""Politiattest: domain/recruitment.md § 8, cases 9 and 10."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.certificate import Validity, certificate
from portal.rules.periods import parse_day

# issued · signed · months · valid · last valid day
TABLE = [
    ("2026-08-22", "2026-11-22", 3, True, "2026-11-22"),
    ("2026-08-22", "2026-11-23", 3, False, "2026-11-22"),
    ("2026-11-30", "2027-02-28", 3, True, "2027-02-28"),
    ("2026-11-30", "2027-03-01", 3, False, "2027-02-28"),
    ("2027-11-30", "2028-02-29", 3, True, "2028-02-29"),
    ("2026-11-23", "2026-11-22", 3, False, "2027-02-23"),
    ("2026-11-23", "2026-11-23", 3, True, "2027-02-23"),
    ("2026-11-30", "2027-05-30", 6, True, "2027-05-30"),
    ("2026-11-30", "2026-12-01", 0, False, "2026-11-30"),
]


@pytest.mark.parametrize(("issued", "signed", "months", "valid", "last"), TABLE)
def test_certificate(issued, signed, months, valid, last):
    found = certificate(parse_day(issued), parse_day(signed), months)
    assert found == Validity(valid, parse_day(last))


def test_three_months_unless_the_municipality_says_otherwise():
    assert certificate(date(2026, 8, 22), date(2026, 11, 23)).last_valid_on == date(2026, 11, 22)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 24))
def test_it_lasts_until_the_same_day_of_the_month_or_the_months_end(issued, months):
    last = certificate(issued, issued, months).last_valid_on
    assert (last.year - issued.year) * 12 + last.month - issued.month == months
    assert last.day == issued.day or (last.day < issued.day and last.day >= 28)
