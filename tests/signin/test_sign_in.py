"""In with e-mail and password, and out again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from portal.access.actor import Assurance
from portal.accounts import passwords
from portal.accounts.models import FailedSignIn, UserSession
from portal.audit.models import AuditEvent
from portal.core import clock, config, db
from tests.factories.accounts import PASSWORD
from tests.page import fields_of
from tests.signin.people import WRONG, come_in, knock

START = "2026-11-22 12:00"


@pytest.fixture
def parent(make):
    return make.parent(with_password=True)


def acts(session) -> list[str]:
    return list(session.scalars(select(AuditEvent.act).order_by(AuditEvent.number)))


def test_the_right_password_opens_a_session(page, parent, session):
    knock(page, parent.email.upper())
    assert page.location == "/hjem"
    row = session.scalar(select(UserSession))
    assert (row.user_id, row.assurance) == (parent.id, Assurance.PASSWORD)
    assert acts(session) == ["sign_in:ok"]
    page.get("/min-side")


def test_in_the_demo_a_password_counts_as_high(page, parent, session, settings, monkeypatch):
    monkeypatch.setattr(config, "_current", [replace(settings, is_demo=True)])
    knock(page, parent.email)
    assert session.scalar(select(UserSession.assurance)) == Assurance.HIGH


@pytest.mark.parametrize("change", ["wrong", "unknown", "disabled", "invited"])
def test_the_answer_is_the_same_whatever_is_wrong(page, make, parent, change):
    if change == "disabled":
        parent.disabled_at = clock.now()
    if change == "invited":
        parent.password_hash = None
    email = "ingen@provevik.example" if change == "unknown" else parent.email
    knock(page, email, WRONG if change == "wrong" else PASSWORD, status=422)
    assert page.errors == ["E-postadressen eller passordet er feil. Prøv en gang til."]
    assert page.h1 == "Logg inn"


def test_an_unknown_address_costs_as_much_work(page, parent, monkeypatch):
    hashed = []
    verify = passwords.PasswordHasher.verify
    monkeypatch.setattr(
        passwords.PasswordHasher, "verify", lambda *args: hashed.append(1) or verify(*args)
    )
    for email in (parent.email, "ingen@provevik.example"):
        knock(page, email, WRONG, status=422)
    assert hashed == [1, 1]


def test_nothing_is_open_while_the_password_is_hashed(page, parent, monkeypatch, statements):
    """SQLite has one writer: it must not wait for argon2."""
    ran = []
    made = passwords.matches

    def slow(*args):
        ran.append(db.session().in_transaction())
        return made(*args)

    monkeypatch.setattr(passwords, "matches", slow)
    knock(page, parent.email)
    assert ran == [False]


def test_a_hash_made_with_less_work_is_made_anew(page, parent, session):
    parent.password_hash = passwords._hasher(32).hash(PASSWORD)  # noqa: SLF001 - last year's cost
    old = parent.password_hash
    knock(page, parent.email)
    session.refresh(parent)
    assert parent.password_hash != old
    knock(page.sign_out(), parent.email)


@pytest.mark.parametrize(
    ("given", "goes_to"),
    [
        ("/timekonto", "/timekonto"),
        ("/vaktplan/x?uke=2026-48", "/vaktplan/x?uke=2026-48"),
        ("", "/hjem"),
        ("https://evil.example/", "/hjem"),
        ("//evil.example/", "/hjem"),
        ("/\\evil.example/", "/hjem"),
        ("/x\\..\\evil", "/hjem"),
        ("/\t/evil.example", "/hjem"),
        ("/x\r\nSet-Cookie: a=b", "/hjem"),
        ("javascript:alert(1)", "/hjem"),
        ("timekonto", "/hjem"),
        ("/logg-ut", "/hjem"),
        ("/logg-inn?next=/logg-inn", "/hjem"),
        ("/" + "x" * 3000, "/hjem"),
    ],
)
def test_only_our_own_pages_come_next(page, parent, given, goes_to):
    page.get("/logg-inn").submit(email=parent.email, password=PASSWORD, next=given)
    assert page.location == goes_to


def test_a_page_that_needs_sign_in_is_where_one_ends_up(page, parent):
    page.get("/min-side/innlogginger?x=1", status=303).follow()
    page.submit(email=parent.email, password=PASSWORD)
    assert page.location == "/min-side/innlogginger?x=1"


def test_who_is_signed_in_already_goes_on(page, parent):
    page.sign_in(parent).get("/logg-inn?next=/min-side", status=303)
    assert page.location == "/min-side"


def test_signing_out_ends_the_session_on_the_server(page, parent, session):
    come_in(page, parent).get("/min-side")
    token = session.scalar(select(UserSession.token_hash))
    page.post("/logg-ut")
    assert session.scalar(select(UserSession.ended_at).where(UserSession.token_hash == token))
    page.get("/min-side", status=303)
    assert "sign_out" in acts(session)


def test_the_token_in_the_database_cannot_be_used(page, parent, session, app):
    come_in(page, parent)
    stolen = session.scalar(select(UserSession.token_hash))
    with page._client.session_transaction() as cookie:  # noqa: SLF001 - the browser's cookie
        assert cookie["sid"] != stolen
        cookie["sid"] = stolen
    page.get("/min-side", status=303)


@pytest.mark.parametrize(
    ("who", "minutes", "status"),
    [("parent", 29, 200), ("parent", 31, 303), ("coordinator", 14, 200), ("coordinator", 16, 303)],
)
def test_a_session_ends_when_it_lies_idle(page, make, who, minutes, status):
    user = getattr(make, who)()
    with time_machine.travel(START, tick=False) as now:
        page.sign_in(user).get("/min-side")
        now.shift(timedelta(minutes=minutes))
        page.get("/min-side", status=status)


def test_a_session_ends_however_busy_it_is(page, make):
    user = make.parent()
    with time_machine.travel(START, tick=False) as now:
        page.sign_in(user)
        for _ in range(23):
            page.get("/min-side")
            now.shift(timedelta(minutes=20))
        page.get("/min-side")
        now.shift(timedelta(minutes=21))
        page.get("/min-side", status=303)


def test_staying_counts_the_idle_time_anew(page, make, session):
    user = make.parent()
    with time_machine.travel(START, tick=False) as now:
        page.sign_in(user).get("/min-side")
        for _ in range(3):
            now.shift(timedelta(minutes=25))
            page.post("/logg-inn/fortsett", status=204)
        page.get("/min-side")


def test_staying_without_script_leads_back_to_the_page(page, make):
    page.sign_in(make.parent()).get("/min-side")
    form = {"csrf_token": page.csrf_token()}
    answer = page._client.post(  # noqa: SLF001 - with a browser's own headers
        "/logg-inn/fortsett",
        data=form,
        headers={"Accept": "text/html", "Referer": "http://localhost/min-side/innlogginger"},
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/min-side/innlogginger")


def test_staying_too_late_leads_to_the_sign_in(page, make):
    user = make.parent()
    with time_machine.travel(START, tick=False) as now:
        page.sign_in(user).get("/min-side")
        now.shift(timedelta(hours=1))
        page.post("/logg-inn/fortsett", status=303)
    assert page.location.startswith("/logg-inn")


def test_a_failed_sign_in_is_kept_although_it_was_refused(page, parent, session):
    knock(page, parent.email, WRONG, status=422)
    knock(page, "ingen@provevik.example", WRONG, status=422)
    assert session.scalar(select(func.count()).select_from(FailedSignIn)) == 2
    assert acts(session) == ["sign_in:refused"]  # an address without an account has no log


def test_signing_in_twice_at_once_is_two_sessions(page, parent, session):
    page.get("/logg-inn")
    field = fields_of(page._form(""))  # noqa: SLF001 - the same form twice
    form = {**field, "email": parent.email, "password": PASSWORD}
    for _ in range(2):
        answer = page._client.post("/logg-inn", data=form)  # noqa: SLF001 - as above
        assert (answer.status_code, answer.headers["Location"]) == (303, "/hjem")
    page.get("/min-side")
    assert session.scalar(select(func.count()).select_from(UserSession)) == 2
