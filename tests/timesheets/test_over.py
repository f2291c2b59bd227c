"""Hours against what is granted: logging, planning and the account say the same figure."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from portal.access.actor import Actor, Hat
from portal.hours import account, findings
from portal.hours.findings import Piece
from portal.rules.findings import Code
from portal.rules.spans import Span
from portal.shifts.models import Entry
from portal.timesheets import facts, judging
from portal.timesheets.lines import Line
from tests.factories.shifts import at

HOUR = 60
LEADER = Actor(hat=Hat.PARENT)
TODAY = date(2026, 11, 22)


@pytest.fixture
def granted(make, job):
    """Grant so many hours per week, month or year, in 2025 and 2026."""

    def decide(per, hours):
        return make.vedtak(
            ordning=job.ordning, version=2, valid_from=date(2025, 1, 1),
            valid_to=date(2026, 12, 31), portion__per=per, portion__amount_minutes=hours * HOUR,
        )  # fmt: skip

    return decide


@pytest.fixture
def limit(make, job, session):
    """Limit the portion of the job's vedtak, or another."""

    def put(kind, hours, portion=None):
        made = make.limit(
            portion=portion or job.vedtak.portions[0], kind=kind, amount_minutes=hours * HOUR
        )
        session.expire_all()  # a vedtak that has been read has the limits it had then
        return made

    return put


@pytest.fixture
def used(make, job):
    """Let so many hours have been used on a day."""

    def log(day, hours):
        return make.entry(
            shift=None, engagement=job.engagement, code="extra", submitted=True, minutes=60,
            vedtak_minutes=hours * HOUR, starts_at=at(f"{day} 06:00"), ends_at=at(f"{day} 07:00"),
        )  # fmt: skip

    return log


@pytest.fixture
def log(as_worker, shift, session):
    """Log a shift as it was planned, and return its flags by code."""

    def logged(start, end):
        planned = shift(start, end)
        as_worker.get(f"/vakter/{planned.id}/timer").submit()
        entry = session.scalars(select(Entry).where(Entry.shift_id == planned.id)).one()
        return {it["code"]: it for it in entry.flags}

    return logged


def plan(job, *times):
    """Return what the rules say about hours when they are planned, by code."""
    pieces = [
        Piece(Span(at(start), at(end)), job.engagement, is_change=True) for start, end in times
    ]
    return {it.code: it for it in findings.check(LEADER, job.ordning, pieces, TODAY)}


THREE_HOURS = ("2026-11-20 15:00", "2026-11-20 18:00")


@pytest.mark.parametrize(
    ("policy", "number", "last_year", "this_year", "over"),
    [
        ("none", 0, 60, 97, 0),
        ("none", 0, 60, 98, 1),
        ("max_percent", 20, 60, 98, 0),
        ("max_percent", 20, 60, 117, 0),
        ("max_percent", 20, 60, 118, 1),
        ("max_percent", 20, 90, 107, 0),  # only ten were left
        ("max_percent", 20, 90, 108, 1),
        ("max_percent", 20, 120, 98, 1),  # overuse is never a debt
        ("max_percent", 20, 120, 97, 0),
    ],
)
def test_hours_that_came_over_are_granted_everywhere(
    job, granted, used, setting, log, policy, number, last_year, this_year, over
) -> None:
    setting("carry_over", policy)
    setting("carry_over_number", str(number))
    granted("year", 100)
    used("2025-06-02", last_year)
    used("2026-06-01", this_year)
    year = account.of_ordning(job.ordning, TODAY).main.year
    assert year.left_minutes == (3 - over) * HOUR or not over
    assert (Code.OVER_BUDGET in plan(job, THREE_HOURS)) == bool(over)
    told = log(*THREE_HOURS).get("over_vedtak", {"minutes": 0})
    assert told["minutes"] == over * HOUR
    assert told.get("granted", year.granted_minutes) == year.granted_minutes


@pytest.mark.parametrize(
    ("october", "november", "over"),
    [
        (16, 13, 0),
        (16, 23, 0),  # ten came over
        (16, 24, 1),
        (20, 19, 0),  # four of the ten were used in October
        (20, 20, 1),
        (40, 13, 0),
        (40, 14, 1),
    ],
)
def test_hours_that_came_over_may_be_used_in_any_month_once(
    job, granted, used, setting, log, october, november, over
) -> None:
    setting("carry_over", "max_percent")
    setting("carry_over_number", "100")
    granted("month", 16)
    used("2025-06-02", 16 * 12 - 10)
    used("2026-10-05", october)
    used("2026-11-02", november)
    assert (Code.OVER_MONTH in plan(job, THREE_HOURS)) == bool(over)
    told = log(*THREE_HOURS).get("over_vedtak", {"minutes": 0})
    assert told["minutes"] == over * HOUR


