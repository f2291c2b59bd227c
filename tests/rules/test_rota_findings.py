"""A plan against people, vedtak and notice: domain/bpa.md § 8, cases 11, 12, 16, 46 and 50."""

from datetime import date

import pytest
from hypothesis import given

from portal.rules.budget import Per, Portion
from portal.rules.findings import AllowedIf, Severity
from portal.rules.limits import LimitKind
from portal.rules.notice import short_notice
from portal.rules.overlaps import crowded, overlaps, two_helpers
from portal.rules.periods import parse_day, parse_time
from portal.rules.spans import Span, merged
from portal.rules.sundays import sundays, worked_sundays
from portal.rules.vedtak_fit import (
    night_not_granted,
    outside_vedtak,
    over_budget,
    over_limit,
    school_hours,
)
from tests.rules.strategies import rotas
from tests.rules.tables import shifts


def shift(text):
    return shifts(text)[0]


# shifts of one worker: where they overlap, and for how long
OVERLAPS = [
    ("23T10:00–23T14:00, 23T13:00–23T15:00", [("13:00", 60)]),
    ("23T13:00–23T15:00, 23T10:00–23T14:00", [("13:00", 60)]),
    ("23T10:00–23T14:00, 23T14:00–23T15:00", []),
    ("23T10:00–23T14:00, 23T10:00–23T14:00", [("10:00", 240)]),
    ("23T10:00–23T18:00, 23T11:00–23T12:00, 23T13:00–23T14:00", [("11:00", 60), ("13:00", 60)]),
    ("23T10:00–23T18:00, 23T11:00–23T13:00, 23T12:00–23T14:00", [("11:00", 180)]),
]


@pytest.mark.parametrize(("worked", "expected"), OVERLAPS)
def test_nobody_is_in_two_places(worked, expected):
    findings = overlaps(shifts(worked))
    assert [(f.at, f.numbers["overlap_minutes"]) for f in findings] == [
        (parse_time(f"2026-11-23T{at}"), minutes) for at, minutes in expected
    ]
    assert all(finding.severity is Severity.BLOCK for finding in findings)


def test_two_helpers_are_seen_unless_the_vedtak_says_two():
    (finding,) = two_helpers(shifts("23T10:00–23T14:00, 23T10:00–23T14:00"))
    assert (finding.severity, finding.allowed_if) == (Severity.WARN, AllowedIf.DOUBLE_STAFFING)
    assert finding.numbers == {"overlap_minutes": 240}
    assert two_helpers(shifts("23T10:00–23T14:00, 23T10:00–23T14:00"), at_once=2) == []
    three = shifts("23T10:00–23T14:00, 23T10:00–23T14:00, 23T13:00–23T15:00")
    assert two_helpers(three, at_once=2)[0].numbers == {"overlap_minutes": 60}


@given(rotas())
def test_two_copies_overlap_wherever_there_is_work(rota):
    doubled = sum(span.minutes for span in crowded([*rota, *rota], 1))
    assert doubled == sum(span.minutes for span in merged(rota))
    assert crowded(rota, 1) == []


def vedtak(from_on, to_on=None):
    return Portion(60, Per.WEEK, parse_day(from_on), to_on and parse_day(to_on))


NIGHT = Span(parse_time("2026-06-30T20:00"), parse_time("2026-07-01T08:00"))

# the vedtak there are · uncovered hours of 30 June 20:00 to 1 July 08:00, and from when
COVERED = [
    ([vedtak("2026-01-01", "2026-06-30")], 8, "2026-07-01T00:00"),
    ([vedtak("2026-01-01", "2026-06-30"), vedtak("2026-07-01")], 0, None),
    ([vedtak("2026-01-01")], 0, None),
    ([vedtak("2026-07-01")], 4, "2026-06-30T20:00"),
    ([vedtak("2026-07-02")], 12, "2026-06-30T20:00"),
    ([vedtak("2026-01-01"), vedtak("2026-01-01", "2026-06-30")], 0, None),
    ([], 12, "2026-06-30T20:00"),
]


@pytest.mark.parametrize(("portions", "hours", "since"), COVERED)
def test_a_shift_outside_the_vedtak(portions, hours, since):
    findings = outside_vedtak(NIGHT, portions)
    assert [(f.numbers, f.at, f.allowed_if) for f in findings] == [
        (
            {"uncovered_minutes": hours * 60, "shift_minutes": 720},
            since and parse_time(since),
            AllowedIf.COORDINATOR,
        )
    ] * (hours > 0)


