"""Which published shifts somebody may know of."""

from __future__ import annotations

import pytest

from portal.access.actor import Actor, Assurance, Hat, Relation
from portal.rules.periods import week_of
from portal.shifts import queries
from tests.factories.shifts import at


def actor(user, hat, relations=(), **more) -> Actor:
    return Actor(
        user_id=user.id,
        municipality_id=user.municipality_id,
        hat=hat,
        assurance=Assurance.HIGH,
        relations=frozenset(relations),
        **more,
    )


@pytest.fixture
def shift(make):
    return make.shift()


def worker(shift) -> Actor:
    return actor(shift.engagement.worker.user, Hat.WORKER)


def leader(shift) -> Actor:
    return actor(shift.engagement.worker.user, Hat.PARENT, [(Relation.LEADS, shift.ordning_id)])


def coordinator(shift) -> Actor:
    user = shift.engagement.worker.user
    return actor(user, Hat.COORDINATOR, office_ids=frozenset({shift.office_id}))


@pytest.mark.parametrize("who", [worker, leader, coordinator])
def test_those_it_concerns_find_it(shift, who) -> None:
    assert queries.one(who(shift), shift.id) == shift


@pytest.mark.parametrize("hat", [Hat.WORKER, Hat.PARENT, Hat.COORDINATOR, Hat.SUPPLIER, Hat.ADMIN])
def test_a_stranger_finds_none(make, shift, hat) -> None:
    stranger = make.user(municipality=None, municipality_id=shift.municipality_id)
    assert queries.one(actor(stranger, hat), shift.id) is None


def test_the_supplier_finds_its_own_workers(make, shift) -> None:
    supplier = make.supplier(municipality=None, municipality_id=shift.municipality_id)
    user = make.user(municipality=None, municipality_id=shift.municipality_id)
    sees = actor(user, Hat.SUPPLIER, supplier_ids=frozenset({supplier.id}))
    assert queries.one(sees, shift.id) is None
    shift.engagement.supplier_id = supplier.id
    make.session.flush()
    assert queries.one(sees, shift.id) == shift


@pytest.mark.parametrize("who", [worker, leader, coordinator])
@pytest.mark.parametrize("graded", ["child", "worker"])
def test_what_is_graded_is_only_for_the_named(make, shift, who, graded) -> None:
    thing = shift.ordning.child if graded == "child" else shift.engagement.worker
    thing.gradering = "fortrolig"
    make.session.flush()
    sees = who(shift)
    assert queries.one(sees, shift.id) is None
    named = actor(
        shift.engagement.worker.user, sees.hat, [*sees.relations, (Relation.NAMED_FOR, thing.id)],
        office_ids=sees.office_ids,
    )  # fmt: skip
    assert queries.one(named, shift.id) == shift


def test_a_window_holds_what_reaches_into_it(make) -> None:
    engagement = make.engagement()
    days = [("22 22:00", "23 07:00"), ("23 10:00", "23 12:00"), ("29 22:00", "30 07:00")]
    into = [
        make.shift(engagement=engagement, start=f"2026-11-{start}", end=f"2026-11-{end}")
        for start, end in days
    ]
    make.shift(engagement=engagement, start="2026-11-22 22:00", end="2026-11-23 00:00")
    make.shift(engagement=engagement, start="2026-11-30 00:00", end="2026-11-30 07:00")
    make.shift(engagement=engagement, start="2026-11-25 08:00", cancelled=True)
    window = week_of(at("2026-11-25 12:00").date()).span
    assert list(queries.of_ordning(engagement.ordning_id, window)) == into
    assert list(queries.of_user(engagement.user_id, window)) == into
