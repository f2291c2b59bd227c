"""What an entry is paid for. The figures are those of the municipality's dated rates."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.engagements.states import Kind
from portal.municipality.rates import NoRateError, Rate, Rates
from portal.municipality.states import RateCode as R
from portal.payroll.file import Paid, ore_of, to_csv
from portal.payroll.lines import Line, Work, correction, lines_of
from portal.payroll.states import WageCode as W
from portal.rules.spans import Span
from portal.shifts.states import EntryCode, ShiftKind
from tests.factories.shifts import at

START = date(2020, 1, 1)
# KS 2023, turnus, 35.5 hours a week: domain/bpa.md § 4.1 and § 8.
RATES = Rates(
    {
        R.ASSISTANT_HOUR: [Rate(20_720, START, "KS")],
        R.EVENING_HOUR: [Rate(5_600, START, "HTA § 5.4.1")],
        R.NIGHT_PERCENT: [Rate(2_500, START, "HTA § 5.4.1")],
        R.NIGHT_MINIMUM: [Rate(7_000, START, "HTA § 5.4.1")],
        R.WEEKEND_PERCENT: [Rate(2_200, START, "HTA § 5.2")],
        R.WEEKEND_MINIMUM: [Rate(7_000, START, "HTA § 5.2")],
        R.AVLASTER_HOUR: [
            Rate(9_100, START, "SGS 1030"),
            Rate(9_500, date(2026, 1, 1), "SGS 1030"),
        ],
        R.AVLASTER_EXPENSE_DOGN: [Rate(20_800, START, "SGS 1030")],
        R.STOTTEKONTAKT_HOUR: [Rate(19_500, START, "Kvinnherad 2023")],
        R.KM: [Rate(490, START, "Statens satser"), Rate(530, date(2026, 1, 1), "Statens satser")],
    }
)


def work(start, end, *, engaged_as=Kind.BPA_ASSISTANT, **more):
    span = Span(at(start), at(end))
    facts = {
        "span": span,
        "minutes": span.minutes,
        "pay_minutes": span.minutes,
        "engaged_as": engaged_as,
        "code": EntryCode.WORKED,
        "kind": ShiftKind.ORDINARY,
    }
    return Work(**{**facts, **more})


def kroner(one):
    return sum((line.amount for line in lines_of(one, RATES)), Fraction(0)) / 100


@pytest.mark.parametrize(
    ("start", "end", "sum_kr"),
    [
        # domain/bpa.md § 8, cases 22, 24, 26, 27 and 28: hours + supplements
        ("2026-11-21 22:00", "2026-11-22 07:00", 3054.80),
        ("2026-11-20 15:30", "2026-11-20 23:30", 2056.60),
        ("2026-03-28 22:00", "2026-03-29 07:00", 2707.60),
        ("2026-10-24 22:00", "2026-10-25 07:00", 3402.00),
        ("2027-03-27 22:00", "2027-03-28 07:00", 4357.73),
        ("2026-12-31 20:00", "2027-01-01 04:00", 4413.73),
    ],
)
def test_a_bpa_shift_with_its_supplements(start, end, sum_kr):
    assert round(float(kroner(work(start, end))), 2) == pytest.approx(sum_kr, abs=0.02)


@pytest.mark.parametrize(
    ("base", "weekend_kr", "night_kr"),
    [
        (33_000, 653.40, 660.00),  # case 34: the percentage is more than the minimum
        (20_720, 630.00, 560.00),
    ],
)
def test_percentages_never_fall_below_the_minimum(base, weekend_kr, night_kr):
    rates = Rates({**RATES.by_code, R.ASSISTANT_HOUR: [Rate(base, START, "KS")]})
    found = {
        line.code: line for line in lines_of(work("2026-11-21 22:00", "2026-11-22 07:00"), rates)
    }
    weekend = sum(
        line.amount
        for line in lines_of(work("2026-11-21 22:00", "2026-11-22 07:00"), rates)
        if line.code is W.WEEKEND
    )
    assert (float(weekend) / 100, found[W.NIGHT].rate.amount * 8 / 100) == (weekend_kr, night_kr)


def test_an_avlaster_has_one_rate_and_an_amount_per_dogn():
    lines = lines_of(work("2025-11-21 16:00", "2025-11-23 16:00", engaged_as=Kind.AVLASTER), RATES)
    sums = {}
    for line in lines:
        sums[line.code] = sums.get(line.code, 0) + line.amount
    assert sums == {W.HOURS: 436_800, W.EXPENSES_DOGN: 41_600}


@pytest.mark.parametrize(
    ("start", "end", "dogn"),
    [
        ("2026-03-28 12:00", "2026-03-29 12:00", 1),  # the clock is moved: 23 hours
        ("2026-03-27 16:00", "2026-03-29 16:00", 2),
        ("2026-10-24 12:00", "2026-10-25 12:00", 1),  # 25 hours
        ("2026-10-23 16:00", "2026-10-25 16:00", 2),
        ("2026-10-24 12:00", "2026-10-25 11:30", 0),  # 24 hours and a half, and not a døgn
    ],
)
def test_a_dogn_is_one_when_the_clock_is_moved(start, end, dogn):
    """casework.md SV3: a weekend over the change is paid the right number of døgn and hours."""
    one = work(start, end, engaged_as=Kind.AVLASTER)
    lines = lines_of(one, RATES)
    assert sum(it.quantity for it in lines if it.code is W.EXPENSES_DOGN) == dogn
    assert sum(it.quantity for it in lines if it.code is W.HOURS) == one.span.minutes


def test_a_rate_that_changes_at_new_year_splits_the_night():
    one = work("2025-12-31 20:00", "2026-01-01 08:00", engaged_as=Kind.AVLASTER)
    assert kroner(one) == 4 * 91 + 8 * 95


def test_a_stottekontakt_has_one_rate_whatever_the_day():
    one = work("2026-05-17 17:00", "2026-05-17 21:00", engaged_as=Kind.STOTTEKONTAKT)
    assert kroner(one) == 4 * 195


@pytest.mark.parametrize(("day", "kr"), [("2025-12-31", 196.0), ("2026-01-01", 212.0)])
def test_kilometres_are_paid_by_the_rate_of_the_day(day, kr):
    one = work(f"{day} 10:00", f"{day} 11:00", engaged_as=Kind.STOTTEKONTAKT, km=40)
    assert next(line.amount for line in lines_of(one, RATES) if line.code is W.KM) == kr * 100


def test_sick_hours_have_their_own_code_and_no_supplements():
    one = work("2026-11-21 22:00", "2026-11-22 07:00", code=EntryCode.SICK)
    assert {line.code for line in lines_of(one, RATES)} == {W.SICK}


def test_a_resting_night_is_paid_its_share_and_no_more():
    one = work(
        "2026-11-19 23:00", "2026-11-20 07:00", pay_minutes=160, kind=ShiftKind.RESTING_NIGHT
    )
    lines = lines_of(one, RATES)
    assert (sum(line.quantity for line in lines), {line.code for line in lines}) == (160, {W.HOURS})


# Corrections -----------------------------------------------------------------------------

HOUR = 60
CHRISTMAS = ("2026-12-25 17:00", "2026-12-25 21:00")  # a Friday: holiday, evening until nine
NIGHT = ("2026-11-20 20:00", "2026-11-21 02:00")  # Friday evening to Saturday, night from nine
SPRING = ("2026-03-27 16:00", "2026-03-29 16:00")  # a weekend while the clock is moved: 47 hours
NEW_YEAR = ("2025-12-31 20:00", "2026-01-01 08:00")  # other rates from midnight on


def corrected(one, *totals):
    """Return the lines of each correction, when the right total was said to be these minutes."""
    chain = [one, *(replace(one, minutes=it, pay_minutes=it) for it in totals)]
    return [correction(before, after, RATES) for before, after in pairwise(chain)]


def quantities(lines):
    """Return how much there is of each code, over all days."""
    found = Counter()
    for line in lines:
        found[line.code] += line.quantity
    return {code: quantity for code, quantity in found.items() if quantity}


@pytest.mark.parametrize(
    ("times", "totals", "last"),
    [
        # nothing came of it: all of it goes back
        (CHRISTMAS, [0], {W.HOURS: -240, W.EVENING: -240, W.HOLIDAY: -240}),
        # shortened, it is cut at the end
        (CHRISTMAS, [180], {W.HOURS: -60, W.EVENING: -60, W.HOLIDAY: -60}),
        (NIGHT, [4 * HOUR], {W.HOURS: -120, W.NIGHT: -120, W.WEEKEND: -120}),
        (NIGHT, [HOUR], {W.HOURS: -300, W.NIGHT: -300, W.WEEKEND: -120}),
        # lengthened, it goes on after the end
        (CHRISTMAS, [330], {W.HOURS: 90, W.NIGHT: 90, W.HOLIDAY: 90}),
        (NIGHT, [8 * HOUR], {W.HOURS: 120, W.NIGHT: 120, W.WEEKEND: 120}),
        # it is the total before that is built on, not the first line
        (CHRISTMAS, [0, 120], {W.HOURS: 120, W.EVENING: 120, W.HOLIDAY: 120}),
        (CHRISTMAS, [330, 240], {W.HOURS: -90, W.NIGHT: -90, W.HOLIDAY: -90}),
        (CHRISTMAS, [330, 60, 0], {W.HOURS: -60, W.EVENING: -60, W.HOLIDAY: -60}),
    ],
)
def test_supplements_follow_a_correction(times, totals, last):
    assert quantities(corrected(work(*times), *totals)[-1]) == last


@pytest.mark.parametrize(
    ("total", "hours", "dogn"),
    [
        (0, -47 * HOUR, -2),
        (24 * HOUR, -23 * HOUR, -1),
        (23 * HOUR, -24 * HOUR, -2),
        (47 * HOUR - 1, -1, -1),
        (46 * HOUR, -HOUR, -1),
        (48 * HOUR, HOUR, 0),
        (71 * HOUR, 24 * HOUR, 1),
    ],
)
def test_dogn_follow_a_correction(total, hours, dogn):
    (lines,) = corrected(work(*SPRING, engaged_as=Kind.AVLASTER), total)
    expected = {W.HOURS: hours, W.EXPENSES_DOGN: dogn}
    assert quantities(lines) == {code: it for code, it in expected.items() if it}


@pytest.mark.parametrize("engaged_as", Kind)
@pytest.mark.parametrize("times", [CHRISTMAS, NIGHT, SPRING, NEW_YEAR])
@given(totals=st.lists(st.integers(0, 56 * HOUR), max_size=4))
def test_corrected_to_nothing_nothing_is_paid(engaged_as, times, totals):
    """Not on any day, whatever was said in between."""
    one = work(*times, engaged_as=engaged_as, km=12)
    nothing = replace(one, minutes=0, pay_minutes=0, km=0)
    between = [replace(one, minutes=it, pay_minutes=it) for it in totals]
    left = Counter()
    chain = [one, *between, nothing]
    paid = [*lines_of(one, RATES)]
    for before, after in pairwise(chain):
        paid += correction(before, after, RATES)
    for line in paid:
        left[line.on, line.code] += line.amount
    assert not any(left.values())


def test_sick_hours_are_corrected_as_sick_hours():
    one = work(*CHRISTMAS, code=EntryCode.SICK)
    assert quantities(corrected(one, 60)[0]) == {W.SICK: -180}


def test_a_resting_night_is_corrected_by_what_it_is_paid():
    one = work(
        "2026-11-19 23:00", "2026-11-20 07:00", pay_minutes=160, kind=ShiftKind.RESTING_NIGHT
    )
    right = replace(one, minutes=6 * HOUR, pay_minutes=120)
    assert quantities(correction(one, right, RATES)) == {W.HOURS: -40}


def test_kilometres_and_outlays_are_corrected_by_themselves():
    one = work("2026-05-18 10:00", "2026-05-18 11:00", km=40)
    right = replace(one, km=30, outlay_ore=9_900)
    assert quantities(correction(one, right, RATES)) == {W.KM: -10, W.OUTLAY: 9_900}


# What is said, and the file --------------------------------------------------------------


def test_a_missing_rate_is_said():
    with pytest.raises(NoRateError, match="km on 2026-05-17"):
        lines_of(work("2026-05-17 10:00", "2026-05-17 11:00", km=3), Rates({
            R.ASSISTANT_HOUR: [Rate(20_720, START, "KS")]
        }))  # fmt: skip


def test_minutes_are_summed_before_they_become_hours():
    lines = [
        line
        for hour in (8, 10, 12)
        for line in lines_of(work(f"2026-11-25 {hour:02d}:00", f"2026-11-25 {hour:02d}:20"), RATES)
    ]
    text = to_csv([Paid("1042", line) for line in lines]).decode("utf-8-sig")
    assert text.splitlines() == [
        "Ansattnr;Lønnsart;Antall;Sats;Beløp;Fra;Til",
        "1042;100;1,00;207,20;207,20;2026-11-25;2026-11-25",
        "SUM;1;;;207,20;;",
    ]


def ore(*lines):
    return ore_of([Paid("1042", line) for line in lines])


def test_lines_add_up_to_what_their_row_says():
    """Three times a third of 200 kroner: 66,67 each would be 200,01."""
    third = Line(date(2026, 11, 25), W.HOURS, 20, Rate(20_000, START, "KS"))
    assert ore(third, third, third) == [6_667, 6_666, 6_667]
    text = to_csv([Paid("1042", third)] * 3).decode("utf-8-sig")
    assert text.splitlines()[-1] == "SUM;1;;;200,00;;"


def test_each_row_is_rounded_by_itself():
    hour = Line(date(2026, 11, 25), W.HOURS, 20, Rate(20_000, START, "KS"))
    evening = Line(date(2026, 11, 25), W.EVENING, 20, Rate(5_000, START, "KS"))
    assert ore(hour, evening, hour, evening) == [6_667, 1_667, 6_666, 1_666]


def test_what_goes_back_is_what_was_paid():
    quarter = Line(date(2026, 11, 25), W.HOURS, 15, Rate(20_050, START, "KS"))  # 50,125
    assert (ore(quarter), ore(replace(quarter, quantity=-15))) == ([5_013], [-5_013])


def test_a_number_cannot_become_a_formula():
    (line, *_rest) = lines_of(work("2026-11-25 08:00", "2026-11-25 09:00"), RATES)
    text = to_csv([Paid("=cmd()", line)]).decode("utf-8-sig")
    assert text.splitlines()[1].startswith("'=cmd();")
