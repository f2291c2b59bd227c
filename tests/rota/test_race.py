"""Two parents who publish the same drafts at the same moment, on connections of their own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.orm.exc import StaleDataError

from portal.access.actor import Actor, Assurance, Hat, Relation
from portal.core import db
from portal.core.errors import ConflictError
from portal.messages.models import OutboxMessage
from portal.rota import publishing, queries
from portal.rota.week import draw
from portal.shifts.models import Attendee, Shift
from tests.factories import Factories
from tests.plugins.races import pressing


@pytest.mark.usefixtures("race")
def test_published_by_two_at_once_it_is_published_once() -> None:
    with db.transaction() as session:
        make = Factories(session)
        engagement = make.engagement()
        ordning = engagement.ordning
        for hour in (10, 12, 14):
            make.shift_draft(
                engagement=engagement,
                start=f"2099-11-26 {hour}:00",
                end=f"2099-11-26 {hour + 1}:00",
            )
        parents = [
            make.parent(municipality=None, municipality_id=ordning.municipality_id)
            for _ in range(2)
        ]
        actors = [
            Actor(
                user_id=one.id, municipality_id=one.municipality_id, name=one.name, hat=Hat.PARENT,
                assurance=Assurance.HIGH, relations=frozenset({(Relation.LEADS, ordning.id)}),
            )
            for one in parents
        ]  # fmt: skip
        ordning_id = ordning.id
        seen = publishing.fingerprint(queries.drafts(ordning_id))
    ready = Barrier(2, timeout=20)

    def publish(who: Actor) -> int | str:
        ready.wait()
        try:
            with db.transaction():
                queries.drafts(ordning_id, lock=True)
                rota = queries.of_week(who, ordning_id, "2099-48")
                assert rota is not None
                return len(publishing.publish(who, draw(who, rota), seen))
        except (ConflictError, StaleDataError) as error:
            return type(error).__name__

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(publish, actors))
    assert results.count(3) == 1
    with db.unit(write=False) as session:
        assert session.query(Shift).count() == 3
        assert session.query(Attendee).count() == 3
        assert session.query(OutboxMessage).count() == 1
        assert queries.drafts(ordning_id) == []


def test_two_families_do_not_plan_one_person_at_the_same_hours(race) -> None:
    """Each would have seen the other's shift a moment later, and been stopped."""
    with race.making() as make:
        first = make.engagement()
        pages = []
        for engagement in (first, make.engagement(worker=first.worker)):
            make.vedtak(ordning=engagement.ordning)
            make.shift_draft(
                engagement=engagement, start="2026-11-26 10:00", end="2026-11-26 12:00"
            )
            parent = make.parent(
                municipality=None, municipality_id=engagement.ordning.municipality_id
            )
            make.leader(ordning=engagement.ordning, user=parent)
            pages.append((parent, f"/vaktplan/{engagement.ordning_id}/uke/2026-48"))
    acts = [
        pressing(race.browser(parent, "parent").get(url), form="publiser") for parent, url in pages
    ]
    assert sorted(race.run(*acts, meet="INSERT INTO shift ")) == [303, 422]
    with db.unit(write=False) as session:
        assert session.query(Shift).count() == 1
