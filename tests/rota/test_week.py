"""The week page: what stands in it, for whom, and how few statements it takes."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from tests.factories.shifts import at


def test_the_week_shows_who_works_when(family) -> None:
    family.shift(family.maja, "2026-11-24 15:00", "2026-11-24 18:30")
    family.shift(None, "2026-11-26 15:00", "2026-11-26 18:00")
    page = family.sign_in().get(family.url())
    assert page.h1 == "Vaktplan uke 48"
    assert "15.00–18.30 3 t 30 min" in page.text  # in the table
    assert "15.00–18.30 · Maja Lund" in page.text  # in the list of days
    assert "Ledig 3 t, 1 vakt" in page.text
    assert "Alt er publisert" in page.text


def test_drafts_lie_over_what_is_published(family) -> None:
    changed = family.shift(family.tor, "2026-11-25 17:00", "2026-11-25 20:00")
    family.draft(
        family.tor, "2026-11-25 17:00", "2026-11-25 22:00", act="change", shift_id=changed.id
    )
    gone = family.shift(family.maja, "2026-11-27 15:00", "2026-11-27 18:00")
    family.draft(
        family.maja, "2026-11-27 15:00", "2026-11-27 18:00", act="cancel", shift_id=gone.id
    )
    page = family.sign_in().get(family.url())
    assert "2 endringer er ikke publisert" in page.text
    assert "17.00–22.00 5 t · Forlenget" in page.text
    assert "17.00–20.00" not in page.text
    assert "3 t · Avlyses" in page.text
    assert "Denne uka 5 t" in page.text  # the cancelled one counts for nothing
    assert "Maja og Tor får beskjed" in page.text


def test_families_see_that_somebody_is_away_and_not_why(family) -> None:
    family.make.absence(
        worker=family.maja.worker, first_on=date(2026, 11, 23), last_on=date(2026, 11, 24)
    )
    family.make.availability_slot(worker=family.tor.worker, weekday=0)
    page = family.sign_in().get(family.url())
    assert page.text.count("Borte") == 2
    assert "Syk" not in page.text
    assert page.text.count("Kan ikke") == 6  # every weekday but Monday


def test_the_coordinator_sees_why(family) -> None:
    family.make.absence(
        worker=family.maja.worker, first_on=date(2026, 11, 23), last_on=date(2026, 11, 24)
    )
    office = family.ordning.child.office_id
    coordinator = family.make.user(
        municipality=None, municipality_id=family.ordning.municipality_id
    )
    family.make.role(user=coordinator, hat="coordinator", office_id=office)
    page = family.page.sign_in(coordinator, hat="coordinator").get(family.url())
    assert page.text.count("Syk") == 2


def test_nobody_without_papers_can_be_planned(family) -> None:
    nora = family.make.engagement(ordning=family.ordning, uncleared=True)
    page = family.sign_in().get(family.url())
    assert "Mangler papirer" in page.text
    assert not any(str(nora.id) in link for link in page.links())


def test_without_assistants_the_way_on_is_to_invite(make, page, family) -> None:
    lonely = make.ordning(child__office_id=family.ordning.child.office_id)
    make.vedtak(ordning=lonely)
    parent = make.parent(municipality=None, municipality_id=lonely.municipality_id)
    make.leader(ordning=lonely, user=parent)
    page.sign_in(parent, hat="parent").get(f"/vaktplan/{lonely.id}/uke/2026-48")
    assert "Start med å invitere en assistent" in page.text
    assert f"/assistenter/{lonely.id}/inviter" in page.links()


def test_without_a_vedtak_the_way_on_is_the_office(make, page) -> None:
    ordning = make.ordning()
    parent = make.parent(municipality=None, municipality_id=ordning.municipality_id)
    make.leader(ordning=ordning, user=parent)
    page.sign_in(parent, hat="parent").get(f"/vaktplan/{ordning.id}/uke/2026-48")
    assert "Vedtaket er ikke lagt inn ennå" in page.text


@pytest.mark.parametrize("count", [2, 40])
def test_a_week_takes_eight_statements_however_full(family, statements, count) -> None:
    people = [family.maja, family.tor]
    for number in range(count):
        day, hour = 23 + number % 7, 6 + number // 7 * 2
        make = family.shift if number % 2 else family.draft
        make(people[number % 2], f"2026-11-{day} {hour:02}:00", f"2026-11-{day} {hour + 1:02}:00")
    page = family.sign_in()
    page.get(family.url())
    family.parent.id  # noqa: B018 - reload what the last request let go of
    family.ordning.id  # noqa: B018 - as above
    url = family.url()
    statements.clear()
    page.get(url)
    after_the_actor = [it for it in statements if "user_session" not in it and "leader" not in it]
    assert len(after_the_actor) <= 8


def test_the_month_is_a_table_of_weeks_with_holidays(family) -> None:
    family.shift(family.maja, "2026-12-24 15:00", "2026-12-24 18:30")
    family.draft(None, "2026-12-28 15:00", "2026-12-28 16:00")
    page = family.sign_in().get(family.url("maned/2026-12"))
    assert page.h1 == "Vaktplan desember 2026"
    assert "15–18.30 Maja" in page.text
    assert "15–16 Ledig" in page.text
    assert "1. juledag" in page.text
    assert "4 t 30 min" in page.text


@pytest.mark.parametrize("count", [2, 40])
def test_a_month_takes_three_statements_however_full(family, statements, count) -> None:
    for number in range(count):
        day, hour = 1 + number % 28, 8 + number // 28 * 4
        family.shift(
            family.maja, f"2026-12-{day:02} {hour:02}:00", f"2026-12-{day:02} {hour + 1:02}:00"
        )
    page = family.sign_in()
    page.get(family.url("maned/2026-12"))
    url = family.url("maned/2026-12")
    statements.clear()
    page.get(url)
    after_the_actor = [it for it in statements if "user_session" not in it and "leader" not in it]
    assert len(after_the_actor) == 3


@pytest.mark.parametrize(
    "rest",
    [
        "uke/2026-54",
        "uke/2026-00",
        "uke/x",
        "uke/-1-1",
        "maned/2026-13",
        "maned/26-1",
        "uke/9999-53",
    ],
)
def test_a_week_that_does_not_exist_is_not_found(family, rest) -> None:
    assert family.sign_in().get(family.url(rest), 404)


def test_several_rotas_are_chosen_between(family) -> None:
    page = family.sign_in().get("/vaktplan", 302)
    assert page.location == family.url("uke/2026-48")  # on a Sunday one plans what begins tomorrow
    second = family.make.ordning(child__office_id=family.ordning.child.office_id)
    second.municipality_id = family.ordning.municipality_id
    second.child.municipality_id = family.ordning.municipality_id
    family.make.leader(ordning=second, user=family.parent)
    page.get("/vaktplan")
    assert page.h1 == "Velg vaktplan"
    assert f"/vaktplan/{second.id}/uke/2026-48" in page.links()


@pytest.mark.parametrize(
    ("on", "week"),
    [
        ("2026-11-21 12:00", "2026-47"),
        ("2026-11-23 12:00", "2026-48"),
        ("2027-01-03 12:00", "2027-01"),
    ],
)
def test_the_rota_opens_on_the_week_that_is_to_be_planned(family, on, week) -> None:
    with time_machine.travel(at(on), tick=False):
        page = family.sign_in().get("/vaktplan", 302)
    assert page.location == family.url(f"uke/{week}")


@pytest.mark.parametrize(
    "rest", ["uke/0001-01", "uke/9999-52", "uke/2026-60", "maned/0001-01", "maned/9999-12"]
)
def test_a_week_or_month_nobody_plans_is_not_found(family, rest) -> None:
    family.sign_in().get(family.url(rest), 404)


def test_a_day_nobody_plans_is_not_filled_in(family) -> None:
    page = family.sign_in().get(family.url("ny?dag=9999-12-31"))
    assert "9999" not in page.response.get_data(as_text=True)
