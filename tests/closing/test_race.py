"""A pay period closed, opened and logged in by two at the same moment."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from sqlalchemy import select

from portal.core import db
from portal.municipality.models import ClosedPeriod
from portal.shifts.models import Entry
from tests.factories.shifts import at
from tests.plugins.races import pressing

URL = "/kommunen/perioder"


@pytest.fixture(autouse=True)
def _november():
    with time_machine.travel(at("2026-11-22 12:00"), tick=False):
        yield


@pytest.fixture
def admins(race):
    """Two administrators; August is closed, and September comes next."""
    with race.making() as make:
        first = make.admin()
        second = make.admin(municipality=None, municipality_id=first.municipality_id)
        make.session.add(
            ClosedPeriod(
                municipality_id=first.municipality_id, first_on=date(2026, 8, 1),
                last_on=date(2026, 8, 31), closed_by_id=first.id,
            )
        )  # fmt: skip
    return first, second


def closed() -> list[int]:
    with db.unit(write=False) as session:
        return [it.first_on.month for it in session.scalars(select(ClosedPeriod))]


def test_a_period_is_closed_once(race, admins) -> None:
    acts = [pressing(race.browser(admin).get(URL), form="lukk") for admin in admins]
    assert sorted(race.run(*acts, meet="INSERT INTO closed_period")) == [303, 409]
    assert sorted(closed()) == [8, 9]


def test_the_last_is_opened_or_the_next_closed_and_no_gap_is_left(race, admins) -> None:
    first, second = (race.browser(admin).get(URL) for admin in admins)
    close = pressing(first, form="lukk")
    second.get(next(it for it in second.links() if it.endswith("gjenapne")))
    reopen = pressing(second, reason="En linje mangler")
    answers = race.run(close, reopen, meet=("INSERT INTO closed_period", "DELETE FROM closed"))
    assert answers.count(303) == 1
    assert sorted(closed()) in ([8, 9], [])


def test_hours_logged_while_their_period_is_closed_are_kept(race, admins) -> None:
    """They go with the next period, as if they had come a moment later."""
    with race.making() as make:
        office = make.office(municipality=None, municipality_id=admins[0].municipality_id)
        child = make.child(office=office)
        shift = make.shift(
            engagement=make.engagement(ordning__child=child),
            start="2026-09-24 15:00", end="2026-09-24 18:00",
        )  # fmt: skip
        worker = shift.engagement.worker.user
    page = race.browser(worker, "worker").get(f"/vakter/{shift.id}/timer")
    acts = pressing(race.browser(admins[0]).get(URL), form="lukk"), pressing(page)
    close, log = race.run(*acts, meet=("INSERT INTO closed_period", "INSERT INTO entry"))
    assert log == 303
    assert (close, len(closed())) in ((303, 2), (409, 1))
    with db.unit(write=False) as session:
        assert session.scalars(select(Entry.state)).all() == ["submitted"]
