"""The worker's page and one tap: what is not logged, all as planned, drafts, the clock."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.shifts.models import Entry
from portal.shifts.states import EntryState


def entries(session):
    return session.scalars(select(Entry).order_by(Entry.starts_at)).all()


def test_nothing_to_log(as_worker) -> None:
    page = as_worker.get("/mine-timer")
    assert page.h1 == "Alt er ført"


def test_one_tap_as_planned(as_worker, shift, session) -> None:
    shift("2026-11-19 15:00", "2026-11-19 18:00")
    page = as_worker.get("/mine-timer")
    assert page.h1 == "Én vakt er ikke ført"
    assert "Torsdag 19. nov. 15.00–18.00" in page.text
    page.submit(form="som-planlagt").follow()
    assert "Ført: én vakt, 3 t." in page.text
    (entry,) = entries(session)
    assert (entry.state, entry.minutes, entry.vedtak_minutes, entry.pay_minutes) == (
        EntryState.SUBMITTED, 180, 180, 180,
    )  # fmt: skip
    assert (entry.source, entry.needs_look, entry.flags) == ("as_planned", False, [])
