"""A coordinator writes, previews, publishes, fills and withdraws."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from portal.needs.models import Need
from portal.needs.states import TRANSITIONS, NeedState

TODAY = "2026-11-22 12:00"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(f"{TODAY}+00:00", tick=False):
        yield


@pytest.fixture
def ordning(make, office):
    child = make.child(office=office, name="Jonatan Oppdiktet", initials="J.O.")
    return make.ordning(child=child, service="stottekontakt")


@pytest.fixture
def coordinator(make, office, page):
    user = make.coordinator(office=office)
    page.sign_in(user)
    return user


def test_the_draft_is_written_from_what_we_know(page, coordinator, ordning):
    page.get(f"/behov/ny/{ordning.id}")
    assert "Et barn på 10–12 år" in page.text
    page.submit(title="Bli med på svømming", hours_text="Onsdager kl. 16–19")
    need = page.session.query(Need).one()
    assert (need.state, need.age_from, need.age_to) == (NeedState.DRAFT, 10, 12)
    assert need.slug.startswith("stottekontakt-")
    page.follow()
    assert page.h1 == "Slik blir utlysningen"
    page.get(f"/provevik/oppdrag/{need.slug}", 404)
    page.get(f"/behov/{need.id}").submit(form="publiser").follow()
    assert page.h1 == "Slik ser alle oppdraget nå"
    page.get(f"/provevik/oppdrag/{need.slug}")


def likes(page):
    return next(it.get("value") for it in page.all("input") if it.get("name") == "interests")


def checked(page):
    boxes = [it for it in page.all("input") if it.get("type") == "checkbox"]
    return [(it.get("name"), it.get("value")) for it in boxes if it.get("checked") is not None]


def test_the_draft_remembers_what_was_written_of_the_child(page, make, coordinator, ordning):
    make.need(ordning=ordning, interests="hund", weekdays=0b100001, has_nights=True,
              needs_car=True, created_at=datetime(2026, 1, 1, tzinfo=UTC))  # fmt: skip
    make.need(ordning=make.ordning(child=ordning.child, service="avlastning"), interests="kart",
              has_nights=True, created_at=datetime(2026, 8, 1, tzinfo=UTC))  # fmt: skip
    make.need(interests="en annens ting")
    page.get(f"/behov/ny/{ordning.id}")
    assert likes(page) == "hund"
    assert [name for name, _ in checked(page)] == [
        "weekdays",
        "weekdays",
        "has_nights",
        "needs_car",
    ]
    assert [value for name, value in checked(page) if name == "weekdays"] == ["0", "5"]


def test_another_service_remembers_what_the_child_likes_but_no_days(
    page, make, coordinator, ordning
):
    make.need(ordning=make.ordning(child=ordning.child, service="avlastning"), interests="kart",
              weekdays=0b1100000, has_nights=True)  # fmt: skip
    page.get(f"/behov/ny/{ordning.id}")
    assert likes(page) == "kart"
    assert checked(page) == []


@pytest.mark.parametrize(
    ("field", "text", "word"),
    [
        ("title", "Svøm med Jonatan", "Jonatan"),
        ("text", "Født 4.5.2016 og glad i vann", "4.5.2016"),
        ("text", "Går på Solvik skole", "Solvik skole"),
        ("interests", "ADHD-kurs", "ADHD"),
        ("hours_text", "Møt i Storgata 5", "Storgata 5"),
    ],
)
def test_example_51_what_gives_away_stops_the_advert(page, coordinator, ordning, field, text, word):
    filled = {"title": "Svømming", "hours_text": "Onsdager", "text": "Dere svømmer", field: text}
    page.get(f"/behov/ny/{ordning.id}").submit(422, **filled)
    assert any(f"«{word}»" in error for error in page.errors)
    assert page.session.query(Need).count() == 0


def test_example_51_it_is_read_again_when_it_is_published(page, make, coordinator, ordning):
    need = make.need(ordning=ordning, draft=True, text="Jonatan vil svømme")
    page.get(f"/behov/{need.id}").submit(422, form="publiser")
    assert page.errors == ["Skriv om «Jonatan»"]
    assert need.state == NeedState.DRAFT


@pytest.mark.parametrize("field", ["title", "text", "interests", "hours_text"])
def test_ten_thousand_characters_are_refused_at_the_field(page, coordinator, ordning, field):
    filled = {"title": "Svømming", "hours_text": "Onsdager", "text": "Svøm", field: "a" * 10_000}
    page.get(f"/behov/ny/{ordning.id}").submit(422, **filled)
    assert len(page.errors) == 1


def test_a_graded_child_is_never_advertised(page, make, coordinator, office):
    child = make.child(office=office, graded=True)
    ordning = make.ordning(child=child)
    page.get(f"/behov/ny/{ordning.id}", 404)
    make.named_access(graded=child, user=coordinator)
    page.get(f"/behov/ny/{ordning.id}", 422)
    need = make.need(ordning=ordning, draft=True)
    page.post(f"/behov/{need.id}/publiser", {"version": need.version}, 422)
    assert need.state == NeedState.DRAFT


ACTS = {"publiser": NeedState.PUBLISHED, "besatt": NeedState.FILLED, "trekk": NeedState.WITHDRAWN}


@pytest.mark.parametrize("state", NeedState)
@pytest.mark.parametrize("act", ACTS)
def test_it_moves_as_the_table_says(page, make, coordinator, ordning, state, act):
    need = make.need(ordning=ordning, state=state.value)
    allowed = ACTS[act] in TRANSITIONS[state]
    page.post(f"/behov/{need.id}/{act}", {"version": need.version}, 303 if allowed else 409)
    assert need.state == (ACTS[act] if allowed else state)


def test_a_stale_page_is_refused(page, make, coordinator, ordning):
    need = make.need(ordning=ordning)
    page.post(f"/behov/{need.id}/besatt", {"version": need.version - 1}, 409)
    assert need.state == NeedState.PUBLISHED


def test_it_can_be_written_anew(page, make, coordinator, ordning):
    need = make.need(ordning=ordning)
    slug = need.slug
    page.get(f"/behov/{need.id}/endre").submit(title="Kom og svøm")
    assert (need.title, need.slug) == ("Kom og svøm", slug)


@pytest.mark.parametrize("whose", ["other office", "other municipality"])
def test_other_offices_needs_do_not_exist(page, make, coordinator, office, whose):
    place = {"municipality_id": office.municipality_id, "municipality": None}
    other = make.office(**place if whose == "other office" else {})
    need = make.need(ordning=make.ordning(child=make.child(office=other)))
    for path in ("", "/endre"):
        page.get(f"/behov/{need.id}{path}", 404)
    page.post(f"/behov/{need.id}/trekk", {"version": 1}, 404)
    page.get(f"/behov/ny/{need.ordning_id}", 404)
    page.get("/behov")
    assert need.title not in page.text


def test_only_coordinators_manage_needs(page, make, office):
    page.sign_in(make.parent(municipality=None, municipality_id=office.municipality_id))
    page.get("/behov", 403)


@pytest.mark.parametrize("many", [2, 20])
def test_the_list_takes_the_same_statements(page, make, coordinator, office, statements, many):
    for _ in range(many):
        make.need(ordning=make.ordning(child=make.child(office=office)))
    page.get("/behov")
    statements.clear()
    page.get("/behov")
    assert len(statements) <= 8


def test_waiting_is_told_in_weeks(page, make, coordinator, ordning):
    make.need(ordning=ordning, waiting_since_on=date(2026, 7, 5))
    page.get("/behov")
    assert "Har ventet i 20 uker" in page.text
