"""«Min søknad»: where it is, whose turn it is, and the way out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from portal.audit.models import AuditEvent
from portal.messages.models import OutboxMessage
from portal.recruitment.models import ApplicationEvent
from portal.recruitment.states import RUNNING

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office(make):
    return make.office(name="Avlastningskontoret")


@pytest.fixture
def me(make, office, page):
    user = make.applicant(municipality=None, municipality_id=office.municipality_id)
    page.sign_in(user)
    return user


@pytest.fixture
def mine(make, office, me):
    def made(stage="acknowledged", **columns):
        return make.application(**{"office": office, "user_id": me.id, "stage": stage, **columns})

    return made


HEADS = {
    "acknowledged": "Nå er det vår tur: vi leser søknaden og ringer deg",
    "screening": "Nå er det vår tur: vi vurderer søknaden din",
    "references": "Nå er det vår tur: vi snakker med referansene dine",
    "interview": "Nå skal vi snakke sammen",
    "home_visit": "Nå kommer vi hjem til deg",
    "approved": "Du er godkjent. Nå ser vi etter et barn som passer for deg",
    "not_approved": "Vi kan ikke tilby deg oppdrag nå",
    "withdrawn": "Du har trukket søknaden",
}


@pytest.mark.parametrize("stage", HEADS)
def test_the_heading_says_whose_turn_it_is(page, mine, stage):
    mine(stage, is_at_home=True, roles=["avlaster"])
    page.get("/min-soknad")
    assert page.h1 == HEADS[stage]


@pytest.mark.parametrize("is_at_home", [True, False])
@pytest.mark.parametrize("stage", RUNNING)
def test_one_step_is_where_the_applicant_is(page, mine, stage, is_at_home):
    mine(stage, is_at_home=is_at_home, roles=["avlaster"])
    page.get("/min-soknad")
    assert page.text.count(", her er du nå") == 1


def test_how_long_it_usually_takes_and_has_taken(page, mine):
    mine("home_visit", is_at_home=True, stage_since_at=NOW - timedelta(days=5))
    page.get("/min-soknad")
    assert "Hos oss tar dette som regel 8 dager. Du har ventet i 5." in page.text
    assert "Avlastningskontoret følger deg opp" in page.text


def test_the_steps_done_have_their_day(page, session, mine):
    one = mine("interview")
    session.add(
        ApplicationEvent(
            municipality_id=one.municipality_id, application_id=one.id, event="moved",
            from_stage="references", to_stage="interview", stayed_days=4,
            at=datetime(2026, 11, 17, 9, tzinfo=UTC),
        )
    )  # fmt: skip
    page.get("/min-soknad")
    assert "Ferdig 17. november" in page.text
    assert "Hjemmebesøk" not in page.text


def test_a_stage_jumped_over_was_not_done(page, session, mine):
    one = mine("interview")
    jumped = {"event": "moved", "from_stage": "acknowledged", "to_stage": "interview"}
    session.add(
        ApplicationEvent(municipality_id=one.municipality_id, application_id=one.id, **jumped)
    )
    page.get("/min-soknad")
    assert "Vi leser søknaden og ringer deg" in page.text
    assert "Vi snakker med referansene dine" not in page.text


def approved(mine, **columns):
    one = mine("approved", **columns)
    for role in one.roles:
        role.outcome = "approved"
    return one


def order(page):
    return [page.text.index(it) for it in ("Vi ser etter et barn", "Du møter", "Politiattest,")]


def test_who_is_approved_meets_a_child_before_the_papers(page, mine):
    approved(mine)
    page.get("/min-soknad")
    assert "Vi ser etter et barn som passer for deg, her er du nå" in page.text
    assert order(page) == sorted(order(page))


@pytest.mark.parametrize("begins", ["2026-11-01", "2026-12-01"])
def test_who_is_engaged_at_once_brings_the_papers_now(page, make, office, me, mine, begins):
    kind = approved(mine).roles[0].kind
    worker = make.worker(office=office, user=me)
    make.engagement(
        worker=worker, kind=kind, valid_from=date.fromisoformat(begins), cleared_at=None
    )
    page.get("/min-soknad")
    assert page.h1 == "Du er godkjent. Nå trenger vi papirene dine"
    assert "Politiattest, taushetserklæring og avtale, her er du nå" in page.text
    assert "Du møter et barn" not in page.text


def test_the_one_who_follows_up_is_named(page, make, office, mine):
    mine(responsible_id=make.coordinator(office=office, name="Kari Koordinator").id)
    page.get("/min-soknad")
    assert "Kari Koordinator følger deg opp" in page.text


def test_several_applications(page, mine):
    old = mine("withdrawn", number=1, submitted_at=NOW - timedelta(days=40))
    mine("interview", number=2)
    page.get("/min-soknad")
    assert page.h1 == HEADS["interview"]
    assert f"/min-soknad/{old.id}" in page.links()
    page.get(f"/min-soknad/{old.id}")
    assert page.h1 == HEADS["withdrawn"]


def test_no_application(page, me):
    page.get("/min-soknad")
    assert page.h1 == "Du har ingen søknad hos oss"


def test_only_ones_own(page, make, office, me):
    other = make.applicant(municipality=None, municipality_id=office.municipality_id)
    theirs = make.application(office=office, user_id=other.id)
    nobodys = make.application(office=office)
    for one in (theirs, nobodys):
        page.get(f"/min-soknad/{one.id}", 404)
        page.get(f"/min-soknad/{one.id}/trekk", 404)
        page.post(f"/min-soknad/{one.id}/trekk", {}, 404)
    page.get("/min-soknad")
    assert page.h1 == "Du har ingen søknad hos oss"


def test_notes_and_reasons_are_the_offices(page, session, mine):
    one = mine("interview")
    session.add(
        ApplicationEvent(
            municipality_id=one.municipality_id, application_id=one.id, event="note",
            why="Virker usikker",
        )
    )  # fmt: skip
    page.get("/min-soknad")
    assert "Virker usikker" not in page.response.get_data(as_text=True)


@pytest.mark.parametrize("stage", HEADS)
def test_withdrawing_at_any_time_without_a_reason(page, mine, stage):
    one = mine(stage)
    may = stage in RUNNING
    page.get(f"/min-soknad/{one.id}")
    assert (f"/min-soknad/{one.id}/trekk" in page.links()) is may
    page.get(f"/min-soknad/{one.id}/trekk").submit(303 if may else 409)
    assert one.stage == ("withdrawn" if may else stage)


def test_a_withdrawal_is_told_and_logged_once(page, mine):
    one = mine("references")
    page.get(f"/min-soknad/{one.id}/trekk")
    assert one.stage == "references"
    page.submit()
    page.follow()
    assert page.h1 == HEADS["withdrawn"]
    assert [it.template for it in page.session.query(OutboxMessage)] == ["application_withdrawn"]
    assert [it.act for it in page.session.query(AuditEvent)] == ["application:withdrawn"]
    event = page.session.query(ApplicationEvent).one()
    assert (event.event, event.to_stage, event.by_id) == ("withdrawn", "withdrawn", one.user_id)
    page.get(f"/min-soknad/{one.id}/trekk").submit(409)


def test_others_have_no_application_page(page, make, office):
    page.sign_in(make.parent(municipality=None, municipality_id=office.municipality_id))
    page.get("/min-soknad", 403)
