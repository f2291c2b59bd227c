"""What a calendar can hold: plain values, checked when they are made."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.ical.weekly import Weekly

_UID = re.compile(r"[A-Za-z0-9@._-]{1,255}")
_URL = re.compile(r"https?://[!-~]+")
_CSS_COLOR = re.compile(r"[a-z]+")
_MAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")


class Status(StrEnum):
    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One shift or interview as the calendar of one person shows it.

    Times are aware UTC and come out in whole seconds. Texts may hold anything: what a
    calendar file cannot carry is left out. Without `is_busy` the time counts as free, as it
    always does while the event is tentative and after it is cancelled.

    Raises:
        ValueError: a time is naive or not UTC, the end is not after the start, or a value
            has a form no calendar reads.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    last_modified_at: datetime
    status: Status = Status.CONFIRMED
    is_busy: bool = True
    url: str | None = None
    description: str | None = None
    location: str | None = None
    categories: tuple[str, ...] = ()
    alarm_minutes: int | None = None
    weekly: Weekly | None = None

    def __post_init__(self) -> None:
        _refuse(self, _event_faults(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A subscription: `color` is a CSS3 name (RFC 7986 has no hex), the order is ours to choose.

    Raises:
        ValueError: two events share a UID (readers keep either), or a value has a form no
            calendar reads.
    """

    name: str
    events: tuple[Event, ...] = ()
    color: str | None = None
    refresh_hours: int = 1

    def __post_init__(self) -> None:
        _refuse(self, _calendar_faults(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Organizer:
    """The office a mailed event comes from; never a person, as the address is in the file.

    Raises:
        ValueError: the address is none.
    """

    name: str
    mail: str

    def __post_init__(self) -> None:
        if not _MAIL.fullmatch(self.mail):
            raise ValueError(f"Organizer: {self.mail!r} is no mail address")


def _refuse(thing: object, faults: Iterator[str]) -> None:
    fault = next(faults, None)
    if fault:
        raise ValueError(f"{type(thing).__name__}: {fault}")


def _event_faults(event: Event) -> Iterator[str]:
    yield from _time_faults(event)
    if not _UID.fullmatch(event.uid):
        yield f"uid {event.uid!r} has other characters than letters, digits and @._-"
    if event.url is not None and not _URL.fullmatch(event.url):
        yield f"url {event.url!r} is no http(s) address in ASCII"
    if event.sequence < 0:
        yield f"sequence {event.sequence} is negative"
    if event.alarm_minutes is not None and event.alarm_minutes < 0:
        yield f"alarm_minutes {event.alarm_minutes} is negative"
    if event.weekly:
        yield from event.weekly.faults(event.starts_at, event.ends_at)


def _time_faults(event: Event) -> Iterator[str]:
    for name in ("starts_at", "ends_at", "last_modified_at"):
        at: datetime = getattr(event, name)
        if at.utcoffset() != timedelta(0):  # None when naive
            yield f"{name} {at.isoformat()} is not aware UTC"
    if event.ends_at - event.starts_at < timedelta(seconds=1):
        yield f"ends_at {event.ends_at.isoformat()} is not after {event.starts_at.isoformat()}"


def _calendar_faults(calendar: Calendar) -> Iterator[str]:
    if calendar.color is not None and not _CSS_COLOR.fullmatch(calendar.color):
        yield f"color {calendar.color!r} is no CSS3 colour name"
    if calendar.refresh_hours < 1:
        yield f"refresh_hours {calendar.refresh_hours} is less than one"
    if len({event.uid for event in calendar.events}) < len(calendar.events):
        yield "two events have the same uid"
