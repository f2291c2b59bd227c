"""Somebody who began a week ago with the family that asking has, and the first question."""

from __future__ import annotations

from datetime import date

import pytest

from tests.asking.conftest import helper, need, today  # noqa: F401 - fixtures
from tests.meetings.conftest import ada, met  # noqa: F401 - fixtures

TOKEN = "u" * 43


@pytest.fixture
def engagement(make, need, office):  # noqa: F811 - fixtures
    """Ada began a week ago today, with her first shift; the engagement is older."""
    user = make.worker_user(
        municipality=None, municipality_id=office.municipality_id, name="Ada Oppdiktet"
    )
    it = make.engagement(
        worker=make.worker(office=office, user=user), ordning=need.ordning, kind="stottekontakt",
        valid_from=date(2026, 10, 1),
    )  # fmt: skip
    make.shift(engagement=it, start="2026-11-15 10:00", end="2026-11-15 12:00")
    return it


@pytest.fixture
def asked(make, engagement):
    return make.follow_up(engagement=engagement, token=TOKEN)
