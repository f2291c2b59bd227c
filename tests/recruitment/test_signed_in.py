"""Somebody with an account applies: what is known is filled in, and the account is theirs."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from portal.access.actor import Hat
from portal.accounts.models import Role, User
from portal.messages.models import OutboxMessage
from portal.recruitment.models import Application
from portal.recruitment.states import Stage
from tests.recruitment.answers import STEPS, fill


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-22 12:00+00:00", tick=False):
        yield


def newest(page):
    return page.session.query(Application).order_by(Application.id.desc()).first()


def source(page):
    return page.response.get_data(as_text=True)


def test_a_worker_applies_for_another_role(page, make, office):
    home = {"municipality": None, "municipality_id": office.municipality_id}
    user = make.user(**home, name="Tor Oppdiktet", email="tor@provevik.example")
    make.role(user=user, hat=Hat.WORKER)
    make.worker(office=office, user=user, born_on=date(1990, 2, 1), interests="Ski")
    page.sign_in(user).get("/provevik/sok/1")
    assert "Vi fyller ut det vi vet om deg" in page.text
    page.submit(**STEPS[1]).follow()
    for known in ("Tor Oppdiktet", "tor@provevik.example", "1.2.1990"):
        assert f'value="{known}"' in source(page)
    page.submit()  # nothing is typed again
    page.get("/provevik/sok/3").submit(**STEPS[3])
    page.get("/provevik/sok/4")
    assert "Ski" in source(page)
    page.submit(**STEPS[4])
    page.get("/provevik/sok/5").submit(**STEPS[5])
    page.get("/provevik/sok/6").submit()
    sent = newest(page)
    assert (sent.stage, sent.user_id) == (Stage.ACKNOWLEDGED, user.id)
    hats = {it.hat for it in page.session.query(Role).filter_by(user_id=user.id)}
    assert hats == {Hat.WORKER, Hat.APPLICANT}
    assert page.session.query(OutboxMessage).filter_by(template="account_invitation").count() == 0
    page.get("/min-soknad")  # as a worker too: the mails link there
    assert page.h1 == "Nå er det vår tur: vi leser søknaden og ringer deg"
    page.sign_in(user, hat=Hat.APPLICANT).get("/min-soknad")


def test_another_address_is_still_ones_own_application(page, make, office):
    me = make.applicant(municipality=None, municipality_id=office.municipality_id)
    page.sign_in(me)
    fill(page, email="annen@provevik.example")
    assert newest(page).user_id == me.id
    assert page.session.query(User).filter_by(email="annen@provevik.example").count() == 0


def test_what_was_answered_last_time_is_filled_in_except_the_choice(page, make, office):
    me = make.applicant(municipality=None, municipality_id=office.municipality_id)
    make.application(
        office=office, user_id=me.id, stage="not_approved", experience="Ti år i barnehage",
        roles=["avlaster"], motivation="Fordi",
    )  # fmt: skip
    page.sign_in(me).get("/provevik/sok/1")
    assert "checked" not in source(page)
    page.submit(**STEPS[1])
    page.get("/provevik/sok/4")
    assert "Ti år i barnehage" in source(page)


def test_somebody_of_another_municipality_is_nobody_here(page, make, office):
    page.sign_in(make.applicant(name="Fremmed Oppdiktet"))
    page.get("/provevik/sok/1").submit(**STEPS[1]).follow()
    assert "Fremmed Oppdiktet" not in source(page).partition("<main")[2]
    assert newest(page).user_id is None


def test_who_is_not_signed_in_is_shown_the_way(page, office):
    page.get("/provevik/sok/1")
    assert any(it.startswith("/logg-inn?next=") and "provevik" in it for it in page.links())


# Away with it


def test_a_draft_is_deleted_by_its_writer(page, office):
    fill(page, upto=4)
    page.get("/provevik/sok/4")
    assert "/provevik/sok/slett" in page.links()
    page.get("/provevik/sok/slett").submit()
    assert page.location == "/provevik/oppdrag"
    kept = newest(page)
    assert (kept.stage, kept.name, kept.interests) == (Stage.EXPIRED, "", "")
    page.get("/provevik/sok/slett", 303)


def test_who_has_the_link_takes_back_what_was_sent(page, office):
    fill(page)
    page.follow()
    assert "/provevik/sok/trekk" in page.links()
    page.get("/provevik/sok/trekk").submit().follow()
    assert page.h1 == "Du har trukket søknaden"
    assert newest(page).stage == Stage.WITHDRAWN
    page.get("/provevik/sok/trekk").submit(409)


def test_without_a_draft_there_is_nothing_to_take_away(page, office):
    page.get("/provevik/sok/trekk", 303)
    page.get("/provevik/sok/slett", 303)
