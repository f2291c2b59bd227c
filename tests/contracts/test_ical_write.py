"""The bytes of a calendar, line by line."""

import random
from datetime import UTC, date, datetime

import pytest

from portal.ical.events import Calendar, Organizer, Status
from portal.ical.weekly import Weekly
from portal.ical.write import download, invitation, to_bytes
from tests.contracts.readers.samples import OFFICE, calendar, event, half_a_year

FEED = """\
BEGIN:VCALENDAR
PRODID:-//Pusterom//Kalender//NO
VERSION:2.0
CALSCALE:GREGORIAN
NAME:Vaktene mine
X-WR-CALNAME:Vaktene mine
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
BEGIN:VEVENT
UID:vakt-1
DTSTAMP:20261120T083015Z
LAST-MODIFIED:20261120T083015Z
SEQUENCE:0
DTSTART:20261125T160000Z
DTEND:20261125T210000Z
SUMMARY:Vakt
STATUS:CONFIRMED
TRANSP:OPAQUE
CLASS:PRIVATE
END:VEVENT
END:VCALENDAR
"""

EVERYTHING = event(
    sequence=7,
    summary="Vakt A.B.",
    status=Status.TENTATIVE,
    url="https://pusterom.nordvik.example/vakter/9",
    description="Ta med regntøy",
    location="Rådhuset",
    categories=("Avlastning", "Natt, hvilende"),
    alarm_minutes=30,
    weekly=Weekly(
        until_on=date(2027, 1, 6), except_on=(date(2026, 12, 23), date(2026, 12, 25)), every_weeks=2
    ),
)

EVENT_WITH_EVERYTHING = """\
BEGIN:VEVENT
UID:vakt-1
DTSTAMP:20261120T083015Z
LAST-MODIFIED:20261120T083015Z
SEQUENCE:7
DTSTART;TZID=Europe/Oslo:20261125T170000
DTEND;TZID=Europe/Oslo:20261125T220000
RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20270106T160000Z
EXDATE;TZID=Europe/Oslo:20261223T170000
SUMMARY:Vakt A.B.
STATUS:TENTATIVE
TRANSP:TRANSPARENT
CLASS:PRIVATE
DESCRIPTION:Ta med regntøy
LOCATION:Rådhuset
URL:https://pusterom.nordvik.example/vakter/9
CATEGORIES:Avlastning,Natt\\, hvilende
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Vakt A.B.
TRIGGER:-PT30M
END:VALARM
END:VEVENT
"""

TEXTS = {
    "plain": ("Vakt", "Vakt"),
    "what TEXT escapes": (r"a\b;c,d\n\N", r"a\\b\;c\,d\\n\\N"),
    "what TEXT does not escape": ('a:b"c^d', 'a:b"c^d'),
    "line ends of every system": ("a\r\nb\nc\rd", r"a\nb\nc\nd"),
    "a line of its own": ("x\r\nATTENDEE:mailto:y@z", r"x\nATTENDEE:mailto:y@z"),
    "line ends only splitlines() knows": (
        "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg",
        r"a\nb\nc\nd\ne\nf\ng",
    ),
    "control characters": ("a\0b\x07c\x1bd\x7fe\x9ff", "abcdef"),
    "tab stays": ("a\tb", "a\tb"),
    "half a surrogate pair": ("a\ud83db", "ab"),
    "Norwegian and emoji": ("Blåbærtur 👩‍👧", "Blåbærtur 👩‍👧"),
    "nothing": ("", ""),
}


def lines_of(body: bytes) -> list[str]:
    return body.decode().replace("\r\n ", "").split("\r\n")


def test_a_feed_is_these_bytes_and_no_others():
    assert to_bytes(calendar(event())) == FEED.replace("\n", "\r\n").encode()


def test_every_property_has_its_line():
    expected = EVENT_WITH_EVERYTHING.replace("\n", "\r\n")
    assert expected in to_bytes(calendar(EVERYTHING)).decode()


@pytest.mark.parametrize(("text", "expected"), TEXTS.values(), ids=TEXTS)
def test_text_stays_in_its_line(text, expected):
    lines = lines_of(to_bytes(calendar(event(summary=text))))
    assert lines.count(f"SUMMARY:{expected}") == 1
    assert len(lines) == len(FEED.split("\n"))


@pytest.mark.parametrize("field", ["summary", "description", "location"])
def test_no_text_field_lets_a_line_through(field):
    hostile = "x\r\nATTENDEE:mailto:a@b.example\u2028ORGANIZER:mailto:a@b.example"
    body = to_bytes(calendar(event(**{field: hostile}))).decode()
    assert not [line for line in body.splitlines() if line.startswith(("ATTENDEE", "ORGANIZER"))]


def test_names_and_categories_are_text_too():
    feed = Calendar(name="Mine\r\nX-A:b", events=(event(categories=("a\nX-C:d",)),))
    lines = lines_of(to_bytes(feed))
    assert r"NAME:Mine\nX-A:b" in lines
    assert r"X-WR-CALNAME:Mine\nX-A:b" in lines
    assert r"CATEGORIES:a\nX-C:d" in lines


