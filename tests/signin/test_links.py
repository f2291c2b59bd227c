"""One-time links: invitation and new password."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from portal.accounts import service
from portal.accounts.models import FailedSignIn, OneTimeLink, User, UserSession
from portal.core import clock, db
from portal.messages.models import OutboxMessage
from portal.messages.worker import rendered
from tests.factories.accounts import PASSWORD
from tests.signin.people import WRONG, come_in, knock

START = "2026-11-22 12:00"
NEW = "regn på taket i natt"


@pytest.fixture
def user(make):
    return make.parent(with_password=True)


def mails(session) -> list[OutboxMessage]:
    return list(session.scalars(select(OutboxMessage).order_by(OutboxMessage.created_at)))


def link_in(app, message: OutboxMessage) -> str:
    with app.app_context():
        return re.search(r"http://localhost(/lenke/\S+)", rendered(message).get_content())[1]


def ask(page, email: str, status: int = 303):
    return page.get("/logg-inn/glemt").submit(email=email, status=status)


def test_an_invitation_leads_to_a_password_and_in(app, page, make, session):
    user = make.parent()
    service.invite(user)
    page.get(link_in(app, mails(session)[0]))
    assert page.h1 == "Velg et passord, så er du i gang"
    page.submit(password=NEW).follow()
    assert "Passordet er lagret. Logg inn med det." in page.text
    knock(page, user.email, NEW)
    assert len(mails(session)) == 1  # a first password is no news


def test_reading_the_page_uses_nothing(app, page, make, session):
    service.invite(make.parent())
    link = link_in(app, mails(session)[0])
    for _ in range(3):
        page.get(link)
    page._client.head(link)  # noqa: SLF001 - what a mail scanner does
    page.get(link).submit(password=NEW)


@pytest.mark.parametrize("why", ["used", "old", "renewed", "disabled", "made up"])
def test_a_link_that_does_not_work_says_what_to_do(app, page, user, session, why):
    with time_machine.travel(START, tick=False) as now:
        ask(page, user.email)
        link = link_in(app, mails(session)[0])
        if why == "used":
            page.get(link).submit(password=NEW)
        if why == "old":
            now.shift(timedelta(hours=2, seconds=1))
        if why == "renewed":
            now.shift(timedelta(minutes=1))
            ask(page, user.email)
        if why == "disabled":
            user.disabled_at = clock.now()
        if why == "made up":
            link += "x"
        page.get(link, status=410)
        assert page.h1 == "Lenken virker ikke lenger"
        assert "/logg-inn/glemt" in page.links()
        page.post(link, {"password": NEW}, status=410)


def test_an_invitation_lasts_a_fortnight(app, page, make, session):
    with time_machine.travel(START, tick=False) as now:
        service.invite(make.parent())
        link = link_in(app, mails(session)[0])
        now.shift(timedelta(days=13, hours=23))
        page.get(link)
        now.shift(timedelta(hours=2))
        page.get(link, status=410)


def test_a_new_password_ends_every_session_and_says_so(app, page, user, session):
    come_in(page, user)
    old = session.scalar(select(UserSession))
    page.sign_out()
    ask(page, user.email)
    page.get(link_in(app, mails(session)[0])).submit(password=NEW)
    session.refresh(old)
    assert old.ended_at is not None
    assert [mail.template for mail in mails(session)] == ["password_reset", "password_changed"]
    knock(page, user.email, PASSWORD, status=422)
    knock(page, user.email, NEW)


def test_a_new_password_opens_a_door_that_was_closed(app, page, user, session):
    for _ in range(10):
        knock(page, user.email, WRONG, status=422)
    ask(page, user.email)
    page.get(link_in(app, mails(session)[0])).submit(password=NEW)
    knock(page, user.email, NEW)


def test_the_second_factor_is_still_owed_after_a_new_password(app, page, make, session):
    admin = make.admin(with_password=True, with_factor=True)
    ask(page, admin.email)
    page.get(link_in(app, mails(session)[0])).submit(password=NEW)
    knock(page, admin.email, NEW)
    assert page.location.startswith("/logg-inn/kode")


@pytest.mark.parametrize("who", ["known", "unknown", "disabled"])
def test_the_answer_is_the_same_for_an_unknown_address(page, user, session, who):
    if who == "disabled":
        user.disabled_at = clock.now()
    ask(page, "ingen@provevik.example" if who == "unknown" else user.email)
    assert page.location == "/logg-inn/glemt/sendt"
    page.follow()
    assert len(mails(session)) == (1 if who == "known" else 0)
    assert session.scalar(select(func.count()).select_from(FailedSignIn)) == 1


@pytest.mark.parametrize("known", [True, False])
def test_a_mail_box_is_not_flooded(page, user, known):
    email = user.email if known else "ingen@provevik.example"
    for _ in range(5):
        ask(page, email)
    ask(page, email, status=429)
    knock(page, user.email)  # asking for a link closes no door


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("kort", "Passordet må ha minst 12 tegn. En setning er lett å huske."),
        ("elleve tegn", "Passordet må ha minst 12 tegn. En setning er lett å huske."),
        ("x" * 201, "Passordet kan ha høyst 200 tegn."),
        ("Passord 12345!", "Dette passordet er blant de første noen prøver. Velg et annet."),
        ("aaaaaaaaaaaabbb", "Dette passordet er blant de første noen prøver. Velg et annet."),
        ("Kim Prøvesen jr", "Passordet kan ikke være navnet ditt eller e-postadressen din."),
        ("", "Skriv et passord."),
    ],
)
def test_a_poor_password_is_not_taken(app, page, user, session, password, sentence):
    user.name = "Kim Prøvesen jr"
    ask(page, user.email)
    link = link_in(app, mails(session)[0])
    page.get(link).submit(password=password, status=422)
    assert page.errors == [sentence]
    assert page.get(link).h1 == "Velg et nytt passord"


@pytest.mark.parametrize(
    "password", ["tolv tegn her", "æ" * 6 + "øåabcd", ("en setning til. " * 13)[:200]]
)
def test_a_long_password_needs_nothing_more(app, page, user, session, password):
    ask(page, user.email)
    page.get(link_in(app, mails(session)[0])).submit(password=password)
    knock(page, user.email, password)


def test_two_at_once_with_one_link_choose_one_password(app, page, user, session, monkeypatch):
    """The second has passed the first look at the link when the first is done."""
    ask(page, user.email)
    link = link_in(app, mails(session)[0])
    page.get(link)
    pause = db.pause

    def meanwhile() -> None:
        pause()
        row = session.scalar(select(OneTimeLink))
        row.used_at = clock.now()
        session.flush()

    monkeypatch.setattr(db, "pause", meanwhile)
    page.submit(password=NEW, status=410)
    stored = session.scalar(select(User.password_hash).where(User.id == user.id))
    assert stored == user.password_hash


def test_what_is_kept_of_the_mail_opens_nothing(app, page, user, session):
    ask(page, user.email)
    link = link_in(app, mails(session)[0])
    kept = mails(session)[0].body
    assert "/lenke/[token]" in kept
    assert link not in kept
