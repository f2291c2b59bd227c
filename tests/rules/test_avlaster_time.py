"""Working hours of avlastere: domain/recruitment.md § 8, cases 24–26, and bpa.md case 48."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.avlaster_time import LIMITS, Limits, check
from portal.rules.findings import Severity
from portal.rules.periods import parse_time
from tests.rules.slow_clock import avlaster
from tests.rules.strategies import rotas
from tests.rules.tables import found, shifts

OFFICE = "23T08:00–23T15:00 other"
TABLE = [
    # Friday 16 to Sunday 20 is 52 h; to Monday 08 it is 64
    ("20T16:00–22T20:00", []),
    ("20T16:00–23T08:00", ["continuous_56h"]),
    ("20T12:00–22T20:00", []),
    ("20T12:00–22T20:01", ["continuous_56h"]),
    # other work for the same employer straight before
    ("20T00:00–20T15:00 other, 20T15:00–22T00:00", []),
    ("20T00:00–20T16:00 other, 20T16:00–22T00:00", []),
    ("19T22:00–20T15:00 other, 20T15:00–21T22:00", ["other_work"]),
    ("20T06:00–20T15:00 other, 20T15:00–22T08:00", ["other_work"]),
    ("20T07:00–20T15:00 other, 20T15:00–22T15:00", []),
    ("20T07:00–20T15:00 other, 20T15:00–22T16:00", ["continuous_56h"]),
    ("20T06:00–20T15:00 other, 20T15:00–22T16:00", ["continuous_56h", "other_work"]),
    # 16 hours off before or after more than 16 hours of relief
    (f"20T08:00–20T15:00 other, 20T16:00–22T16:00, {OFFICE}", []),
    ("20T08:00–20T15:00 other, 20T16:00–22T16:00, 23T07:00–23T15:00 other", ["rest_16h"]),
    ("20T00:00–20T00:30, 20T16:30–22T16:00, 23T07:00–23T15:00 other", []),
    # shorter relief has daily rest
    ("20T08:00–20T21:00", []),
    ("20T08:00–20T21:01", ["daily_rest: union_agreement"]),
    ("20T08:00–21T00:00", ["daily_rest: union_agreement"]),
    ("20T08:00–21T00:01", []),
    ("20T16:00–20T22:00, 21T08:00–21T09:00", ["daily_rest: union_agreement"]),
    # nothing but other work is left to the ordinary rules
    ("16T00:00–18T12:00 other", []),
    ("20T08:00–20T23:00 other, 21T06:00–21T07:00 other", []),
    # the week: 60 h, by agreement averaged, never over 88
    ("16T08:00–17T08:00, 18T08:00–19T08:00, 20T08:00–20T20:00", []),
    ("16T08:00–17T08:00, 18T08:00–19T08:00, 20T08:00–20T20:01", ["week_60h: averaging"]),
    ("16T00:00–18T00:00, 19T00:00–20T16:00", ["week_60h: averaging"]),
    ("16T00:00–18T00:00, 19T00:00–20T16:01", ["week_88h"]),
    ("16T08:00–17T08:00, 18T08:00–19T08:00, 20T08:00–20T21:00 other", ["week_60h: averaging"]),
    ("", []),
]


def test_the_figures_of_the_regulation():
    assert {name: minutes / 60 for name, minutes in vars(LIMITS).items()} == {
        "continuous": 56,
        "long_block": 16,
        "rest_by_long_block": 16,
        "daily_rest": 11,
        "combined": 48,
        "other_in_combined": 16,
        "other_in_longer": 8,
        "weekly_rest": 24,
        "week": 60,
        "averaged_week": 88,
    }


@pytest.mark.parametrize(("worked", "expected"), TABLE)
def test_findings(worked, expected):
    assert found(check(shifts(worked))) == expected


@pytest.mark.parametrize(
    ("worked", "expected"),
    [
        ("16T00:00–18T00:00, 19T00:00–20T16:00", []),  # 88 h
        ("16T00:00–18T00:00, 19T00:00–20T16:01", ["week_88h"]),
    ],
)
def test_the_week_with_averaging(worked, expected):
    assert found(check(shifts(worked), averaging=True)) == expected


def test_a_day_free_in_the_week_is_asked_for():
    """Eight hours off between every stretch of relief, all week and into the next."""
    nights = (
        "16T00:00–16T12:00, 17T00:00–17T12:00, 18T00:00–18T12:00, 19T00:00–19T12:00, "
        "20T00:00–20T12:00, 21T00:00–21T12:00, 22T00:00–22T12:00, 23T00:00–23T12:00"
    )
    rest = next(finding for finding in check(shifts(nights)) if finding.code == "weekly_rest")
    assert rest.section == "FOR-2017-06-25-1052 § 11"
    assert rest.numbers == {
        "measured_minutes": 720,
        "required_minutes": 1440,
        "missing_minutes": 720,
    }


@pytest.mark.parametrize(("next_start", "codes"), [("17T08:00", []), ("17T07:59", ["weekly_rest"])])
def test_exactly_a_day_free_is_enough(next_start, codes):
    """From Monday 08 to Tuesday 08, then half days all week and into the next."""
    halves = [f"{day}T08:00–{day}T20:00" for day in range(18, 24)]
    worked = ", ".join(["15T20:00–16T08:00", f"{next_start}–17T20:00", *halves])
    rests = [finding.code for finding in check(shifts(worked)) if finding.code == "weekly_rest"]
    assert rests == codes


def test_the_longer_of_the_rests_beside_is_shown():
    worked = "20T08:00–20T15:00 other, 20T16:00–22T16:00, 23T07:00–23T15:00 other"
    (finding,) = check(shifts(worked))
    assert finding.severity is Severity.BLOCK
    assert finding.numbers["missing_minutes"] == 60
    assert finding.free_from == parse_time("2026-11-22T16:00")
    assert finding.free_to == parse_time("2026-11-23T07:00")


def test_rest_may_be_agreed_shorter():
    worked = shifts("20T16:00–20T22:00, 21T08:00–21T09:00")
    assert check(worked, limits=Limits(daily_rest=8 * 60)) == []


@given(rotas(longest=130, other=True), st.booleans())
def test_the_same_as_counting_half_hours(rota, averaging):
    fast = {(finding.code, finding.at) for finding in check(rota, averaging=averaging)}
    assert fast == set(avlaster(rota, averaging=averaging))
