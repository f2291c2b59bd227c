"""Who waits, in what order, and that nothing hides anybody (cases 48 and 49)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from portal.access.actor import Actor, Hat
from portal.waiting import queries
from portal.waiting.facts import of_ordninger as facts_of
from portal.waiting.states import Standing

OCTOBER = date(2026, 10, 1)
MARCH = date(2026, 3, 1)
YEAR = {"valid_from": date(2026, 9, 1), "valid_to": date(2027, 8, 31)}


@pytest.fixture(autouse=True)
def _october():
    with time_machine.travel(datetime(2026, 10, 1, 9, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def office(make):
    return make.office()


@pytest.fixture
def actor(office, make, session):
    user = make.user(municipality=None, municipality_id=office.municipality_id)
    session.flush()
    return Actor(
        user_id=user.id, municipality_id=office.municipality_id, hat=Hat.COORDINATOR,
        hats=frozenset({Hat.COORDINATOR}), office_ids=frozenset({office.id}),
    )  # fmt: skip


@pytest.fixture
def granted(make, office):
    """Grant a child of the office something; a day or an initial makes it another child."""

    def grant(initials="A.B.", service="bpa", child=None, **dates):
        child = child or make.child(office=office, initials=initials)
        ordning = make.ordning(child=child, service=service)
        return make.vedtak(ordning=ordning, **{**YEAR, **dates})

    return grant


def of(found, vedtak):
    return next(it for it in found if it.ordning.id == vedtak.ordning_id)


def test_example_48_days_without_anybody_oldest_first_and_history_kept(
    make, session, actor, granted
):
    waits, helped = granted("A.A."), granted("B.B.")
    granted("C.C.", valid_from=MARCH)
    make.engagement(ordning=helped.ordning, valid_from=date(2026, 9, 5))
    found = queries.of_office(actor, OCTOBER)
    assert [(it.ordning.child.initials, it.days) for it in found] == [("C.C.", 214), ("A.A.", 30)]
    job = make.engagement(ordning=waits.ordning, valid_from=date(2026, 9, 11))
    session.flush()
    assert [it.ordning.child.initials for it in queries.of_office(actor, OCTOBER)] == ["C.C."]
    job.valid_to = date(2026, 9, 20)
    session.flush()
    again = of(queries.of_office(actor, OCTOBER), waits)
    assert (again.since, again.days) == (date(2026, 9, 20), 11)
    assert [(it.since, it.days(OCTOBER)) for it in again.earlier] == [(date(2026, 9, 1), 10)]


def test_example_49_a_vedtak_that_has_run_out_alarms_and_hides_nobody(
    make, session, actor, granted
):
    out = {
        "valid_from": date(2025, 9, 1), "valid_to": date(2026, 9, 21),
        "decided_on": date(2025, 8, 20),
    }  # fmt: skip
    served, alone = granted("A.A.", **out), granted("B.B.", **out)
    longest = granted("C.C.", valid_from=MARCH)
    make.engagement(ordning=served.ordning)
    found = queries.of_office(actor, OCTOBER)
    assert [it.ordning.child.initials for it in found] == ["B.B.", "A.A.", "C.C."]
    assert of(found, served).expired_on == date(2026, 9, 21)
    assert of(found, served).standing is Standing.SERVED
    assert not of(found, served).is_waiting
    assert of(found, alone).days == 395, "counting goes on past the end of the vedtak"
    assert of(found, longest).expired_on is None


def test_a_new_vedtak_takes_the_alarm_away_and_keeps_the_count(make, session, actor, granted):
    old = granted(valid_from=date(2026, 1, 1), valid_to=date(2026, 9, 1))
    make.vedtak(
        ordning=old.ordning, version=2, valid_from=date(2026, 9, 20), valid_to=date(2027, 1, 1)
    )
    session.flush()
    (found,) = queries.of_office(actor, OCTOBER)
    assert (found.expired_on, found.since) == (None, date(2026, 1, 1))


def test_one_waits_from_the_decision_when_it_reaches_back(session, actor, granted):
    granted(valid_from=date(2026, 1, 1), decided_on=date(2026, 7, 2))
    session.flush()
    (found,) = queries.of_office(actor, OCTOBER)
    assert found.since == date(2026, 7, 2)


def test_days_count_double_for_who_has_no_help_at_all(make, session, actor, office, granted):
    helped = make.child(office=office, initials="H.H.")
    with_help = granted(child=helped, service="stottekontakt", valid_from=date(2026, 8, 12))
    other = granted(child=helped, service="avlastning")
    make.engagement(ordning=other.ordning, kind="avlaster")
    granted("N.N.")
    session.flush()
    found = queries.of_office(actor, OCTOBER)
    assert [(it.ordning.child.initials, it.days, it.is_alone) for it in found] == [
        ("N.N.", 30, True), ("H.H.", 50, False),
    ]  # fmt: skip
    assert of(found, with_help).weight == 50


def test_the_larger_portion_first_when_the_wait_is_the_same(make, session, actor, granted):
    granted("A.A.")
    large = granted("B.B.")
    make.portion(vedtak=large, service="bpa", unit="dogn", amount_minutes=2880)
    session.flush()
    assert [it.ordning.child.initials for it in queries.of_office(actor, OCTOBER)] == [
        "B.B.", "A.A.",
    ]  # fmt: skip


def test_each_portion_waits_for_itself(make, session, actor, granted):
    vedtak = granted(service="avlastning")
    make.portion(vedtak=vedtak, service="stottekontakt", amount_minutes=180)
    make.engagement(ordning=vedtak.ordning, kind="avlaster", valid_from=date(2026, 9, 1))
    session.flush()
    (found,) = queries.of_office(actor, OCTOBER)
    assert (found.service, found.days) == ("stottekontakt", 30)


@pytest.mark.parametrize(
    ("job", "standing", "days"),
    [
        ({"uncleared": True}, Standing.PAPERS, 30),
        ({"valid_from": date(2026, 10, 5)}, Standing.COMES, 30),
        ({"valid_to": date(2026, 9, 28)}, Standing.NOBODY, 3),
        ({"ended_at": datetime(2026, 10, 1, 8, tzinfo=UTC)}, Standing.NOBODY, 0),
        ({"cleared_at": datetime(2026, 9, 11, 8, tzinfo=UTC), "valid_to": date(2026, 9, 20)},
         Standing.NOBODY, 11),
    ],
)  # fmt: skip
def test_how_near_the_help_is(make, session, actor, granted, job, standing, days):
    vedtak = granted()
    make.engagement(ordning=vedtak.ordning, **job)
    session.flush()
    (found,) = queries.of_office(actor, OCTOBER)
    assert (found.standing, found.days) == (standing, days)


def test_nobody_is_looked_for_where_somebody_is_found(make, session, granted):
    found, nobody = granted(), granted()
    make.engagement(ordning=found.ordning, uncleared=True)
    session.flush()
    facts = facts_of([found.ordning_id, nobody.ordning_id], OCTOBER)
    assert facts[found.ordning_id].waiting_since_on is None
    assert facts[nobody.ordning_id].waiting_since_on == date(2026, 9, 1)
    assert facts[nobody.ordning_id].week_minutes == 1200


def test_those_without_a_vedtak_or_with_one_to_come_do_not_wait(make, session, actor, office):
    bare = make.ordning(child=make.child(office=office))
    make.vedtak(ordning=make.ordning(child=make.child(office=office)),
                valid_from=date(2026, 10, 2), valid_to=date(2027, 1, 1))  # fmt: skip
    session.flush()
    assert queries.of_office(actor, OCTOBER) == []
    assert facts_of([bare.id], OCTOBER) == {}


def test_an_ordning_that_is_over_and_another_office_are_left_out(make, session, actor, granted):
    over = granted()
    over.ordning.valid_to = date(2026, 9, 30)
    make.vedtak(**YEAR)
    session.flush()
    assert queries.of_office(actor, OCTOBER) == []
