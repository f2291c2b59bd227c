"""Whatever the events, icalendar reads ours back; and as it reads its own."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.ical.events import Calendar, Event, Status
from portal.ical.write import to_bytes
from tests.contracts.readers.samples import half_a_year

pytestmark = pytest.mark.once

instants = st.datetimes(datetime(1997, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
texts = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), include_characters="\n")
).filter(lambda text: r"\N" not in text)  # which icalendar's own writer takes for a line end
plain = st.from_regex(r"[a-z0-9/_-]{0,120}", fullmatch=True)


words = texts.filter(bool)


def event(*, starts_at: datetime, lasts: timedelta, last_modified_at: datetime, **rest) -> Event:
    starts_at = starts_at.replace(microsecond=0)
    return Event(
        starts_at=starts_at, ends_at=starts_at + lasts,
        last_modified_at=last_modified_at.replace(microsecond=0), **rest,
    )  # fmt: skip


events = st.builds(
    event,
    uid=st.uuids().map(str),
    sequence=st.integers(0, 2**31 - 1),
    starts_at=instants,
    lasts=st.integers(1, 10**6).map(lambda seconds: timedelta(seconds=seconds)),
    summary=texts,
    last_modified_at=instants,
    status=st.sampled_from(Status),
    is_busy=st.booleans(),
    url=st.none() | plain.map("https://pusterom.example/{}".format),
    description=st.none() | words,
    location=st.none() | words,
    categories=st.lists(words, max_size=3).map(tuple),
    alarm_minutes=st.none() | st.integers(0, 10_000),
)  # built once: a strategy that is made anew at each draw is also checked anew
calendars = st.builds(
    Calendar,
    # icalendar 7.3 and ical.js 2.2 do not know NAME and leave what is escaped in it.
    name=st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters=",;\\")),
    events=st.lists(events, max_size=4, unique_by=lambda one: one.uid).map(tuple),
)


def in_order(calendar: Calendar) -> list[Event]:
    return sorted(calendar.events, key=lambda one: (one.starts_at, one.uid))


def read_back(found: icalendar.Event) -> Event:
    alarms = [alarm["TRIGGER"].dt for alarm in found.walk("VALARM")]
    return Event(
        uid=str(found["UID"]),
        sequence=int(found["SEQUENCE"]),
        starts_at=found["DTSTART"].dt,
        ends_at=found["DTEND"].dt,
        summary=str(found["SUMMARY"]),
        last_modified_at=found["LAST-MODIFIED"].dt,
        status=Status(found["STATUS"]),
        is_busy=found["TRANSP"] == "OPAQUE",
        url=_text(found, "URL"),
        description=_text(found, "DESCRIPTION"),
        location=_text(found, "LOCATION"),
        categories=tuple(map(str, found["CATEGORIES"].cats)) if "CATEGORIES" in found else (),
        alarm_minutes=int(-alarms[0] / timedelta(minutes=1)) if alarms else None,
    )


def _text(found: icalendar.Event, name: str) -> str | None:
    return str(found[name]) if name in found else None


def as_shown(event: Event) -> Event:
    """Return the event without what its status takes away: busy time and the bell."""
    values = {name: getattr(event, name) for name in Event.__dataclass_fields__}
    if event.status is not Status.CONFIRMED:
        values["is_busy"] = False
    if event.status is Status.CANCELLED:
        values["alarm_minutes"] = None
    return Event(**values)


def written_by_icalendar(calendar: Calendar) -> bytes:
    """Return the same calendar as the library itself would write it."""
    feed = icalendar.Calendar()
    for one in map(as_shown, in_order(calendar)):
        feed.add_component(_component(one))
    return feed.to_ical()


def _component(one: Event) -> icalendar.Event:
    found = icalendar.Event()
    properties = {
        "uid": one.uid,
        "dtstamp": one.last_modified_at,
        "last-modified": one.last_modified_at,
        "sequence": one.sequence,
        "dtstart": one.starts_at,
        "dtend": one.ends_at,
        "summary": one.summary,
        "status": str(one.status),
        "transp": "OPAQUE" if one.is_busy else "TRANSPARENT",
        "class": "PRIVATE",
        "description": one.description,
        "location": one.location,
        "url": one.url,
        "categories": list(one.categories) or None,
    }
    for name, value in properties.items():
        if value is not None:
            found.add(name, value)
    if one.alarm_minutes is not None:
        found.add_component(_bell(one.summary, one.alarm_minutes))
    return found


def _bell(summary: str, minutes: int) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", timedelta(minutes=-minutes))
    return alarm


@given(calendars)
@settings(max_examples=100, deadline=None)
def test_every_calendar_is_read_back_as_the_events_it_was_made_of(calendar):
    found = icalendar.Calendar.from_ical(to_bytes(calendar))
    assert [read_back(event) for event in found.events] == list(map(as_shown, in_order(calendar)))
    assert str(found["NAME"]) == str(found["X-WR-CALNAME"]) == calendar.name
    assert not found.errors


@given(calendars)
@settings(max_examples=100, deadline=None)
def test_ours_and_that_of_the_library_are_equal_event_for_event(calendar):
    ours = icalendar.Calendar.from_ical(to_bytes(calendar))
    theirs = icalendar.Calendar.from_ical(written_by_icalendar(calendar))
    assert ours.events == theirs.events


def test_so_are_500_events():
    ours = icalendar.Calendar.from_ical(to_bytes(half_a_year()))
    theirs = icalendar.Calendar.from_ical(written_by_icalendar(half_a_year()))
    assert len(ours.events) == 500
    assert ours.events == theirs.events


@given(calendars)
@settings(max_examples=100, deadline=None)
def test_no_line_is_over_75_octets_and_none_is_broken_by_splitlines(calendar):
    body = to_bytes(calendar)
    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert body.decode().splitlines() == [line.decode() for line in lines[:-1]]


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_any_text_at_all_stays_inside_its_property(text):
    event = half_a_year().events[0]
    plain_one = to_bytes(Calendar(name="x", events=(event,)))
    values = {name: getattr(event, name) for name in Event.__dataclass_fields__}
    hostile = Event(**(values | {"summary": text}))
    found = icalendar.Calendar.from_ical(to_bytes(Calendar(name="x", events=(hostile,))))
    (expected,) = icalendar.Calendar.from_ical(plain_one).events
    (seen,) = found.events
    assert {**seen, "SUMMARY": ""} == {**expected, "SUMMARY": ""}
