"""A form sent after the session has ended is not lost, and only its owner gets it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.accounts.models import User, UserSession
from portal.core import clock
from portal.signin import kept_form
from tests.factories.accounts import PASSWORD
from tests.signin.people import code_now, come_in, knock

START = "2026-11-22 12:00"
TYPED = {"name": "Nytt Navn Æøå", "phone": "", "language": "nb", "version": "1"}


def hidden(page, name):
    return next(f.get("value") for f in page.all("input") if f.get("name") == name)


@pytest.fixture
def parent(make):
    return make.parent(with_password=True)


def end_session(session):
    for row in session.scalars(select(UserSession)):
        row.ended_at = clock.now()


@pytest.mark.parametrize("how", ["idle", "absolute", "signed out", "ended elsewhere"])
def test_the_same_person_goes_on_where_they_were(page, parent, session, how):
    with time_machine.travel(START, tick=False) as now:
        come_in(page, parent).get("/min-side")
        if how == "idle":
            now.shift(timedelta(minutes=31))
        elif how == "absolute":
            now.shift(timedelta(hours=9))
        elif how == "signed out":
            tree = page.tree
            page.post("/logg-ut")
            page.look_at(tree)  # the form in the other tab
        else:
            end_session(session)
        page.post("/min-side", TYPED, status=401)
        assert page.h1 == "Du er logget ut. Logg inn, så fortsetter du"
        page.submit(email=parent.email, password=PASSWORD, status=200)
        assert page.h1 == "Du er logget inn igjen"
        assert "Nytt Navn Æøå" in page.text
        page.submit()
    assert session.scalar(select(User.name).where(User.id == parent.id)) == "Nytt Navn Æøå"


def test_a_wrong_password_on_the_way_keeps_it(page, parent, session):
    come_in(page, parent).get("/min-side")
    end_session(session)
    page.post("/min-side", TYPED, status=401)
    page.submit(email=parent.email, password="noe helt annet her", status=422)
    page.submit(email=parent.email, password=PASSWORD, status=200)
    assert page.h1 == "Du er logget inn igjen"


def test_the_second_factor_on_the_way_keeps_it(page, make, session):
    admin = make.admin(with_password=True, with_factor=True)
    come_in(page, admin).get("/min-side")
    end_session(session)
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        page.post("/min-side", TYPED, status=401)
        page.submit(email=admin.email, password=PASSWORD, status=200)
        page.submit(code=code_now(), status=200)
        assert page.h1 == "Du er logget inn igjen"
        page.submit()
    assert session.scalar(select(User.name).where(User.id == admin.id)) == "Nytt Navn Æøå"


def test_another_person_does_not_get_it(page, make, parent, session):
    other = make.parent(with_password=True)
    come_in(page, parent).get("/min-side")
    end_session(session)
    page.post("/min-side", TYPED, status=401)
    page.submit(email=other.email, password=PASSWORD)
    assert page.location == "/hjem"
    assert session.scalar(select(User.name).where(User.id == other.id)) != "Nytt Navn Æøå"


def test_what_is_kept_cannot_be_read_in_the_page(page, parent, session):
    come_in(page, parent).get("/min-side")
    end_session(session)
    page.post("/min-side", TYPED | {"current": "x", "password": "hemmelig"}, status=401)
    assert "Nytt Navn" not in page.response.get_data(as_text=True)
    kept = kept_form.opened(hidden(page, "kept"), parent.id)
    assert dict(kept.fields) == TYPED | {"current": "x"}
    assert kept.path == "/min-side"


@pytest.mark.parametrize("spoil", ["changed", "old", "not ours"])
def test_a_seal_that_does_not_hold_is_ignored(page, parent, spoil):
    form = kept_form.kept("/min-side", [("name", "x")], parent.id)
    with time_machine.travel(START, tick=False) as now:
        sealed = kept_form.sealed(form)
        if spoil == "changed":
            sealed = sealed[:-5] + "AAAA="
        if spoil == "old":
            now.shift(timedelta(hours=13))
        if spoil == "not ours":
            sealed = "gAAAAABnot-a-token"
        page.get("/logg-inn").submit(email=parent.email, password=PASSWORD, kept=sealed)
    assert page.location == "/hjem"


def test_too_much_to_carry_is_shown_to_be_copied(page, parent, session):
    come_in(page, parent).get("/min-side")
    end_session(session)
    long = "Et langt brev. " * 15_000
    page.post("/min-side", TYPED | {"name": long}, status=401)
    assert hidden(page, "kept") == ""
    assert long.strip()[:100] in page.text


def test_nobody_knows_whose_it_was_without_a_session(page, make):
    page.post("/min-side", TYPED, status=401)
    user = make.parent(with_password=True)
    page.submit(email=user.email, password=PASSWORD, status=200)
    assert page.h1 == "Du er logget inn igjen"


def test_a_form_without_a_token_is_refused_with_its_text_kept(page, parent):
    come_in(page, parent).get("/min-side")
    page.post("/min-side", TYPED | {"csrf_token": "x"}, status=400)
    assert "Nytt Navn Æøå" in page.text


def test_another_person_at_the_same_browser_gets_a_token_of_their_own(page, make, parent):
    come_in(page, parent).get("/min-side")
    first = hidden(page, "csrf_token")
    page.post("/logg-ut")
    knock(page, make.parent(with_password=True).email)
    page.get("/min-side")
    page.post("/min-side", TYPED | {"csrf_token": first}, status=400)
