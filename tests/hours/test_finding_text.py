"""Every finding has words, veiled or not."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest
from flask import get_template_attribute

from portal.hours.findings import Keeping, RotaFinding
from portal.rules.findings import AllowedIf, Code, Finding, Severity

MONDAY = datetime(2026, 11, 22, 23, tzinfo=UTC)  # Monday in Norway
NUMBERS = {
    "measured_minutes": 540, "required_minutes": 660, "missing_minutes": 120,
    "limit_minutes": 480, "over_minutes": 60, "overlap_minutes": 90, "uncovered_minutes": 480,
    "shift_minutes": 600, "night_minutes": 360, "school_minutes": 60, "sundays_in_a_row": 2,
    "allowed_in_a_row": 1, "measured_days": 3, "required_days": 14, "missing_days": 11,
}  # fmt: skip


def finding(code, allowed_if=None, **more):
    bare = Finding(
        code, Severity.BLOCK, "AML § 10-8 (1)", MONDAY, NUMBERS, allowed_if,
        datetime(2026, 11, 25, 21, tzinfo=UTC), datetime(2026, 11, 26, 6, tzinfo=UTC),
    )  # fmt: skip
    return RotaFinding(bare, Keeping.REASON, who="Tor", first_at=MONDAY, **more)


@pytest.fixture
def words(app):
    def say(name, *args, template="hours/finding_text.html"):
        with app.test_request_context():
            said = str(get_template_attribute(template, name)(*args))
        return " ".join(said.replace("\u00a0", " ").split())

    return say


@pytest.mark.parametrize("code", Code)
def test_every_code_has_a_sentence_and_a_reason(words, code) -> None:
    for said in (words(name, finding(code)) for name in ("finding_sentence", "finding_explained")):
        assert said.endswith(".")
        assert "%" not in said


@pytest.mark.parametrize("code", Code)
def test_a_veiled_finding_has_neither_time_nor_number(words, code) -> None:
    veiled = finding(code, involves_other_family=True).for_leader()
    personal = veiled.code not in {
        Code.SHORT_NOTICE, Code.TWO_HELPERS, Code.OUTSIDE_VEDTAK, Code.NIGHT_NOT_GRANTED,
        Code.SCHOOL_HOURS, Code.OVER_BUDGET, Code.OVER_DAY, Code.OVER_WEEK, Code.OVER_MONTH,
        Code.NOT_CLEARED, Code.NOT_ENGAGED,
    }  # fmt: skip
    if personal:  # the others are about the plan or the papers: never another family's
        said = words("finding_sentence", veiled) + words("finding_explained", veiled)
        assert not any(letter.isdigit() for letter in said)
        assert "dag" not in said.replace("søndag", "")


@pytest.mark.parametrize(("code", "fix"), [*product([Code.DAILY_REST, Code.TOTAL_24H], AllowedIf)])
def test_every_way_out_has_words(words, code, fix) -> None:
    said = words("allowed_text", finding(code, fix), template="hours/finding_words.html")
    assert said.endswith(".")


def test_the_sentence_of_the_mock_up(words) -> None:
    assert words("finding_sentence", finding(Code.DAILY_REST)) == (
        "Tor får bare 9 timer fri mellom onsdag og torsdag."
    )


@pytest.mark.parametrize("code", Code)
def test_the_whole_card(words, code) -> None:
    card = words("finding_card", finding(code, AllowedIf.UNION_AGREEMENT), "funn-1")
    assert "Arbeidsmiljøloven § 10-8 (1)" in card
    assert "Tillatt hvis" in card
    assert "Må endres eller begrunnes" in card
