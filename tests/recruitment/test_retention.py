"""What is deleted when, and what stays for the figures (case 53)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.recruitment.models import Referee
from portal.recruitment.states import Stage
from portal.retention.night import run

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    ("stage", "keeps", "days", "forgotten"),
    [
        ("not_approved", False, 180, False),
        ("not_approved", False, 181, True),
        ("withdrawn", False, 180, False),
        ("withdrawn", True, 181, True),
        ("not_approved", True, 180, False),
        ("not_approved", True, 181, True),  # without a consent the yes keeps nothing: tests/pool
        ("interview", False, 900, False),
        ("approved", False, 365, False),
        ("approved", False, 366, True),  # and does not work here
    ],
)
def test_case_53_personal_data_goes_on_the_day(make, session, stage, keeps, days, forgotten):
    one = make.application(
        stage=stage, keeps_in_pool=keeps, stage_since_at=NOW - timedelta(days=days), name="Nora"
    )
    session.flush()
    assert run(NOW).total == int(forgotten)
    session.flush()
    session.expire_all()
    assert (one.name == "") is forgotten
    assert (session.query(Referee).count() == 0) is forgotten
    assert one.stage == stage
    assert [role.kind for role in one.roles] == ["stottekontakt"]
    assert one.submitted_at is not None
    assert run(NOW).total == 0


def test_an_old_draft_is_emptied(make, session):
    draft = make.application(draft=True, draft_expires_at=NOW, name="Nora", home={"household": "x"})
    make.application(draft=True, draft_expires_at=NOW + timedelta(seconds=1), name="Mona")
    token = draft.draft_token_hash
    session.flush()
    assert run(NOW).total == 1
    session.flush()
    session.expire_all()
    assert (draft.stage, draft.name, draft.home) == (Stage.EXPIRED, "", None)
    assert draft.draft_token_hash != token
