"""libical, the strictest reader (Evolution, KDE), called without a compiler."""

import ctypes
import ctypes.util
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from tests.contracts.readers.seen import Seen


class _Time(ctypes.Structure):
    """struct icaltimetype: six numbers, two flags, a zone."""

    _fields_ = (*((name, ctypes.c_int) for name in "ymdHMSab"), ("zone", ctypes.c_void_p))


class _Span(ctypes.Structure):
    """struct icaltime_span: seconds since 1970."""

    _fields_ = (
        ("start", ctypes.c_long),
        ("end", ctypes.c_long),
        ("is_busy", ctypes.c_int),
    )


_CALLBACK = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(_Span), ctypes.c_void_p)


def read(body: bytes, starts_at: datetime, ends_at: datetime) -> list[Seen]:
    lib, seen = _library(), []
    window = [_utc(lib, at) for at in (starts_at, ends_at)]

    @_CALLBACK
    def note(component: int, span: object, _data: object) -> None:
        seen.append(_seen(lib, component, span.contents))

    with _parsed(lib, body) as calendar:
        kind = lib.icalcomponent_string_to_kind(b"VEVENT")
        event = lib.icalcomponent_get_first_component(calendar, kind)
        while event:
            lib.icalcomponent_foreach_recurrence(event, *window, note, None)
            event = lib.icalcomponent_get_next_component(calendar, kind)
    return sorted(seen)


def faults(body: bytes) -> list[str]:
    """Return what libical holds against the file, in its own words."""
    lib = _library()
    with _parsed(lib, body) as calendar:
        lib.icalrestriction_check(calendar)
        text = ctypes.string_at(lib.icalcomponent_as_ical_string(calendar)).decode()
        lines = text.replace("\r\n ", "").splitlines()
        found = [line for line in lines if line.startswith("X-LIC-ERROR")]
        assert len(found) == lib.icalcomponent_count_errors(calendar)
    return found


@contextmanager
def _parsed(lib: ctypes.CDLL, body: bytes) -> Iterator[int]:
    calendar = lib.icalparser_parse_string(body)
    assert calendar, "libical could not read the file at all"
    try:
        yield calendar
    finally:
        lib.icalcomponent_free(calendar)


def _seen(lib: ctypes.CDLL, component: int, span: _Span) -> Seen:
    status = lib.icalcomponent_get_status(component)
    return Seen(
        datetime.fromtimestamp(span.start, UTC),
        datetime.fromtimestamp(span.end, UTC),
        lib.icalcomponent_get_uid(component).decode(),
        lib.icalcomponent_get_summary(component).decode(),
        lib.icalproperty_status_to_string(status).decode(),
        lib.icalcomponent_get_sequence(component),
    )


def _utc(lib: ctypes.CDLL, at: datetime) -> _Time:
    zone = lib.icaltimezone_get_utc_timezone()
    return lib.icaltime_from_timet_with_zone(int(at.timestamp()), 0, zone)


def _library() -> ctypes.CDLL:
    name = ctypes.util.find_library("ical")
    if name is None:
        pytest.skip("NOT CHECKED by the strictest reader: libical is not installed (libical3)")
    lib = ctypes.CDLL(name)
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    for function, result, *arguments in (
        ("icalparser_parse_string", pointer, text),
        ("icalcomponent_free", None, pointer),
        ("icalcomponent_string_to_kind", ctypes.c_int, text),
        ("icalcomponent_get_first_component", pointer, pointer, ctypes.c_int),
        ("icalcomponent_get_next_component", pointer, pointer, ctypes.c_int),
        ("icalcomponent_foreach_recurrence", None, pointer, _Time, _Time, _CALLBACK, pointer),
        ("icalcomponent_get_uid", text, pointer),
        ("icalcomponent_get_summary", text, pointer),
        ("icalcomponent_get_status", ctypes.c_int, pointer),
        ("icalproperty_status_to_string", text, ctypes.c_int),
        ("icalcomponent_get_sequence", ctypes.c_int, pointer),
        ("icalcomponent_as_ical_string", pointer, pointer),
        ("icalcomponent_count_errors", ctypes.c_int, pointer),
        ("icalrestriction_check", ctypes.c_int, pointer),
        ("icaltimezone_get_utc_timezone", pointer),
        ("icaltime_from_timet_with_zone", _Time, ctypes.c_long, ctypes.c_int, pointer),
    ):
        entry = getattr(lib, function)
        entry.restype, entry.argtypes = result, arguments
    return lib
