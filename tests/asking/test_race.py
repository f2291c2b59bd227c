"""Two coordinators who ask at the same moment: one batch."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from portal.asking.models import AskBatch, Question
from portal.core import db
from tests.plugins.races import pressing


@pytest.fixture
def need(race):
    with race.making() as make:
        office = make.office()
        home = {"municipality": None, "municipality_id": office.municipality_id}
        need = make.need(ordning=make.ordning(child=make.child(office=office)))
        worker = make.worker(office=office, user=make.worker_user(**home))
        make.pool_consent(worker=worker, ends_on=date(2099, 1, 1), roles=[need.role.value])
        make.proposal(need=need, user=worker.user)
        people = [make.user(**home) for _ in range(2)]
        for user in people:
            make.role(user=user, hat="coordinator", office_id=office.id)
    return need, [race.browser(user) for user in people]


def test_one_batch_is_made(race, need) -> None:
    need, pages = need
    acts = [pressing(page.get(f"/behov/{need.id}/sporsmal")) for page in pages]
    answers = race.run(*acts, meet="INSERT INTO ask_batch")
    assert sorted(answers) == [303, 409]
    with db.unit(write=False) as session:
        assert len(session.scalars(select(AskBatch)).all()) == 1
        assert len(session.scalars(select(Question)).all()) == 1
