"""Two who make pay files at the same moment."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from sqlalchemy import select

from portal.core import db
from portal.municipality.models import DatedRate
from portal.municipality.states import RateCode
from portal.payroll.models import BatchedEntry, PayBatch
from tests.factories.shifts import at
from tests.plugins.races import pressing


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(at("2026-12-03 10:00"), tick=False):
        yield


@pytest.fixture
def office(race):
    """Approved hours of the municipality's own and of a supplier's, and two coordinators."""
    with race.making() as make:
        own = make.engagement()
        supplier = make.supplier(municipality=None, municipality_id=own.municipality_id)
        theirs = make.engagement(ordning=own.ordning, supplier_id=supplier.id)
        for engagement in (own, theirs):
            make.entry(shift=make.shift(engagement=engagement), approved=True)
        for code in (RateCode.ASSISTANT_HOUR, RateCode.EVENING_HOUR):
            make.session.add(
                DatedRate(
                    municipality_id=own.municipality_id, code=code, amount=20_000,
                    valid_from=date(2020, 1, 1), source="KS",
                )
            )  # fmt: skip
        people = [
            make.user(municipality=None, municipality_id=own.municipality_id) for _ in range(2)
        ]
        for user in people:
            make.role(user=user, hat="coordinator", office_id=own.office_id)
    return supplier, [race.browser(user).get("/lonn") for user in people]


def rows(table) -> list:
    with db.unit(write=False) as session:
        return list(session.scalars(select(table)))


def test_the_same_hours_are_paid_once(race, office) -> None:
    _supplier, pages = office
    acts = [pressing(page, employer="own") for page in pages]
    assert race.run(*acts, meet="INSERT INTO pay_batch").count(303) == 1
    assert [len(rows(PayBatch)), len(rows(BatchedEntry))] == [1, 1]


def test_files_of_two_employers_have_a_number_each(race, office) -> None:
    supplier, pages = office
    employers = "own", str(supplier.id)
    acts = [pressing(page, employer=it) for page, it in zip(pages, employers, strict=True)]
    assert race.run(*acts, meet="INSERT INTO pay_batch") == [303, 303]
    assert sorted(it.number for it in rows(PayBatch)) == [1, 2]
    assert len({it.entry_id for it in rows(BatchedEntry)}) == 2
