"""When a contract must be in writing, and when an agreement is renewed."""

from __future__ import annotations

from datetime import date

import pytest

from portal.rules.employment import is_short, renewed_by, trial_until, written_by

START = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("ends_on", "last"),
    [
        (None, date(2027, 3, 8)),
        (date(2027, 12, 31), date(2027, 3, 8)),
        (date(2027, 3, 31), date(2027, 3, 8)),  # a month, not less
        (date(2027, 3, 30), START),
        (date(2027, 3, 21), START),  # three weeks
    ],
)
def test_a_contract_is_in_writing_within_seven_days_or_at_once(ends_on, last):
    assert written_by(START, ends_on) == last
    assert is_short(START, ends_on) is (last == START)


@pytest.mark.parametrize(
    ("ends_on", "last"),
    [
        (None, date(2027, 8, 31)),
        (date(2028, 12, 31), date(2027, 8, 31)),
        (date(2027, 4, 9), date(2027, 3, 20)),  # 40 days: 20
        (date(2027, 3, 11), date(2027, 3, 5)),  # 11 days: 5
    ],
)
def test_a_trial_lasts_half_of_a_temporary_job_at_most(ends_on, last):
    assert trial_until(START, ends_on) == last


@pytest.mark.parametrize(
    ("ends_on", "yearly", "last"),
    [
        (None, False, None),
        (None, True, date(2027, 12, 31)),
        (date(2027, 6, 30), True, date(2027, 6, 30)),
        (date(2028, 6, 30), True, date(2027, 12, 31)),
        (date(2028, 6, 30), False, date(2028, 6, 30)),
    ],
)
def test_an_agreement_is_renewed_at_new_year_or_at_its_end(ends_on, yearly, last):
    assert renewed_by(START, ends_on, yearly=yearly) == last
