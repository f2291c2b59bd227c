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


@pytest.fixture
def to_meet(race):
    """Somebody who has said yes, two who lead, and the coordinator."""
    with race.making() as make:
        proposal = make.proposal(state="interested")
        home = {"municipality": None, "municipality_id": proposal.municipality_id}
        leaders = [make.user(**home) for _ in range(2)]
        for user in leaders:
            make.role(user=user, hat="parent")
            make.leader(ordning=proposal.need.ordning, user=user)
        office = make.user(**home)
        make.role(user=office, hat="coordinator", office_id=proposal.office_id)
    return proposal, [race.browser(it, hat="parent") for it in leaders], race.browser(office)


def test_two_who_lead_turn_somebody_down_once(race, to_meet) -> None:
    proposal, leaders, _office = to_meet
    acts = [pressing(it.get(f"/til-dere/{proposal.id}/nei"), why="") for it in leaders]
    assert sorted(race.run(*acts, meet="INSERT INTO proposal_event")) == [303, 409]
    with db.unit(write=False) as session:
        assert session.scalars(select(OutboxMessage.template)).all() == ["match_spared"]


@pytest.mark.parametrize("meet", ["INSERT INTO match_meeting", "INSERT INTO pair_wish"])
def test_no_meeting_stands_when_somebody_asks_never_meanwhile(race, to_meet, meet) -> None:
    """Whoever comes first: it is refused, or it is called off."""
    proposal, leaders, office = to_meet
    time = {"slot-day": "25.11.2099", "slot-starts": "17", "slot-ends": "18", "place": "Kafeen"}
    plans = pressing(office.get(f"/forslag/{proposal.id}/mote"), **time)
    asks = pressing(leaders[0].get(f"/til-dere/{proposal.id}/ikke-igjen"), why="Kjenner dem")
    planned, asked = race.run(plans, asks, meet=meet)
    assert (planned in {303, 409, 422}, asked) == (True, 303)
    with db.unit(write=False) as session:
        assert session.scalars(select(Proposal.state)).all() == ["withdrawn"]
        assert set(session.scalars(select(Meeting.state))) <= {"cancelled"}
