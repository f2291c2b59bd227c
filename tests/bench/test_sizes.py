"""What a page costs does not depend on how long somebody has been here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import insert, select

from portal.feeds.models import FeedBody
from portal.shifts import service as shifts
from portal.shifts.models import Entry
from tests.feeds.test_feed import at, job, link_of, planned  # noqa: F401 - a fixture among them
from tests.timesheets.conftest import today  # noqa: F401 - a fixture

KILOBYTES = 40
THIS_MONTH = 20


def is_the_actor(statement: str) -> bool:
    return "FROM user_session" in statement or "named_access" in statement


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize("lines", [20, 2000])
def test_my_month_is_as_cheap_for_2000_lines(make, page, session, statements, job, lines):  # noqa: F811 - the fixture
    shift = make.shift(engagement=job, start="2026-11-01 08:00", end="2026-11-01 10:00")
    entry = make.entry(shift=shift, submitted=True)
    columns = {it.name: getattr(entry, it.name) for it in Entry.__table__.columns}
    rows = []
    for number in range(lines):
        earlier = timedelta(days=max(0, number - THIS_MONTH))
        rows.append({
            **columns, "id": uuid4(), "shift_id": None, "state": "paid" if earlier else "submitted",
            "starts_at": entry.starts_at - earlier, "ends_at": entry.ends_at - earlier,
        })  # fmt: skip
    session.execute(insert(Entry), rows)
    session.flush()
    session.expunge_all()
    page.sign_in(job.worker.user, hat="worker")
    statements.clear()
    page.get("/mine-timer")
    asked = [it for it in statements if not is_the_actor(it)]
    assert len(asked) == 6, asked
    assert len(page.response.data) <= KILOBYTES * 1000


def test_a_calendar_is_made_once_a_change_and_never_by_a_poll(page, session, job):  # noqa: F811 - the fixture
    now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    with time_machine.travel(now, tick=False) as clock:
        shift = planned(job.ordning, job, at(25, 16), at(25, 21))
        path = link_of(job.worker.user)

        def polled() -> datetime:
            clock.shift(timedelta(minutes=20))
            page.get(path)
            page.get(path, 304, **{"If-None-Match": page.response.headers["ETag"]})
            session.expire_all()
            return session.scalars(select(FeedBody.built_at)).one()

        first = polled()
        assert polled() == first
        shifts.move(shift, at(25, 17), at(25, 21))
        second = polled()
        assert second > first
        assert polled() == second