@pytest.mark.parametrize(("approved", "over"), [(0, 3), (2, 1), (3, 0), (99, 0)])
def test_hours_that_are_approved_to_come_over(
    make, job, granted, used, setting, log, approved, over
) -> None:
    setting("carry_over", "by_application")
    granted("year", 100)
    used("2025-06-02", 60)
    used("2026-06-01", 100)
    make.carried_hours(ordning=job.ordning, year=2026, amount_minutes=approved * HOUR)
    make.carried_hours(ordning=job.ordning, year=2025, amount_minutes=99 * HOUR)
    assert (Code.OVER_BUDGET in plan(job, THREE_HOURS)) == bool(over)
    assert log(*THREE_HOURS).get("over_vedtak", {"minutes": 0})["minutes"] == over * HOUR


# The month, and limits on top ---------------------------------------------------------------


def evenings(count):
    """Return so many evenings of four hours in December."""
    return [(f"2026-12-{day:02d} 16:00", f"2026-12-{day:02d} 20:00") for day in range(1, count + 1)]


def numbers(found):
    return {name: minutes / HOUR for name, minutes in found.finding.numbers.items()}


def test_a_month_of_hours_is_not_planned_as_two(job, granted) -> None:
    granted("month", 16)
    assert Code.OVER_MONTH not in plan(job, *evenings(4))
    found = plan(job, *evenings(10))[Code.OVER_MONTH]
    assert numbers(found) == {"measured_minutes": 40, "limit_minutes": 16, "over_minutes": 24}
    assert found.finding.at == at("2026-12-01 00:00")
    assert found.first_at == at("2026-12-05 16:00")  # the first evening beyond
    assert found.needs_reason  # the year has room: a word is enough


def test_a_shift_over_the_end_of_a_month_is_each_months_own(job, granted) -> None:
    granted("month", 8)
    night = ("2026-11-30 18:00", "2026-12-01 06:00")
    found = plan(job, night)
    assert Code.OVER_MONTH not in found
    assert Code.OVER_MONTH in plan(job, night, *evenings(1))


def test_what_is_moved_within_the_month_is_free_to_move(make, job, granted) -> None:
    granted("month", 4)
    held = make.shift(engagement=job.engagement, start="2026-12-01 16:00", end="2026-12-01 20:00")
    moved = Piece(
        Span(at("2026-12-02 16:00"), at("2026-12-02 20:00")), job.engagement,
        shift_id=held.id, is_change=True,
    )  # fmt: skip
    found = findings.check(LEADER, job.ordning, [moved], TODAY)
    assert Code.OVER_MONTH not in {it.code for it in found}
    assert Code.OVER_MONTH in plan(job, ("2026-12-02 16:00", "2026-12-02 20:00"))


def test_a_week_is_an_average_of_the_year(job, granted) -> None:
    """bpa.md § 8 case 17: hours may be saved, unless the vedtak has a limit too."""
    granted("week", 4)
    assert plan(job, *evenings(5)).keys() <= {Code.SHORT_NOTICE, Code.NIGHT_NOT_GRANTED}


@pytest.mark.parametrize(
    ("kind", "hours", "earlier", "over"),
    [
        ("day", 6, ("2026-11-20 08:00", "2026-11-20 11:00"), 0),
        ("day", 5, ("2026-11-20 08:00", "2026-11-20 11:00"), 1),
        ("day", 5, ("2026-11-19 08:00", "2026-11-19 11:00"), 0),
        ("day", 2, None, 1),
        ("week", 6, ("2026-11-16 08:00", "2026-11-16 12:00"), 1),
        ("week", 6, ("2026-11-15 08:00", "2026-11-15 12:00"), 0),  # the Sunday before
        ("month", 6, ("2026-11-02 08:00", "2026-11-02 15:00"), 3),  # never more than the line
        ("month", 6, ("2026-10-31 08:00", "2026-10-31 12:00"), 0),
        ("month", 6, ("2026-10-31 20:00", "2026-11-01 04:00"), 1),  # by its share of the night
    ],
)
def test_a_limit_on_top_holds_for_plan_and_logging(
    make, job, limit, log, kind, hours, earlier, over
) -> None:
    limit(kind, hours)
    if earlier:
        times = {"starts_at": at(earlier[0]), "ends_at": at(earlier[1])}
        make.entry(shift=None, engagement=job.engagement, code="extra", submitted=True, **times)
    code = Code(f"over_{kind}")
    assert (code in plan(job, THREE_HOURS)) == bool(over)
    told = log(*THREE_HOURS).get("over_limit", {"minutes": 0})
    assert told["minutes"] == over * HOUR
    assert told.get("granted", hours * HOUR) == hours * HOUR


