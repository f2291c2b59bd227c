"""icalendar + recurring-ical-events: what Python programs make of a calendar."""

from datetime import UTC, datetime

import icalendar
import recurring_ical_events

from tests.contracts.readers.seen import Seen


def read(body: bytes, starts_at: datetime, ends_at: datetime) -> list[Seen]:
    calendar = icalendar.Calendar.from_ical(body)
    found = recurring_ical_events.of(calendar).between(starts_at, ends_at)
    return sorted(
        Seen(
            event.start.astimezone(UTC),
            event.end.astimezone(UTC),
            str(event["UID"]),
            str(event["SUMMARY"]),
            str(event["STATUS"]),
            int(event["SEQUENCE"]),
        )
        for event in found
    )
