"""Ending an engagement ends its rights that minute and frees its shifts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.messages.models import OutboxMessage
from portal.shifts import service as shifts
from portal.shifts.models import Attendee

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def job(make):
    return make.engagement()


@pytest.fixture
def leader(make, job):
    parent = make.parent(municipality=None, municipality_id=job.municipality_id)
    make.leader(ordning=job.ordning, user=parent)
    return parent


@pytest.fixture
def coordinator(make, job):
    user = make.user(municipality=None, municipality_id=job.municipality_id)
    make.role(user=user, hat="coordinator", office_id=job.office_id)
    return user


def planned(job, hours_from_now):
    start = NOW + timedelta(hours=hours_from_now)
    plan = shifts.Plan(starts_at=start, ends_at=start + timedelta(hours=3), engagement=job)
    return shifts.publish_new(job.ordning, plan).shift


def end(page, job, reason="Ferdig med studiene"):
    return page.get(f"/oppdrag/{job.id}/avslutt").submit(reason=reason).follow()


def test_shifts_ahead_are_open_and_those_begun_are_not(page, make, job, coordinator, session):
    begun, ahead = planned(job, -1), planned(job, 30)
    draft = make.shift_draft(engagement=job, start="2026-11-26 07:00", end="2026-11-26 09:00")
    page.sign_in(coordinator).get(f"/oppdrag/{job.id}/avslutt")
    assert "1 vakt fram i tid blir ledig" in page.text
    end(page, job)
    session.expire_all()
    assert (begun.engagement_id, ahead.engagement_id) == (job.id, None)
    assert draft.engagement_id is None
    status = session.scalar(select(Attendee.status).where(Attendee.shift_id == ahead.id))
    assert status == "cancelled"
    assert page.h1 == "Oppdraget er avsluttet"


def test_the_worker_sees_neither_family_nor_shift_from_that_minute(page, job, coordinator):
    ahead = planned(job, 30)
    page.sign_in(job.worker.user).get(f"/vakter/{ahead.id}")
    end(page.sign_in(coordinator), job)
    page.sign_in(job.worker.user).get(f"/vakter/{ahead.id}", 404)


def test_those_concerned_are_told(page, job, leader, coordinator, session):
    planned(job, 30)
    end(page.sign_in(coordinator), job)
    mails = session.execute(select(OutboxMessage.address, OutboxMessage.template)).all()
    assert (job.worker.user.email, "engagement_ended") in {tuple(row) for row in mails}


def test_a_reason_is_needed(page, job, coordinator):
    page.sign_in(coordinator).get(f"/oppdrag/{job.id}/avslutt").submit(422, reason=" ")
    assert page.errors == ["Skriv kort hvorfor, for eksempel «Ferdig med studiene»."]


def test_it_is_ended_once(page, job, coordinator):
    end(page.sign_in(coordinator), job)
    page.get(f"/oppdrag/{job.id}/avslutt", 409)


def test_neither_the_worker_nor_another_office_ends_it(page, make, job):
    page.sign_in(job.worker.user).get(f"/oppdrag/{job.id}/avslutt", 403)
    page.sign_in(make.coordinator()).get(f"/oppdrag/{job.id}/avslutt", 404)
