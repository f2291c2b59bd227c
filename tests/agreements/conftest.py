"""A støttekontakt on an engagement that lacks nothing but the agreement, and the office."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import select

from portal.access.actor import Actor, Assurance, Hat
from portal.engagements.models import ClearanceItem
from portal.municipality.models import DatedRate
from portal.municipality.states import RateCode
from portal.requirements.states import ClearanceKind

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    """Sunday 22 November 2026; ``clock.move_to`` another day."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def rates(make, municipality_id):
    for code, amount in (
        (RateCode.STOTTEKONTAKT_HOUR, 19_500), (RateCode.AVLASTER_HOUR, 15_000),
        (RateCode.ASSISTANT_HOUR, 20_720), (RateCode.EVENING_HOUR, 5_600), (RateCode.KM, 530),
    ):  # fmt: skip
        make.session.add(
            DatedRate(
                municipality_id=municipality_id, code=code, amount=amount,
                valid_from=date(2020, 1, 1), source="KS",
            )
        )  # fmt: skip
    make.session.flush()


def engaged(make, *, kind="stottekontakt", terms="contractor", **more):
    """An engagement with certificate and statement, and a rate for it."""
    first = {"valid_from": date(2026, 11, 10), **more}
    engagement = make.engagement(uncleared=True, kind=kind, terms=terms, **first)
    make.clearance_item(
        engagement=engagement, politiattest=True, issued_on=date(2026, 11, 2),
        seen_on=date(2026, 11, 9),
    )  # fmt: skip
    make.clearance_item(engagement=engagement, taushetserklaering=True)
    rates(make, engagement.municipality_id)
    return engagement


@pytest.fixture
def engagement(make):
    return engaged(make)


@pytest.fixture
def coordinator(make, engagement):
    return staff(make, engagement)


def staff(make, engagement):
    user = make.user(
        municipality=None, municipality_id=engagement.municipality_id, name="Kari Koordinator"
    )
    make.role(user=user, hat="coordinator", office_id=engagement.office_id)
    return user


@pytest.fixture
def worker(engagement):
    return engagement.worker.user


@pytest.fixture
def actor(engagement, coordinator):
    return Actor(
        user_id=coordinator.id, municipality_id=engagement.municipality_id, name=coordinator.name,
        hat=Hat.COORDINATOR, office_ids=frozenset({engagement.office_id}),
        assurance=Assurance.HIGH,
    )  # fmt: skip


def contract_of(session):
    """The one paper that says a contract is signed."""
    query = select(ClearanceItem).where(ClearanceItem.kind == ClearanceKind.CONTRACT)
    return session.scalars(query).one()
