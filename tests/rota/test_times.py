"""From what is typed to a stretch on the UTC line, also when the clock is changed."""

from __future__ import annotations

from datetime import date, time

import pytest

from portal.rota.times import Fault, TimeFaultError, Typed, moved, series, span_of, typed_of
from portal.rules.spans import Span
from tests.factories.shifts import at

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def typed(day: date, starts: str, ends: str, **more) -> Typed:
    clock = [time(*map(int, text.split("."))) for text in (starts, ends)]
    return Typed(day=day, starts=clock[0], ends=clock[1], **more)


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        (typed(date(2026, 11, 25), "17.0", "20.0"), 180),
        (typed(date(2026, 11, 25), "22.0", "7.0"), 540),  # evidently a night
        (typed(date(2026, 11, 25), "10.0", "9.0", is_next_day=True), 23 * 60),
        (typed(date(2026, 11, 25), "10.0", "14.0", is_next_day=True), 28 * 60),
        (typed(date(2026, 11, 27), "16.0", "18.0", last_day=date(2026, 11, 29)), 50 * 60),
        (typed(date(2026, 10, 24), "22.0", "7.0"), 600),  # 24th to 25th of October: ten hours
        (typed(date(2026, 3, 28), "22.0", "7.0"), 480),
        (typed(AUTUMN, "2.30", "4.0", is_second=False), 150),
        (typed(AUTUMN, "2.30", "4.0", is_second=True), 90),
    ],
)
def test_hours_are_counted_as_they_pass(said, minutes) -> None:
    assert span_of(said).minutes == minutes


@pytest.mark.parametrize(
    ("said", "field", "fault"),
    [
        (typed(date(2026, 11, 25), "15.0", "14.0"), "ends", Fault.ENDS_BEFORE),
        (typed(date(2026, 11, 25), "15.0", "15.0"), "ends", Fault.ENDS_BEFORE),
        (typed(date(2026, 11, 25), "15.0", "14.0", last_day=date(2026, 11, 24)), "ends",
         Fault.ENDS_BEFORE),
        (typed(date(2026, 11, 1), "8.0", "9.0", last_day=date(2026, 11, 9)), "ends",
         Fault.TOO_LONG),
        (typed(SPRING, "2.30", "6.0"), "starts", Fault.NO_SUCH_HOUR),
        (typed(date(2026, 3, 28), "22.0", "2.30"), "ends", Fault.NO_SUCH_HOUR),
        (typed(AUTUMN, "2.30", "6.0"), "starts", Fault.WHICH_HOUR),
        (typed(date(2026, 10, 24), "22.0", "2.15"), "ends", Fault.WHICH_HOUR),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_the_field(said, field, fault) -> None:
    with pytest.raises(TimeFaultError) as raised:
        span_of(said)
    assert (raised.value.field, raised.value.fault) == (field, fault)


@pytest.mark.parametrize(
    "said",
    [
        typed(date(2026, 11, 25), "17.0", "20.0"),
        typed(date(2026, 11, 25), "22.0", "7.0", is_next_day=True),
        typed(date(2026, 11, 27), "16.0", "18.0", last_day=date(2026, 11, 29)),
        typed(AUTUMN, "2.30", "4.0", is_second=True),
        typed(AUTUMN, "2.30", "4.0", is_second=False),
    ],
)
def test_what_is_written_down_reads_back_the_same(said) -> None:
    assert typed_of(span_of(said)) == said


def test_a_copy_keeps_the_clock_times_not_the_hours() -> None:
    night = Span(at("2026-10-17 22:00"), at("2026-10-18 07:00"))
    assert moved(night, 7) == Span(at("2026-10-24 22:00"), at("2026-10-25 07:00"))
    assert moved(night, 7).minutes == night.minutes + 60


def test_a_series_is_the_first_day_and_the_days_it_is_repeated() -> None:
    first = Span(at("2026-11-25 17:00"), at("2026-11-25 20:00"))  # a Wednesday
    days = [it.start for it in series(first, frozenset({0, 2}), date(2026, 12, 7))]
    assert days == [
        at("2026-11-25 17:00"), at("2026-11-30 17:00"), at("2026-12-02 17:00"),
        at("2026-12-07 17:00"),
    ]  # fmt: skip


def test_a_series_leaves_out_the_night_without_the_hour() -> None:
    first = Span(at("2026-03-22 02:30"), at("2026-03-22 06:00"))
    assert len(series(first, frozenset({6}), date(2026, 4, 5))) == 2
