"""Where the hours are heading: domain/bpa.md § 8, case 7, and a year of 20 hours a week."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from portal.rules.budget import Per, Portion, granted, hours
from portal.rules.forecast import Forecast, Outlook, Use, forecast
from portal.rules.periods import Days

YEAR = Days(date(2026, 1, 1), date(2026, 12, 31))
GRANTED = granted([Portion(hours(20), Per.WEEK, date(2026, 1, 1))], YEAR)
MIDSUMMER = date(2026, 7, 1)


def test_used_too_fast_runs_out():
    """290 h by 31 March: 1,176.11 h at that pace, 133.25 h more than granted."""
    seen = forecast(YEAR, date(2026, 4, 1), GRANTED, Use(290 * 60, recent=290 * 60, recent_days=90))
    assert seen == Forecast(
        Outlook.RUNS_OUT,
        expected_minutes=70567,
        weekly_pace_minutes=1353,
        runs_out_on=date(2026, 11, 20),
        short_minutes=7995,
    )


# used by midsummer, last eight weeks a week (hours) → outlook, hours at stake
PACE = [
    (517, 20, Outlook.ON_TRACK, 0),
    (517, 19, Outlook.ON_TRACK, 0),  # 27 h left of 1,043 is within 5 %
    (517, 17, Outlook.UNUSED, 79),
    (300, 20, Outlook.UNUSED, 217),
    (517, 25, Outlook.RUNS_OUT, 131),
    (1043, 0, Outlook.RUNS_OUT, 0),
    (1042, 0, Outlook.ON_TRACK, 0),
]


@pytest.mark.parametrize(("used", "weekly", "outlook", "at_stake"), PACE)
def test_by_pace_alone(used, weekly, outlook, at_stake):
    seen = forecast(YEAR, MIDSUMMER, GRANTED, Use(used * 60, recent=weekly * 8 * 60))
    assert seen.outlook is outlook
    assert (seen.short_minutes + seen.unused_minutes) // 60 == at_stake
    assert seen.weekly_pace_minutes == weekly * 60


def test_the_day_the_hours_run_out():
    """An hour a day of ten left from 1 July: the eleventh day has nothing."""
    use = Use(0, recent=56 * 60)
    assert forecast(YEAR, MIDSUMMER, hours(10), use).runs_out_on == date(2026, 7, 11)


def test_hours_that_are_used_up_run_out_today():
    use = Use(20 * 60, recent=56 * 60)
    assert forecast(YEAR, MIDSUMMER, hours(10), use).runs_out_on == MIDSUMMER


def test_what_may_be_carried_over_is_not_lost():
    use = Use(300 * 60, recent=20 * 8 * 60)
    seen = forecast(YEAR, MIDSUMMER, GRANTED, use, may_carry_over=hours(200))
    assert (seen.outlook, seen.unused_minutes) == (Outlook.ON_TRACK, 0)


# on a day, so many of a year's 100 hours used, and no more to come → outlook
NEAR = [
    (date(2026, 2, 1), 95, Outlook.ON_TRACK),
    (date(2026, 7, 1), 95, Outlook.ON_TRACK),
    (date(2026, 7, 1), 94, Outlook.UNUSED),
    (date(2026, 11, 22), 95, Outlook.UNUSED),  # 40 days left: 1.1 hours are too few to mention
    (date(2026, 11, 22), 99, Outlook.ON_TRACK),
    (date(2027, 1, 1), 99, Outlook.ON_TRACK),
    (date(2027, 1, 1), 98, Outlook.UNUSED),
]


@pytest.mark.parametrize(("today", "used", "outlook"), NEAR)
def test_what_is_too_little_to_mention_shrinks_with_the_year(today, used, outlook):
    assert forecast(YEAR, today, hours(100), Use(used * 60)).outlook is outlook


def test_the_tolerance_is_the_callers():
    use = Use(517 * 60, recent=19 * 8 * 60)
    assert forecast(YEAR, MIDSUMMER, GRANTED, use, tolerance=Fraction(0)).outlook is Outlook.UNUSED


@pytest.mark.parametrize(
    ("planned_until", "by_day"),
    [
        (None, [2, 0, 8]),  # up to the last planned day the plan counts
        (date(2026, 7, 2), [2, 0, 8]),  # and after it the plan, where it is more than the pace
        (date(2026, 7, 1), [2, 1, 8]),
        (date(2026, 6, 30), [2, 1, 8]),
    ],
)
def test_plan_first_then_pace(planned_until, by_day):
    """Three days left, at a pace of an hour a day; 2 h are planned 1 July and 8 h on 3 July."""
    planned = {MIDSUMMER: 2 * 60, MIDSUMMER + timedelta(days=2): 8 * 60}
    use = Use(10 * 60, planned, planned_until, recent=56 * 60)
    seen = forecast(Days(date(2026, 6, 1), date(2026, 7, 3)), MIDSUMMER, hours(100), use)
    assert seen.expected_minutes == (10 + sum(by_day)) * 60


def test_without_history_the_plan_is_the_pace():
    planned = {MIDSUMMER: 120, MIDSUMMER + timedelta(days=1): 0}
    seen = forecast(
        Days(MIDSUMMER, MIDSUMMER + timedelta(days=9)),
        MIDSUMMER,
        hours(10),
        Use(0, planned, recent_days=0),
    )
    assert seen == Forecast(Outlook.ON_TRACK, expected_minutes=600, weekly_pace_minutes=420)


def test_without_history_a_plan_for_today_is_enough():
    seen = forecast(YEAR, MIDSUMMER, GRANTED, Use(0, {MIDSUMMER: 60}, recent_days=0))
    assert seen.weekly_pace_minutes == 420


def test_without_history_and_plan_nothing_is_known():
    seen = forecast(YEAR, MIDSUMMER, GRANTED, Use(60, recent_days=0))
    assert seen == Forecast(Outlook.UNKNOWN, expected_minutes=60, weekly_pace_minutes=0)


def test_after_the_period_what_is_used_is_used():
    seen = forecast(YEAR, date(2027, 1, 1), hours(10), Use(11 * 60, recent=6000))
    assert (seen.outlook, seen.runs_out_on, seen.short_minutes) == (Outlook.RUNS_OUT, None, 60)
