"""Days, weeks and months of Norway on the UTC line; the nights the clocks change in 2026."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.periods import (
    Days,
    NoSuchTimeError,
    clock,
    clock_changes,
    day_of,
    elapsed_minutes,
    from_local,
    is_repeated,
    local_day,
    midnight,
    month_end,
    month_of,
    named_day,
    named_month,
    named_week,
    parse_day,
    parse_time,
    split_days,
    split_months,
    to_local,
    week_of,
    whole_days,
    year_of,
)
from portal.rules.spans import Span
from tests.rules.strategies import spans


def utc(day, hour, minute=0, *, month=3):
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("local", "instant"),
    [
        ("2026-03-28T22:00", utc(28, 21)),
        ("2026-03-29T01:59", utc(29, 0, 59)),
        ("2026-03-29T03:00", utc(29, 1)),
        ("2026-10-25T01:59", utc(24, 23, 59, month=10)),
        ("2026-10-25T02:00", utc(25, 0, month=10)),  # twice: the first is meant
        ("2026-10-25T02:59", utc(25, 0, 59, month=10)),
        ("2026-10-25T02:30+02:00", utc(25, 0, 30, month=10)),
        ("2026-10-25T02:30+01:00", utc(25, 1, 30, month=10)),
        ("2026-10-25T03:00", utc(25, 2, month=10)),
        ("2026-10-25T01:30Z", utc(25, 1, 30, month=10)),
        ("2026-10-25T03:30:00+03:00", utc(25, 0, 30, month=10)),
    ],
)
def test_written_times(local, instant):
    assert parse_time(local) == instant
    assert parse_time(local).tzinfo is UTC


@pytest.mark.parametrize("skipped", ["02:00", "02:30", "02:59"])
def test_the_skipped_hour_does_not_exist(skipped):
    with pytest.raises(NoSuchTimeError, match="does not exist"):
        parse_time(f"2026-03-29T{skipped}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-31T08:00",
        "2026-02-29T08:00",
        "2026-11-30T24:00",
        "2026-11-30T08:60",
        "2026-11-30 08:00",
        "2026-11-30T8:00",
        "2026-11-30T08:00:30",
        "2026-11-30T08:00+25:00",
        "2026-11-30T08:00\n",
        "2026-11-30",
        "2026-W48-1T08:00",
        "20261130T0800",
        "٢٠٢٦-11-30T08:00",
        "0000-01-01T00:00",
        "1899-12-31T23:59",
        "2200-01-01T00:00",
    ],
)
def test_what_is_not_a_time(text):
    with pytest.raises(ValueError, match=r"not a time|no such time|not within"):
        parse_time(text)


@pytest.mark.parametrize("text", ["", "2026-11-31", "2026-2-1", "20260201", "2026-W01-1", "i dag"])
def test_what_is_not_a_date(text):
    with pytest.raises(ValueError, match=r"not a date|no such date"):
        parse_day(text)


def test_the_first_and_the_last_time_that_are_read():
    assert parse_time("1900-01-01T00:00").year == 1899  # an hour earlier in UTC
    assert parse_time("2199-12-31T23:59").year == 2199


def test_a_written_date():
    assert parse_day("2028-02-29") == date(2028, 2, 29)


def test_the_repeated_hour_has_a_second_time():
    half_past_two = datetime(2026, 10, 25, 2, 30)  # noqa: DTZ001 - the wall clock, typed
    first, second = from_local(half_past_two), from_local(half_past_two, second=True)
    assert elapsed_minutes(first, second) == 60
    assert to_local(first) == to_local(second) == half_past_two
    assert is_repeated(half_past_two)
    assert not is_repeated(half_past_two + timedelta(hours=1))
    assert not is_repeated(datetime(2026, 3, 29, 2, 30))  # noqa: DTZ001 - the wall clock, typed


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 3, 28), 24),
        (date(2026, 3, 29), 23),
        (date(2026, 3, 30), 24),
        (date(2026, 10, 24), 24),
        (date(2026, 10, 25), 25),
        (date(2026, 10, 26), 24),
    ],
)
def test_length_of_a_day(day, hours):
    assert day_of(day).span.minutes == hours * 60


@pytest.mark.parametrize(
    ("day", "minutes"),
    [
        (date(2026, 3, 29), 167 * 60),
        (date(2026, 3, 30), 168 * 60),
        (date(2026, 10, 19), 169 * 60),
        (date(2026, 10, 25), 169 * 60),
    ],
)
def test_length_of_a_week(day, minutes):
    assert week_of(day).span.minutes == minutes


@pytest.mark.parametrize(
    ("period", "from_on", "to_on"),
    [
        (week_of(date(2026, 1, 1)), date(2025, 12, 29), date(2026, 1, 4)),
        (week_of(date(2026, 11, 23)), date(2026, 11, 23), date(2026, 11, 29)),
        (month_of(date(2028, 2, 10)), date(2028, 2, 1), date(2028, 2, 29)),
        (month_of(date(2026, 12, 31)), date(2026, 12, 1), date(2026, 12, 31)),
        (year_of(date(2026, 6, 1)), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_calendar_periods(period, from_on, to_on):
    assert period == Days(from_on, to_on)


def test_days_hold_both_ends():
    march = month_of(date(2026, 3, 1))
    assert march.count == 31
    assert list(march.each())[::30] == [date(2026, 3, 1), date(2026, 3, 31)]
    assert march.span == Span(utc(28, 23, month=2), utc(31, 22))
    assert march.clip(date(2026, 3, 20), None) == Days(date(2026, 3, 20), date(2026, 3, 31))
    assert march.clip(date(2026, 1, 1), date(2026, 3, 1)) == day_of(date(2026, 3, 1))
    assert march.clip(date(2026, 4, 1), None) is None
    with pytest.raises(ValueError, match="is before"):
        Days(date(2026, 3, 2), date(2026, 3, 1))


def test_month_end_at_the_edge_of_the_calendar():
    assert month_end(date(9999, 12, 1)) == date.max


@pytest.mark.parametrize("hour", [0, 6, 12, 24])
def test_whole_hours_of_the_day(hour):
    day = date(2026, 10, 25)
    expected = midnight(date(2026, 10, 26)) if hour == 24 else parse_time(f"{day}T{hour:02}:00")
    assert clock(day, hour) == expected


def test_a_night_is_split_at_norwegian_midnight():
    night = Span(parse_time("2026-10-24T22:00"), parse_time("2026-10-25T07:00"))
    assert [(day, part.minutes) for day, part in split_days(night)] == [
        (date(2026, 10, 24), 120),
        (date(2026, 10, 25), 480),
    ]


def test_new_years_eve_is_split_between_the_years():
    party = Span(parse_time("2026-12-31T20:00"), parse_time("2027-01-01T04:00"))
    assert [(month, part.minutes) for month, part in split_months(party)] == [
        (date(2026, 12, 1), 240),
        (date(2027, 1, 1), 240),
    ]


def test_a_shift_until_midnight_does_not_touch_the_next_day():
    evening = Span(parse_time("2026-11-30T20:00"), parse_time("2026-12-01T00:00"))
    assert [day for day, _ in split_days(evening)] == [date(2026, 11, 30)]
    assert [month for month, _ in split_months(evening)] == [date(2026, 11, 1)]


def test_a_shift_from_midnight_of_the_first():
    morning = Span(parse_time("2026-12-01T00:00"), parse_time("2026-12-01T08:00"))
    assert [month for month, _ in split_months(morning)] == [date(2026, 12, 1)]


def test_time_is_counted_by_the_clock_of_the_sun_not_of_the_wall():
    oslo = Span(parse_time("2026-03-28T16:00"), parse_time("2026-03-29T16:00"))
    assert elapsed_minutes(oslo.start, oslo.end) == oslo.minutes == 23 * 60
    assert elapsed_minutes(oslo.end, oslo.start) == -23 * 60
    elsewhere = timezone(timedelta(hours=-5))
    assert Span(oslo.start.astimezone(elsewhere), oslo.end.astimezone(elsewhere)) == oslo


@given(spans())
def test_minutes_split_over_midnights_sum_to_the_whole(span):
    parts = split_days(span)
    assert sum(part.minutes for _, part in parts) == span.minutes
    assert all(local_day(part.start) == day for day, part in parts)


@given(spans())
def test_minutes_split_over_months_sum_to_the_whole(span):
    parts = split_months(span)
    assert sum(part.minutes for _, part in parts) == span.minutes
    assert all(local_day(part.start).replace(day=1) == month for month, part in parts)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001 - wall clock
def test_wall_time_survives_the_way_to_utc_and_back(local):
    try:
        instant = from_local(local)
    except NoSuchTimeError:
        assert (local.month, local.hour) == (3, 2)
    else:
        assert to_local(instant) == local


# Døgn ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "dogn"),
    [
        ("2026-11-21T12:00", "2026-11-22T11:59", 0),
        ("2026-11-21T12:00", "2026-11-22T12:00", 1),
        ("2026-11-20T16:00", "2026-11-22T16:00", 2),
        ("2026-03-28T12:00", "2026-03-29T12:00", 1),  # 23 hours
        ("2026-03-28T12:00", "2026-03-29T11:59", 0),
        ("2026-03-27T16:00", "2026-03-29T16:00", 2),  # 47 hours
        ("2026-10-24T12:00", "2026-10-25T12:00", 1),  # 25 hours
        ("2026-10-24T12:00", "2026-10-25T11:59", 0),  # 24 hours and 59 minutes
        ("2026-10-23T16:00", "2026-10-25T16:00", 2),  # 49 hours
        ("2026-10-25T02:50+02:00", "2026-10-25T02:10+01:00", 0),  # the clock went backwards
    ],
)
def test_a_dogn_is_from_one_clock_time_to_the_same_the_next_day(start, end, dogn):
    assert whole_days(Span(parse_time(start), parse_time(end))) == dogn


def test_the_clock_is_moved_twice_a_year():
    window = Span(midnight(date(2026, 3, 29)), midnight(date(2027, 3, 28)))
    assert clock_changes(window) == [(utc(29, 1), 60), (utc(25, 1, month=10), -60)]


# In an address ---------------------------------------------------------------------------


def test_an_address_names_a_day_a_week_and_a_month() -> None:
    assert named_day("2026-11-30") == date(2026, 11, 30)
    assert named_week("2026-53") == Days(date(2026, 12, 28), date(2027, 1, 3))
    assert named_month("2026-02") == Days(date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize("year", ["0001", "1899", "2200", "9999", "99999999999999999999"])
def test_an_address_names_no_century_without_neighbours(year) -> None:
    assert named_day(f"{year}-12-31") is None
    assert named_week(f"{year}-52") is None
    assert named_month(f"{year}-12") is None


@pytest.mark.parametrize("text", ["", "2026", "2026-00", "2026-54", "x-1", "-", "2026-1-1-1"])
def test_what_is_no_week_or_month_is_none(text) -> None:
    assert named_week(text) is None
    assert named_month(text) is None
