"""The program that a payroll office runs: clear errors, every line answered, nothing stops it."""

import io
import json
import runpy
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.runner import RULES, answer, answers


def ask(rule, **given_values):
    return ask_line(json.dumps({"rule": rule, "given": given_values}))


def ask_line(line):
    (result,) = answers([line if isinstance(line, bytes) else line.encode()])
    return json.loads(result)


SHIFT = ["2026-11-20T08:00", "2026-11-20T18:00"]
WEEKLY = {"hours": 20, "per": "week", "from": "2026-01-01"}
Q1 = {"from": "2026-01-01", "to": "2026-03-31"}

BUDGET_LINE = """
{"rule": "budget", "given": {"from": "2026-11-16", "to": "2026-11-22", "pauses": null, "vedtak":
[{"hours": %s, "per": "week", "from": "2026-01-01", "to": null}]}}
"""

# what is asked · a part of the error
ERRORS = [
    ("duration", {"start": "2026-03-29T02:30", "end": "2026-03-29T07:00"}, "does not exist"),
    ("duration", {"start": "2026-11-20T08:00", "end": "2026-11-20T07:00"}, "not after the start"),
    ("duration", {"start": "2026-11-20T08:00", "end": "2026-11-20T08:00"}, "not after the start"),
    ("duration", {"start": "2026-11-31T08:00", "end": "2026-12-01T08:00"}, "no such time"),
    ("duration", {"start": "20.11.2026 08:00", "end": "2026-12-01T08:00"}, "not a time"),
    ("duration", {"start": "2026-11-20T08:00"}, "end is missing"),
    ("duration", {"start": None, "end": None}, "start is missing"),
    ("duration", {"start": 8, "end": 16}, "start is not text"),
    ("budget", {**Q1}, "vedtak is missing"),
    ("budget", {**Q1, "vedtak": {}}, "vedtak is not a list"),
    ("budget", {**Q1, "vedtak": [20]}, "vedtak is not an object"),
    ("budget", {**Q1, "vedtak": [{**WEEKLY, "hours": "20"}]}, "hours is not a number"),
    ("budget", {**Q1, "vedtak": [{**WEEKLY, "hours": True}]}, "hours is not a number"),
    ("budget", {**Q1, "vedtak": [{**WEEKLY, "hours": -1}]}, "hours is not from 0"),
    ("budget", {**Q1, "vedtak": [{**WEEKLY, "hours": 10**400}]}, "hours is not from 0"),
    ("budget", {**Q1, "vedtak": [{**WEEKLY, "per": "day"}]}, "per is not one of: week, month"),
    ("budget", {**Q1, "vedtak": [{**WEEKLY, "to": "2025-12-31"}]}, "is before"),
    ("budget", {**Q1, "vedtak": [WEEKLY], "basis": "weeks_53"}, "basis is not one of"),
    ("budget", {**Q1, "vedtak": [WEEKLY], "used_minutes": 1.5}, "not a whole number"),
    ("budget", {**Q1, "vedtak": [WEEKLY], "used_minutes": 10**99}, "used_minutes is not from"),
    ("budget", {**Q1, "vedtak": [WEEKLY], "pauses": [{"from": "2026-01-02"}]}, "to is missing"),
    ("budget", {"from": "2026-03-31", "to": "2026-01-01", "vedtak": [WEEKLY]}, "is before"),
    ("working_time", {}, "shifts is missing"),
    ("working_time", {"shifts": "all"}, "shifts is not a list"),
    ("working_time", {"shifts": [SHIFT[:1]]}, "a shift is"),
    ("working_time", {"shifts": ["2026-11-20T08:00"]}, "a shift is"),
    ("working_time", {"shifts": [[*SHIFT, "office"]]}, "third part"),
    ("working_time", {"shifts": [[*SHIFT, None]]}, "shifts is not text"),
    ("working_time", {"shifts": [SHIFT], "agreement": "verbal"}, "agreement is not one of"),
    ("avlaster_time", {"shifts": [SHIFT], "averaging": "yes"}, "averaging is not true or false"),
    ("avlaster_time", {"shifts": [list(reversed(SHIFT))]}, "not after the start"),
    ("certificate", {"issued_on": "2026-11-31", "signing_on": "2026-11-30"}, "no such date"),
    ("certificate", {"issued_on": "9999-12-01", "signing_on": "2026-11-30"}, "out of range"),
    (
        "certificate",
        {"issued_on": "2026-11-30", "signing_on": "2026-11-30", "max_age_months": -1},
        "max_age_months is not from 0",
    ),
    ("pay_period", {"date": "2026-11-20", "start_day": 29}, "1–28"),
    ("pay_period", {"date": "2026-11-20", "start_day": 0}, "1–28"),
    ("pay_period", {"date": "2026-11-20", "start_day": "21"}, "start_day is not a whole number"),
    ("pay_period", {"date": "2026-11-20"}, "start_day is missing"),
    ("pay_period", {"date": "0001-01-01", "start_day": 2}, "out of range"),
    ("national_id", {"number": 1019012345}, "number is not text"),
    ("national_id", {}, "number is missing"),
    ("deadlines", {}, "neither"),
    ("deadlines", {"received_on": "9999-12-31"}, "out of range"),
    ("representation", {"on": "2026-11-22", "act": "steal"}, "act is not one of"),
    ("representation", {"on": "2026-11-22", "act": "apply", "who": []}, "who is not an object"),
    (
        "forecast",
        {**Q1, "vedtak": [WEEKLY], "today": "2026-02-01", "planned": [["2026-02-02"]]},
        "planned is",
    ),
    ("payday", {}, "unknown rule 'payday'; known: duration"),
]


