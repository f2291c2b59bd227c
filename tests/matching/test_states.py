"""Where a proposal may go, and who may know of it."""

from __future__ import annotations

import pytest

from portal.access.actor import NOBODY, Actor, Hat
from portal.core.errors import ConflictError
from portal.matching import queries, service
from portal.matching.states import TRANSITIONS, ProposalState


@pytest.fixture
def proposal(make):
    return make.proposal()


def coordinator_of(proposal):
    return Actor(
        user_id=proposal.made_by_id, municipality_id=proposal.municipality_id,
        hat=Hat.COORDINATOR, office_ids=frozenset({proposal.office_id}),
    )  # fmt: skip


@pytest.mark.parametrize("before", list(ProposalState))
@pytest.mark.parametrize("to", list(ProposalState))
def test_a_proposal_goes_where_the_table_says_and_nowhere_else(session, proposal, before, to):
    proposal.state = before.value
    session.flush()
    if to in TRANSITIONS[before]:
        assert service.set_state(NOBODY, proposal, to, "derfor").state == to
        event = queries.told(proposal.id)[0].event
        assert (event.from_state, event.to_code, event.why) == (before, to, "derfor")
    else:
        with pytest.raises(ConflictError):
            service.set_state(NOBODY, proposal, to)


def test_everything_can_be_reached_and_nothing_is_forgotten():
    reached, new = set(), {ProposalState.PROPOSED}
    while new:
        reached |= new
        new = {to for state in new for to in TRANSITIONS[state]} - reached
    assert reached == set(ProposalState) == set(TRANSITIONS)


def test_only_the_familys_own_office_knows_of_it(make, session, proposal):
    own = coordinator_of(proposal)
    other = Actor(
        municipality_id=proposal.municipality_id,
        hat=Hat.COORDINATOR,
        office_ids=frozenset({make.office().id}),
    )
    assert queries.one(own, proposal.id) is proposal
    assert list(queries.of_need(own, proposal.need)) == [proposal]
    assert queries.one(other, proposal.id) is None
    proposal.need.ordning.child.gradering = "fortrolig"
    session.flush()
    assert queries.one(own, proposal.id) is None


def test_a_person_becomes_a_worker_of_the_proposal_when_hired(make, session):
    user = make.user()
    proposal = make.proposal(user=user)
    assert proposal.worker_id is None
    worker = make.worker(user=user, municipality_id=user.municipality_id)
    session.expire(proposal)
    assert proposal.worker_id == worker.id
