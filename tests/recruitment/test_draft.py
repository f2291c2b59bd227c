"""A draft is saved step by step, found again by its link, and does not last for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.messages.models import OutboxMessage
from portal.messages.worker import rendered
from portal.recruitment.models import Application
from tests.recruitment.answers import STEPS, fill

NOW = datetime(2026, 11, 22, 13, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def office(make):
    return make.office(municipality=make.municipality(slug="provevik"))


def one(page):
    return page.session.query(Application).one()


def link(page, app):
    """The link in the newest mail about the draft."""
    mail = page.session.query(OutboxMessage).filter_by(template="application_draft").all()[-1]
    with app.test_request_context():
        text = rendered(mail).get_content()
    return next(word for word in text.split() if "/soknad/fortsett/" in word).partition(
        "localhost"
    )[2]


def test_each_step_is_saved(page):
    fill(page, upto=3)
    kept = one(page)
    assert (kept.name, kept.hours_per_week, kept.last_step) == ("Nora Oppdiktet", 4, 4)
    page.get("/provevik/sok/2")
    assert 'value="Nora Oppdiktet"' in page.response.get_data(as_text=True)


def test_the_way_back_is_mailed_once_and_kept_as_a_digest(page, app):
    fill(page, upto=4)
    sent = page.session.query(OutboxMessage).filter_by(template="application_draft").all()
    assert len(sent) == 1
    token = link(page, app).rpartition("/")[2]
    assert token not in str(sent[0].params)
    assert token != one(page).draft_token_hash
    page.get("/provevik/sok/2").submit(**{**STEPS[2], "email": "ny@provevik.example"})
    assert page.session.query(OutboxMessage).filter_by(template="application_draft").count() == 2


def test_the_link_leads_back_on_another_telephone(page, app):
    fill(page, upto=3)
    address = link(page, app)
    page.sign_out()
    page.get("/provevik/sok/4", 303)
    assert page.location == "/provevik/sok/1"
    page.get(address)
    assert page.h1 == "Søknaden din venter på deg"
    page.submit()
    assert page.location == "/provevik/sok/4"
    page.follow()
    page.submit(**STEPS[4])
    assert one(page).interests == "Turer, hund og fotball"


def test_reading_the_link_opens_nothing(page, app):
    fill(page, upto=2)
    address = link(page, app)
    page.sign_out().get(address)
    page.get("/provevik/sok/3", 303)
    assert page.location == "/provevik/sok/1"


def test_a_draft_expires_and_says_so(page, app, today):
    fill(page, upto=2)
    address = link(page, app)
    today.move_to(NOW + timedelta(days=30))
    page.get(address, 410)
    assert "30 dager" in page.text
    page.get("/provevik/sok/3", 410)
    page.post("/provevik/sok/3", STEPS[3], 410)
    assert one(page).hours_per_week is None


def test_saving_makes_it_last_longer(page, app, today):
    fill(page, upto=2)
    today.move_to(NOW + timedelta(days=29))
    page.get("/provevik/sok/3").submit(**STEPS[3])
    today.move_to(NOW + timedelta(days=58))
    page.get(link(page, app))


def test_after_it_is_sent_the_link_shows_the_receipt(page, app):
    fill(page)
    page.sign_out().get(link(page, app)).submit()
    assert page.location == "/provevik/sok/sendt"


def test_a_token_nobody_made_is_404(page):
    page.get("/soknad/fortsett/tull", 404)


def test_put_aside_keeps_what_can_be_read(page):
    fill(page, upto=2)
    page.get("/provevik/sok/3").submit(hours_per_week="noen", max_km="20", button="later=1")
    assert page.location == "/provevik/sok/lagret"
    assert (one(page).hours_per_week, one(page).max_km, one(page).last_step) == (None, 20, 3)
    page.follow()
    assert page.h1 == "Søknaden er lagret, men ikke sendt"
    assert "22. desember" in page.text


def test_the_script_saves_while_one_writes(page):
    fill(page, upto=3)
    page.get("/provevik/sok/4")
    page.post("/provevik/sok/4/lagre", {"interests": "Sang", "norwegian_level": ""}, 200)
    assert page.response.get_data(as_text=True) == "Lagret kl. 14.02."
    assert (one(page).interests, one(page).last_step) == ("Sang", 4)


def test_the_script_saves_nothing_without_a_draft(page):
    page.post("/provevik/sok/4/lagre", {"interests": "Sang"}, 409)


def test_going_back_and_changing_is_kept(page):
    fill(page, upto=3)
    page.get("/provevik/sok/2")
    for name in ("Nora Første", "Nora Andre"):
        page.post("/provevik/sok/2", {**STEPS[2], "name": name})
    assert one(page).name == "Nora Andre"


def test_one_may_begin_anew(page):
    fill(page, upto=2)
    page.get("/provevik/sok/1").submit(form="sok/ny")
    page.follow()
    assert "kladd" not in page.text
    page.submit(**STEPS[1])
    assert page.session.query(Application).count() == 2


@pytest.mark.parametrize("step", [0, 7, 99])
def test_there_are_six_steps(page, step):
    page.get(f"/provevik/sok/{step}", 404)


def test_a_draft_is_its_municipalitys_own(page, make):
    make.municipality(slug="nabovik")
    fill(page, upto=2)
    page.get("/nabovik/sok/3", 303)
    assert page.location == "/nabovik/sok/1"
    page.get("/finnes-ikke/sok/1", 404)