@pytest.mark.parametrize(("rule", "values", "message"), ERRORS)
def test_a_malformed_case_is_told_what_is_wrong(rule, values, message):
    result = ask(rule, **values)
    assert message in result["error"]
    assert set(result) == {"error"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "not a line of JSON"),
        ("   ", "not a line of JSON"),
        ("{", "not a line of JSON"),
        (b"\xff\xfe", "not a line of JSON"),
        ("null", "not an object"),
        ("[]", "not an object"),
        ("42", "not an object"),
        ("{}", "rule is missing"),
        ('{"rule": null}', "rule is missing"),
        ('{"rule": ["duration"]}', "rule is not text"),
        ('{"rule": "duration"}', "given is missing"),
        ('{"rule": "duration", "given": []}', "given is not an object"),
        ('{"rule": "\\ud800", "given": {}}', "unknown rule"),
        ('{"rule": "pay_period", "given": {"date": NaN}}', "NaN is not a number"),
        ('{"rule": "pay_period", "given": {"start_day": 1e9999999999999999999}}', "JSON"),
        ("[" * 100_000, "nested too deep"),
        ("9" * 5000, "not a line of JSON"),
        (BUDGET_LINE % "1e-999999999", "30 decimals"),
    ],
)
def test_a_line_that_is_no_case(line, message):
    assert message in ask_line(line)["error"]


def test_a_repeated_time_without_offset_is_the_first():
    result = ask("duration", start="2026-10-25T02:30", end="2026-10-25T02:30+01:00")
    assert result == {"minutes": 60}


@pytest.mark.parametrize("hours", ["7.5", "7.50", "75e-1", "7.500000000000000"])
def test_hours_may_have_decimals(hours):
    assert ask_line(BUDGET_LINE % hours)["granted_minutes"] == 450


def test_a_finding_says_more_than_the_case_asks():
    result = ask("working_time", shifts=[SHIFT])
    assert result == {
        "findings": [["overtime_24h", "2026-11-20T07:00Z"]],
        "details": [
            {
                "severity": "warn",
                "section": "AML § 10-4 (1)",
                "allowed_if": "individual_agreement",
                "free_from": None,
                "free_to": None,
                "measured_minutes": 600,
                "limit_minutes": 540,
                "over_minutes": 60,
            }
        ],
    }


def test_the_rest_that_was_too_short_is_told():
    shifts = [["2026-11-23T15:00", "2026-11-23T22:00"], ["2026-11-24T07:00", "2026-11-24T08:00"]]
    (detail,) = ask("working_time", shifts=shifts)["details"]
    assert (detail["free_from"], detail["free_to"]) == ("2026-11-23T21:00Z", "2026-11-24T06:00Z")


