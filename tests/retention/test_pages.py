"""What an administrator sees of what is deleted: before, when a term is changed, and after."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.municipality.models import DatedSetting
from portal.retention.night import run

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SETTING = "/kommunen/innstillinger/retention_rejected_days"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office(make):
    return make.office()


@pytest.fixture
def admin(make, office, page):
    user = make.user(municipality=None, municipality_id=office.municipality_id)
    make.role(user=user, hat="admin")
    page.sign_in(user)
    return user


@pytest.fixture
def refused(make, office):
    def made(days, **columns):
        since = NOW - timedelta(days=days)
        return make.application(
            office=office, stage="not_approved", stage_since_at=since, **columns
        )

    return made


def row(page, name) -> str:
    texts = [" ".join("".join(it.itertext()).split()) for it in page.all("tr")]
    return next(text for text in texts if text.startswith(name))


def test_what_goes_in_thirty_and_in_ninety_days(page, admin, refused):
    refused(160, name="Kanarino Etternavn")
    refused(100)
    refused(1)
    page.get("/kommunen/sletting")
    assert page.h1 == "Én ting slettes de neste 30 dagene"
    line = row(page, "Søknader som fikk nei")
    assert line.endswith("180 dager Avslåtte søknader slettes etter 1")
    page.get("/kommunen/sletting?dager=90")
    assert page.h1 == "2 ting slettes de neste 90 dagene"
    assert "Kanarino" not in page.text


def test_nothing_goes(page, admin):
    assert page.get("/kommunen/sletting").h1 == "Ingenting slettes de neste 30 dagene"


def test_one_kind_day_by_day_by_number(page, admin, refused):
    refused(160, number=17, name="Kanarino Etternavn")
    refused(190, number=18)
    page.get("/kommunen/sletting/rejected")
    assert "Søknad 18 i natt" in page.text
    assert "13. desember 2026 Søknad 17 om 21 dager" in page.text
    assert "Kanarino" not in page.text
    page.get("/kommunen/sletting/oppdiktet", status=404)


def test_the_sheet_holds_numbers_and_no_names(page, admin, refused):
    refused(160, number=17, name="Kanarino Etternavn")
    text = page.get("/kommunen/sletting.csv").response.get_data(as_text=True)
    assert "Søknader som fikk nei;2026-12-13;17" in text
    assert "Kanarino" not in text


def change(page, value, **more):
    return {"value": value, "valid_from": "22.11.2026", "source": "Arkivplanen", **more}


def test_the_consequence_is_shown_before_a_term_is_saved(page, session, admin, refused):
    for days in (40, 50, 170):
        refused(days)
    page.get(SETTING)
    page.submit(form="", status=422, **change(page, "45"))
    assert "Søknader som fikk nei: 2 slettes første natt. Med det som gjelder nå: 0." in page.text
    assert "Ingenting er lagret ennå." in page.text
    assert session.scalars(select(DatedSetting)).all() == []
    page.submit(form="", status=303)
    assert session.scalars(select(DatedSetting.value)).all() == ["45"]


def test_another_value_than_the_one_shown_is_shown_first(page, session, admin, refused):
    for days in (40, 50, 170):
        refused(days)
    page.get(SETTING)
    page.submit(form="", status=422, **change(page, "45"))
    page.submit(form="", status=422, value="30")
    assert "3 slettes første natt" in page.text
    assert session.scalars(select(DatedSetting)).all() == []


def test_a_term_that_deletes_nothing_more_is_saved_at_once(page, session, admin, refused):
    refused(10)
    page.get(SETTING)
    page.submit(form="", status=303, **change(page, "90"))
    assert session.scalars(select(DatedSetting.value)).all() == ["90"]


def test_the_receipts_are_shown(page, session, admin, refused):
    assert "Ingenting er slettet ennå" in page.get("/kommunen/sletting/kvitteringer").text
    refused(190, name="Kanarino Etternavn")
    session.flush()
    run(NOW)
    page.get("/kommunen/sletting/kvitteringer")
    assert row(page, "22. november 2026").endswith("Søknader som fikk nei 1 180 dager")
    assert "Kanarino" not in page.text


def test_what_should_have_gone_is_said(page, admin, refused):
    refused(190)
    assert "1 skulle vært slettet" in page.get("/kommunen/sletting").text


def test_the_page_costs_the_same_for_two_and_for_twenty(page, admin, refused, statements):
    def cost():
        page.session.flush()
        statements.clear()
        page.get("/kommunen/sletting")
        return len(statements)

    for _ in range(2):
        refused(170)
    cost()
    few = cost()
    for _ in range(18):
        refused(170)
    assert cost() == few


@pytest.mark.parametrize("url", ["", ".csv", "/rejected", "/kvitteringer"])
def test_it_is_for_administrators(page, make, office, url):
    page.sign_in(make.coordinator(office=office))
    page.get(f"/kommunen/sletting{url}", status=403)


def test_another_municipality_is_never_counted(page, make, admin):
    make.application(stage="not_approved", stage_since_at=NOW - timedelta(days=190))
    assert page.get("/kommunen/sletting").h1 == "Ingenting slettes de neste 30 dagene"
    sheet = page.get("/kommunen/sletting.csv").response.get_data(as_text=True)
    assert len(sheet.splitlines()) == 1
