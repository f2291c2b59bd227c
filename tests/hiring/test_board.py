"""The board and the list: own office, oldest first, late ones marked, few statements."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import object_session

from portal.accounts.models import User
from portal.engagements.queries import worker_of_user
from portal.recruitment.models import Application, ApplicationEvent
from tests.plugins.office import NOW


def cards(page):
    return [a.text.strip() for li in page.all("li", under="person") for a in li.iter("a")]


def names(page):
    return [a.text.strip() for a in page.all("a") if "/rekruttering/0" in (a.get("href") or "")]


def test_the_heading_says_how_many_and_how_many_are_late(page, coordinator, apply):
    apply("acknowledged", stage_since_at=NOW - timedelta(days=1))
    apply("references", stage_since_at=NOW - timedelta(days=11))
    apply("withdrawn")
    page.get("/rekruttering")
    assert page.h1 == "2 søkere, én har ventet lenger enn vanlig"
    assert "11 dager i steget, lenger enn vanlig" in page.text


@pytest.mark.parametrize(("days", "late"), [(2, False), (3, True)])
def test_late_is_longer_than_usual_here(page, make, coordinator, apply, days, late):
    apply("acknowledged", stage_since_at=NOW - timedelta(days=days))
    page.get("/rekruttering")
    assert ("lenger enn vanlig" in page.text) is late


def test_usual_is_the_median_of_this_municipality(page, make, session, office, coordinator, apply):
    moved = apply("interview")
    for days in (1, 9, 9, 10, 40):
        session.add(
            ApplicationEvent(
                municipality_id=office.municipality_id, application_id=moved.id, event="moved",
                from_stage="acknowledged", to_stage="references", stayed_days=days,
            )
        )  # fmt: skip
    apply("acknowledged", stage_since_at=NOW - timedelta(days=9))
    page.get("/rekruttering")
    assert "Vanlig: 9 dager" in page.text
    assert "lenger enn vanlig" not in page.text


def test_eight_cards_the_oldest_first_then_the_rest_in_the_list(page, coordinator, apply):
    for number in range(20):
        apply(name=f"Sol Nummer{number:02}", stage_since_at=NOW - timedelta(hours=number))
    page.get("/rekruttering")
    assert names(page) == [f"Sol Nummer{number:02}" for number in range(19, 11, -1)]
    assert "Vis alle 20" in page.text
    page.get("/rekruttering/liste?steg=acknowledged")
    assert len(names(page)) == 20


@pytest.mark.parametrize("path", ["/rekruttering", "/rekruttering/liste"])
def test_other_offices_and_drafts_are_not_there(page, make, office, coordinator, apply, path):
    apply(name="Sol Egen")
    make.application(name="Sol Fremmed")
    other = make.office(municipality=None, municipality_id=office.municipality_id)
    make.application(name="Sol Annetkontor", office=other)
    make.application(name="Sol Kladd", office=office, draft=True)
    page.get(path)
    assert names(page) == ["Sol Egen"]


def test_a_graded_worker_is_seen_only_by_those_named(page, make, office, coordinator, apply):
    hidden = apply(name="Sol Skjult")
    worker = make.worker(office=office, user=_user_of(hidden), graded=True)
    page.get("/rekruttering")
    assert names(page) == []
    page.get(f"/rekruttering/{hidden.id}", 404)
    make.named_access(graded=worker, user=coordinator)
    page.get(f"/rekruttering/{hidden.id}")


@pytest.mark.parametrize(
    ("query", "found"),
    [("rolle=avlaster", ["A"]), ("rolle=stottekontakt", ["B"]), ("steg=interview", ["B"]),
     ("rolle=tull&steg=tull&bydel=tull&ansvarlig=tull&side=tull", ["A", "B"])],
)  # fmt: skip
def test_filters(page, coordinator, apply, query, found):
    apply(name="A", roles=["avlaster"], stage_since_at=NOW - timedelta(days=9))
    apply("interview", name="B")
    page.get(f"/rekruttering/liste?{query}")
    assert names(page) == found


def test_filter_on_who_follows_up(page, coordinator, apply):
    apply(name="A", responsible_id=coordinator.id)
    apply(name="B")
    page.get(f"/rekruttering?ansvarlig={coordinator.id}")
    assert names(page) == ["A"]


@pytest.mark.parametrize("q", ["Fjell", "fjell", "412 34 567", "nora.f"])
def test_search_is_posted_and_finds_own_people(page, make, coordinator, apply, q):
    apply(name="Nora Fjell", email="nora.f@provevik.example")
    make.application(name="Fremmed Fjell")
    page.get("/rekruttering/liste")
    page.post("/rekruttering/finn", {"q": q}, 200)
    assert names(page) == ["Nora Fjell"]


@pytest.mark.parametrize("q", ["", "%", "Ingen", "a" * 10_000])
def test_search_that_finds_nobody(page, coordinator, apply, q):
    apply()
    page.post("/rekruttering/finn", {"q": q}, 200)
    assert names(page) == []


@pytest.mark.parametrize(
    ("stage", "state", "said"),
    [
        ("interview", None, "Avtal samtale"),
        ("interview", "offered", "Tider er sendt søkeren"),
        ("interview", "refused", "Tilby nye tider"),
        ("interview", "booked", "Samtale 24. nov. kl. 10.00"),
        ("interview", "held", "Samtalen er holdt"),
        ("interview", "cancelled", "Avtal samtale"),
        ("home_visit", None, "Avtal besøk"),
        ("home_visit", "offered", "Tider er sendt søkeren"),
        ("home_visit", "booked", "Besøk 24. nov. kl. 10.00"),
    ],
)
def test_the_card_says_what_is_next_when_times_are_sent_or_booked(
    page, make, coordinator, apply, stage, state, said
):
    one = apply(stage)
    if state:
        make.booking(application=one, purpose=stage, state=state)
    page.get("/rekruttering")
    assert said in page.text.replace("\xa0", " ")


def test_approved_people_leave_the_board_when_they_are_with_somebody(
    page, make, office, coordinator, apply
):
    waits, has = apply("approved", name="Venter"), apply("approved", name="Har")
    for application in (waits, has):
        make.worker(office=office, user=_user_of(application))
    make.engagement(worker=_worker_of(has), ordning=make.ordning(child=make.child(office=office)))
    page.get("/rekruttering")
    assert names(page) == ["Venter"]


def _worker_of(application):
    return worker_of_user(application.user_id)


def _user_of(application):
    return object_session(application).get(User, application.user_id)


@pytest.mark.parametrize("many", [2, 500])
@pytest.mark.parametrize(("path", "at_most"), [("/rekruttering", 8), ("/rekruttering/liste", 9)])
def test_few_statements_however_many_applicants(
    page, make, office, coordinator, apply, statements, path, at_most, many
):
    for _ in range(many):
        one = make.application(office=office, user_id=coordinator.id, stage="interview")
        make.booking(application=one)
    page.get(path)
    statements.clear()
    page.get(path)
    assert len(statements) - ACTOR <= at_most


ACTOR = 2  # what it takes to know who is asking


def test_only_coordinators(page, make, office):
    page.sign_in(make.applicant(municipality=None, municipality_id=office.municipality_id))
    page.get("/rekruttering", 403)
    page.get("/rekruttering/liste", 403)


def test_registering_paper_counts_from_the_day_it_came(page, coordinator, office):
    page.get("/rekruttering/ny").submit(
        choices=["avlaster_own_home"], name="Papir Oppdiktet", email="papir@provevik.example",
        phone="41234567", born_on="1.1.1980", received_on="12.11.2026",
    )  # fmt: skip
    page.follow()
    taken = page.session.query(Application).one()
    assert (taken.stage, taken.office_id, taken.number) == ("acknowledged", office.id, 1)
    assert taken.submitted_at == datetime(2026, 11, 12, 11, tzinfo=UTC)
    assert taken.responsible_id == coordinator.id
    assert names(page) == ["Papir Oppdiktet"]


@pytest.mark.parametrize(
    ("changes", "count"),
    [({"received_on": "23.11.2026"}, 1), ({"born_on": "1.1.2015"}, 1), ({"choices": []}, 1),
     ({"name": "a" * 10_000}, 1), ({"email": "tull"}, 1), ({"phone": ""}, 1)],
)  # fmt: skip
def test_registering_says_what_is_wrong(page, coordinator, changes, count):
    filled = {"choices": ["bpa_assistant"], "name": "Papir", "email": "p@provevik.example",
              "phone": "41234567", "born_on": "1.1.1980", "received_on": "12.11.2026"}  # fmt: skip
    page.get("/rekruttering/ny").submit(422, **{**filled, **changes})
    assert len(page.errors) == count
