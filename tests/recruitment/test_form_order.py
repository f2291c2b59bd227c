"""The order of the form's steps is data: a setting, and the form follows it."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
import time_machine

from portal.municipality.settings import DEFAULTS
from portal.municipality.states import SettingKey
from portal.recruitment import demands
from portal.recruitment.models import Application
from portal.recruitment.states import FormStep, Stage
from tests.recruitment.answers import STEPS

CODES = ("roles", "person", "wishes", "experience", "referees", "send")
ORDERS = DEFAULTS[SettingKey.FORM_ORDER].choices


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-22 12:00+00:00", tick=False):
        yield


@pytest.fixture
def decide(decide):
    return partial(decide, "form_order")


def one(page):
    return page.session.query(Application).one()


def walk(page, order, **changes):
    for number, code in enumerate((*order.split(","), "send"), start=1):
        page.get(f"/provevik/sok/{number}")
        page.submit(**STEPS[CODES.index(code) + 1], **(changes if code == "person" else {}))


@pytest.mark.parametrize("order", ORDERS)
def test_the_form_can_be_walked_in_every_order(page, office, decide, order):
    decide(order)
    walk(page, order)
    assert page.location == "/provevik/sok/sendt"
    assert one(page).stage == Stage.ACKNOWLEDGED


def test_the_buttons_and_the_links_follow_the_order(page, office, decide):
    decide("person,roles,wishes,experience,referees")
    page.get("/provevik/sok/1")
    assert page.h1 == "Hvem er du?"
    assert "Gå videre til hva du vil gjøre" in page.text
    page.submit(**STEPS[2]).follow()
    assert page.h1 == "Hva vil du gjøre?"
    page.get("/provevik/sok/6").submit(422)
    assert "/provevik/sok/2" in page.links()
    assert any(it.startswith("Hva du vil gjøre: Velg minst") for it in page.errors)


def test_who_is_sixteen_says_later_who_asked(page, office, decide):
    decide("person,roles,wishes,experience,referees")
    young = {**STEPS[2], "born_on": "1.1.2010"}
    page.get("/provevik/sok/1").submit(**young)
    page.follow().submit(**STEPS[1])  # nobody asked
    page.get("/provevik/sok/1").submit(422, **young)
    assert page.errors[0].endswith("Skriv hvem i steg 2.")
    page.get("/provevik/sok/2").submit(**{**STEPS[1], "known_person": "Naboen"})
    page.get("/provevik/sok/1").submit(**young)


@pytest.mark.parametrize(
    ("stored", "order"),
    [
        ("", "roles,person,wishes,experience,referees,send"),
        ("referees", "referees,roles,person,wishes,experience,send"),
        ("send,tull,person,person", "person,roles,wishes,experience,referees,send"),
    ],
)
def test_whatever_is_stored_every_step_is_there_once(office, decide, session, stored, order):
    decide(stored)
    session.flush()
    asked = demands.of(office.municipality_id, date(2026, 11, 22))
    assert asked.order == tuple(FormStep(code) for code in order.split(","))


def test_there_is_no_seventh_step(page, office):
    page.get("/provevik/sok/7", 404)
    page.get("/provevik/sok/0", 404)


def test_an_administrator_decides_the_order(page, make, office):
    page.sign_in(make.admin(municipality=None, municipality_id=office.municipality_id))
    page.get("/kommunen/innstillinger/form_order").submit(
        value=ORDERS[1], valid_from="22.11.2026", source="Formannskapet, sak 41/26"
    )
    page.sign_out().get("/provevik/sok/1")
    assert page.h1 == "Hvem er du?"