def test_the_limit_of_an_earlier_version_holds_its_own_days(job, granted, limit, log) -> None:
    limit("day", 1)
    granted("week", 20)
    assert not {Code.OVER_DAY} & plan(job, THREE_HOURS).keys()
    assert "over_limit" not in log(*THREE_HOURS)


def test_the_limit_is_of_one_pot(make, job, limit, log) -> None:
    other = make.portion(vedtak=job.vedtak, service="stottekontakt")
    limit("day", 1, other)
    assert Code.OVER_DAY not in plan(job, THREE_HOURS)
    assert "over_limit" not in log(*THREE_HOURS)


def test_hours_beyond_a_limit_are_kept_and_looked_at(limit, log, session, page) -> None:
    limit("day", 2)
    log(*THREE_HOURS)
    entry = session.scalars(select(Entry)).one()
    assert (entry.minutes, entry.needs_look) == (3 * HOUR, True)
    page.follow()
    assert "Timene går over vedtaket. De er lagret" in page.text


# What was agreed with whoever works --------------------------------------------------------


@pytest.fixture
def paid(make, job):
    """Let so many hours have been paid for a day."""

    def log(day, hours, **more):
        return make.entry(
            shift=None, engagement=job.engagement, submitted=True, minutes=60, vedtak_minutes=60,
            pay_minutes=hours * HOUR, starts_at=at(f"{day} 06:00"), ends_at=at(f"{day} 07:00"),
            **{"code": "extra", **more},
        )  # fmt: skip

    return log


@pytest.mark.parametrize(
    ("week", "month", "day", "hours", "over"),
    [
        (None, None, "2026-11-02", 200, 0),  # nothing was agreed
        (None, 16, "2026-11-02", 13, 0),
        (None, 16, "2026-11-02", 14, 1),
        (None, 16, "2026-11-02", 40, 3),  # never more than the line
        (None, 16, "2026-10-31", 40, 0),  # another month
        (4, 16, "2026-11-02", 14, 1),  # the month goes before the week
        (4, None, "2026-11-02", 17, 0),  # five Mondays of four hours
        (4, None, "2026-11-02", 18, 1),
    ],
)
def test_more_hours_than_were_agreed(
    job, paid, log, session, week, month, day, hours, over
) -> None:
    job.engagement.hours_per_week_minutes = week and week * HOUR
    job.engagement.agreed_month_minutes = month and month * HOUR
    paid(day, hours)
    told = log(*THREE_HOURS).get("over_agreed", {"minutes": 0})
    assert told["minutes"] == over * HOUR
    entry = session.scalars(select(Entry).where(Entry.code == "worked")).one()
    assert (entry.minutes, entry.needs_look) == (3 * HOUR, bool(over))


def test_sick_leave_is_not_more_than_was_agreed(job, paid, log) -> None:
    job.engagement.agreed_month_minutes = 4 * HOUR
    paid("2026-11-02", 3, code="sick")
    assert "over_agreed" not in log(*THREE_HOURS)


def test_hours_by_the_week_are_those_of_the_days_it_holds(job, paid, log) -> None:
    job.engagement.valid_from, job.engagement.hours_per_week_minutes = date(2026, 11, 19), HOUR
    assert log(*THREE_HOURS)["over_agreed"] == {
        "code": "over_agreed", "minutes": HOUR, "agreed": 2 * HOUR, "used": 3 * HOUR,
        "from_on": "2026-11-01",
    }  # fmt: skip


# Døgn ---------------------------------------------------------------------------------------

SPRING = ("2026-03-28 12:00", "2026-03-29 12:00")  # the clock is moved: 23 hours
AUTUMN = ("2026-10-24 12:00", "2026-10-25 12:00")  # 25 hours


@pytest.mark.parametrize("stays", [(SPRING, AUTUMN), (AUTUMN, SPRING)])
def test_a_stay_while_the_clock_is_moved_is_taken_of_the_dogn(make, stays) -> None:
    ordning = make.ordning(service="avlastning")
    vedtak = make.vedtak(ordning=ordning, portion__service="avlastning", portion__per="month")
    make.portion(
        vedtak=vedtak, service="avlastning", unit="dogn", per="year", amount_minutes=24 * HOUR
    )
    avlaster = make.engagement(ordning=ordning, kind="avlaster")
    (earlier, stay) = stays
    make.entry(shift=make.shift(engagement=avlaster, start=earlier[0], end=earlier[1]))
    line = Line(engagement=avlaster, span=Span(at(stay[0]), at(stay[1])))
    (told,) = judging.flags([line], facts.read([line], TODAY), TODAY)
    (over,) = (it for it in told if it["code"] == "over_vedtak")
    assert (over["granted"], over["used"]) == (24 * HOUR, 48 * HOUR)
