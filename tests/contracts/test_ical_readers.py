"""The calendar as other programs see it: the same times in all of them."""

from datetime import date, timedelta

import pytest

from portal.ical.events import Event, Status
from portal.ical.oslo import OSLO
from portal.ical.weekly import Weekly
from portal.ical.write import download, invitation, to_bytes
from tests.contracts.readers import ical_js, libical, recurring
from tests.contracts.readers.samples import OFFICE, at, calendar, event, half_a_year
from tests.contracts.readers.seen import Seen

READERS = {"recurring-ical-events": recurring, "ical.js": ical_js, "libical": libical}
YEAR = at("2026-01-01 00:00"), at("2027-12-31 00:00")

ONCE = {
    "an evening": event(),
    "short night of March": event(starts_at=at("2026-03-28 21:00"), ends_at=at("2026-03-29 05:00")),
    "long night of October": event(
        starts_at=at("2026-10-24 20:00"), ends_at=at("2026-10-25 06:00")
    ),
    "from the second 02:30": event(
        starts_at=at("2026-10-25 01:30"), ends_at=at("2026-10-25 06:00")
    ),
    "from 02:30 to 02:30": event(starts_at=at("2026-10-25 00:30"), ends_at=at("2026-10-25 01:30")),
    "cancelled": event(status=Status.CANCELLED, sequence=3),
    "tentative": event(status=Status.TENTATIVE),
    "with all there is": event(
        url="https://pusterom.nordvik.example/vakter/9",
        description="a;b\nc",
        location="Rådhuset, 2. etasje",
        categories=("a,b", "c"),
        alarm_minutes=0,
    ),
    "long": event(summary="Vakt med svømming, " * 30 + "og mat"),
    "unicode": event(summary="Blåbærtur på Øya – «æ»; a, b \\n \\N"),
    "emoji": event(summary="Vakt 👩‍👧‍👦" * 20),
    "three lines": event(summary="Vakt\nATTENDEE:mailto:a@b.example\nEND:VEVENT"),
}


def shown(one: Event) -> Seen:
    return Seen(one.starts_at, one.ends_at, one.uid, one.summary, one.status, one.sequence)


@pytest.fixture(params=READERS.values(), ids=READERS)
def reader(request):
    return request.param


@pytest.mark.parametrize("one", ONCE.values(), ids=ONCE)
def test_one_event_is_read_as_it_was_meant(reader, one):
    assert reader.read(to_bytes(calendar(one)), *YEAR) == [shown(one)]


def test_500_events_are_read_as_they_were_meant(reader):
    feed = half_a_year()
    assert reader.read(to_bytes(feed), *YEAR) == sorted(map(shown, feed.events))


def test_an_empty_calendar_is_a_calendar(reader):
    assert reader.read(to_bytes(calendar()), *YEAR) == []


def test_a_hostile_text_adds_no_line_and_no_event(reader):
    hostile = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\u2028SUMMARY:y\x85UID:z"
    (seen,) = reader.read(to_bytes(calendar(event(summary=hostile))), *YEAR)
    assert seen.summary.splitlines() == ["x", "END:VEVENT", "BEGIN:VEVENT", "SUMMARY:y", "UID:z"]


