"""Two coordinators of one office at the same moment."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.core import db
from portal.families.models import Child, Leader
from tests.plugins.races import pressing

GUARDIAN = {"name": "Ingrid Bakken", "email": "ingrid@familie.example", "basis": "parental"}
LEADER = {"kind": "arbeidsleder", "name": "Kim Ny", "valid_from": "22.11.2099"}


@pytest.fixture
def office(race):
    """An office with a family, and two coordinators at their keyboards."""
    with race.making() as make:
        ordning = make.ordning()
        make.leader(ordning=ordning)
        people = [
            make.user(municipality=None, municipality_id=ordning.municipality_id) for _ in range(2)
        ]
        for user in people:
            make.role(user=user, hat="coordinator", office_id=ordning.office_id)
    return ordning, [race.browser(user) for user in people]


def test_there_are_two_arbeidsledere_and_never_three(race, office) -> None:
    ordning, pages = office
    acts = [
        pressing(
            page.get(f"/ordning/{ordning.id}/ledere/ny"), email=f"ny{number}@provevik.example",
            **LEADER,
        )
        for number, page in enumerate(pages)
    ]  # fmt: skip
    assert sorted(race.run(*acts, meet="INSERT INTO leader")) == [303, 422]
    with db.unit(write=False) as session:
        assert len(session.scalars(select(Leader)).all()) == 2


def test_two_children_registered_at_once_get_a_number_each(race, office) -> None:
    _ordning, pages = office
    acts = [
        pressing(
            page.get("/familier/ny"), name=f"Barn Oppdiktet{number}", initials="B.O.",
            born_on="4.5.2016", **{f"first-{name}": text for name, text in GUARDIAN.items()},
        )
        for number, page in enumerate(pages)
    ]  # fmt: skip
    assert race.run(*acts, meet="INSERT INTO child") == [303, 303]
    with db.unit(write=False) as session:
        numbers = session.scalars(select(Child.number)).all()
        assert len(set(numbers)) == len(numbers) == 3
