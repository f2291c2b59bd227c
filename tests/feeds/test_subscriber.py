"""A worker's calendar over the two nights a year that are not as long as they look.

The portal itself answers; every program we know of reads, and each shift is at its instant.
"""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

import icalendar
import pytest
import time_machine
from werkzeug.serving import make_server

from portal.access.actor import Actor, Hat
from portal.feeds import service as feeds
from portal.feeds.states import Privacy, Scope
from portal.shifts import service as shifts
from tests.contracts.readers import ical_js, libical, recurring
from tests.contracts.readers.samples import at
from tests.contracts.subscriber import environment, read_with_khal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

# The one day of 2026 whose calendar holds both: a month back, half a year ahead.
TODAY = at("2026-04-27 10:00")
NIGHTS = {  # 22.00-07.00 on the Oslo clock, which is UTC + 1 in winter and + 2 in summer
    "short, 28-29 March: 8 hours": (at("2026-03-28 21:00"), at("2026-03-29 05:00")),
    "the night after": (at("2026-03-29 20:00"), at("2026-03-30 05:00")),
    "the night before the long one": (at("2026-10-23 20:00"), at("2026-10-24 05:00")),
    "long, 24-25 October: 10 hours": (at("2026-10-24 20:00"), at("2026-10-25 06:00")),
}
READERS = {"recurring-ical-events": recurring, "ical.js": ical_js, "libical": libical}


@pytest.fixture(autouse=True)
def _monday_in_april():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def job(make):
    job = make.engagement()
    for start, end in NIGHTS.values():
        shifts.publish_new(job.ordning, shifts.Plan(starts_at=start, ends_at=end, engagement=job))
    return job


@pytest.fixture
def path(job) -> str:
    user = job.worker.user
    actor = Actor(user_id=user.id, municipality_id=user.municipality_id, hat=Hat.WORKER)
    wish = feeds.Wish(name="Mobil", privacy=Privacy.PLAIN, scope=Scope.OWN)
    _link, token = feeds.make(actor, wish)
    return f"/kalender/{token}.ics"


@pytest.fixture
def url(app, path, session) -> Iterator[str]:
    """The address of the calendar, answered by the portal on a port of its own."""
    session.flush()
    server = make_server("127.0.0.1", 0, app)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{path}"
    server.shutdown()
    thread.join()
    server.server_close()


def spans(body: bytes) -> list[tuple[datetime, datetime]]:
    events = icalendar.Calendar.from_ical(body).walk("VEVENT")
    return sorted((one.decoded("DTSTART"), one.decoded("DTEND")) for one in events)


def test_icalendar_reads_every_night_at_its_instant(page, path) -> None:
    page.get(path)
    assert spans(page.response.data) == sorted(NIGHTS.values())


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_other_programs_read_the_same(page, path, reader) -> None:
    page.get(path)
    seen = reader.read(page.response.data, at("2026-01-01 00:00"), at("2027-01-01 00:00"))
    assert [(one.starts_at, one.ends_at) for one in seen] == sorted(NIGHTS.values())


def test_a_subscriber_shows_every_night_at_its_instant(url, tmp_path) -> None:
    environment()
    shown = read_with_khal(url, tmp_path)
    assert [(one.starts_at, one.ends_at) for one in shown] == sorted(NIGHTS.values())
    assert {one.summary for one in shown} == {"Vakt"}


def test_who_comes_back_with_the_tag_is_told_304(url) -> None:
    with urlopen(url) as first:
        tag = first.headers["ETag"]
    with pytest.raises(OSError, match="304"):
        urlopen(Request(url, headers={"If-None-Match": tag}))