SERIES = {
    "evenings over March": (
        event(
            starts_at=at("2026-03-15 16:00"),
            ends_at=at("2026-03-15 21:00"),
            weekly=Weekly(until_on=date(2026, 4, 12)),
        ),
        ["03-15 17:00", "03-22 17:00", "03-29 17:00", "04-05 17:00", "04-12 17:00"],
    ),
    "mornings of the very days": (
        event(
            starts_at=at("2026-10-11 05:00"),
            ends_at=at("2026-10-11 13:30"),
            weekly=Weekly(until_on=date(2026, 11, 5)),
        ),
        ["10-11 07:00", "10-18 07:00", "10-25 07:00", "11-01 07:00"],
    ),
    "right after the clock change of March": (
        event(
            starts_at=at("2026-03-22 02:00"),
            ends_at=at("2026-03-22 04:00"),
            weekly=Weekly(until_on=date(2026, 4, 5)),
        ),
        ["03-22 03:00", "03-29 03:00", "04-05 03:00"],
    ),
    "right after the clock change of October": (
        event(
            starts_at=at("2026-10-18 01:00"),
            ends_at=at("2026-10-18 03:00"),
            weekly=Weekly(until_on=date(2026, 11, 1)),
        ),
        ["10-18 03:00", "10-25 03:00", "11-01 03:00"],
    ),
    "every other weekend, one left out": (
        event(
            starts_at=at("2026-09-04 14:00"),
            ends_at=at("2026-09-06 16:00"),
            weekly=Weekly(
                until_on=date(2026, 11, 30),
                except_on=(date(2026, 10, 2), date(2026, 10, 3)),
                every_weeks=2,
            ),
        ),
        ["09-04 16:00", "09-18 16:00", "10-16 16:00", "10-30 16:00", "11-13 16:00", "11-27 16:00"],
    ),
    "nights to 02:30, the short one left out": (
        event(
            starts_at=at("2026-03-21 21:00"),
            ends_at=at("2026-03-22 01:30"),
            weekly=Weekly(until_on=date(2026, 4, 11), except_on=(date(2026, 3, 28),)),
        ),
        ["03-21 22:00", "04-04 22:00", "04-11 22:00"],
    ),
    "half past one to half past two, the short night left out": (
        event(
            starts_at=at("2026-03-22 00:30"),
            ends_at=at("2026-03-22 01:30"),
            weekly=Weekly(until_on=date(2026, 4, 5), except_on=(date(2026, 3, 29),)),
        ),
        ["03-22 01:30", "04-05 01:30"],
    ),
    "nights, that of the clock change left out": (
        event(
            starts_at=at("2026-10-10 20:00"),
            ends_at=at("2026-10-11 05:00"),
            weekly=Weekly(until_on=date(2026, 11, 7), except_on=(date(2026, 10, 24),)),
        ),
        ["10-10 22:00", "10-17 22:00", "10-31 22:00", "11-07 22:00"],
    ),
}


@pytest.mark.parametrize(("series", "expected"), SERIES.values(), ids=SERIES)
def test_a_series_keeps_its_wall_time(reader, series, expected):
    seen = reader.read(to_bytes(calendar(series)), *YEAR)
    assert [f"{one.starts_at.astimezone(OSLO):%m-%d %H:%M}" for one in seen] == expected
    assert {one.ends_at - one.starts_at for one in seen} == {series.ends_at - series.starts_at}


def test_the_night_left_out_of_a_series_can_stand_beside_it(reader):
    nights, _ = SERIES["nights, that of the clock change left out"]
    long_night = event(
        uid="vakt-2", starts_at=at("2026-10-24 20:00"), ends_at=at("2026-10-25 06:00")
    )
    seen = reader.read(to_bytes(calendar(nights, long_night)), *YEAR)
    assert [one.ends_at - one.starts_at for one in seen] == [
        timedelta(hours=hours) for hours in (9, 9, 10, 9, 9)
    ]


FILES = {
    **{f"feed: {name}": to_bytes(calendar(one)) for name, one in ONCE.items()},
    **{f"feed: {name}": to_bytes(calendar(series)) for name, (series, _) in SERIES.items()},
    **{f"download: {name}": download(one) for name, one in ONCE.items()},
    **{f"mail: {name}": invitation(one, OFFICE).body for name, one in ONCE.items()},
    "feed: empty": to_bytes(calendar()),
    "feed: 500": to_bytes(half_a_year()),
}


@pytest.mark.parametrize("body", FILES.values(), ids=FILES)
def test_the_strictest_reader_finds_no_fault(body):
    assert libical.faults(body) == []


def test_the_strictest_reader_can_find_faults():
    without_organizer = b"METHOD:PUBLISH\r\nBEGIN:VEVENT"
    body = download(event()).replace(b"BEGIN:VEVENT", without_organizer)
    assert "ORGANIZER" in " ".join(libical.faults(body))
