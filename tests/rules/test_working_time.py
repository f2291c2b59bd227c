"""Working hours of employees: domain/bpa.md § 8, cases 37–42 and 49, and a slow second opinion."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.findings import Code, Finding, Severity, in_order
from portal.rules.periods import parse_time
from portal.rules.rest import Agreement, Shift
from portal.rules.working_time import LIMITS, Limits, check
from tests.rules.slow_clock import employee
from tests.rules.strategies import rotas
from tests.rules.tables import found, shifts

NONE, INDIVIDUAL, UNION = Agreement.NONE, Agreement.INDIVIDUAL, Agreement.UNION

# Hours: daily rest · total and ordinary in 24 hours · weekly rest · hours a week
FIGURES = {
    NONE: (11, 13, 9, 35, 40),
    INDIVIDUAL: (11, 13, 10, 35, 50),
    UNION: (8, 13, 12.5, 28, 54),
}


@pytest.mark.parametrize("agreement", Agreement)
def test_the_figures_of_the_law(agreement):
    assert tuple(minutes / 60 for minutes in vars(LIMITS[agreement]).values()) == FIGURES[agreement]


# What is worked · agreement · findings, each with what would make it allowed
TABLE = [
    ("20T08:00–20T17:00", NONE, []),
    ("20T08:00–20T17:01", NONE, ["overtime_24h: individual_agreement"]),
    ("20T08:00–20T18:00", NONE, ["overtime_24h: individual_agreement"]),
    ("20T08:00–20T18:00", INDIVIDUAL, []),
    ("20T08:00–20T18:30", INDIVIDUAL, ["overtime_24h: union_agreement"]),
    ("20T08:00–20T20:30", UNION, []),
    ("20T08:00–20T20:31", UNION, ["overtime_24h"]),
    ("20T08:00–20T21:01", UNION, ["total_24h: union_16h"]),
    ("20T08:00–21T00:01", UNION, ["daily_rest: avlaster_regime", "total_24h: avlaster_regime"]),
    # 11 hours between, and a minute less
    ("23T14:00–23T22:00, 24T09:00–24T10:00", NONE, []),
    ("23T14:00–23T22:00, 24T08:59–24T09:30", NONE, ["daily_rest: union_agreement"]),
    ("23T14:00–23T22:00, 24T08:59–24T09:30", INDIVIDUAL, ["daily_rest: union_agreement"]),
    ("23T14:00–23T22:00, 24T06:00–24T07:00", UNION, []),
    ("23T14:00–23T22:00, 24T05:59–24T14:00", UNION, ["daily_rest", "total_24h"]),
    # family A and family B, same employer: 9 hours between
    ("23T15:00–23T22:00, 24T07:00–24T09:00", NONE, ["daily_rest: union_agreement"]),
    # touching shifts are one block, overlapping ones are counted once
    ("20T08:00–20T13:00, 20T13:00–20T17:00", NONE, []),
    ("20T08:00–20T14:00, 20T12:00–20T17:00", NONE, []),
    # 48 hours on end is no working day for an assistant, but may be relief
    (
        "20T16:00–22T16:00",
        NONE,
        [
            "daily_rest: avlaster_regime",
            "total_24h: avlaster_regime",
            "weekly_hours: individual_agreement",
        ],
    ),
    # relief has rules for blocks of more than 16 hours, up to 56
    ("20T08:00–21T00:00", NONE, ["daily_rest: union_agreement", "total_24h: union_16h"]),
    ("20T08:00–21T00:01", NONE, ["daily_rest: avlaster_regime", "total_24h: avlaster_regime"]),
    (
        "16T08:00–18T16:00",
        UNION,
        ["daily_rest: avlaster_regime", "total_24h: avlaster_regime", "weekly_hours"],
    ),
    ("16T08:00–18T16:01", UNION, ["daily_rest", "total_24h", "weekly_hours"]),
    # 24 hours are elapsed ones: exactly 24 later is a new day
    ("23T08:00–23T16:00, 24T08:00–24T16:00", NONE, []),
    ("23T08:00–23T16:00, 24T07:59–24T16:00", NONE, []),
    ("23T08:00–23T16:30, 24T07:00–24T08:00", NONE, ["overtime_24h: individual_agreement"]),
    # a shift over Sunday midnight is split between the weeks
    ("22T20:00–23T04:00", NONE, []),
    ("", NONE, []),
]


@pytest.mark.parametrize(("worked", "agreement", "expected"), TABLE)
def test_findings(worked, agreement, expected):
    assert found(check(shifts(worked), agreement)) == expected


# Six days of this length · agreement · what is said of the week
WEEKS = [
    ("08:00–14:40", NONE, []),  # 40 h
    ("08:00–14:41", NONE, ["weekly_hours: individual_agreement"]),
    ("08:00–16:20", NONE, ["weekly_hours: individual_agreement"]),  # 50 h
    ("08:00–16:21", NONE, ["weekly_hours: union_agreement"]),
    ("08:00–16:20", INDIVIDUAL, []),
    ("08:00–17:00", INDIVIDUAL, ["weekly_hours: union_agreement"]),  # 54 h
    ("08:00–17:00", UNION, []),
    ("08:00–17:01", UNION, ["weekly_hours"]),
]


@pytest.mark.parametrize(("hours", "agreement", "expected"), WEEKS)
def test_hours_of_a_week(hours, agreement, expected):
    start, end = hours.split("–")
    worked = ", ".join(f"{day}T{start}–{day}T{end}" for day in range(16, 22))
    assert found(check(shifts(worked), agreement)) == expected


def test_a_finding_holds_the_numbers_of_the_sentence():
    """9 t fri, kravet er 11 t, mangler 2 t: mandag 22 til tirsdag 07."""
    (finding,) = check(shifts("23T15:00–23T22:00, 24T07:00–24T09:00"))
    assert (finding.code, finding.severity) == (Code.DAILY_REST, Severity.BLOCK)
    assert finding.section == "AML § 10-8 (1)"
    assert finding.at == parse_time("2026-11-23T15:00")
    assert finding.numbers == {
        "measured_minutes": 540,
        "required_minutes": 660,
        "missing_minutes": 120,
    }
    assert finding.free_from == parse_time("2026-11-23T22:00")
    assert finding.free_to == parse_time("2026-11-24T07:00")


def test_too_much_holds_how_much_too_much():
    (finding,) = check(shifts("20T08:00–20T18:00"))
    assert finding.severity is Severity.WARN
    assert finding.numbers == {"measured_minutes": 600, "limit_minutes": 540, "over_minutes": 60}
    assert finding.free_from is None


def test_no_rest_at_all_has_no_stretch():
    daily = check(shifts("20T08:00–21T09:00"))[0]
    assert daily.numbers["measured_minutes"] == 0
    assert daily.free_from is daily.free_to is None


WEEKEND_FROM = [
    # the last shift of the week ends · the next begins · agreement · longest free · findings
    ("2026-11-20T22:00", "2026-11-22T08:00", Agreement.NONE, 34, "union_agreement"),
    ("2026-11-20T21:00", "2026-11-22T08:00", Agreement.NONE, 35, None),
    ("2026-03-27T21:00", "2026-03-29T08:00", Agreement.NONE, 34, "union_agreement"),
    ("2026-03-27T21:00", "2026-03-29T08:00", Agreement.UNION, 34, None),
    ("2026-11-20T22:00", "2026-11-22T02:00", Agreement.NONE, 28, "union_agreement"),
    ("2026-11-20T23:00", "2026-11-22T02:00", Agreement.NONE, 27, "avlaster_regime"),
    ("2026-11-21T05:00", "2026-11-22T08:00", Agreement.UNION, 27, "avlaster_regime"),
    ("2026-11-21T08:00", "2026-11-22T08:00", Agreement.UNION, 24, "avlaster_regime"),
    ("2026-11-21T09:00", "2026-11-22T08:00", Agreement.UNION, 23, None),
]


@pytest.mark.parametrize(("end", "start", "agreement", "hours", "allowed_if"), WEEKEND_FROM)
def test_weekly_rest(end, start, agreement, hours, allowed_if):
    """Work every day but the weekend between; Sunday's shift runs into Monday."""
    end, start = parse_time(end), parse_time(start)
    days = [
        Shift(end - timedelta(hours=6 + 24 * n), end - timedelta(hours=24 * n)) for n in range(6)
    ]
    after = [
        Shift(start + timedelta(hours=16 * n), start + timedelta(hours=16 * n + 5))
        for n in range(9)
    ]
    rests = [f for f in check([*days, *after], agreement) if f.code is Code.WEEKLY_REST]
    too_short = hours < LIMITS[agreement].weekly_rest / 60
    first_week = [f for f in rests if f.at <= end < f.at + timedelta(days=7)]
    assert len(first_week) == too_short
    for finding in first_week:
        assert finding.numbers["measured_minutes"] == hours * 60
        assert finding.allowed_if == allowed_if


