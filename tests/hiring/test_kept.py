"""Long pages are made once and kept until something happens: never old, never another's."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from portal.accounts.models import Role, UserSession
from portal.core import clock
from portal.core.config import settings

ADMITTED = 3  # statements: who is asking (two), and whether anything has happened
PAGES = ["/rekruttering", "/rekruttering/liste"]


@pytest.fixture
def made(page, coordinator, apply, statements):
    """Make a page twice: the first time the browser gets its token."""

    def made_(path):
        page.get(path)
        page.get(path)
        statements.clear()
        return page.get(path)

    return made_


def nonce(answer):
    return re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"]).group(1)


def seconds_left(page):
    return int(re.search(r'data-seconds-left="(\d+)"', page.response.text).group(1))


@pytest.mark.parametrize("path", PAGES)
def test_read_again_it_costs_no_more_than_to_know_that_nothing_happened(
    apply, made, statements, path
):
    apply(name="Sol Berge")
    assert "Sol Berge" in made(path).text
    assert len(statements) == ADMITTED


def test_what_happens_is_seen_at_once(page, make, apply, made):
    sol = apply(name="Sol Berge", stage="acknowledged")
    made("/rekruttering/liste")
    page.get(f"/rekruttering/{sol.id}/flytt/screening").submit(why="Ringt.")
    assert "Sol er flyttet." in page.follow().text
    rows = ["".join(row.itertext()) for row in page.get("/rekruttering/liste").all("tr")]
    assert ["Vurdering" in row for row in rows if "Sol Berge" in row] == [True]


def test_what_somebody_else_does_is_seen(page, make, office, apply, made):
    sol = apply(name="Sol Berge")
    made("/rekruttering")
    mine, theirs = page._client, page.app.test_client()  # noqa: SLF001 - two browsers
    page._client = theirs  # noqa: SLF001 - as above
    page.sign_in(make.coordinator(office=office))
    page.get(f"/rekruttering/{sol.id}/flytt/screening").submit(why="Ringt.")
    page._client = mine  # noqa: SLF001 - as above
    assert "Vurdering 1" in page.get("/rekruttering").text


def test_each_has_an_own(page, make, office, apply, made, statements):
    apply(name="Sol Berge")
    made("/rekruttering/liste")
    page.sign_in(make.coordinator(office=office, name="Per Andersen"))
    assert "Per Andersen" in page.get("/rekruttering/liste").response.text
    elsewhere = make.office(municipality=make.municipality())
    page.sign_in(make.coordinator(office=elsewhere))
    assert "Sol Berge" not in page.get("/rekruttering/liste").response.text


@pytest.mark.parametrize("other", ["?steg=references", "?side=2", "?rolle=avlaster"])
def test_each_choice_has_its_own(page, apply, made, statements, other):
    apply(name="Sol Berge")
    made("/rekruttering/liste")
    page.get(f"/rekruttering/liste{other}")
    assert len(statements) > 2 * ADMITTED


def test_who_may_no_longer_see_it_does_not(page, session, coordinator, apply, made):
    apply(name="Sol Berge")
    made("/rekruttering")
    yesterday = clock.today() - timedelta(days=1)
    session.execute(update(Role).where(Role.user_id == coordinator.id).values(valid_to=yesterday))
    page.get("/rekruttering", 403)


def test_what_was_said_once_is_not_said_again(page, apply, made):
    sol = apply(name="Sol Berge")
    made("/rekruttering")
    page.get(f"/rekruttering/{sol.id}/flytt/screening").submit(why="Ringt.")
    assert "Sol er flyttet." in page.get("/rekruttering").text
    assert "Sol er flyttet." not in page.get("/rekruttering").text
    assert "Sol er flyttet." not in page.get("/rekruttering").text


def test_each_answer_has_its_own_secret(page, apply, made):
    apply()
    first = made("/rekruttering").response
    second = page.get("/rekruttering").response
    assert nonce(first) != nonce(second)
    for answer in (first, second):
        assert set(re.findall(r'nonce="([^"]+)"', answer.text)) == {nonce(answer)}


def test_the_time_left_is_of_now(page, session, coordinator, apply, made):
    apply()
    made("/rekruttering")
    longest = timedelta(minutes=settings().absolute_minutes)
    began = clock.now() - longest + timedelta(seconds=90)
    mine = UserSession.user_id == coordinator.id
    session.execute(update(UserSession).where(mine).values(created_at=began))
    assert seconds_left(page.get("/rekruttering")) == 90


def test_what_the_clock_changes_is_seen_within_five_minutes(page, session, apply, made, today):
    sol = apply(name="Sol Berge")
    made("/rekruttering")
    sol.name = "Sol Haug"  # not logged: as when only the time has changed what is true
    session.flush()
    assert "Sol Berge" in page.get("/rekruttering").text
    today.shift(300)
    assert "Sol Haug" in page.get("/rekruttering").text
