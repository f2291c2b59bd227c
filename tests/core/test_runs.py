"""What runs by itself: one thing that fails is said and tried again, and keeps nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from portal.messages.models import OutboxMessage
from portal.shifts.models import Entry, RunningShift


@pytest.fixture(autouse=True)
def today(today):
    return today


@pytest.fixture
def command(app, session):
    """Run a command as the timer does; give its exit status, what it said, and the log."""

    def run(name):
        session.flush()
        with capture_logs() as logged:
            ended = app.test_cli_runner().invoke(args=[name])
        session.expire_all()
        assert ended.exception is None or isinstance(ended.exception, SystemExit)
        return ended.exit_code, ended.output, logged

    return run


@pytest.fixture
def unreadable(make):
    """Spoil a figure of somebody's municipality: whatever needs it fails."""

    def spoil(one, key):
        return make.setting(municipality_id=one.municipality_id, key=key, value="mange")

    return spoil


def sent(session, template) -> list[str]:
    query = select(OutboxMessage.address).where(OutboxMessage.template == template)
    return list(session.scalars(query))


# Every ten minutes ---------------------------------------------------------------------------


@pytest.fixture
def forgotten(make, session):
    """Let somebody forget the clock, five hours ago."""

    def one():
        job = make.engagement()
        shift = make.shift(engagement=job, start="2026-11-22 06:00", end="2026-11-22 08:00")
        session.add(
            RunningShift(
                municipality_id=job.municipality_id, user_id=job.worker.user_id, engagement=job,
                shift=shift, started_at=shift.starts_at,
            )
        )  # fmt: skip
        return job

    return one


def test_a_clock_that_cannot_be_closed_keeps_no_other_clock_and_no_mail(
    make, session, command, forgotten, unreadable
) -> None:
    stuck, other = forgotten(), forgotten()
    figure = unreadable(stuck, "late_after_days")
    make.shift(engagement=other, start="2026-11-20 15:00", end="2026-11-20 18:00")
    status, said, logged = command("remind")
    assert (status, said.splitlines()[0]) == (1, "1 clocks closed, 1 reminders written")
    assert "1 could not be done; the next run tries again" in said
    assert [it.user_id for it in session.scalars(select(Entry))] == [other.worker.user_id]
    assert [it.engagement_id for it in session.scalars(select(RunningShift))] == [stuck.id]
    assert sent(session, "hours_unlogged") == [other.worker.user.email]
    assert [(it["what"], it["error"]) for it in logged] == [
        (f"clock of {stuck.worker.user_id}", "ValueError")
    ]
    figure.value = "14"
    assert command("remind")[:2] == (
        0, "1 clocks closed, 0 reminders written\n0 papers about to lapse\n",
    )  # fmt: skip


def test_a_reminder_that_fails_keeps_no_other(make, session, command, unreadable) -> None:
    job = make.engagement()
    unreadable(job, "reference_reminder_days")
    make.shift(engagement=job, start="2026-11-20 15:00", end="2026-11-20 18:00")
    status, said, logged = command("remind")
    assert (status, said.splitlines()[0]) == (1, "0 clocks closed, 1 reminders written")
    assert sent(session, "hours_unlogged") == [job.worker.user.email]
    assert [it["what"] for it in logged] == ["portal.references.reminders"]


# Every night ---------------------------------------------------------------------------------


@pytest.fixture
def family(make):
    """Make a family that is losing hours this year, and who leads it."""

    def one():
        job = make.engagement()
        make.vedtak(ordning=job.ordning)
        user = make.parent(municipality=None, municipality_id=job.municipality_id)
        make.leader(ordning=job.ordning, user=user)
        return job, user

    return one


def test_an_account_that_fails_keeps_no_other_family_and_no_deletion(
    make, session, command, family, unreadable
) -> None:
    (first, _parent), (_second, parent), (last, _other) = family(), family(), family()
    figures = [unreadable(it, "hours_alert_first_percent") for it in (first, last)]
    gone = make.application(stage="withdrawn", stage_since_at=datetime(2025, 1, 1, tzinfo=UTC))
    status, said, logged = command("forget")
    assert (status, "2 could not be done; the next run tries again" in said) == (1, True)
    assert sent(session, "hours_alert") == [parent.email]
    assert gone.forgotten_at is not None
    assert {it["what"] for it in logged} == {f"hours of {it.ordning_id}" for it in (first, last)}
    for figure in figures:
        figure.value = "65"
    assert command("forget")[0] == 0
    assert len(sent(session, "hours_alert")) == 3
