"""The first day: a municipality is opened, and its administrator comes in by the invitation."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.accounts import queries
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.messages.models import OutboxMessage
from portal.messages.worker import rendered
from portal.municipality.models import Municipality

PASSWORD = "en-lang-setning-om-fjell-og-fjord"


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=words)


@pytest.fixture
def add(run):
    """Add a municipality with the command, with something else than usual."""

    def added(slug="fjordvik", name="Fjordvik kommune", **changed):
        given = {
            "number": "9911", "phone": "+4712345678", "email": "post@fjordvik.example",
            "admin-name": "Anne Prøve", "admin-email": "Anne@Fjordvik.example",
        } | changed  # fmt: skip
        options = [word for key, value in given.items() for word in (f"--{key}", value)]
        return run("municipality", "add", slug, name, *options)

    return added


def test_from_an_empty_database_to_an_administrator_at_work(app, page, session, add):
    said = add()
    assert said.exit_code == 0, said.output
    assert "/fjordvik is here." in said.output
    (message,) = session.scalars(select(OutboxMessage)).all()
    assert (message.template, message.address) == ("invitation", "anne@fjordvik.example")
    with app.test_request_context():
        text = rendered(message).get_content()
    link = next(word for word in text.split() if "/lenke/" in word)
    page.get(link[link.index("/lenke/") :]).submit(password=PASSWORD)
    user = queries.by_email("anne@fjordvik.example")
    page.sign_in(user, hat="admin")
    for address in ("/brukere", "/kommunen", "/fjordvik/", "/fjordvik/oppdrag"):
        page.get(address)
    events = session.scalars(select(AuditEvent.act).order_by(AuditEvent.number)).all()
    assert events[:4] == ["municipality:opened", "user:created", "role:given", "user:invited"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"slug": "Fjord vik"}, "The address takes small letters"),
        ({"slug": "hjem"}, "/hjem is one of the portal's own pages."),
        ({"number": "99"}, "official four digits"),
        ({"email": "post"}, "That is no e-mail address: post"),
        ({"admin-email": "anne@"}, "That is no e-mail address: anne@"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_written(session, add, changed, sentence):
    said = add(**changed)
    assert said.exit_code == 1
    assert sentence in said.output
    assert session.scalars(select(Municipality)).all() == []


@pytest.mark.parametrize("changed", [{}, {"slug": "fjordvik-ny"}, {"number": "9912"}])
def test_one_is_here_once(session, add, changed):
    add()
    assert "There is a municipality with that address or number already." in add(**changed).output
    assert len(session.scalars(select(Municipality)).all()) == 1


def test_an_address_has_one_account(make, session, add):
    user = make.user()
    assert "Somebody has an account" in add(**{"admin-email": user.email}).output
    assert session.scalars(select(User)).all() == [user]


def test_a_lost_second_factor_is_set_up_anew(session, make, run):
    user = make.user(totp_secret="sealed-with-an-old-key")
    assert run("users", "reset-second-factor", user.email).exit_code == 0
    session.refresh(user)
    assert user.totp_secret is None
    assert session.scalars(select(OutboxMessage.template)).all() == ["second_factor_off"]
    assert run("users", "reset-second-factor", "ingen@provevik.example").exit_code == 1