def test_findings_come_by_code_and_then_by_time():
    findings = check(shifts("27T08:00–27T18:00, 20T08:00–20T18:00, 23T08:00–24T08:00"))
    assert findings == in_order(reversed(findings))
    assert [(finding.code, finding.at.day) for finding in findings] == [
        ("daily_rest", 23),
        ("overtime_24h", 20),
        ("overtime_24h", 27),
        ("total_24h", 23),
    ]


def test_a_finding_can_be_counted_in_a_set():
    findings = check(shifts("20T08:00–20T18:00"))
    assert len({*findings, *check(shifts("20T08:00–20T18:00"))}) == 1
    assert isinstance(findings[0], Finding)


def test_the_limits_are_the_callers():
    """A union may have agreed on more than the default row says."""
    longer = {**LIMITS, Agreement.UNION: Limits(8 * 60, 16 * 60, 16 * 60, 28 * 60, 54 * 60)}
    assert check(shifts("20T08:00–20T23:00"), Agreement.UNION, longer) == []


@given(rotas(longest=60), st.sampled_from(Agreement))
def test_the_same_as_counting_half_hours(rota, agreement):
    limits = LIMITS[agreement]
    hours = [minutes / 60 for minutes in vars(limits).values()]
    fast = {(finding.code, finding.at) for finding in check(rota, agreement)}
    assert fast == set(employee(rota, *hours))


@given(rotas(), st.integers(1, 4))
def test_a_whole_week_later_is_the_same(rota, weeks):
    """Within one season: from Monday 1 June nothing changes the clocks for 20 weeks."""
    june = parse_time("2026-06-01T00:00")
    shift_by = june - min((shift.start for shift in rota), default=june)
    days = timedelta(days=shift_by.days)
    first = [Shift(shift.start + days, shift.end + days) for shift in rota]
    later = [Shift(s.start + timedelta(weeks=weeks), s.end + timedelta(weeks=weeks)) for s in first]
    moved = [(f.code, f.at + timedelta(weeks=weeks), f.numbers) for f in check(first)]
    assert moved == [(f.code, f.at, f.numbers) for f in check(later)]
