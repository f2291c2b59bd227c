"""What a vedtak grants: domain/bpa.md § 8, cases 1–10 and 16–19; hours as a case worker writes."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.budget import Account, Basis, Per, Portion, dogn, granted, hours, rounded
from portal.rules.carry_over import Carry, CarryPolicy, carried_over, may_carry_over
from portal.rules.periods import Days, parse_day

NEW_YEAR = date(2026, 1, 1)


def days(text):
    first, last = text.split(" – ")
    return Days(parse_day(first), parse_day(last))


def a_week(amount, from_on=NEW_YEAR, to_on=None):
    return Portion(hours(amount), Per.WEEK, from_on, to_on)


YEAR, QUARTER = days("2026-01-01 – 2026-12-31"), days("2026-01-01 – 2026-03-31")

# portions · days · basis · hours granted, with the decimals of the page
TABLE = [
    ([a_week(20)], QUARTER, Basis.DAYS, 257.142857),
    ([a_week(20)], YEAR, Basis.DAYS, 1042.857143),
    ([a_week(20)], QUARTER, Basis.WEEKS_52, 256.438356),
    ([a_week(20)], YEAR, Basis.WEEKS_52, 1040),
    (
        [a_week(20, to_on=date(2026, 6, 30)), a_week(28, date(2026, 7, 1))],
        YEAR,
        Basis.DAYS,
        1253.142857,
    ),
    ([a_week(20)], days("2028-01-01 – 2028-12-31"), Basis.DAYS, 1045.714286),
    ([a_week(20)], days("2028-01-01 – 2028-12-31"), Basis.WEEKS_52, 1040),
    ([a_week(32, date(2026, 3, 16))], YEAR, Basis.DAYS, 1330.285714),
    # several portions at once add up
    ([a_week(15), a_week(10)], days("2026-11-16 – 2026-11-22"), Basis.DAYS, 25),
    # a month has 28, 29, 30 or 31 days, and grants the same
    ([Portion(hours(24), Per.MONTH, NEW_YEAR)], QUARTER, Basis.DAYS, 72),
    ([Portion(hours(31), Per.MONTH, NEW_YEAR)], days("2026-01-01 – 2026-01-10"), Basis.DAYS, 10),
    ([Portion(hours(29), Per.MONTH, NEW_YEAR)], days("2028-02-20 – 2028-02-29"), Basis.DAYS, 10),
    ([Portion(dogn(2), Per.MONTH, NEW_YEAR)], YEAR, Basis.WEEKS_52, 576),
    # a year has 365 or 366
    ([Portion(hours(365), Per.YEAR, NEW_YEAR)], days("2026-12-31 – 2026-12-31"), Basis.DAYS, 1),
    ([Portion(hours(366), Per.YEAR, NEW_YEAR)], days("2028-02-29 – 2028-03-01"), Basis.DAYS, 2),
    (
        [Portion(hours(732), Per.YEAR, NEW_YEAR)],
        days("2027-12-31 – 2028-12-31"),
        Basis.DAYS,
        734.005479,
    ),
    # nothing before it begins, nothing after it ends
    ([a_week(20, date(2027, 1, 1))], YEAR, Basis.DAYS, 0),
    ([a_week(20, to_on=date(2026, 1, 7))], YEAR, Basis.DAYS, 20),
    ([a_week(21, to_on=NEW_YEAR)], YEAR, Basis.DAYS, 3),  # one day
    ([], YEAR, Basis.DAYS, 0),
]


@pytest.mark.parametrize(("portions", "period", "basis", "expected"), TABLE)
def test_granted(portions, period, basis, expected):
    assert float(granted(portions, period, basis=basis) / 60) == pytest.approx(expected, abs=5e-7)


SEPTEMBER = days("2026-09-01 – 2026-09-30")


@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        ([], 150),
        (["2026-09-08 – 2026-09-21"], 80),
        (["2026-09-08 – 2026-09-14", "2026-09-15 – 2026-09-21"], 80),
        (["2026-09-08 – 2026-09-18", "2026-09-10 – 2026-09-21"], 80),
        (["2026-09-08 – 2026-09-21", "2026-09-10 – 2026-09-12"], 80),
        (["2026-09-15 – 2026-09-21", "2026-09-08 – 2026-09-14"], 80),
        (["2026-08-01 – 2026-09-14"], 80),
        (["2026-09-17 – 2026-10-31"], 80),
        (["2026-08-01 – 2026-08-31", "2026-10-01 – 2026-10-02"], 150),
        (["2026-08-01 – 2026-10-31"], 0),
        (["2026-08-25 – 2026-09-01"], 145),
        (["2026-09-30 – 2026-10-05"], 145),
        (["2026-09-01 – 2026-09-30", "2026-09-30 – 2026-10-02"], 0),
    ],
)
def test_a_hospital_stay_that_pauses(pauses, expected):
    paused = granted([a_week(35)], SEPTEMBER, pauses=[days(pause) for pause in pauses])
    assert paused == hours(expected)


def test_the_calendar_has_an_end():
    last = Days(date(9999, 12, 1), date.max)
    assert granted([Portion(31, Per.MONTH, NEW_YEAR)], last) == 31
    assert (
        granted([Portion(31, Per.MONTH, NEW_YEAR)], last, pauses=[Days(date.max, date.max)]) == 30
    )


@pytest.mark.parametrize(
    ("minutes", "to_on", "message"),
    [(-1, None, "below zero"), (60, date(2025, 12, 31), "is before")],
)
def test_what_is_no_portion(minutes, to_on, message):
    with pytest.raises(ValueError, match=message):
        Portion(minutes, Per.WEEK, NEW_YEAR, to_on)


def test_an_empty_portion_and_an_account_nobody_has_used():
    assert granted([Portion(0, Per.WEEK, NEW_YEAR)], YEAR) == 0
    account = Account(Fraction(60))
    assert (account.left_minutes, account.free_minutes, account.used_percent) == (60, 60, 0)


@pytest.mark.parametrize(
    ("minutes", "whole"),
    [
        (Fraction(1, 2), 1),
        (Fraction(-1, 2), 0),
        (Fraction(-3, 2), -1),
        (Fraction(1, 3), 0),
        (Fraction(2, 3), 1),
        (Fraction(-2, 3), -1),
        (Fraction(5), 5),
    ],
)
def test_half_goes_up(minutes, whole):
    assert rounded(minutes) == whole


# granted · used and planned, hours · granted, left and free, h:mm · percent used
ACCOUNTS = [
    (granted([a_week(20)], QUARTER), (230, 0), ["257:09", "27:09", "27:09"], 89),
    (granted([a_week(20)], YEAR), (230, 800), ["1042:51", "812:51", "12:51"], 22),
    (granted([a_week(20)], QUARTER), (290, 0), ["257:09", "-32:51", "-32:51"], 113),
    (Fraction(0), (2, 1), ["0:00", "-2:00", "-3:00"], None),
]


@pytest.mark.parametrize(("exact", "use", "shown", "percent"), ACCOUNTS)
def test_the_account(exact, use, shown, percent):
    account = Account(exact, use[0] * 60, use[1] * 60)
    numbers = [account.granted_minutes, account.left_minutes, account.free_minutes]
    assert [in_words(minutes) for minutes in numbers] == shown
    assert account.used_percent == percent


def in_words(minutes):
    sign = "-" if minutes < 0 else ""
    return f"{sign}{abs(minutes) // 60}:{abs(minutes) % 60:02}"


# unused hours · policy · carried (the rest lapses); 20 h a week
CARRIED = [
    (40, CarryPolicy(), 0),
    (40, CarryPolicy(Carry.MAX_WEEKS, 2), 40),
    (40, CarryPolicy(Carry.MAX_PERCENT, 5), 40),
    (80, CarryPolicy(), 0),
    (80, CarryPolicy(Carry.MAX_WEEKS, 2), 40),
    (80, CarryPolicy(Carry.MAX_PERCENT, 5), 52.142857),
    (80, CarryPolicy(Carry.BY_APPLICATION), 0),
    (-10, CarryPolicy(Carry.MAX_WEEKS, 2), 0),
]


@pytest.mark.parametrize(("unused", "policy", "carried"), CARRIED)
def test_carried_over(unused, policy, carried):
    most = may_carry_over(policy, weekly=hours(20), granted=granted([a_week(20)], YEAR))
    assert float(carried_over(hours(unused), most) / 60) == pytest.approx(carried, abs=5e-7)


PORTIONS = st.builds(
    lambda minutes, per, start, length: Portion(
        minutes, per, start, start + timedelta(days=length) if length else None
    ),
    st.integers(0, 10_000),
    st.sampled_from(Per),
    st.dates(date(2024, 1, 1), date(2029, 1, 1)),
    st.integers(0, 900),
)
PAUSES = st.builds(
    lambda start, length: Days(start, start + timedelta(days=length)),
    st.dates(date(2025, 1, 1), date(2029, 1, 1)),
    st.integers(0, 60),
)
LISTS = {"portions": st.lists(PORTIONS, max_size=4), "pauses": st.lists(PAUSES, max_size=4)}


@given(
    start=st.dates(date(2025, 1, 1), date(2028, 1, 1)),
    first=st.integers(1, 500),
    second=st.integers(1, 500),
    basis=st.sampled_from(Basis),
    **LISTS,
)
def test_adjoining_periods_add_up_before_rounding(start, first, second, basis, portions, pauses):
    def of(days_in, count):
        period = Days(start + timedelta(days=days_in), start + timedelta(days=days_in + count - 1))
        return granted(portions, period, basis=basis, pauses=pauses)

    assert of(0, first) + of(first, second) == of(0, first + second)


@given(start=st.dates(date(2025, 1, 1), date(2028, 1, 1)), basis=st.sampled_from(Basis), **LISTS)
def test_the_same_as_day_by_day(start, basis, portions, pauses):
    period = Days(start, start + timedelta(days=100))
    slow = sum(
        Fraction(portion.minutes) * _share(portion.per, basis, day)
        for day in period.each()
        if not any(pause.from_on <= day <= pause.to_on for pause in pauses)
        for portion in portions
        if portion.from_on <= day and (portion.to_on is None or day <= portion.to_on)
    )
    assert granted(portions, period, basis=basis, pauses=pauses) == slow


def _share(per, basis, day):
    year = 366 if day.year % 4 == 0 else 365
    month = [31, year - 337, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][day.month - 1]
    week = Fraction(52, year) if basis is Basis.WEEKS_52 else Fraction(1, 7)
    return {Per.WEEK: week, Per.MONTH: Fraction(1, month), Per.YEAR: Fraction(1, year)}[per]
