"""The code from the telephone, the recovery codes, and setting it up."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.access.actor import Assurance
from portal.accounts import credentials
from portal.accounts.models import RecoveryCode, User, UserSession
from portal.core import qr
from tests.factories.accounts import PASSWORD
from tests.page import text_of
from tests.signin.people import WRONG, code_now, come_in, knock

START = "2026-11-22 12:00"


@pytest.fixture
def admin(make):
    return make.admin(with_password=True, with_factor=True)


def recovery_codes(page) -> list[str]:
    return [text_of(code) for code in page.all("code")]


def test_the_password_alone_opens_nothing(page, admin, session):
    knock(page, admin.email)
    assert page.location == "/logg-inn/kode"
    assert session.scalar(select(UserSession.assurance)) == Assurance.NONE
    page.get("/min-side", status=303)
    page.get("/brukere", status=303)


def test_the_code_opens_the_rest(page, admin, session):
    come_in(page, admin)
    assert page.location == "/hjem"
    assert session.scalar(select(UserSession.assurance)) == Assurance.TWO_FACTORS
    page.get("/brukere")


def test_the_token_changes_with_the_second_factor(page, admin, session):
    knock(page, admin.email)
    before = session.scalar(select(UserSession.token_hash))
    page.follow().submit(code=code_now())
    assert session.scalar(select(UserSession.token_hash)) != before


def test_a_code_is_used_once(page, admin):
    with time_machine.travel(START, tick=False) as now:
        come_in(page, admin)
        knock(page.sign_out(), admin.email)
        page.follow().submit(code=code_now(), status=422)
        assert page.errors == ["Koden er feil eller brukt. Vent på den neste, og skriv den."]
        now.shift(timedelta(seconds=30))
        page.submit(code=code_now())


@pytest.mark.parametrize(
    ("seconds", "status"), [(-60, 422), (-30, 303), (0, 303), (30, 303), (60, 422)]
)
def test_the_telephones_clock_may_be_a_little_off(page, admin, seconds, status):
    with time_machine.travel(START, tick=False) as now:
        knock(page, admin.email).follow()
        now.shift(timedelta(seconds=seconds))
        code = code_now()
        now.shift(timedelta(seconds=-seconds))
        page.submit(code=f"{code[:3]} {code[3:]}", status=status)


def test_a_recovery_code_is_used_once(page, admin, session):
    codes = credentials.renew_recovery_codes(admin)
    knock(page, admin.email).follow().submit(code=codes[3].upper().replace("-", " "))
    page.get("/brukere")
    knock(page.sign_out(), admin.email).follow().submit(code=codes[3], status=422)
    page.submit(code=codes[4])
    assert credentials.recovery_codes_left(admin) == 8


def test_another_persons_recovery_code_is_worth_nothing(page, make, admin):
    codes = credentials.renew_recovery_codes(make.admin(with_factor=True))
    knock(page, admin.email).follow().submit(code=codes[0], status=422)


def test_ten_wrong_codes_close_the_door(page, admin):
    knock(page, admin.email).follow()
    for _ in range(10):
        page.submit(code="000000", status=422)
    page.submit(code=code_now(), status=429)
    knock(page, admin.email, status=429)


def test_the_right_password_does_not_forgive_wrong_codes(page, admin):
    for _ in range(10):
        knock(page, admin.email).follow().submit(code="000000", status=422)
    knock(page, admin.email, status=429)


def test_the_second_factor_must_come_within_ten_minutes(page, admin):
    with time_machine.travel(START, tick=False) as now:
        knock(page, admin.email).follow()
        now.shift(timedelta(minutes=11))
        page.submit(code=code_now(), status=422)
        assert page.h1 == "Det gikk for lang tid. Logg inn en gang til"
        page.submit(email=admin.email, password=PASSWORD)


def test_without_a_password_there_is_nothing_to_confirm(page):
    page.get("/logg-inn/kode")
    assert page.h1 == "Logg inn"


def test_staff_set_it_up_before_they_see_anything(page, make, session):
    admin = make.admin(with_password=True)
    knock(page, admin.email)
    page.get("/brukere?side=2", status=303).follow()
    assert page.h1 == "Sett opp totrinn, så kommer du videre"
    secret = "".join(recovery_codes(page)[0].split())
    page.submit(code=code_now(secret), status=200)
    assert page.h1 == "Totrinn er på. Ta vare på disse kodene"
    assert len(recovery_codes(page)) == 10
    assert "/brukere?side=2" in page.links()
    page.get("/brukere")
    stored = session.scalar(select(User.totp_secret).where(User.id == admin.id))
    assert secret not in stored
    hashes = session.scalars(select(RecoveryCode.code_hash)).all()
    assert not set(hashes) & set(recovery_codes(page))


def test_reading_the_set_up_page_writes_nothing(page, make, session):
    admin = make.admin()
    page.sign_in(admin, assurance=Assurance.PASSWORD).get("/min-side/totrinn/ny")
    assert session.scalar(select(User.totp_secret)) is None


def test_a_wrong_first_code_keeps_the_same_secret(page, make):
    page.sign_in(make.admin(), assurance=Assurance.PASSWORD).get("/min-side/totrinn/ny")
    shown = recovery_codes(page)[0]
    page.submit(code="000000", status=422)
    assert recovery_codes(page)[0] == shown
    page.submit(code=code_now("".join(shown.split())), status=200)


def test_pressing_twice_shows_codes_that_work(page, make, session):
    admin = make.admin(with_password=True)
    page.sign_in(admin, assurance=Assurance.PASSWORD).get("/min-side/totrinn/ny")
    secret = "".join(recovery_codes(page)[0].split())
    form = {"secret": next(f.get("value") for f in page.all("input") if f.get("name") == "secret")}
    form |= {"code": code_now(secret), "next": "/hjem"}
    page.post("/min-side/totrinn/ny", form, status=200)
    page.post("/min-side/totrinn/ny", form, status=200)
    code = recovery_codes(page)[0]
    knock(page.sign_out(), admin.email).follow().submit(code=code)


def test_somebody_elses_secret_is_not_taken(page, make):
    page.sign_in(make.admin(), assurance=Assurance.PASSWORD).get("/min-side/totrinn/ny")
    sealed = next(f.get("value") for f in page.all("input") if f.get("name") == "secret")
    secret = "".join(recovery_codes(page)[0].split())
    other = make.admin()
    page.sign_in(other, assurance=Assurance.PASSWORD).get("/min-side/totrinn/ny")
    page.submit(secret=sealed, code=code_now(secret), status=422)


def test_turning_it_on_ends_sessions_with_a_password_alone(page, make, session):
    admin = make.admin(with_password=True)
    knock(page, admin.email)
    other = session.scalar(select(UserSession))
    page.sign_out()
    knock(page, admin.email).get("/min-side/totrinn/ny")
    page.submit(code=code_now("".join(recovery_codes(page)[0].split())), status=200)
    session.refresh(other)
    assert other.ended_at is not None


def test_a_session_too_weak_for_its_account_meets_the_code(page, admin):
    page.sign_in(admin, assurance=Assurance.PASSWORD).get("/brukere", status=303).follow(303)
    assert page.location.startswith("/logg-inn/kode")
    page.follow().submit(code=code_now())
    page.get("/brukere")


def test_moving_to_another_telephone_takes_the_password(page, admin):
    come_in(page, admin).get("/min-side/totrinn/ny")
    secret = "".join(recovery_codes(page)[0].split())
    page.submit(code=code_now(secret), password=WRONG, status=422)
    assert page.errors == ["Passordet er feil."]
    page.submit(code=code_now(secret), password=PASSWORD, status=200)


def test_new_recovery_codes_take_the_password_and_end_the_old(page, admin):
    old = credentials.renew_recovery_codes(admin)
    come_in(page, admin).get("/min-side/totrinn").submit(password=WRONG, status=422)
    page.submit(password=PASSWORD, button="act=codes", status=200)
    assert not set(old) & set(recovery_codes(page))


def test_who_is_not_staff_may_turn_it_off(page, make, session):
    parent = make.parent(with_password=True, with_factor=True)
    come_in(page, parent).get("/min-side/totrinn").submit(password=PASSWORD, button="act=off")
    assert session.scalar(select(User.totp_secret).where(User.id == parent.id)) is None
    page.get("/min-side/totrinn", status=303)


def test_staff_may_not_turn_it_off(page, admin, session):
    come_in(page, admin).get("/min-side/totrinn")
    assert "Slå av totrinn" not in page.text
    page.submit(password=PASSWORD, button="act=off", status=422)
    assert session.scalar(select(User.totp_secret).where(User.id == admin.id)) is not None


def test_a_qr_code_is_drawn_in_runs():
    code = qr.drawn("otpauth://totp/x")
    assert code.path.startswith("M4 4.5h7")  # the corner mark, inside four quiet squares
    assert code.size == 21 + 8  # version 1
