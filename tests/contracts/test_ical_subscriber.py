"""A subscriber's whole road: fetch over HTTP, come back, see the change."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from portal.ical.etag import etag, is_current
from portal.ical.events import Event, Status
from portal.ical.weekly import Weekly
from portal.ical.write import CONTENT_TYPE, to_bytes
from tests.contracts.readers.samples import at, calendar, event, half_a_year
from tests.contracts.subscriber import Listed, environment, read_with_khal, sync

pytestmark = pytest.mark.once

NIGHT = event(starts_at=at("2026-10-24 20:00"), ends_at=at("2026-10-25 06:00"), summary="Vakt æ; å")
EVENTS = (
    NIGHT,
    event(uid="b", starts_at=at("2026-03-28 21:00"), ends_at=at("2026-03-29 05:00")),
    event(uid="c", starts_at=at("2026-10-25 01:30"), ends_at=at("2026-10-25 02:30")),
    event(uid="d", status=Status.TENTATIVE, summary="Vakt med svømming " * 10 + "og 👩‍👧"),
)


class Feed(ThreadingHTTPServer):
    """One calendar on loopback, answered as the portal answers it; notes every answer."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.url = f"http://127.0.0.1:{self.server_port}/kalender/hemmelig.ics"
        self.answers: list[int] = []
        self.show()

    def show(self, *events: Event) -> None:
        self.body = to_bytes(calendar(*events))


class _Answer(BaseHTTPRequestHandler):
    server: Feed

    def do_GET(self) -> None:
        body = self.server.body
        status = 304 if is_current(self.headers["If-None-Match"], etag(body)) else 200
        self.send_response(status)
        self.send_header("ETag", etag(body))
        if status == 200:
            self.send_header("Content-Type", CONTENT_TYPE)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status == 200:
            self.wfile.write(body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        self.server.answers.append(int(code))


@pytest.fixture
def feed() -> Iterator[Feed]:
    with Feed() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def folder(tmp_path):
    environment()
    return tmp_path


def shown(*events: Event) -> list[Listed]:
    return sorted(Listed(one.starts_at, one.ends_at, one.summary) for one in events)


def test_the_times_are_those_of_the_shifts(feed, folder):
    feed.show(*EVENTS)
    assert read_with_khal(feed.url, folder) == shown(*EVENTS)


def test_an_unchanged_calendar_changes_nothing_at_the_subscriber(feed, folder):
    feed.show(*EVENTS)
    assert len([line for line in sync(feed.url, folder) if "Copying" in line]) == len(EVENTS)
    before = {path: path.stat().st_mtime_ns for path in (folder / "copy").iterdir()}
    assert not [line for line in sync(feed.url, folder) if "Copying" in line]
    assert {path: path.stat().st_mtime_ns for path in (folder / "copy").iterdir()} == before


def test_a_program_that_remembers_the_tag_is_told_304_until_something_changes(feed):
    """A client of our own, as vdirsyncer 0.21 remembers no tags."""
    feed.show(*EVENTS)
    first, tag, body = _fetch(feed)
    second, _, nothing = _fetch(feed, tag)
    weak, _, _ = _fetch(feed, f'"other", W/{tag}')
    feed.show(*EVENTS[1:])
    third, new_tag, _ = _fetch(feed, tag)
    assert [first, second, weak, third] == feed.answers == [200, 304, 304, 200]
    assert body == to_bytes(calendar(*EVENTS))
    assert nothing == b""
    assert new_tag != tag


def test_a_moved_shift_is_seen_once_at_its_new_time(feed, folder):
    feed.show(*EVENTS)
    sync(feed.url, folder)
    moved = replace(NIGHT, sequence=1, starts_at=at("2026-10-24 18:00"))
    feed.show(moved, *EVENTS[1:])
    assert read_with_khal(feed.url, folder) == shown(moved, *EVENTS[1:])


def test_a_cancelled_shift_stays_and_says_so(feed, folder):
    feed.show(replace(NIGHT, sequence=1, status=Status.CANCELLED))
    assert read_with_khal(feed.url, folder) == shown(NIGHT)
    (copy,) = (folder / "copy").iterdir()
    assert "STATUS:CANCELLED" in copy.read_text()


def test_a_series_is_seen_at_its_wall_time_on_both_sides_of_the_clock_change(feed, folder):
    weekly = Weekly(until_on=date(2026, 11, 7), except_on=(date(2026, 10, 24),))
    feed.show(
        event(starts_at=at("2026-10-17 20:00"), ends_at=at("2026-10-18 05:00"), weekly=weekly)
    )
    seen = read_with_khal(feed.url, folder)
    assert [f"{one.starts_at:%m-%d %H:%M}" for one in seen] == [
        "10-17 20:00",
        "10-31 21:00",
        "11-07 21:00",
    ]


def test_a_hostile_summary_reaches_the_subscriber_as_words(feed, folder):
    # vdirsyncer takes a file apart with splitlines(), which knows U+2028 and U+0085.
    feed.show(event(summary="x\u2028ATTENDEE:mailto:a@b.example\x85URL:https://c.example"))
    ((_, _, title),) = read_with_khal(feed.url, folder)
    assert title.split() == ["x", "ATTENDEE:mailto:a@b.example", "URL:https://c.example"]
    (copy,) = (folder / "copy").iterdir()
    names = [line.partition(":")[0] for line in copy.read_text().splitlines()]
    assert not {"ATTENDEE", "URL"} & set(names)


def test_an_empty_calendar_is_fetched_without_complaint(feed, folder):
    assert read_with_khal(feed.url, folder) == []


def test_500_shifts(feed, folder):
    events = half_a_year().events
    feed.show(*events)
    assert read_with_khal(feed.url, folder, "2026-05-31", "2027-03-01") == shown(*events)


def _fetch(feed: Feed, tag: str | None = None) -> tuple[int, str | None, bytes]:
    connection = HTTPConnection("127.0.0.1", feed.server_port, timeout=10)
    try:
        connection.request("GET", "/", headers={"If-None-Match": tag} if tag else {})
        answer = connection.getresponse()
        return answer.status, answer.headers["ETag"], answer.read()
    finally:
        connection.close()
