"""What an agreement cannot be sent without, and what it warns of: examples 19, 20 and 23."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from portal.agreements.checks import Agreed, Job, cautions, is_avlaster_ii, lacks
from portal.agreements.states import TRANSITIONS, AgreementKind, AgreementState
from portal.engagements.states import Terms
from tests.factories.agreements import EMPLOYMENT, OPPDRAG

CHILD, OTHER_CHILD = uuid4(), uuid4()
START = date(2027, 3, 1)
EMPLOYEE = Agreed(
    kind=AgreementKind.EMPLOYMENT, terms=Terms.EMPLOYEE_PERMANENT, role="avlaster",
    child_id=CHILD, starts_on=START, ends_on=None, details=EMPLOYMENT,
)  # fmt: skip
TEMPORARY = replace(
    EMPLOYEE, terms=Terms.EMPLOYEE_TEMPORARY, ends_on=date(2027, 12, 31),
    details={**EMPLOYMENT, "ground": "Vikar for en som har permisjon."},
)  # fmt: skip
CONTRACTOR = replace(
    EMPLOYEE, kind=AgreementKind.OPPDRAGSAVTALE, terms=Terms.CONTRACTOR, role="stottekontakt",
    details=OPPDRAG,
)  # fmt: skip


def without(agreed, name):
    return replace(agreed, details={**agreed.details, name: None})


def job(kind="avlaster", terms="employee_permanent", child_id=OTHER_CHILD, is_ours=True):
    return Job(kind=kind, terms=terms, child_id=child_id, is_ours=is_ours)


@pytest.mark.parametrize(
    ("ends_on", "on", "caution"),
    [
        (None, date(2027, 3, 8), None),
        (None, date(2027, 3, 9), "late"),
        (date(2027, 3, 21), START, None),
        (date(2027, 3, 21), date(2027, 3, 2), "at_once"),
    ],
)
def test_example_19_a_contract_later_than_the_law_says_is_warned_of(ends_on, on, caution):
    found = cautions(replace(EMPLOYEE, ends_on=ends_on), on)
    assert list(found) == ([caution] if caution else [])


@pytest.mark.parametrize(("on", "found"), [(START, ()), (date(2027, 3, 2), ("changed_late",))])
def test_a_change_is_in_writing_the_day_it_takes_effect(on, found):
    assert cautions(replace(EMPLOYEE, is_change=True), on) == found


def test_example_19_a_contractor_has_no_such_deadline():
    assert cautions(CONTRACTOR, date(2027, 6, 1)) == ()


@pytest.mark.parametrize(
    ("agreed", "lack"),
    [
        (without(EMPLOYEE, "week_minutes"), "volume"),
        (without(TEMPORARY, "ground"), "ground"),
        (replace(TEMPORARY, ends_on=None), "end"),
        (without(EMPLOYEE, "duties"), "duties"),
        (without(EMPLOYEE, "workplace"), "workplace"),
        (without(EMPLOYEE, "times"), "times"),
        (without(EMPLOYEE, "training"), "training"),
        (without(EMPLOYEE, "pension"), "pension"),
        (without(EMPLOYEE, "tariff"), "tariff"),
        (without(EMPLOYEE, "notice_months"), "notice"),
        (replace(EMPLOYEE, has_rate=False), "rate"),
        (without(CONTRACTOR, "aim"), "aim"),
        (without(CONTRACTOR, "month_minutes"), "hours"),
        (without(CONTRACTOR, "contact"), "contact"),
    ],
)
def test_example_20_each_thing_is_missed_on_its_own(agreed, lack):
    assert lacks(agreed) == (lack,)


@pytest.mark.parametrize("agreed", [EMPLOYEE, TEMPORARY, CONTRACTOR])
def test_example_20_nothing_more_is_asked_for(agreed):
    assert lacks(agreed) == ()


@pytest.mark.parametrize(
    ("others", "details", "is_flagged"),
    [
        ([], {}, False),
        ([], {"has_other_job": True}, True),
        ([job()], {}, True),
        ([job(is_ours=False)], {}, False),  # a supplier's
        ([job(kind="stottekontakt", terms="contractor")], {}, False),
    ],
)
def test_example_23_who_is_employed_here_already_is_for_hr(others, details, is_flagged):
    agreed = replace(CONTRACTOR, others=others, details={**OPPDRAG, **details})
    assert ("already_employed" in cautions(agreed, START)) is is_flagged


@pytest.mark.parametrize(
    ("role", "terms", "other", "is_hard"),
    [
        ("stottekontakt", "contractor", job(child_id=CHILD), True),
        ("avlaster", "contractor", job("stottekontakt", "contractor", CHILD), True),
        ("avlaster", "employee_permanent", job("stottekontakt", "contractor", CHILD), True),
        ("stottekontakt", "employee_permanent", job(child_id=CHILD), False),
        ("stottekontakt", "contractor", job(), False),  # another child
        ("stottekontakt", "contractor", job("bpa_assistant", child_id=CHILD), False),
        ("stottekontakt", "contractor", job("stottekontakt", "contractor", CHILD), False),
    ],
)
def test_example_23_avlaster_and_stottekontakt_for_one_child(role, terms, other, is_hard):
    base = CONTRACTOR if terms == "contractor" else EMPLOYEE
    agreed = replace(base, role=role, others=[other])
    assert is_avlaster_ii(agreed) is is_hard
    assert ("avlaster_ii" in cautions(agreed, START)) is is_hard
    assert ("avlaster_reason" in lacks(agreed)) is is_hard


@pytest.mark.parametrize(
    ("ends_on", "months", "is_long"),
    [(None, 6, False), (None, 7, True), (date(2027, 6, 30), 2, False),
     (date(2027, 6, 30), 3, True), (None, None, False)],
)  # fmt: skip
def test_a_trial_is_no_longer_than_the_law_allows(ends_on, months, is_long):
    agreed = replace(EMPLOYEE, ends_on=ends_on, details={**EMPLOYMENT, "trial_months": months})
    assert ("long_trial" in cautions(agreed, START)) is is_long


def test_every_state_has_a_row_and_nothing_leads_back_to_a_draft():
    assert set(TRANSITIONS) == set(AgreementState)
    assert all(AgreementState.DRAFT not in targets for targets in TRANSITIONS.values())
