"""An engagement that lacks everything, its coordinator, and somebody named for the office."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from portal.access.actor import Actor, Assurance, Hat, Relation
from portal.engagements import paper_queries
from portal.engagements.models import Engagement
from portal.engagements.papers import stops
from portal.engagements.queries import WITH_PAPERS

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    """Sunday 22 November 2026; ``clock.move_to`` another day."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def engagement(make):
    return make.engagement(uncleared=True)


@pytest.fixture
def coordinator(make, engagement):
    return staff(make, engagement)


@pytest.fixture
def officer(make, engagement):
    """Is shown certificates with remarks; the coordinator is not."""
    user = staff(make, engagement)
    make.clearance_officer(
        office=None, office_id=engagement.office_id, user=user,
        municipality_id=engagement.municipality_id,
    )  # fmt: skip
    return user


@pytest.fixture
def actor(engagement, coordinator):
    return actor_of(engagement, coordinator)


def staff(make, engagement, hat="coordinator"):
    user = make.user(municipality=None, municipality_id=engagement.municipality_id)
    office = {"office_id": engagement.office_id} if hat == "coordinator" else {}
    make.role(user=user, hat=hat, **office)
    return user


def actor_of(engagement, user, *, clears=False):
    named = {(Relation.CLEARS_IN, engagement.office_id)} if clears else set()
    return Actor(
        user_id=user.id, municipality_id=engagement.municipality_id, hat=Hat.COORDINATOR,
        name=user.name, office_ids=frozenset({engagement.office_id}), assurance=Assurance.HIGH,
        relations=frozenset(named),
    )  # fmt: skip


def read(session, engagement):
    """The engagement as a page reads it: with what its papers are made of."""
    session.flush()
    session.expire_all()
    return session.get(Engagement, engagement.id, options=WITH_PAPERS, populate_existing=True)


def missing(session, engagement):
    return [paper.kind for paper in stops(paper_queries.of(read(session, engagement)))]


def setting(make, engagement, key, value):
    make.setting(municipality_id=engagement.municipality_id, key=key, value=value)
