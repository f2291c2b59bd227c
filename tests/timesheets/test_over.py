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


def plan(job, start, end):
    """Return what the rules say about the same hours when they are planned."""
    piece = Piece(Span(at(start), at(end)), job.engagement, is_change=True)
    return {it.code for it in findings.check(LEADER, job.ordning, [piece], TODAY)}


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
    assert (Code.OVER_BUDGET in plan(job, *THREE_HOURS)) == bool(over)
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
    granted, used, setting, log, october, november, over
) -> None:
    setting("carry_over", "max_percent")
    setting("carry_over_number", "100")
    granted("month", 16)
    used("2025-06-02", 16 * 12 - 10)
    used("2026-10-05", october)
    used("2026-11-02", november)
    told = log(*THREE_HOURS).get("over_vedtak", {"minutes": 0})
    assert told["minutes"] == over * HOUR
