"""An administrator at the keyboard, on the Sunday of the stories."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from portal.municipality.models import ClosedPeriod, Municipality
from tests.factories.shifts import at


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel(at("2026-11-22 12:00"), tick=False):
        yield


@pytest.fixture
def admin(make):
    return make.admin()


@pytest.fixture
def here(page, admin):
    """The administrator's browser."""
    return page.sign_in(admin)


@pytest.fixture
def place(session, admin) -> Municipality:
    """The administrator's municipality."""
    return session.get(Municipality, admin.municipality_id)


@pytest.fixture
def close(session, admin):
    """Close a period by hand."""

    def closed(first: str, last: str) -> ClosedPeriod:
        row = ClosedPeriod(
            municipality_id=admin.municipality_id, first_on=date.fromisoformat(first),
            last_on=date.fromisoformat(last), closed_by_id=admin.id,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row

    return closed
