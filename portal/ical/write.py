"""Calendars as bytes (RFC 5545, 7986): the same events give the same bytes.

Written by hand because a general library costs 25 times as much for a feed of 500 shifts.
Nothing reads the clock: DTSTAMP is when the row was changed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from portal.ical.events import Calendar, Event, Organizer, Status
from portal.ical.oslo import TZID, VTIMEZONE, to_oslo
from portal.ical.text import escaped, folded, quoted
from portal.ical.weekly import Weekly, on_day

CONTENT_TYPE = "text/calendar; charset=utf-8"
_HEAD = ("PRODID:-//Pusterom//Kalender//NO", "VERSION:2.0", "CALSCALE:GREGORIAN")


@dataclass(frozen=True, slots=True)
class Attachment:
    content_type: str
    body: bytes


def to_bytes(calendar: Calendar) -> bytes:
    """Return a feed to subscribe to: no METHOD, no attendee, no organizer.

    METHOD would make it a message (iTIP), which demands an organizer and which some programs
    import once instead of following.
    """
    events = sorted(calendar.events, key=lambda event: (event.starts_at, event.uid))
    return _calendar(_subscription(calendar), events)


def download(event: Event) -> bytes:
    """Return one event as a file to keep.

    It has no name: Outlook opens a named file as a calendar of its own.
    """
    return _calendar((), [event])


def invitation(event: Event, organizer: Organizer) -> Attachment:
    """Return the event as a mail attachment: CANCEL when it is cancelled, else PUBLISH.

    A file with METHOD must name an ORGANIZER (RFC 5546 §3.2.1, §3.2.5); the office's
    unattended address does. REQUEST is not used: it would put a second copy beside the feed's
    without asking, and send yes and no to an address nobody reads.
    """
    method = "CANCEL" if event.status is Status.CANCELLED else "PUBLISH"
    by = folded(f"ORGANIZER;CN={quoted(organizer.name)}:mailto:{organizer.mail}")
    body = _calendar([f"METHOD:{method}"], [event], by)
    return Attachment(f"{CONTENT_TYPE}; method={method}", body)


def _calendar(properties: Iterable[str], events: list[Event], *extra: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", *_HEAD, *properties]
    # A calendar must hold a component (RFC 5545 §3.6), so the empty one holds the time zone.
    if not events or any(event.weekly for event in events):
        lines += VTIMEZONE
    for event in events:
        lines += _event(event, extra)
    lines += ["END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def _subscription(calendar: Calendar) -> Iterator[str]:
    name = escaped(calendar.name)
    yield folded(f"NAME:{name}")
    yield folded(f"X-WR-CALNAME:{name}")
    if calendar.color:
        yield f"COLOR:{calendar.color}"
    yield f"REFRESH-INTERVAL;VALUE=DURATION:PT{calendar.refresh_hours}H"
    yield f"X-PUBLISHED-TTL:PT{calendar.refresh_hours}H"


def _event(event: Event, extra: Iterable[str]) -> Iterator[str]:
    stamp = _utc(event.last_modified_at)
    is_free = not event.is_busy or event.status is not Status.CONFIRMED
    yield "BEGIN:VEVENT"
    yield folded(f"UID:{event.uid}")
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SEQUENCE:{event.sequence}"
    yield from _recurring(event, event.weekly) if event.weekly else _once(event)
    yield folded(f"SUMMARY:{escaped(event.summary)}")
    yield f"STATUS:{event.status}"
    yield f"TRANSP:{'TRANSPARENT' if is_free else 'OPAQUE'}"
    yield "CLASS:PRIVATE"
    yield from _details(event)
    yield from extra
    yield from _alarm(event)
    yield "END:VEVENT"


def _once(event: Event) -> Iterator[str]:
    """Yield UTC: local time cannot say the second 02:30 of the night in October."""
    yield f"DTSTART:{_utc(event.starts_at)}"
    yield f"DTEND:{_utc(event.ends_at)}"


def _recurring(event: Event, weekly: Weekly) -> Iterator[str]:
    start = to_oslo(event.starts_at)
    yield f"DTSTART;TZID={TZID}:{_digits(start)}"
    yield f"DTEND;TZID={TZID}:{_digits(to_oslo(event.ends_at))}"
    until = _utc(on_day(start, weekly.until_on).astimezone(UTC))
    yield f"RRULE:FREQ=WEEKLY;INTERVAL={weekly.every_weeks};UNTIL={until}"
    for day in weekly.days(start.date()):
        if day in weekly.except_on:
            yield f"EXDATE;TZID={TZID}:{_digits(on_day(start, day))}"


def _details(event: Event) -> Iterator[str]:
    if event.description:
        yield folded(f"DESCRIPTION:{escaped(event.description)}")
    if event.location:
        yield folded(f"LOCATION:{escaped(event.location)}")
    if event.url:
        yield folded(f"URL:{event.url}")
    if event.categories:
        yield folded(f"CATEGORIES:{','.join(map(escaped, event.categories))}")


def _alarm(event: Event) -> Iterator[str]:
    """Yield nothing for what is cancelled: nobody should be woken for it."""
    if event.alarm_minutes is None or event.status is Status.CANCELLED:
        return
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield folded(f"DESCRIPTION:{escaped(event.summary)}")
    yield f"TRIGGER:-PT{event.alarm_minutes}M"
    yield "END:VALARM"


def _utc(at: datetime) -> str:
    return _digits(at) + "Z"


def _digits(at: datetime) -> str:
    text = at.isoformat()
    return f"{text[:4]}{text[5:7]}{text[8:13]}{text[14:16]}{text[17:19]}"