def test_deadlines():
    assert ask("deadlines", received_on="2026-01-31", notified_on="2026-03-06") == {
        "acknowledgement_due": "2026-02-14",
        "interim_answer_task_on": "2026-02-21",
        "interim_answer_due": "2026-02-28",
        "appeal_due": "2026-04-07",
    }
    assert ask("deadlines", notified_on="2026-03-06", appeal_weeks=3) == {
        "appeal_due": "2026-03-27"
    }
    due = ask("deadlines", received_on="2026-01-31", acknowledge_days=10)["acknowledgement_due"]
    assert due == "2026-02-10"


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (
            {"ground": "parental_responsibility", "born_on": "1985-01-01"},
            {"allowed": False, "reason": "closed_at_12"},
        ),
        (
            {"ground": "verge", "born_on": "1985-01-01", "from": "2026-01-01"},
            {"allowed": True, "reason": "allowed"},
        ),
        ({"born_on": "1985-01-01"}, {"allowed": False, "reason": "no_ground"}),
    ],
)
def test_representation(who, expected):
    child = {"born_on": "2014-11-22"}
    assert ask("representation", on="2026-11-22", act="message", child=child, who=who) == expected


@pytest.mark.parametrize(
    ("used", "outlook", "runs_out_on"),
    [(52000, "runs_out", "2026-12-23"), (50000, "on_track", None)],
)
def test_forecast(used, outlook, runs_out_on):
    result = ask(
        "forecast",
        **{"from": "2026-01-01", "to": "2026-12-31", "today": "2026-11-01"},
        vedtak=[WEEKLY],
        used_minutes=used,
        planned=[["2026-11-01", 600]],
        recent_minutes=10880,
    )
    assert (result["outlook"], result["runs_out_on"]) == (outlook, runs_out_on)


def test_the_program(monkeypatch, capsys):
    lines = [
        b'{"rule": "nothing"}\n',
        b"\n",
        json.dumps({"rule": "duration", "given": {"start": SHIFT[0], "end": SHIFT[1]}}).encode(),
    ]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"".join(lines))))
    runpy.run_module("portal.rules", run_name="__main__")
    first, second, third = map(json.loads, capsys.readouterr().out.splitlines())
    assert "error" in first
    assert "error" in second
    assert third == {"minutes": 600}


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(
        [*SHIFT, "2026-03-29T02:30", "2026-11-31", "9999-12-31", "0001-01-01", "other"]
    ),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["from", "to", "start", "end", "shifts", "vedtak", "hours", "per", "date"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(st.sampled_from([*RULES, "nothing"]), JSON)
def test_no_json_stops_the_program(rule, values):
    assert isinstance(ask_line(json.dumps({"rule": rule, "given": values})), dict)


# Values of the right kind in every place: what gets past the reader and into the rules.
EDGE = {
    "day": st.sampled_from(["0001-01-01", "9999-12-31", "2028-02-29", "1900-01-01"]) | st.dates(),
    "time": st.sampled_from(["1900-01-01T00:00", "2199-12-31T23:59", "2026-10-25T02:30"]),
    "whole": st.integers(-(10**13), 10**13) | st.integers(0, 40),
}
PLACES = {
    **dict.fromkeys(["from", "to", "issued_on", "signing_on", "date", "today"], EDGE["day"]),
    **dict.fromkeys(["received_on", "notified_on", "on"], EDGE["day"]),
    **dict.fromkeys(["max_age_months", "start_day", "used_minutes"], EDGE["whole"]),
    **dict.fromkeys(["recent_minutes", "recent_days", "appeal_weeks"], EDGE["whole"]),
    "vedtak": st.lists(
        st.fixed_dictionaries(
            {"hours": st.integers(0, 200), "per": st.sampled_from(["week", "month", "year"])},
            optional={"from": EDGE["day"], "to": EDGE["day"]},
        ),
        max_size=2,
    ),
    "pauses": st.lists(st.fixed_dictionaries({"from": EDGE["day"], "to": EDGE["day"]}), max_size=2),
    "number": st.text("0123456789", min_size=10, max_size=12),
}
SHORT = [rule for rule in RULES if rule not in {"forecast", "supplements"}]


@given(st.sampled_from(SHORT), st.fixed_dictionaries({}, optional=PLACES))
def test_no_date_or_number_stops_the_program(rule, values):
    assert isinstance(ask_line(json.dumps({"rule": rule, "given": values}, default=str)), dict)


def test_the_caller_in_python_gets_the_exception():
    with pytest.raises(ValueError, match="unknown rule"):
        answer({"rule": "payday", "given": {}})
