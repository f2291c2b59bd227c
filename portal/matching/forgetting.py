"""Why somebody was proposed, moved or never wanted goes in time; what came of it stays."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, exists, or_, select, update

from portal.core import db
from portal.families.models import Child
from portal.matching.models import PairWish, Proposal, ProposalEvent
from portal.matching.states import RUNNING
from portal.municipality.keeping import Kept, Look


def proposals(look: Look) -> Sequence[Kept]:
    """Return the proposals that came to an end so long ago and still have words."""
    has_events = exists().where(ProposalEvent.proposal_id == Proposal.id, ProposalEvent.why != "")
    query = (
        select(Proposal.id, Proposal.state_since_at)
        .where(
            Proposal.municipality_id == look.municipality_id,
            Proposal.state.not_in(RUNNING),
            Proposal.state_since_at < look.kept_since,
            or_(Proposal.moved_reason != "", Proposal.forced_reason != "", has_events),
        )
        .order_by(Proposal.id)
    )
    if look.only is not None:
        query = query.where(Proposal.id == look.only).with_for_update(of=Proposal)
    return [look.kept(one_id, at) for one_id, at in db.session().execute(query)]


def forget_words(proposal_id: UUID) -> None:
    """Delete the reasons of a proposal; where it went, and when, stays."""
    db.session().execute(
        update(Proposal).where(Proposal.id == proposal_id).values(moved_reason="", forced_reason="")
    )
    db.session().execute(
        update(ProposalEvent).where(ProposalEvent.proposal_id == proposal_id).values(why="")
    )


def wishes(look: Look) -> Sequence[Kept]:
    """Return the wishes that were ended so long ago, by the child's number."""
    query = (
        select(PairWish.id, PairWish.ended_at, Child.number)
        .join(Child, Child.id == PairWish.child_id)
        .where(
            PairWish.municipality_id == look.municipality_id, PairWish.ended_at < look.kept_since
        )
        .order_by(PairWish.id)
    )
    if look.only is not None:
        query = query.where(PairWish.id == look.only).with_for_update(of=PairWish)
    return [
        look.kept(one_id, at, number)
        for one_id, at, number in db.session().execute(query)
        if at is not None
    ]


def forget_wish(wish_id: UUID) -> None:
    """Delete a wish that holds no more."""
    db.session().execute(delete(PairWish).where(PairWish.id == wish_id))
