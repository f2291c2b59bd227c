"""Two coordinators with the same applicant at the same moment."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.core import db
from portal.recruitment.models import ApplicationEvent
from tests.plugins.races import pressing


@pytest.fixture
def applicant(race):
    """An application, and two coordinators at their keyboards."""
    with race.making() as make:
        office = make.office()
        people = [make.coordinator(office=office) for _ in range(2)]
        application = make.application(
            office=office, stage="references", responsible_id=people[0].id
        )
    return application, [race.browser(user) for user in people]


def moving(page, application, to):
    page.get(f"/rekruttering/{application.id}/flytt/{to}")
    return pressing(page, why="Neste steg")


def speaking(page, application, _to):
    page.get(f"/rekruttering/{application.id}")
    return pressing(page, form="/referanse/", told="Bare godt å si")


@pytest.mark.parametrize(
    ("act", "other"), [(moving, moving), (speaking, speaking), (moving, speaking)]
)
def test_one_is_first_and_the_other_is_told(race, applicant, act, other) -> None:
    application, pages = applicant
    acts = act(pages[0], application, "interview"), other(pages[1], application, "screening")
    answers = race.run(*acts, meet=("UPDATE application", "UPDATE referee"))
    assert sorted(answers) in ([303, 409], [303, 303])
    with db.unit(write=False) as session:
        events = session.scalars(select(ApplicationEvent.event)).all()
    assert len(events) == answers.count(303)
    assert len(events) == len(set(events))  # one move, one talk
