"""Two runs in the same night: each thing is deleted once, and counted once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from portal.core import clock, db
from portal.recruitment.models import Application, ApplicationEvent
from portal.retention.models import RetentionReceipt
from portal.retention.night import run


def test_each_thing_is_deleted_once(race) -> None:
    now = clock.now()
    with race.making() as make:
        for _ in range(2):
            make.application(stage="withdrawn", stage_since_at=now - timedelta(days=400))
    first, second = race.run(lambda: run(now), lambda: run(now), meet="UPDATE application")
    assert first.total + second.total == 2
    assert not first.failed | second.failed
    with db.unit(write=False) as session:
        assert sum(session.scalars(select(RetentionReceipt.count))) == 2
        gone = session.scalars(select(Application.forgotten_at)).all()
        assert all(gone)
        events = session.scalars(select(ApplicationEvent.event)).all()
        assert events.count("forgotten") == 2
