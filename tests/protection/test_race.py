"""A protected address is lifted while somebody more is named."""

from __future__ import annotations

import pytest
import time_machine
from sqlalchemy import select

from portal.core import clock, db
from portal.families.models import NamedAccess
from tests.factories.shifts import at
from tests.plugins.races import pressing


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel(at("2026-11-22 12:00"), tick=False):
        yield


def test_nobody_stays_named_for_a_child_that_is_not_protected(race) -> None:
    """They would see it, unasked for, if it were protected again."""
    with race.making() as make:
        office = make.office()
        child = make.child(office=office, graded=True)
        people = [make.coordinator(office=office) for _ in range(2)]
        for user in people:
            make.named_access(graded=child, user=user)
        more = make.user(municipality=None, municipality_id=office.municipality_id)
    lift, name = (race.browser(user) for user in people)
    lift.get(f"/familier/{child.id}/gradering/opphev")
    name.get(f"/familier/{child.id}/tilgang/ny")
    acts = (
        pressing(lift, reason="Trusselen er over"),
        pressing(name, email=more.email, reason="Ny saksbehandler"),
    )
    answers = race.run(*acts, meet=("UPDATE child", "INSERT INTO named_access"))
    assert answers in ([303, 303], [303, 422], [303, 404])
    with db.unit(write=False) as session:
        ends = session.scalars(select(NamedAccess.valid_to)).all()
    assert all(it is not None and it < clock.today() for it in ends)
