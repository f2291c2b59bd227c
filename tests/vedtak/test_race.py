"""Two coordinators who register for the same ordning at the same moment."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.core import db
from portal.vedtak.models import Pause, Vedtak
from tests.plugins.races import pressing

PAUSE = {"first_on": "8.9.2026", "last_on": "21.9.2026"}
VEDTAK = {
    "reference": "2026/104", "decided_on": "1.11.2025", "bpa_amount": "21",
    "valid_from": "1.1.2026", "valid_to": "31.12.2026",
}  # fmt: skip


@pytest.fixture
def ordning(race):
    """An ordning, and two coordinators at their keyboards."""
    with race.making() as make:
        ordning = make.ordning()
        people = [
            make.user(municipality=None, municipality_id=ordning.municipality_id) for _ in range(2)
        ]
        for user in people:
            make.role(user=user, hat="coordinator", office_id=ordning.office_id)
    return ordning, [race.browser(user) for user in people]


@pytest.mark.parametrize(
    ("address", "form", "table", "refused"),
    [("pauser/ny", PAUSE, Pause, 422), ("vedtak/ny", VEDTAK, Vedtak, 409)],
)
def test_one_is_kept(race, ordning, address, form, table, refused) -> None:
    ordning, pages = ordning
    acts = [pressing(page.get(f"/ordning/{ordning.id}/{address}"), **form) for page in pages]
    answers = race.run(*acts, meet=f"INSERT INTO {table.__tablename__}")
    assert sorted(answers) == [303, refused]
    with db.unit(write=False) as session:
        assert len(session.scalars(select(table)).all()) == 1
