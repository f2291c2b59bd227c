"""An engagement follows its agreement from the day that holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portal.agreements import following
from portal.core import clock as clocks
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
