"""Reasons go on their day; what came of a proposal, and wishes that hold, stay."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.matching.models import PairWish, ProposalEvent
from portal.retention.night import run
from tests.plugins.office import NOW

A_YEAR = timedelta(days=366)


@pytest.fixture(autouse=True)
def today(today):
    return today


@pytest.mark.parametrize(
    ("state", "ago", "left"),
    [
        ("withdrawn", A_YEAR, ""),
        ("declined", A_YEAR, ""),
        ("withdrawn", A_YEAR - timedelta(days=1), "Bor nærmest"),
        ("asked", A_YEAR, "Bor nærmest"),
    ],
)
def test_why_somebody_was_moved_goes_a_year_after_the_end(make, session, state, ago, left):
    it = make.proposal(state=state, state_since_at=NOW - ago, moved_reason="Bor nærmest")
    session.add(
        ProposalEvent(
            municipality_id=it.municipality_id, proposal_id=it.id, to_state=state, to_position=1,
            why="Bor nærmest", at=NOW - ago,
        )
    )  # fmt: skip
    session.flush()
    run(NOW)
    session.expire_all()
    assert [it.moved_reason, session.query(ProposalEvent).one().why] == [left, left]
    assert it.state == state
    assert run(NOW).total == 0, "what is gone is not counted again"


@pytest.mark.parametrize(("ended", "left"), [(A_YEAR, 0), (timedelta(days=300), 1), (None, 1)])
def test_a_wish_goes_a_year_after_it_ended(make, session, ended, left):
    child = make.child()
    user = make.user(municipality=None, municipality_id=child.municipality_id)
    session.add(
        PairWish(
            municipality_id=child.municipality_id, child_id=child.id, user_id=user.id,
            wish="never", asked_by="family", reason="Ble redd", by_id=user.id,
            at=NOW - 2 * A_YEAR, ended_at=ended and NOW - ended,
        )
    )  # fmt: skip
    session.flush()
    run(NOW)
    assert session.query(PairWish).count() == left
