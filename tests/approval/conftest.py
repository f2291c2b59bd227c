"""Two assistants, a family with a leader, and a coordinator; today is Sunday 22 November 2026."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from portal.access.actor import Actor, Hat, Relation
from portal.shifts.states import EntryCode
from tests.factories.shifts import at
from tests.timesheets.conftest import job, setting, shift, today  # noqa: F401 - fixtures


@pytest.fixture
def coordinator(make, job):  # noqa: F811 - the fixture
    """Kari, at the family's office."""
    user = make.user(
        municipality=None, municipality_id=job.ordning.municipality_id, name="Kari Moen"
    )
    make.role(user=user, hat="coordinator", office_id=job.ordning.office_id)
    return user


@pytest.fixture
def line(make, job):  # noqa: F811 - the fixture
    """Make a sent line of the job, of a shift from 15 to 18 on a day of November."""

    def made(day, *, engagement=None, hours=3, longer=0, state="submitted", **more):
        who = engagement or job.engagement
        start = f"2026-11-{day:02d} 15:00"
        planned = make.shift(engagement=who, start=start, end=f"2026-11-{day:02d} {15 + hours}:00")
        minutes = hours * 60 + longer
        flags = [{"code": "differs", "minutes": longer}] if longer else []
        times = (
            {}
            if not longer
            else {"ends_at": at(f"2026-11-{day:02d} {15 + hours + longer // 60}:{longer % 60:02d}")}
        )
        return make.entry(
            shift=planned,
            **{"minutes": minutes, "flags": flags, "needs_look": bool(flags), state: True}
            | times
            | more,
        )

    return made


@pytest.fixture
def extra(make, job):  # noqa: F811 - the fixture
    """Make a sent line that was not in the plan."""

    def made(day, state="submitted", **more):
        return make.entry(
            shift=None, engagement=job.engagement, code=EntryCode.EXTRA.value,
            starts_at=at(f"2026-11-{day:02d} 10:00"),
            flags=[{"code": "extra", "minutes": 180}], needs_look=True,
            reason="Avtalt på telefon.",
            **{state: True, "ends_at": at(f"2026-11-{day:02d} 13:00")} | more,
        )  # fmt: skip

    return made


@pytest.fixture
def actors(job, coordinator):  # noqa: F811 - the fixture
    """The same people as the guard would make them."""
    leader = Actor(
        user_id=job.leader.id, municipality_id=job.ordning.municipality_id, hat=Hat.PARENT,
        relations=frozenset({(Relation.LEADS, job.ordning.id)}),
    )  # fmt: skip
    office = Actor(
        user_id=coordinator.id, municipality_id=job.ordning.municipality_id, hat=Hat.COORDINATOR,
        office_ids=frozenset({job.ordning.office_id}),
    )  # fmt: skip
    return SimpleNamespace(leader=leader, coordinator=office)
