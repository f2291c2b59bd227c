"""What is refused when an event is made, so that no calendar has to guess."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.ical.events import Calendar, Organizer
from portal.ical.weekly import Weekly
from tests.contracts.readers.samples import at, event

REFUSED_EVENTS = {
    "naive start": ({"starts_at": datetime(2026, 11, 25, 16)}, "starts_at .* aware UTC"),  # noqa: DTZ001 - that is the case
    "naive end": ({"ends_at": datetime(2026, 11, 25, 21)}, "ends_at .* aware UTC"),  # noqa: DTZ001 - that is the case
    "naive change": ({"last_modified_at": datetime(2026, 1, 1)}, "last_modified_at .* aware UTC"),  # noqa: DTZ001 - that is the case
    "Oslo time": (
        {"starts_at": datetime(2026, 11, 25, 17, tzinfo=ZoneInfo("Europe/Oslo"))},
        "aware UTC",
    ),
    "ends as it starts": ({"ends_at": at("2026-11-25 16:00")}, "is not after"),
    "ends before": ({"ends_at": at("2026-11-25 15:00")}, "is not after"),
    "ends in the same second": (
        {"ends_at": at("2026-11-25 16:00") + timedelta(milliseconds=999)},
        "is not after",
    ),
    "line in uid": ({"uid": "a\r\nb"}, "uid"),
    "empty uid": ({"uid": ""}, "uid"),
    "line in url": ({"url": "https://a.example/\r\nX-A:b"}, "url"),
    "script url": ({"url": "javascript:alert(1)"}, "url"),
    "negative sequence": ({"sequence": -1}, "sequence"),
    "negative alarm": ({"alarm_minutes": -5}, "alarm_minutes"),
    "no weeks between": (
        {"weekly": Weekly(until_on=date(2027, 1, 1), every_weeks=0)},
        "every_weeks",
    ),
    "series over before it begins": (
        {"weekly": Weekly(until_on=date(2026, 11, 24))},
        "before the first day",
    ),
}


@pytest.mark.parametrize(("changes", "message"), REFUSED_EVENTS.values(), ids=REFUSED_EVENTS)
def test_an_event_no_calendar_could_show_is_refused(changes, message):
    with pytest.raises(ValueError, match=rf"Event: .*{message}"):
        event(**changes)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "until_on", "met_on"),
    [
        ("2026-03-21 21:00", "2026-03-22 06:00", date(2026, 4, 4), "2026-03-28"),
        ("2026-10-17 20:00", "2026-10-18 05:00", date(2026, 11, 1), "2026-10-24"),
        ("2026-03-22 00:30", "2026-03-22 01:30", date(2026, 4, 5), "2026-03-29"),
        ("2026-10-17 22:00", "2026-10-18 00:30", date(2026, 11, 1), "2026-10-25"),
    ],
    ids=["short night", "long night", "end that is not", "end that is twice"],
)
def test_a_series_leaves_out_the_clock_change(starts_at, ends_at, until_on, met_on):
    times = {"starts_at": at(starts_at), "ends_at": at(ends_at)}
    with pytest.raises(ValueError, match=f"{met_on} meets a clock change"):
        event(**times, weekly=Weekly(until_on=until_on))
    left_out = Weekly(until_on=until_on, except_on=(date.fromisoformat(met_on),))
    assert event(**times, weekly=left_out).weekly == left_out


@pytest.mark.parametrize(
    ("starts_at", "until_on", "met_on"),
    [
        ("2026-03-22 01:10", date(2026, 4, 5), date(2026, 3, 29)),
        ("2026-10-18 00:10", date(2026, 11, 1), date(2026, 10, 25)),
    ],
    ids=["start that is not", "start that is twice"],
)
def test_a_series_may_not_even_leave_out_a_start_that_is_twice_or_never(
    starts_at, until_on, met_on
):
    with pytest.raises(ValueError, match=f"{met_on} has not one 02:10"):
        event(
            starts_at=at(starts_at),
            ends_at=at(starts_at) + timedelta(minutes=40),
            weekly=Weekly(until_on=until_on, except_on=(met_on,)),
        )


def test_a_series_may_not_begin_with_the_night_of_the_clock_change():
    with pytest.raises(ValueError, match="2026-10-24 meets a clock change"):
        event(
            starts_at=at("2026-10-24 20:00"),
            ends_at=at("2026-10-25 06:00"),
            weekly=Weekly(until_on=date(2026, 10, 24)),
        )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"events": (event(), event(sequence=1))}, "same uid"),
        ({"color": "#00a0a0"}, "color"),
        ({"refresh_hours": 0}, "refresh_hours"),
    ],
)
def test_a_calendar_readers_would_differ_on_is_refused(arguments, message):
    with pytest.raises(ValueError, match=rf"Calendar: .*{message}"):
        Calendar(name="x", **arguments)


@pytest.mark.parametrize("mail", ["", "nordvik.example", "a@b\r\nX-A:b", 'a"@b.example'])
def test_an_organizer_has_a_mail_address(mail):
    with pytest.raises(ValueError, match="no mail address"):
        Organizer(name="Nordvik kommune", mail=mail)
