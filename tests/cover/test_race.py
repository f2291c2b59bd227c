"""Two who take the same shift at the same moment, on connections of their own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from portal.access.actor import Actor, Assurance, Hat
from portal.core import db
from portal.core.errors import ConflictError
from portal.cover import queries, service
from portal.shifts.models import Attendee, Shift
from tests.factories import Factories
from tests.plugins.races import pressing

if TYPE_CHECKING:
    from uuid import UUID


def actor(engagement) -> Actor:
    user = engagement.worker.user
    return Actor(
        user_id=user.id, municipality_id=user.municipality_id, name=user.name, hat=Hat.WORKER,
        hats=(Hat.WORKER,), assurance=Assurance.HIGH,
    )  # fmt: skip


@pytest.mark.usefixtures("race")
def test_of_two_at_once_one_has_it_and_the_other_is_told() -> None:
    with db.transaction() as session:
        make = Factories(session)
        ordning = make.ordning()
        takers = [actor(make.engagement(ordning=ordning)) for _ in range(2)]
        shift_id = make.shift(
            ordning=ordning, engagement=None, engagement_id=None,
            start="2099-11-26 15:00", end="2099-11-26 18:00",
        ).id  # fmt: skip
    ready = Barrier(2, timeout=20)

    def take(who: Actor) -> UUID | str:
        ready.wait()
        try:
            with db.transaction():
                offer = queries.offer(who, shift_id)
                assert offer is not None
                service.take(who, offer)
                return offer.engagement.id
        except ConflictError as error:
            return error.sentence

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(take, takers))
    with db.unit(write=False) as session:
        shift = session.get_one(Shift, shift_id)
        assert shift.engagement_id in results
        assert service.TAKEN in results
        assert session.query(Attendee).count() == 1


def test_one_person_does_not_take_two_shifts_of_the_same_hours(race) -> None:
    """On two devices, in two families: each looked free while the other was open."""
    with race.making() as make:
        first = make.engagement()
        second = make.engagement(worker=first.worker)
        for engagement in (first, second):
            make.shift(
                ordning=engagement.ordning, engagement=None, engagement_id=None,
                start="2026-11-26 15:00", end="2026-11-26 18:00",
            )  # fmt: skip
        user = first.worker.user
    pages = [race.browser(user, "worker").get("/ledige-vakter") for _device in range(2)]
    actions = [
        it.get("action") for it in pages[0].all("form") if (it.get("action") or "").endswith("/ta")
    ]
    acts = [pressing(page, form=it) for page, it in zip(pages, actions, strict=True)]
    assert sorted(race.run(*acts, meet="UPDATE shift SET")) == [303, 422]