@pytest.mark.parametrize("text", ["x" * 400, "å" * 200, "👩‍👧" * 50, "aå👧\\;" * 60, "\\" * 300])
def test_long_lines_are_folded_between_characters(text):
    body = to_bytes(calendar(event(summary=text)))
    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines]  # no piece ends inside a UTF-8 sequence
    escaped = text.replace("\\", "\\\\").replace(";", r"\;")
    assert f"SUMMARY:{escaped}" in lines_of(body)


def test_folding_fills_the_line_but_keeps_a_backslash_with_what_it_escapes():
    # Outlook and Google lose the escape when the line is cut behind the backslash.
    for length in range(60, 70):
        pieces = to_bytes(calendar(event(summary="x" * length + "\ny" * 30))).split(b"\r\n")
        assert not [piece for piece in pieces if piece.endswith(b"\\")]
        assert max(map(len, pieces)) >= 74


def test_a_line_of_75_octets_is_left_alone():
    whole, one_more = "x" * (75 - len("SUMMARY:")), "x" * (76 - len("SUMMARY:"))
    assert f"SUMMARY:{whole}\r\n" in to_bytes(calendar(event(summary=whole))).decode()
    assert f"SUMMARY:{one_more}\r\n" not in to_bytes(calendar(event(summary=one_more))).decode()


def test_the_order_and_the_bytes_depend_on_the_events_alone():
    feed = half_a_year()
    shuffled = list(feed.events)
    random.Random(1).shuffle(shuffled)
    assert to_bytes(calendar(*shuffled)) == to_bytes(feed)


def test_events_that_start_together_are_ordered_by_uid():
    lines = lines_of(to_bytes(calendar(event(uid="b"), event(uid="a"))))
    assert [line for line in lines if line.startswith("UID")] == ["UID:a", "UID:b"]


def test_colour_and_refresh_are_said_when_chosen():
    lines = lines_of(to_bytes(Calendar(name="x", color="teal", refresh_hours=6)))
    assert "COLOR:teal" in lines
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in lines
    assert "X-PUBLISHED-TTL:PT6H" in lines


def test_an_empty_calendar_holds_the_time_zone_as_its_one_component():
    assert "BEGIN:VTIMEZONE" in lines_of(to_bytes(calendar()))


@pytest.mark.parametrize(
    ("status", "is_busy", "transparency"),
    [
        (Status.CONFIRMED, True, "OPAQUE"),
        (Status.CONFIRMED, False, "TRANSPARENT"),
        (Status.TENTATIVE, True, "TRANSPARENT"),
        (Status.CANCELLED, True, "TRANSPARENT"),
    ],
)
def test_only_what_is_sure_takes_up_time(status, is_busy, transparency):
    lines = lines_of(to_bytes(calendar(event(status=status, is_busy=is_busy))))
    assert f"STATUS:{status}" in lines
    assert f"TRANSP:{transparency}" in lines


def test_a_cancelled_event_rings_no_bell():
    body = to_bytes(calendar(event(alarm_minutes=30, status=Status.CANCELLED)))
    assert b"VALARM" not in body


def test_a_feed_is_no_message_and_names_nobody():
    body = to_bytes(half_a_year())
    for word in (b"METHOD", b"ATTENDEE", b"ORGANIZER", b"mailto"):
        assert word not in body


def test_a_download_has_no_name_so_that_outlook_adds_it_to_the_calendar_in_use():
    lines = lines_of(download(event()))
    assert not [line for line in lines if line.startswith(("NAME", "X-", "METHOD", "REFRESH"))]
    assert "UID:vakt-1" in lines


@pytest.mark.parametrize(
    ("status", "method"),
    [
        (Status.CONFIRMED, "PUBLISH"),
        (Status.TENTATIVE, "PUBLISH"),
        (Status.CANCELLED, "CANCEL"),
    ],
)
def test_a_mailed_event_says_what_it_is_and_what_office_it_comes_from(status, method):
    mail = invitation(event(status=status), OFFICE)
    lines = lines_of(mail.body)
    assert mail.content_type == f"text/calendar; charset=utf-8; method={method}"
    assert f"METHOD:{method}" in lines
    assert 'ORGANIZER;CN="Nordvik kommune":mailto:ikke-svar@nordvik.example' in lines
    assert not [line for line in lines if line.startswith("ATTENDEE")]


def test_the_name_of_the_office_cannot_break_out_of_its_quotation_marks():
    office = Organizer(name='Ny "vik" ^\r\nX-A:b', mail="ikke-svar@nordvik.example")
    lines = lines_of(invitation(event(), office).body)
    assert "ORGANIZER;CN=\"Ny ^'vik^' ^^  X-A:b\":mailto:ikke-svar@nordvik.example" in lines


def test_times_are_cut_to_the_second():
    body = to_bytes(calendar(event(last_modified_at=datetime(2026, 1, 1, 0, 0, 59, 999999, UTC))))
    assert b"DTSTAMP:20260101T000059Z" in body
