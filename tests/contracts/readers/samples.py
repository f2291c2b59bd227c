"""Events for the readers to read; only what a test is about needs to be said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from portal.ical.events import Calendar, Event, Organizer

OFFICE = Organizer(name="Nordvik kommune", mail="ikke-svar@nordvik.example")

_EVENT = Event(
    uid="vakt-1",
    sequence=0,
    starts_at=datetime(2026, 11, 25, 16, tzinfo=UTC),
    ends_at=datetime(2026, 11, 25, 21, tzinfo=UTC),
    summary="Vakt",
    last_modified_at=datetime(2026, 11, 20, 8, 30, 15, 123456, tzinfo=UTC),
)


def event(**changes: object) -> Event:
    return replace(_EVENT, **changes)


def at(text: str) -> datetime:
    """Return the instant that `2026-10-25 01:30` is in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def calendar(*events: Event) -> Calendar:
    return Calendar(name="Vaktene mine", events=events)


def half_a_year() -> Calendar:
    """Return 500 shifts, the most a link shows."""
    first = at("2026-06-01 06:00")
    return calendar(
        *(
            event(
                uid=f"vakt-{number}",
                sequence=number % 5,
                starts_at=first + timedelta(hours=12 * number),
                ends_at=first + timedelta(hours=12 * number, minutes=450),
                summary="Vakt A.B.",
                url=f"https://pusterom.nordvik.example/vakter/{number}",
            )
            for number in range(500)
        )
    )
