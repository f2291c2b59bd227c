"""A page that somebody else has overtaken says so, keeps what was typed, and changes nothing.

Every page that changes a row is here. What is only added, or done once, has no such page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from sqlalchemy import inspect

from portal.core import db
from portal.core.db import Base
from portal.municipality.models import Unit
from portal.requirements.models import Course
from tests.factories.shifts import at
from tests.page import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.accounts.models import User
    from tests.factories import Factories
    from tests.page import Page

TYPED = "Det jeg skrev"
LAST_DAY = {"last_on": "24.12.2026"}


@pytest.fixture(autouse=True)
def _sunday() -> Iterator[None]:
    with time_machine.travel(at("2026-11-22 12:00"), tick=False):
        yield


@dataclass
class Opened:
    """A page in somebody's browser, the row it changes, and what is typed."""

    who: User
    url: str
    row: Base
    typed: dict[str, Any] = field(default_factory=lambda: {"name": TYPED})


@dataclass
class House:
    """A municipality with an office, and those who change things there."""

    make: Factories

    def __post_init__(self) -> None:
        self.ordning = self.make.ordning()
        here = {"municipality": None, "municipality_id": self.ordning.municipality_id}
        self.admin, self.coordinator = self.make.admin(**here), self.make.user(**here)
        self.make.role(user=self.coordinator, hat="coordinator", office_id=self.ordning.office_id)
        self.somebody = self.make.user(**here)
        self.here = here


def office(house: House) -> Opened:
    row = house.make.office(**house.here)
    return Opened(house.admin, f"/kommunen/kontorer/{row.id}", row)


def hours_of_an_office(house: House) -> Opened:
    row = house.make.office(**house.here)
    return Opened(house.admin, f"/kommunen/kontorer/{row.id}", row, {"monday": "9–15"})


def district(house: House) -> Opened:
    office = house.make.office(**house.here)
    row = house.make.district(office=office)
    return Opened(house.admin, f"/kommunen/steder/bydeler/{row.id}", row)


def unit(house: House) -> Opened:
    place = house.ordning.municipality_id
    row = Unit(municipality_id=place, office_id=house.ordning.office_id, name="Fjellro")
    house.make.session.add(row)
    house.make.session.flush()
    return Opened(house.admin, f"/kommunen/steder/enheter/{row.id}", row)


def supplier(house: House) -> Opened:
    row = house.make.supplier(**house.here)
    return Opened(house.admin, f"/kommunen/steder/leverandorer/{row.id}", row)


def course(house: House) -> Opened:
    place = house.ordning.municipality_id
    row = Course(municipality_id=place, name="Førstehjelp", duration_minutes=120)
    house.make.session.add(row)
    house.make.session.flush()
    typed = {"name": TYPED, "refresh_months": "24"}
    return Opened(house.admin, f"/kommunen/kurs/{row.id}", row, typed)


def account(house: House) -> Opened:
    return Opened(house.admin, f"/brukere/{house.somebody.id}", house.somebody)


def own_account(house: House) -> Opened:
    return Opened(house.somebody, "/min-side", house.somebody)


def role(house: House) -> Opened:
    row = house.make.role(user=house.somebody)
    url = f"/brukere/{house.somebody.id}/roller/{row.id}/avslutt"
    return Opened(house.admin, url, row, LAST_DAY)


def child(house: House) -> Opened:
    row = house.ordning.child
    return Opened(house.coordinator, f"/familier/{row.id}/endre", row)


def guardian(house: House) -> Opened:
    row = house.make.guardian(child=house.ordning.child, user=house.somebody)
    url = f"/familier/{row.child_id}/foresatte/{row.id}/avslutt"
    return Opened(house.coordinator, url, row, LAST_DAY)


def ordning(house: House) -> Opened:
    row = house.ordning
    return Opened(house.coordinator, f"/ordning/{row.id}/avslutt", row, LAST_DAY)


def leader(house: House) -> Opened:
    row = house.make.leader(ordning=house.ordning, user=house.somebody)
    url = f"/ordning/{row.ordning_id}/ledere/{row.id}/avslutt"
    return Opened(house.coordinator, url, row, LAST_DAY)


def pause(house: House) -> Opened:
    row = house.make.pause(ordning=house.ordning)
    return Opened(house.coordinator, f"/ordning/{row.ordning_id}/pauser/{row.id}", row, LAST_DAY)


def protection(house: House) -> Opened:
    row = house.ordning.child
    typed = {"level": "fortrolig", "reason": TYPED}
    return Opened(house.coordinator, f"/familier/{row.id}/gradering", row, typed)


def protection_lifted(house: House) -> Opened:
    row = house.ordning.child
    row.gradering = "fortrolig"
    house.make.named_access(graded=row, user=house.coordinator)
    url = f"/familier/{row.id}/gradering/opphev"
    return Opened(house.coordinator, url, row, {"reason": TYPED})


def weekly_pattern(house: House) -> Opened:
    row = house.make.worker()
    return Opened(row.user, "/meg/tider", row, {"cells": ["0-day"]})


def advert(house: House) -> Opened:
    row = house.make.need(ordning=house.ordning)
    return Opened(house.coordinator, f"/behov/{row.id}/endre", row, {"title": TYPED})


@pytest.mark.parametrize(
    "opened",
    [
        office, hours_of_an_office, district, unit, supplier, course, account, own_account, role,
        child, guardian, ordning, leader, pause, protection, protection_lifted, weekly_pattern,
        advert,
    ],
    ids=lambda it: it.__name__,
)  # fmt: skip
def test_what_somebody_else_has_changed_is_not_written_over(make, page, session, opened) -> None:
    it = opened(House(make))
    page.sign_in(it.who).get(it.url)
    session.refresh(it.row)
    db.touch(it.row)  # as somebody else's saving does
    session.flush()
    before, stale = written(it.row), filled(page, it)
    page.post(*stale, status=409)
    assert "endret siden du leste" in page.text
    assert TYPED in page.text or TYPED not in it.typed.values()
    session.expire_all()
    assert written(it.row) == before
    page.post(*filled(page.get(it.url), it))
    assert session.get(type(it.row), it.row.id).version > before["version"]


def filled(page: Page, it: Opened) -> tuple[str, dict[str, Any]]:
    """Return where the form that changes the row goes, and what it says."""
    form = next(form for form in page.all("form") if "version" in fields_of(form))
    return form.get("action") or it.url, {**fields_of(form), **it.typed}


def written(row: Base) -> dict[str, Any]:
    return {it.key: getattr(row, it.key) for it in inspect(type(row)).column_attrs}


def test_every_row_with_a_version_is_checked_when_it_is_written() -> None:
    """A column that counts and that nobody compares protects nothing."""
    unchecked = {
        it.class_.__name__ for it in Base.registry.mappers
        if "version" in it.columns and it.version_id_col is None
    }  # fmt: skip
    assert unchecked == {"Vedtak"}  # there it is the number of the decision
