"""An engagement follows its agreement from the day that holds, and lasts as long as renewed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.agreements import following
from portal.agreements.models import Agreement
from portal.core import clock as clocks
from tests.agreements.conftest import NOW, engaged, staff
from tests.agreements.test_lists import signed
from tests.agreements.test_way import accepted, sent, the

NEW_YEAR = datetime(2027, 1, 1, 6, tzinfo=UTC)


def agreed(engagement, session):
    session.flush()
    session.expire_all()
    return engagement.agreed_month_minutes / 60, engagement.km_cap_month


@pytest.fixture
def first(page, session, engagement, coordinator, worker):
    """Sixteen hours a month and a hundred kilometres, signed by both."""
    url = sent(page, engagement, coordinator, km_cap="100")
    accepted(page, worker, url, "signer")
    accepted(page, coordinator, url, "godta")
    return the(session)


@pytest.fixture
def change(page, session, coordinator, worker):
    """Sign a change of the newest agreement, from a day."""

    def change(**typed):
        page.sign_in(coordinator).get(f"/avtaler/{the(session).id}").submit(form="ny-utgave")
        page.follow().submit(**typed).follow()
        url = page.path
        page.submit(form="/send").follow()
        accepted(page, worker, url, "signer")
        accepted(page, coordinator, url, "godta")
        return the(session)

    return change


@pytest.mark.usefixtures("first")
def test_a_change_signed_ahead_holds_from_its_first_day(clock, session, engagement, change):
    change(starts_on="1.1.2027", month_minutes="8", km_cap="40")
    assert agreed(engagement, session) == (16, 100)
    clock.move_to(NEW_YEAR - timedelta(hours=8))
    following.begin(clocks.now())
    assert agreed(engagement, session) == (16, 100)
    clock.move_to(NEW_YEAR)
    for _twice in range(2):
        following.begin(clocks.now())
        assert agreed(engagement, session) == (8, 40)


@pytest.mark.usefixtures("first")
def test_a_change_from_today_holds_at_once(session, engagement, change):
    change(starts_on="22.11.2026", month_minutes="8", km_cap="40")
    assert agreed(engagement, session) == (8, 40)


@pytest.mark.usefixtures("first")
def test_the_newest_that_has_begun_holds(clock, session, engagement, change):
    change(starts_on="1.1.2027", month_minutes="8", km_cap="40")
    change(starts_on="1.2.2027", month_minutes="4", km_cap="20")
    clock.move_to(NEW_YEAR)
    following.begin(clocks.now())
    assert agreed(engagement, session) == (8, 40)
    clock.move_to(NEW_YEAR + timedelta(days=31))
    following.begin(clocks.now())
    assert agreed(engagement, session) == (4, 20)


@pytest.mark.usefixtures("first")
def test_what_was_agreed_later_and_begins_before_is_what_holds(clock, session, engagement, change):
    change(starts_on="1.1.2027", month_minutes="8", km_cap="40")
    change(starts_on="22.11.2026", month_minutes="12", km_cap="60")
    clock.move_to(NEW_YEAR)
    following.begin(clocks.now())
    assert agreed(engagement, session) == (12, 60)


# The days of the engagement --------------------------------------------------------------


@pytest.fixture
def temporary(make):
    """An engagement to New Year, with an agreement as long."""
    return engaged(make, valid_to=date(2026, 12, 31))


@pytest.fixture
def renewal(page, make, session, temporary):
    """The draft that renews it, as the office reads it."""
    old = signed(make, temporary, starts_on=date(2026, 11, 10), ends_on=date(2026, 12, 31),
                 renewed_by_on=date(2026, 12, 31))  # fmt: skip
    page.sign_in(staff(make, temporary)).get(f"/avtaler/{old.id}").submit(form="forny").follow()
    return the(session)


def test_a_renewal_may_begin_the_day_after_the_engagement_ends(page, renewal):
    page.get(f"/avtaler/{renewal.id}/endre").submit(422, starts_on="2.1.2027")
    assert page.errors == ["Oppdraget slutter 31. desember 2026. Skriv senest dagen etter."]
    page.submit(starts_on="1.1.2027").follow()
    assert page.h1 == "Avtalen er klar til å sendes"


def test_signed_it_lets_the_engagement_last_as_long(page, session, make, temporary, renewal):
    page.get(f"/avtaler/{renewal.id}").submit(form="/send")
    url = f"/avtaler/{renewal.id}"
    accepted(page, temporary.worker.user, url, "signer")
    assert temporary.valid_to == date(2026, 12, 31)
    accepted(page, staff(make, temporary), url, "godta")
    session.expire_all()
    ends_on = session.get(Agreement, renewal.id).ends_on
    assert (temporary.valid_to, ends_on) == (ends_on, date(2027, 2, 21))


@pytest.mark.usefixtures("clock")
def test_what_has_been_ended_is_not_lengthened(make, session, temporary, renewal):
    temporary.ended_at = NOW
    following.sign(renewal)
    assert temporary.valid_to == date(2026, 12, 31)
