"""An engagement is ended while the worker gets another shift."""

from __future__ import annotations

import pytest
import time_machine
from sqlalchemy import select

from portal.core import db
from portal.shifts.models import Shift
from tests.factories.shifts import at
from tests.plugins.races import pressing


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel(at("2026-11-22 12:00"), tick=False):
        yield


@pytest.fixture
def job(race):
    """Somebody's engagement, the coordinator who ends it and the parent who plans with it."""
    with race.making() as make:
        job = make.engagement()
        make.vedtak(ordning=job.ordning)
        here = {"municipality": None, "municipality_id": job.municipality_id}
        coordinator, parent = make.user(**here), make.parent(**here)
        make.role(user=coordinator, hat="coordinator", office_id=job.office_id)
        make.leader(ordning=job.ordning, user=parent)
    return job, coordinator, parent


def ending(race, job, coordinator):
    page = race.browser(coordinator).get(f"/oppdrag/{job.id}/avslutt")
    return pressing(page, reason="Flytter")


def taking(race, job, _parent):
    with race.making() as make:
        make.shift(
            ordning=job.ordning, engagement=None, engagement_id=None,
            start="2026-11-26 15:00", end="2026-11-26 18:00",
        )  # fmt: skip
    return pressing(race.browser(job.worker.user, "worker").get("/ledige-vakter"), form="/ta")


def publishing(race, job, parent):
    with race.making() as make:
        make.shift_draft(engagement=job, start="2026-11-26 15:00", end="2026-11-26 18:00")
    page = race.browser(parent, "parent").get(f"/vaktplan/{job.ordning_id}/uke/2026-48")
    return pressing(page, form="publiser")


@pytest.mark.parametrize("planning", [taking, publishing])
def test_whoever_has_left_is_given_no_shift(race, job, planning) -> None:
    job, coordinator, parent = job
    acts = ending(race, job, coordinator), planning(race, job, parent)
    answers = race.run(*acts, meet=("UPDATE shift_draft", "UPDATE shift SET", "INSERT INTO shift "))
    assert answers[0] == 303
    with db.unit(write=False) as session:
        assert set(session.scalars(select(Shift.engagement_id))) <= {None}
