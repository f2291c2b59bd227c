"""Deadlines: domain/casework.md § 13, T01–T07."""

from datetime import date

import pytest

from portal.rules.deadlines import (
    acknowledgement_due,
    add_months,
    appeal_due,
    interim_answer_due,
    interim_answer_task_on,
    next_working_day,
)
from portal.rules.periods import parse_day

MONTHS = [
    ("2026-01-31", 1, "2026-02-28"),
    ("2028-01-31", 1, "2028-02-29"),
    ("2026-11-30", 3, "2027-02-28"),
    ("2026-12-31", 2, "2027-02-28"),
    ("2026-12-15", 1, "2027-01-15"),
    ("2026-03-31", -1, "2026-02-28"),
    ("2026-01-10", -1, "2025-12-10"),
    ("2028-02-29", 12, "2029-02-28"),
    ("2028-02-29", 48, "2032-02-29"),
    ("2026-05-05", 0, "2026-05-05"),
]


@pytest.mark.parametrize(("day", "months", "expected"), MONTHS)
def test_calendar_months(day, months, expected):
    assert add_months(parse_day(day), months) == parse_day(expected)


def test_an_application_is_confirmed_within_two_weeks():
    assert acknowledgement_due(date(2026, 11, 2)) == date(2026, 11, 16)
    assert acknowledgement_due(date(2026, 11, 2), days=7) == date(2026, 11, 9)


def test_an_interim_answer_is_due_in_a_month_and_a_task_a_week_before():
    assert interim_answer_due(date(2026, 1, 31)) == date(2026, 2, 28)
    assert interim_answer_task_on(date(2026, 1, 31)) == date(2026, 2, 21)


# notified on · weeks · last day to appeal
APPEALS = [
    ("2026-03-06", 4, "2026-04-07"),  # four weeks is Good Friday: Tuesday after Easter
    ("2026-03-06", 3, "2026-03-27"),
    ("2026-04-03", 4, "2026-05-04"),  # 1 May, a Friday: Monday
    ("2026-10-03", 4, "2026-11-02"),  # a Saturday: Monday
    ("2026-10-04", 4, "2026-11-02"),  # a Sunday: Monday
    ("2026-11-25", 4, "2026-12-23"),
    ("2026-11-27", 4, "2026-12-28"),  # Christmas Day, Boxing Day on a Saturday, Sunday: Monday
]


@pytest.mark.parametrize(("notified_on", "weeks", "expected"), APPEALS)
def test_the_last_day_to_appeal(notified_on, weeks, expected):
    assert appeal_due(parse_day(notified_on), weeks) == parse_day(expected)


def test_appeals_have_four_weeks_unless_said():
    assert appeal_due(date(2026, 11, 25)) == date(2026, 12, 23)


def test_a_working_day_is_its_own_next():
    assert next_working_day(date(2026, 11, 20)) == date(2026, 11, 20)
