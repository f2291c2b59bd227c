"""Somebody is engaged the moment the family asks never to meet them again."""

from __future__ import annotations

from datetime import date

from portal.access.actor import Actor, Hat
from portal.core import db
from portal.engagements import service as engagements
from portal.engagements.models import Engagement, Worker
from portal.engagements.obstacles import ObstacleError
from portal.engagements.service import Job
from portal.engagements.states import Kind
from portal.families.models import Child, Ordning
from portal.matching import service
from portal.matching.models import Proposal
from portal.matching.service import Asked
from portal.matching.states import ProposalState, Side


def test_a_match_is_engaged_or_comes_to_nothing_but_not_both(race) -> None:
    with race.making() as make:
        proposal = make.proposal(state="accepted")
        ordning, user = proposal.need.ordning, proposal.user
    actor = Actor(municipality_id=ordning.municipality_id, hat=Hat.COORDINATOR, user_id=user.id)

    def engage() -> bool:
        with db.transaction() as session:
            worker = session.query(Worker).filter_by(user_id=user.id).one()
            job = Job(
                ordning=session.get_one(Ordning, ordning.id), kind=Kind.STOTTEKONTAKT,
                valid_from=date(2026, 12, 1),
            )  # fmt: skip
            try:
                return bool(engagements.engage(actor, worker, job))
            except ObstacleError:
                return False

    def never_again() -> None:
        with db.transaction() as session:
            child = session.get_one(Child, ordning.child_id)
            service.never_again(actor, Asked(child=child, user_id=user.id, by=Side.FAMILY), "Nei")

    is_engaged, _ = race.run(
        engage, never_again, meet=("INSERT INTO engagement", "INSERT INTO pair_wish")
    )
    with db.unit(write=False) as session:
        assert session.query(Engagement).count() == is_engaged
        state = ProposalState.ENGAGED if is_engaged else ProposalState.WITHDRAWN
        assert session.query(Proposal).one().state == state
