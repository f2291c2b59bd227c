"""When an office answers: several times a day, and not on public holidays."""

from __future__ import annotations

from datetime import date

import pytest

from portal.municipality.models import OpeningInterval
from portal.municipality.opening import hours_on, lines, opening
from tests.factories.shifts import at

# Trondheim's brochure (2025): weekdays 9.30–11 and 12–13.30.
WEEK = [
    OpeningInterval(weekday=weekday, opens_minute=opens, closes_minute=closes)
    for weekday in range(5)
    for opens, closes in ((570, 660), (720, 810))
]


@pytest.mark.parametrize(
    ("now", "is_open", "changes"),
    [
        ("2026-11-24 09:29", False, "2026-11-24 09:30"),
        ("2026-11-24 09:30", True, "2026-11-24 11:00"),
        ("2026-11-24 10:59", True, "2026-11-24 11:00"),
        ("2026-11-24 11:00", False, "2026-11-24 12:00"),
        ("2026-11-24 12:00", True, "2026-11-24 13:30"),
        ("2026-11-24 13:30", False, "2026-11-25 09:30"),
        ("2026-11-27 13:30", False, "2026-11-30 09:30"),  # Friday to Monday
        ("2027-05-17 10:00", False, "2027-05-18 09:30"),  # 17 May is a Monday
        ("2026-12-24 14:00", False, "2026-12-28 09:30"),  # over Christmas
        ("2026-10-25 02:30", False, "2026-10-26 09:30"),  # the repeated hour
    ],
)
def test_open_now(now, is_open, changes):
    found = opening(WEEK, at(now))
    assert (found.is_open, found.changes_at) == (is_open, at(changes))


def test_an_office_without_hours_never_opens():
    assert opening([], at("2026-11-24 10:00")).changes_at is None


def test_days_alike_are_one_line():
    friday = [one for one in WEEK if one.weekday != 4 or one.opens_minute == 570]
    assert [(line.first, line.last, line.hours) for line in lines(friday)] == [
        (0, 3, ((570, 660), (720, 810))),
        (4, 4, ((570, 660),)),
        (5, 6, ()),
    ]


def test_a_public_holiday_has_no_hours():
    assert hours_on(WEEK, date(2026, 5, 14)) == ()  # Ascension Day, a Thursday
