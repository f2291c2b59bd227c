"""One worker who logs hours that overlap on two devices at the same moment: one is kept."""

from __future__ import annotations

from itertools import pairwise

import pytest
from sqlalchemy import select

from portal.core import db
from portal.shifts.models import Entry, RunningShift
from tests.factories.shifts import at
from tests.plugins.races import pressing

pytestmark = pytest.mark.usefixtures("today")
ONE, OTHER = ("2026-11-19 15:00", "2026-11-19 18:00"), ("2026-11-19 17:00", "2026-11-19 20:00")


def own_hours(page, start):
    page.get("/mine-timer/ekstra")
    return pressing(
        page, form="/mine-timer/ekstra", start_on="19.11.2026", start_at=start,
        end_on="19.11.2026", end_at="18.30", reason="Ringt inn",
    )  # fmt: skip


def of_a_shift(page, shift):
    page.get(f"/vakter/{shift.id}/timer")
    return pressing(page, form=f"/vakter/{shift.id}/timer")


def as_planned(page, shift):
    page.get("/mine-timer")
    return pressing(page, form="som-planlagt", shift=f"{shift.id}:{shift.version}")


def of_a_draft(page, entry, **changes):
    page.get(f"/mine-timer/{entry.id}/endre")
    return pressing(page, form=f"/mine-timer/{entry.id}/endre", **changes)


@pytest.fixture
def worker(race):
    """Somebody who works in two families, at two keyboards."""
    with race.making() as make:
        first = make.engagement()
        second = make.engagement(worker=first.worker)
        shifts = [
            make.shift(engagement=engagement, start=start, end=end)
            for engagement, (start, end) in zip((first, second), (ONE, OTHER), strict=True)
        ]
        user = first.worker.user
    return [race.browser(user, "worker") for _device in range(2)], shifts


@pytest.mark.parametrize(
    "ways",
    [(of_a_shift, of_a_shift), (of_a_shift, as_planned), (as_planned, as_planned)],
    ids=lambda ways: " and ".join(way.__name__ for way in ways),
)
def test_two_shifts_that_overlap(race, worker, ways) -> None:
    acts = [way(*each) for way, *each in zip(ways, *worker, strict=True)]
    race.run(*acts, meet="INSERT INTO entry")
    assert len(kept()) == 1


def test_a_shift_and_hours_that_were_not_in_the_plan(race, worker) -> None:
    pages, shifts = worker
    acts = of_a_shift(pages[0], shifts[0]), own_hours(pages[1], "17.30")
    assert sorted(race.run(*acts, meet="INSERT INTO entry")) == [303, 422]
    assert len(kept()) == 1


def test_a_draft_that_is_moved_to_where_a_shift_is_logged(race, worker) -> None:
    pages, shifts = worker
    with race.making() as make:
        draft = make.entry(
            shift=None, engagement=shifts[1].engagement, code="extra", reason="Ringt inn",
            starts_at=at("2026-11-18 17:00"), ends_at=at("2026-11-18 18:00"),
        )  # fmt: skip
    moved = of_a_draft(pages[1], draft, start_on="19.11.2026", end_on="19.11.2026")
    acts = of_a_shift(pages[0], shifts[0]), moved
    assert sorted(race.run(*acts, meet=("INSERT INTO entry", "UPDATE entry"))) == [303, 422]
    kept()


def test_a_clock_that_is_stopped_while_its_shift_is_logged(race, worker) -> None:
    pages, (shift, _other) = worker
    with race.making() as make:
        make.session.add(
            RunningShift(
                municipality_id=shift.municipality_id, user_id=shift.user_id, shift_id=shift.id,
                engagement_id=shift.engagement_id, started_at=shift.starts_at,
            )
        )  # fmt: skip
    pages[0].get("/mine-timer")
    acts = pressing(pages[0], form="/stopp"), of_a_shift(pages[1], shift)
    assert sorted(race.run(*acts, meet="INSERT INTO entry")) == [303, 409]
    assert len(kept()) == 1
    with db.unit(write=False) as session:
        assert session.scalars(select(RunningShift)).all() == []


def test_hours_that_only_touch_are_both_kept(race, worker) -> None:
    pages, shifts = worker
    acts = own_hours(pages[0], "18.00"), of_a_shift(pages[1], shifts[0])
    assert race.run(*acts, meet="INSERT INTO entry") == [303, 303]
    assert len(kept()) == 2


def kept() -> list[Entry]:
    """Return the lines, and see that none overlaps the next."""
    with db.unit(write=False) as session:
        lines = list(session.scalars(select(Entry).order_by(Entry.starts_at)))
    assert all(one.ends_at <= other.starts_at for one, other in pairwise(lines))
    return lines
