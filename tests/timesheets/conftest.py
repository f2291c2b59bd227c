"""One assistant, one family, one coordinator; today is Sunday 22 November 2026, 12.00."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
import time_machine

from tests.factories.shifts import at

NOW = at("2026-11-22 12:00")


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def job(make):
    """Maja works for A.B.; Ingrid leads; the year is granted 20 hours a week."""
    engagement = make.engagement(worker__user__name="Maja Lund")
    ordning = engagement.ordning
    leader = make.parent(
        municipality=None, municipality_id=ordning.municipality_id, name="Ingrid Bakken"
    )
    make.leader(ordning=ordning, user=leader)
    vedtak = make.vedtak(
        ordning=ordning, version=1, valid_from=date(2026, 1, 1), valid_to=date(2027, 12, 31),
        portion__amount_minutes=20 * 60,
    )  # fmt: skip
    return SimpleNamespace(
        engagement=engagement, ordning=ordning, worker=engagement.worker.user, leader=leader,
        vedtak=vedtak,
    )  # fmt: skip


@pytest.fixture
def shift(make, job):
    """Make a shift of the job between two Oslo times."""

    def made(start, end, **more):
        return make.shift(engagement=job.engagement, start=start, end=end, **more)

    return made


@pytest.fixture
def setting(make, job):
    """Set a figure of the municipality."""
    return lambda key, value, since=date(2020, 1, 1): make.setting(
        municipality_id=job.ordning.municipality_id, key=key, value=value, valid_from=since
    )


@pytest.fixture
def as_worker(page, job, today):
    return page.sign_in(job.worker, hat="worker")
