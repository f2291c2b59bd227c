"""The hours account against the database: domain/bpa.md § 8, cases 1-19."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from portal.families.states import Service
from portal.hours import account
from portal.hours.counting import Draft
from portal.municipality.states import SettingKey
from portal.rules.budget import Per, rounded
from portal.rules.forecast import Outlook
from portal.shifts.states import EntryCode, EntryState, ShiftKind
from portal.vedtak.states import Unit
from portal.vedtak.timeline import Pot
from tests.factories.shifts import at

HOUR = 60
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
BPA = Pot(Service.BPA, Unit.HOURS)


def grant(make, ordning, first, last, hours_a_week=20, version=1, **more):
    return make.vedtak(
        ordning=ordning, version=version, valid_from=first, valid_to=last,
        portion__amount_minutes=hours_a_week * HOUR, **more,
    )  # fmt: skip


def worked(make, engagement, hours, *, on=NOON, **more):
    """One line that takes so many hours of the vedtak, whatever the clock says."""
    minutes = rounded(Fraction(hours) * HOUR)
    return make.entry(
        shift=None, engagement=engagement, starts_at=on, ends_at=on + timedelta(hours=1),
        minutes=60, vedtak_minutes=minutes, code=EntryCode.EXTRA, **more,
    )  # fmt: skip


def setting(make, ordning, key, value, since=date(2020, 1, 1)):
    make.setting(municipality_id=ordning.municipality_id, key=key, value=value, valid_from=since)


def hm(minutes):
    return f"{minutes // 60}:{minutes % 60:02d}"


@pytest.fixture
def engagement(make):
    return make.engagement()


@pytest.fixture
def ordning(engagement):
    return engagement.ordning


# What is granted ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "first", "last", "hours", "granted"),
    [
        ("2 a year of days", date(2026, 1, 1), date(2026, 12, 31), 20, Fraction(7300, 7)),
        ("1 a quarter", date(2026, 1, 1), date(2026, 3, 31), 20, Fraction(1800, 7)),
        ("5 a leap year", date(2028, 1, 1), date(2028, 12, 31), 20, Fraction(7320, 7)),
        ("6 from a Monday in March", date(2026, 3, 16), date(2026, 12, 31), 32, Fraction(9312, 7)),
    ],
)
def test_granted(make, ordning, *, case, first, last, hours, granted) -> None:
    grant(make, ordning, first, last, hours)
    main = account.of_ordning(ordning, first).main
    assert main is not None
    assert main.year.granted == granted * HOUR, case


def test_case_1_accrued_and_used(make, ordning, engagement) -> None:
    grant(make, ordning, date(2026, 1, 1), date(2026, 3, 31))
    worked(make, engagement, 230)
    main = account.of_ordning(ordning, date(2026, 3, 31)).main
    assert hm(main.year.granted_minutes) == "257:09"
    assert hm(main.year.left_minutes) == "27:09"


def test_case_2_planned_ahead_holds_hours(make, ordning, engagement) -> None:
    grant(make, ordning, date(2026, 1, 1), date(2026, 12, 31))
    worked(make, engagement, 230)
    for week in range(40):  # 20 hours a week from April to December: 800 h
        start = at("2026-04-01 08:00") + timedelta(days=6 * week)
        make.shift(engagement=engagement, starts_at=start, ends_at=start + timedelta(hours=20))
    main = account.of_ordning(ordning, date(2026, 4, 1)).main
    assert hm(main.year.planned_minutes) == "800:00"
    assert hm(main.year.left_minutes) == "12:51"


def test_case_3_fifty_two_weeks(make, session, ordning, engagement) -> None:
    setting(make, ordning, SettingKey.BUDGET_BASIS, "weeks_52")
    grant(make, ordning, date(2026, 1, 1), date(2026, 3, 31))
    worked(make, engagement, 230)
    main = account.of_ordning(ordning, date(2026, 3, 31)).main
    assert (hm(main.year.granted_minutes), hm(main.year.left_minutes)) == ("256:26", "26:26")


def test_the_basis_is_the_one_in_force_on_the_day(make, session, ordning) -> None:
    setting(make, ordning, SettingKey.BUDGET_BASIS, "weeks_52", since=date(2026, 7, 1))
    grant(make, ordning, date(2026, 1, 1), date(2026, 12, 31))
    before, after = (
        account.of_ordning(ordning, day).main.year.granted_minutes
        for day in (date(2026, 6, 30), date(2026, 7, 1))
    )
    assert (hm(before), hm(after)) == ("1042:51", "1040:00")


def test_case_4_a_later_version_takes_over_from_its_first_day(make, ordning) -> None:
    grant(make, ordning, date(2026, 1, 1), date(2026, 12, 31), 20)
    grant(make, ordning, date(2026, 7, 1), date(2026, 12, 31), 28, version=2)
    main = account.of_ordning(ordning, date(2026, 6, 1)).main
    assert rounded(main.year.granted) == rounded(Fraction("1253.142857142857") * HOUR)
    assert main.portion.amount_minutes == 20 * HOUR
    assert account.of_ordning(ordning, date(2026, 7, 1)).main.portion.amount_minutes == 28 * HOUR


def test_case_7_used_faster_than_granted_runs_out(make, ordning, engagement) -> None:
    grant(make, ordning, date(2026, 1, 1), date(2026, 12, 31))
    for week in range(13):
        worked(make, engagement, Fraction(290, 13), on=NOON + timedelta(days=7 * week - 56))
    main = account.of_ordning(ordning, date(2026, 4, 1)).main
    assert main.forecast.outlook is Outlook.RUNS_OUT
    assert date(2026, 11, 1) < main.forecast.runs_out_on < date(2026, 12, 1)
    assert 100 * HOUR < main.forecast.short_minutes < 160 * HOUR


@pytest.mark.parametrize(
    ("policy", "number", "unused", "carried"),
    [
        ("none", 0, 40, 0),
        ("max_weeks", 2, 40, 40),
        ("max_percent", 5, 40, 40),
        ("none", 0, 80, 0),
        ("max_weeks", 2, 80, 40),
        ("max_percent", 5, 80, Fraction(7300 * 5, 700)),
        ("by_application", 0, 80, 0),
    ],
)
def test_cases_8_and_9_carry_over(
    make, session, ordning, engagement, *, policy, number, unused, carried
) -> None:
    setting(make, ordning, SettingKey.CARRY_OVER, policy)
    setting(make, ordning, SettingKey.CARRY_OVER_NUMBER, str(number))
    grant(make, ordning, date(2026, 1, 1), date(2027, 12, 31))
    used = Fraction(7300, 7) - unused
    worked(make, engagement, used)
    main = account.of_ordning(ordning, date(2027, 1, 1)).main
    assert abs(main.carried_in - carried * HOUR) < 1  # a line is whole minutes
    assert main.year.granted == Fraction(7300, 7) * HOUR + main.carried_in


@pytest.mark.parametrize(("approved", "carried"), [(30, 30), (0, 0), (80, 40)])
def test_hours_come_over_on_application_when_it_is_approved(
    make, session, ordning, engagement, approved, carried
) -> None:
    """Never more than was left, whatever was approved before all was logged."""
    setting(make, ordning, SettingKey.CARRY_OVER, "by_application")
    grant(make, ordning, date(2026, 1, 1), date(2028, 12, 31))
    worked(make, engagement, Fraction(7300, 7) - 40)
    make.carried_hours(ordning=ordning, year=2027, amount_minutes=approved * HOUR)
    main = account.of_ordning(ordning, date(2027, 1, 1)).main
    assert abs(main.carried_in - carried * HOUR) < 1
    assert abs(main.unused_before - 40 * HOUR) < 1
    assert main.year.granted == Fraction(7300, 7) * HOUR + main.carried_in
    assert account.of_ordning(ordning, date(2028, 1, 1)).main.carried_in == 0  # that year alone


def test_overuse_is_never_a_debt(make, session, ordning, engagement) -> None:
    setting(make, ordning, SettingKey.CARRY_OVER, "max_weeks")
    setting(make, ordning, SettingKey.CARRY_OVER_NUMBER, "2")
    grant(make, ordning, date(2026, 1, 1), date(2027, 12, 31))
    worked(make, engagement, 1100)
    assert account.of_ordning(ordning, date(2027, 1, 1)).main.carried_in == 0


# Pots ---------------------------------------------------------------------------------------


def test_case_10_two_pots_and_no_transfer(make, ordning, engagement) -> None:
    vedtak = grant(make, ordning, date(2026, 1, 1), date(2026, 12, 31), 15)
    make.portion(vedtak=vedtak, service="avlastning", amount_minutes=10 * HOUR)
    avlaster = make.engagement(ordning=ordning, kind="avlaster")
    worked(make, engagement, 13)
    worked(make, avlaster, 12)
    found = account.of_ordning(ordning, NOON.date())
    bpa, avlastning = found.pots
    assert [bpa.pot, avlastning.pot] == [BPA, Pot(Service.AVLASTNING, Unit.HOURS)]
    assert (bpa.week.left, avlastning.week.left) == (2 * HOUR, -2 * HOUR)


def test_work_without_a_pot_of_its_own_is_taken_from_the_ordnings(make, ordning) -> None:
    grant(make, ordning, date(2026, 1, 1), date(2026, 12, 31))
    worked(make, make.engagement(ordning=ordning, kind="avlaster"), 5)
    (pot,) = account.of_ordning(ordning, NOON.date()).pots
    assert (pot.pot, pot.year.worked) == (BPA, 5 * HOUR)


def test_long_stays_are_dogn_where_both_are_granted(make) -> None:
    ordning = make.ordning(service="avlastning")
    vedtak = grant(make, ordning, date(2026, 1, 1), date(2026, 12, 31), 4)
    make.portion(vedtak=vedtak, unit="dogn", per="month", amount_minutes=2 * 1440)
    avlaster = make.engagement(ordning=ordning, kind="avlaster")
    make.shift(engagement=avlaster, start="2026-11-27 16:00", end="2026-11-29 16:00")
    make.shift(engagement=avlaster, start="2026-11-25 16:00", end="2026-11-25 20:00")
    found = account.of_ordning(ordning, date(2026, 11, 22))
    dogn, hours = (found.of(Pot(Service.AVLASTNING, unit)) for unit in (Unit.DOGN, Unit.HOURS))
    assert (dogn.year.planned, hours.year.planned) == (2 * 1440, 4 * HOUR)
    assert dogn.year.granted == 24 * 1440


@pytest.mark.parametrize(
    ("start", "end", "is_dogn"),
    [
        ("2026-03-28 12:00", "2026-03-29 12:00", True),  # the clock is moved: 23 hours
        ("2026-10-24 12:00", "2026-10-25 12:00", True),  # 25 hours
        ("2026-10-24 12:00", "2026-10-25 11:30", False),  # 24 hours and a half
        ("2026-03-21 12:00", "2026-03-22 11:00", False),  # 23 hours of any other day
    ],
)
@pytest.mark.parametrize("is_logged", [True, False])
def test_a_dogn_is_one_when_the_clock_is_moved(make, start, end, is_dogn, is_logged) -> None:
    ordning = make.ordning(service="avlastning")
    vedtak = grant(make, ordning, date(2026, 1, 1), date(2026, 12, 31), 4)
    make.portion(vedtak=vedtak, unit="dogn", per="month", amount_minutes=2 * 1440)
    shift = make.shift(
        engagement=make.engagement(ordning=ordning, kind="avlaster"), start=start, end=end
    )
    if is_logged:
        make.entry(shift=shift)
    found = account.of_ordning(ordning, date(2026, 11, 22))
    dogn, hours = (found.of(Pot(Service.AVLASTNING, unit)) for unit in (Unit.DOGN, Unit.HOURS))
    used, unused = (dogn, hours) if is_dogn else (hours, dogn)
    column = "worked" if is_logged else "planned"
    assert (getattr(used.year, column), getattr(unused.year, column)) == (shift.minutes, 0)


def test_time_without_any_vedtak_is_shown_as_over(make, ordning, engagement) -> None:
    worked(make, engagement, 3)
    (pot,) = account.of_ordning(ordning, NOON.date()).pots
    assert (pot.portion, pot.days, pot.year.left) == (None, None, -3 * HOUR)


# What counts --------------------------------------------------------------------------------


@pytest.fixture
def year(make, ordning):
    return grant(make, ordning, date(2026, 1, 1), date(2026, 12, 31))


def totals(ordning, on=date(2026, 11, 22), **more):
    year = account.of_ordning(ordning, on, **more).main.year
    return year.worked_minutes / 60, year.planned_minutes / 60


def test_case_11_each_of_two_helpers_uses_hours(make, year, ordning, engagement) -> None:
    other = make.engagement(ordning=ordning)
    for who in (engagement, other):
        make.shift(engagement=who, start="2026-11-25 10:00", end="2026-11-25 14:00")
    assert totals(ordning) == (0, 8)


@pytest.mark.parametrize(("in_vedtak", "planned"), [("1", 8), ("0", 0)])
def test_case_13_staff_meetings(make, session, year, ordning, in_vedtak, planned) -> None:
    setting(make, ordning, SettingKey.MEETINGS_USE_HOURS, in_vedtak)
    for who in [make.engagement(ordning=ordning) for _ in range(4)]:
        make.shift(engagement=who, start="2026-11-25 10:00", end="2026-11-25 12:00", kind="meeting")
    assert totals(ordning) == (0, planned)


def test_case_14_a_substitute_uses_the_hours_once(make, year, ordning, engagement) -> None:
    shift = make.shift(engagement=engagement, start="2026-11-20 10:00", end="2026-11-20 16:00")
    substitute = make.engagement(ordning=ordning)
    make.entry(
        shift=None, engagement=engagement, code=EntryCode.SICK, vedtak_minutes=0,
        starts_at=shift.starts_at, ends_at=shift.ends_at, planned_minutes=None,
    )  # fmt: skip
    shift.engagement, shift.engagement_id = substitute, substitute.id
    assert totals(ordning) == (0, 6)
    make.entry(shift=shift, engagement=substitute)
    assert totals(ordning) == (6, 0)


@pytest.mark.parametrize("kept_minutes", [0, 360])
def test_case_15_sick_and_nobody_comes(make, year, ordning, engagement, kept_minutes) -> None:
    shift = make.shift(engagement=engagement, start="2026-11-20 10:00", end="2026-11-20 16:00")
    make.entry(shift=shift, code=EntryCode.SICK, vedtak_minutes=kept_minutes)
    assert totals(ordning) == (0, 0)


def test_a_published_shift_holds_hours_until_it_is_logged_or_cancelled(
    make, year, ordning, engagement
) -> None:
    shift = make.shift(engagement=engagement)
    make.shift(engagement=engagement, cancelled=True)
    make.shift(open=True, ordning=ordning, start="2026-11-30 15:00", end="2026-11-30 19:00")
    assert totals(ordning) == (0, 7)
    entry = make.entry(shift=shift, vedtak_minutes=150)
    assert totals(ordning) == (2.5, 4)
    entry.state = EntryState.DISCARDED
    assert totals(ordning) == (0, 7)


def test_a_correction_after_approval_moves_the_account(make, year, ordning, engagement) -> None:
    entry = make.entry(shift=make.shift(engagement=engagement), approved=True)
    make.entry(
        shift=entry.shift, code=EntryCode.CORRECTION, corrects_id=entry.id, approved=True,
        minutes=-60, vedtak_minutes=-60, pay_minutes=-60,
    )  # fmt: skip
    main = account.of_ordning(ordning, date(2026, 11, 30)).main
    assert (main.year.worked_minutes, main.year.approved_minutes) == (120, 120)


def test_approved_is_part_of_worked(make, year, ordning, engagement) -> None:
    make.entry(shift=make.shift(engagement=engagement), approved=True)
    make.entry(shift=make.shift(engagement=engagement, start="2026-11-24 17:00",
                                end="2026-11-24 19:00"), submitted=True)  # fmt: skip
    main = account.of_ordning(ordning, date(2026, 11, 30)).main
    assert (main.year.worked_minutes, main.year.approved_minutes) == (300, 180)


def test_a_resting_night_holds_what_the_municipality_says(
    make, session, year, ordning, engagement
) -> None:
    setting(make, ordning, SettingKey.RESTING_NIGHT_VEDTAK_PERCENT, "50")
    make.shift(
        engagement=engagement, start="2026-11-25 23:00", end="2026-11-26 07:00",
        kind=ShiftKind.RESTING_NIGHT,
    )  # fmt: skip
    assert totals(ordning) == (0, 4)


# Where it lies ------------------------------------------------------------------------------


def months(ordning, on, **more):
    rows = account.of_ordning(ordning, on, **more).main.rows
    return {row.days.from_on.month: row for row in rows}


@pytest.mark.parametrize("is_logged", [False, True])
def test_a_shift_over_new_year_is_split_at_midnight(make, ordning, engagement, is_logged) -> None:
    grant(make, ordning, date(2026, 1, 1), date(2027, 12, 31))
    shift = make.shift(engagement=engagement, start="2026-12-31 20:00", end="2027-01-01 04:00")
    if is_logged:
        make.entry(shift=shift)
    column = "worked" if is_logged else "planned"
    old, new = (
        account.of_ordning(ordning, day).main.year for day in (date(2026, 12, 30), date(2027, 1, 2))
    )
    assert (getattr(old, column), getattr(new, column)) == (4 * HOUR, 4 * HOUR)


def test_a_logged_line_is_split_by_its_share_of_elapsed_time(
    make, year, ordning, engagement
) -> None:
    """Eight elapsed hours took 100 minutes of the vedtak: 2 h before midnight are a quarter."""
    shift = make.shift(engagement=engagement, start="2026-10-31 22:00", end="2026-11-01 06:00")
    make.entry(shift=shift, vedtak_minutes=100)
    rows = months(ordning, date(2026, 11, 22))
    assert (rows[10].worked, rows[11].worked) == (25, 75)


def test_the_night_the_clock_changes_is_elapsed_time(make, year, ordning, engagement) -> None:
    make.shift(engagement=engagement, start="2026-10-24 22:00", end="2026-10-25 07:00")
    rows = months(ordning, date(2026, 10, 20))
    assert rows[10].planned == 10 * HOUR


def test_case_16_after_the_vedtak_nothing_is_granted(make, ordning, engagement) -> None:
    grant(make, ordning, date(2026, 1, 1), date(2026, 6, 30))
    make.shift(engagement=engagement, start="2026-06-30 20:00", end="2026-07-01 08:00")
    rows = months(ordning, date(2026, 6, 1))
    assert (rows[6].planned, rows[7].planned, rows[7].granted) == (4 * HOUR, 8 * HOUR, 0)


def test_case_17_saved_weeks_may_be_used_later(make, ordning, engagement) -> None:
    grant(make, ordning, date(2026, 1, 5), date(2026, 3, 1))  # eight weeks
    for week in range(4, 8):
        worked(make, engagement, 40, on=datetime(2026, 1, 5, 9, tzinfo=UTC) + timedelta(weeks=week))
    main = account.of_ordning(ordning, date(2026, 3, 1)).main
    assert main.year.left == 0


def test_case_19_a_hospital_stay_grants_nothing(make, ordning) -> None:
    grant(make, ordning, date(2026, 9, 1), date(2026, 9, 30), 35)
    assert months(ordning, date(2026, 9, 1))[9].granted == 150 * HOUR
    make.pause(ordning=ordning, first_on=date(2026, 9, 8), last_on=date(2026, 9, 21))
    assert months(ordning, date(2026, 9, 1))[9].granted == 80 * HOUR


def test_rows_add_up_to_the_year(make, year, ordning, engagement) -> None:
    for day in range(1, 29, 3):
        shift = make.shift(engagement=engagement, start=f"2026-10-{day:02d} 22:30",
                           end=f"2026-10-{day + 1:02d} 03:10")  # fmt: skip
        if day % 2:
            make.entry(shift=shift, vedtak_minutes=277)
    for per, count in ((Per.MONTH, 12), (Per.WEEK, 53)):
        main = account.of_ordning(ordning, date(2026, 11, 22), per=per).main
        assert len(main.rows) == count
        for column in ("granted", "worked", "planned"):
            parts = [getattr(row, column) for row in main.rows]
            assert sum(parts) == getattr(main.year, column), (per, column)


def test_the_week_and_the_month_of_the_day(make, year, ordning, engagement) -> None:
    make.entry(shift=make.shift(engagement=engagement))  # Wednesday 25 November, three hours
    make.entry(shift=make.shift(engagement=engagement, start="2026-11-02 10:00",
                                end="2026-11-02 12:00"))  # fmt: skip
    main = account.of_ordning(ordning, date(2026, 11, 29)).main
    assert (main.week.worked, main.month.worked) == (3 * HOUR, 5 * HOUR)
    assert main.week.granted == 20 * HOUR


# Drafts -------------------------------------------------------------------------------------


def test_drafts_are_shown_apart(make, year, ordning, engagement) -> None:
    kept = make.shift(engagement=engagement)
    moved = make.shift(engagement=engagement, start="2026-11-26 10:00", end="2026-11-26 12:00")
    draft = Draft(at("2026-11-27 10:00"), at("2026-11-27 15:00"))
    main = account.of_ordning(
        ordning, date(2026, 11, 22), [draft], without=[moved.id]
    ).main  # fmt: skip
    assert (main.year.planned, main.year.drafted) == (5 * HOUR, 3 * HOUR)
    assert main.year.left - main.year.drafted == Fraction(main.year.left_after_drafts_minutes) or (
        rounded(main.year.left - main.year.drafted) == main.year.left_after_drafts_minutes
    )
    assert kept.minutes == 180


# The forecast -------------------------------------------------------------------------------


def test_a_rota_that_leaves_hours_unused(make, ordning, engagement) -> None:
    """Mock-up 14: 1 095 granted, 941 worked, 92 planned, 62 about to be lost."""
    grant(make, ordning, date(2026, 1, 1), date(2026, 12, 31), 21)
    worked(make, engagement, 941, on=datetime(2026, 6, 1, 9, tzinfo=UTC))
    for day in range(23):
        start = at("2026-12-01 15:00") + timedelta(days=day)
        make.shift(engagement=engagement, starts_at=start, ends_at=start + timedelta(hours=4))
    make.shift(engagement=engagement, starts_at=at("2026-12-31 15:00"),
               ends_at=at("2026-12-31 15:01"))  # fmt: skip
    main = account.of_ordning(ordning, date(2026, 11, 22)).main
    assert main.forecast.outlook is Outlook.UNUSED
    assert main.forecast.unused_minutes == 62 * HOUR - 1


def test_a_new_arrangement_has_no_forecast(make, ordning) -> None:
    grant(make, ordning, date(2026, 11, 20), date(2027, 11, 19))
    main = account.of_ordning(ordning, date(2026, 11, 22)).main
    assert main.forecast.outlook is Outlook.UNKNOWN


def test_the_forecast_looks_no_further_than_the_vedtak(make, ordning, engagement) -> None:
    grant(make, ordning, date(2026, 1, 1), date(2026, 6, 30))
    for week in range(21):
        worked(make, engagement, 20, on=datetime(2026, 1, 1, 9, tzinfo=UTC) + timedelta(weeks=week))
    main = account.of_ordning(ordning, date(2026, 6, 1)).main
    june = 30 * 20 * 60 // 8  # seven weeks of the last eight were worked: 2.5 hours a day
    assert main.forecast.expected_minutes == 21 * 20 * 60 + june


def test_a_vedtak_that_has_run_out(make, ordning) -> None:
    grant(make, ordning, date(2025, 1, 1), date(2026, 6, 30))
    before, after = (account.of_ordning(ordning, d) for d in (date(2026, 6, 30), date(2026, 7, 1)))
    assert (before.is_expired, after.is_expired) == (False, True)
    assert (after.ends_on, after.vedtak) == (date(2026, 6, 30), None)


def test_left_total_is_all_an_assistant_is_told(make, year, ordning, engagement) -> None:
    worked(make, engagement, 42)
    left = account.left_total(ordning.id, date(2026, 11, 22))
    assert hm(left) == "1000:51"
    assert account.left_total(ordning.id, date(2026, 11, 22), Service.AVLASTNING) is None


# How much it asks -----------------------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 200])
def test_four_statements_however_many_the_shifts(
    make, session, year, ordning, engagement, *, statements, count
) -> None:
    for number in range(count):
        start = at("2026-01-02 10:00") + timedelta(days=number)
        shift = make.shift(engagement=engagement, starts_at=start,
                           ends_at=start + timedelta(hours=20))  # fmt: skip
        if number % 3:
            make.entry(shift=shift)
    session.expire_all()
    ordning_id = ordning.id
    session.refresh(ordning)
    statements.clear()
    found = account.of_ordning(ordning_id, date(2026, 5, 1))
    assert len(statements) == 4
    assert found.main.year.worked_minutes + found.main.year.planned_minutes == count * 20 * HOUR
