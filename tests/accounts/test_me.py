"""One's own account: details, password, e-mail, sessions."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.accounts.models import User, UserSession
from portal.audit.models import AuditEvent
from portal.core import clock
from portal.messages.models import OutboxMessage
from tests.factories.accounts import PASSWORD
from tests.signin.people import WRONG, knock

START = "2026-11-22 12:00"
NEW = "regn på taket i natt"


@pytest.fixture
def user(make):
    return make.parent(with_password=True)


def mails(session) -> list[tuple[str, str]]:
    return [(row.template, row.address) for row in session.scalars(select(OutboxMessage))]


def test_name_telephone_and_language_are_ones_own(page, user, session):
    page.sign_in(user).get("/min-side").submit(name="Ny Prøve", phone="98 76 54 32", language="nb")
    session.refresh(user)
    assert (user.name, user.phone, user.language) == ("Ny Prøve", "+4798765432", "nb")
    assert "sprak=nb" in page.response.headers["Set-Cookie"]
    assert "HttpOnly" in page.response.headers["Set-Cookie"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "Skriv fornavn og etternavn."),
        ({"name": "x" * 10_000}, "Skriv høyst 100 tegn."),
        (
            {"phone": "123"},
            "Skriv et norsk telefonnummer med åtte siffer, for eksempel 412 34 567.",
        ),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(page, user, session, changes, sentence):
    page.sign_in(user).get("/min-side").submit(**changes, status=422)
    assert page.errors == [sentence]
    fields = {field.get("name"): field.get("value") for field in page.all("input")}
    for name, text in changes.items():
        assert fields[name] == text
    session.refresh(user)
    assert user.phone == "+4741234567"


def test_a_new_password_takes_the_old_and_signs_out_the_others(page, user, session):
    knock(page, user.email)
    other = session.scalar(select(UserSession))
    page.sign_out()
    knock(page, user.email).get("/min-side/passord").submit(current=WRONG, password=NEW, status=422)
    assert page.errors == ["Passordet er feil."]
    page.submit(current=PASSWORD, password=NEW)
    session.refresh(other)
    assert other.ended_at is not None
    page.follow()
    assert mails(session) == [("password_changed", user.email)]
    knock(page.sign_out(), user.email, NEW)


def test_guessing_the_password_from_inside_is_counted_too(page, user):
    before = user.password_hash
    page.sign_in(user).get("/min-side/passord")
    for _ in range(10):
        page.submit(current=WRONG, password=NEW, status=422)
    page.submit(current=PASSWORD, password=NEW, status=429)
    page.session.refresh(user)
    assert user.password_hash == before


def test_a_new_address_takes_the_password_and_is_told_the_old(page, user, session):
    old = user.email
    page.sign_in(user).get("/min-side/e-post")
    page.submit(email="Ny@Provevik.Example", password=WRONG, status=422)
    page.submit(email="Ny@Provevik.Example", password=PASSWORD)
    assert session.scalar(select(User.email).where(User.id == user.id)) == "ny@provevik.example"
    assert mails(session) == [("email_changed", old)]
    knock(page.sign_out(), "ny@provevik.example")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "Skriv en e-postadresse."),
        ("ikke en adresse", "Skriv e-postadressen slik: navn@eksempel.no."),
        ("opptatt@provevik.example", "Adressen er i bruk."),
    ],
)
def test_an_address_that_cannot_be_used_is_not(page, make, user, address, sentence):
    make.user(email="opptatt@provevik.example")
    page.sign_in(user).get("/min-side/e-post")
    page.submit(email=address, password=PASSWORD, status=422)
    assert page.errors == [sentence]


def test_sessions_are_listed_and_ended_one_by_one(page, make, user, session):
    with time_machine.travel(START, tick=False) as now:
        page.sign_in(user)
        first = session.scalar(select(UserSession))
        first.device = "Safari på iPhone"
        now.shift(timedelta(minutes=5))
        page.sign_in(user).get("/min-side/innlogginger")
        assert page.h1 == "Du er logget inn på 2 enheter"
        assert "Safari på iPhone" in page.text
        page.submit(form=str(first.id)).follow()
        assert page.h1 == "Du er logget inn på denne enheten"
        session.refresh(first)
        assert first.ended_at == clock.now()


def test_somebody_elses_session_is_not_there(page, make, user, session):
    page.sign_in(make.parent())
    other = session.scalar(select(UserSession))
    page.sign_in(user).post(f"/min-side/innlogginger/{other.id}/avslutt", status=404)
    session.refresh(other)
    assert other.ended_at is None


def test_out_everywhere_is_here_too(page, user, session):
    page.sign_in(user).sign_in(user).get("/min-side/innlogginger")
    page.submit(form="/min-side/innlogginger/avslutt")
    assert None not in session.scalars(select(UserSession.ended_at)).all()
    page.get("/min-side", status=303)
    assert session.scalars(select(AuditEvent.act)).all() == ["sign_out:everywhere"]
