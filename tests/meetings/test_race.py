"""Both sides at the same moment: two yes are one match, told once; a yes and a no are a no."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.core import db
from portal.matching.models import Proposal
from portal.meetings.models import Meeting, Verdict
from portal.messages.models import OutboxMessage
from tests.meetings.conftest import FAMILYS, PERSONS
from tests.plugins.races import pressing


@pytest.fixture
def links(race):
    with race.making() as make:
        proposal = make.proposal(state="meeting")
        home = {"municipality": None, "municipality_id": proposal.municipality_id}
        parent = make.user(**home)
        make.leader(ordning=proposal.need.ordning, user=parent)
        make.match_meeting(
            proposal=proposal, family=[parent], tokens={"family": FAMILYS, "person": PERSONS}
        )
    return [race.browser().get(f"/mote/{token}") for token in (FAMILYS, PERSONS)]


@pytest.mark.parametrize(
    ("said", "state", "told", "answers"),
    [
        (("yes", "yes"), "accepted", {"match_made"}, [303, 303]),
        (("no", "no"), "declined", {"match_off"}, [303, 410]),
    ],
)
def test_it_is_settled_once(race, links, said, state, told, answers) -> None:
    acts = [
        pressing(page, answer=answer, reason="", **near)
        for page, answer, near in zip(links, said, ({}, {"is_near": "no"}), strict=True)
    ]
    assert sorted(race.run(*acts, meet="INSERT INTO meeting_verdict")) == answers
    with db.unit(write=False) as session:
        assert session.scalars(select(Proposal.state)).all() == [state]
        mails = session.scalars(select(OutboxMessage)).all()
        assert ({it.template for it in mails}, len(mails)) == (told, 2)
        assert len(session.scalars(select(Verdict)).all()) == answers.count(303)


def test_two_coordinators_plan_one_meeting(race) -> None:
    with race.making() as make:
        proposal = make.proposal(state="interested")
        home = {"municipality": None, "municipality_id": proposal.municipality_id}
        make.leader(ordning=proposal.need.ordning, user=make.user(**home))
        people = [make.user(**home) for _ in range(2)]
        for user in people:
            make.role(user=user, hat="coordinator", office_id=proposal.office_id)
    time = {"slot-day": "25.11.2099", "slot-starts": "17", "slot-ends": "18", "place": "Kafeen"}
    pages = [race.browser(user).get(f"/forslag/{proposal.id}/mote") for user in people]
    answers = race.run(*(pressing(it, **time) for it in pages), meet="INSERT INTO match_meeting")
    assert sorted(answers) == [303, 409]
    with db.unit(write=False) as session:
        assert len(session.scalars(select(Meeting)).all()) == 1
