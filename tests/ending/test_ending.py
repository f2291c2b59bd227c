"""Ending an engagement ends its rights that minute and frees its shifts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.access.actor import Actor
from portal.ending import service
from portal.messages.models import OutboxMessage
from portal.messages.worker import rendered
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


def test_each_who_is_concerned_gets_one_true_mail(app, page, job, leader, coordinator, session):
    planned(job, 30)
    planned(job, 24 * 9)
    end(page.sign_in(coordinator), job)
    mails = {it.address: it for it in session.scalars(select(OutboxMessage))}
    assert len(session.scalars(select(OutboxMessage)).all()) == len(mails) == 2
    with app.test_request_context():
        texts = {who: str(rendered(mail)) for who, mail in mails.items()}
        to_worker, to_leader = (
            rendered(mails[who.email]).get_body().get_content() for who in (job.worker.user, leader)
        )
    assert "2 vakter fram i tid er tatt ut av kalenderen din." in to_worker
    assert "publisert" not in to_worker
    assert texts[job.worker.user.email].count("filename=") == 1  # what is within two days
    assert f"{job.worker.first_name} slutter som assistent hos dere" in texts[leader.email]
    assert "2 vakter er blitt ledige:\n\n  man 23.\u00a0nov. 16.00–19.00\n" in to_leader
    assert f"/vaktplan/{job.ordning_id}/uke/2026-48" in to_leader
    assert job.ordning.child.initials not in to_leader


def test_without_shifts_ahead_the_mails_say_so(app, page, job, leader, coordinator, session):
    end(page.sign_in(coordinator), job)
    mails = session.scalars(select(OutboxMessage)).all()
    with app.test_request_context():
        texts = {it.address: rendered(it).get_content() for it in mails}
    assert "Du hadde ingen vakter fram i tid." in texts[job.worker.user.email]
    assert "Ingen vakter fram i tid var satt opp." in texts[leader.email]


def test_a_protected_assistant_is_not_named_in_a_mail(app, page, make, job, leader, session):
    hidden = make.engagement(ordning=job.ordning, worker__graded=True)
    with app.test_request_context():
        service.end(Actor(municipality_id=job.municipality_id, name="Kari Moen"), hidden, "Ferdig")
        (mail,) = session.scalars(
            select(OutboxMessage).where(OutboxMessage.address == leader.email)
        )
        text = str(rendered(mail))
    assert hidden.worker.first_name not in text
    assert "En assistent slutter hos dere" in text


def test_a_reason_is_needed(page, job, coordinator):
    page.sign_in(coordinator).get(f"/oppdrag/{job.id}/avslutt").submit(422, reason=" ")
    assert page.errors == ["Skriv kort hvorfor, for eksempel «Ferdig med studiene»."]


def test_it_is_ended_once(page, job, coordinator):
    end(page.sign_in(coordinator), job)
    page.get(f"/oppdrag/{job.id}/avslutt", 409)


def test_neither_the_worker_nor_another_office_ends_it(page, make, job):
    page.sign_in(job.worker.user).get(f"/oppdrag/{job.id}/avslutt", 403)
    page.sign_in(make.coordinator()).get(f"/oppdrag/{job.id}/avslutt", 404)