@pytest.mark.parametrize(
    ("worked", "minutes"),
    [
        ("23T18:00–24T00:00", 0),
        ("23T18:00–24T00:01", 1),
        ("23T22:00–24T07:00", 360),
        ("24T06:00–24T08:00", 0),
        ("23T03:00–24T03:00", 360),
    ],
)
def test_night_without_the_condition(worked, minutes):
    findings = night_not_granted(shift(worked))
    assert [finding.numbers for finding in findings] == [{"night_minutes": minutes}] * (minutes > 0)


def test_the_nights_hours_are_the_callers():
    assert night_not_granted(shift("23T21:00–24T00:00"), (22, 24))[0].numbers == {
        "night_minutes": 120
    }


def test_school_hours():
    school = [shift("23T08:15–23T14:00"), shift("23T13:00–23T15:00")]  # school, then SFO
    assert school_hours(shift("23T15:00–23T20:00"), school) == []
    assert school_hours(shift("23T14:59–23T20:00"), school)[0].numbers == {"school_minutes": 1}
    (finding,) = school_hours(shift("23T13:30–23T20:00"), school)
    assert finding.numbers == {"school_minutes": 90}
    assert finding.allowed_if is AllowedIf.REASON


@pytest.mark.parametrize(
    ("minutes", "left", "over"), [(180, 180, 0), (180, 120, 60), (60, -30, 90), (0, 0, 0)]
)
def test_more_than_is_left(minutes, left, over):
    findings = over_budget(NIGHT.start, minutes, left)
    assert [finding.numbers["over_minutes"] for finding in findings] == [over] * (over > 0)


@pytest.mark.parametrize("kind", LimitKind)
@pytest.mark.parametrize(("minutes", "over"), [(359, 0), (360, 0), (361, 1)])
def test_more_than_a_limit_allows(kind, minutes, over):
    findings = over_limit(kind, NIGHT.start, minutes, 360)
    assert [finding.numbers["over_minutes"] for finding in findings] == [over] * (over > 0)
    assert {finding.code.value for finding in findings} <= {f"over_{kind.value}"}


@pytest.mark.parametrize(
    ("published_on", "missing"), [("2026-11-15", 0), ("2026-11-16", 0), ("2026-11-17", 1)]
)
def test_two_weeks_notice_of_a_rota_from_30_november(published_on, missing):
    findings = short_notice(date(2026, 11, 30), parse_day(published_on))
    assert [finding.numbers for finding in findings] == [
        {"measured_days": 14 - missing, "required_days": 14, "missing_days": missing}
    ] * (missing > 0)
    assert all(finding.at == parse_time("2026-11-30T00:00") for finding in findings)


def test_a_tariff_may_ask_for_longer_notice():
    assert short_notice(date(2026, 11, 30), date(2026, 11, 16), required_days=28)


FOUR_SUNDAYS = "01T10:00–01T15:00, 08T10:00–08T15:00, 15T10:00–15T15:00, 22T10:00–22T15:00"

# worked · written agreement · the Sundays too many · what would allow them
SUNDAYS = [
    ("01T10:00–01T15:00, 08T10:00–08T15:00", False, [8], ["sunday_agreement"]),
    (FOUR_SUNDAYS, False, [8, 15, 22], ["sunday_agreement", "sunday_agreement", None]),
    (FOUR_SUNDAYS, True, [22], [None]),
    ("01T10:00–01T15:00, 15T10:00–15T15:00", False, [], []),
    ("01T10:00–01T15:00, 07T17:00–07T18:00", False, [], []),  # Saturday before 18
    ("01T10:00–01T15:00, 07T17:00–07T19:00", False, [8], ["sunday_agreement"]),
    ("01T10:00–01T15:00, 08T22:00–09T06:00", False, [], []),  # Sunday from 22
    ("", False, [], []),
]


@pytest.mark.parametrize(("worked", "has_agreement", "days", "allowed_if"), SUNDAYS)
def test_sundays_in_a_row(worked, has_agreement, days, allowed_if):
    findings = sundays(shifts(worked), has_agreement=has_agreement)
    assert [f.at for f in findings] == [parse_time(f"2026-11-{day:02}T00:00") for day in days]
    assert [finding.allowed_if for finding in findings] == allowed_if


def test_a_weekend_of_relief_is_one_sunday():
    assert worked_sundays(shifts("20T16:00–22T16:00")) == [date(2026, 11, 22)]
