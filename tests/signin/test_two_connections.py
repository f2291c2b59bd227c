"""On a database of its own, where what is written aside has a connection of its own.

The other tests share one connection, where nothing can wait for anything.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from portal.accounts import passwords
from portal.accounts.models import FailedSignIn, UserSession
from portal.audit.models import AuditEvent
from portal.core import clock, db
from tests.factories import Factories
from tests.page import Page
from tests.signin.people import WRONG, knock


@pytest.fixture
def own_session(app, empty_database_url):
    """A session of the test's own on a real database, which the app uses too."""
    before = db.binds()
    engine = db.connect(empty_database_url)
    db.Base.metadata.create_all(engine)
    with db.transaction() as session:
        yield session
    db.use_bind(**before)
    engine.dispose()


@pytest.fixture
def user(own_session):
    user = Factories(own_session).parent(with_password=True)
    own_session.commit()
    return user


@pytest.fixture
def browser(app, own_session) -> Page:
    return Page(app, own_session)


def sign_in(browser, user) -> None:
    knock(browser, user.email)
    browser.session.rollback()  # SQLite: this session must not hold the one write lock


def count(session, table) -> int:
    found = session.scalar(select(func.count()).select_from(table))
    session.rollback()
    return found


def test_a_post_that_is_also_the_first_sign_of_life_for_a_while(browser, user, own_session):
    sign_in(browser, user)
    later = clock.now() + timedelta(minutes=5)
    with time_machine.travel(later, tick=False):
        browser.post("/logg-inn/fortsett", status=204)
        browser.post("/min-side", {"name": "Ny", "phone": "", "language": "nb", "version": "1"})
    assert own_session.scalar(select(UserSession.last_seen_at)) == later


def test_a_refused_post_is_logged(browser, user, own_session):
    sign_in(browser, user)
    before = count(own_session, AuditEvent)
    row = own_session.scalar(select(UserSession))
    row.assurance = 3
    own_session.commit()
    browser.post("/brukere", {"q": "x"}, status=403)
    assert count(own_session, AuditEvent) == before + 1


def test_a_failed_sign_in_is_kept(browser, user, own_session):
    knock(browser, user.email, WRONG, status=422)
    own_session.rollback()
    assert count(own_session, FailedSignIn) == 1


def test_another_may_write_while_a_password_is_hashed(browser, user, own_session, monkeypatch):
    matches = passwords.matches

    def slow(*args) -> bool:
        with db.aside() as own:  # SQLite would say "database is locked" after ten seconds
            own.add(FailedSignIn(account_hash="meanwhile", address_hash="x"))
        return matches(*args)

    monkeypatch.setattr(passwords, "matches", slow)
    sign_in(browser, user)
    assert count(own_session, UserSession) == 1
