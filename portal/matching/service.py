"""Move a proposal on its way."""

from portal.access.actor import Actor
from portal.audit.service import record_for
from portal.core import clock, db
from portal.core.errors import ConflictError
from portal.matching import queries
from portal.matching.models import Proposal, ProposalEvent
from portal.matching.states import TRANSITIONS, ProposalState

MOVED = "Forslaget er endret siden du leste det. Se på det en gang til."


def set_state(actor: Actor, seen: Proposal, to: ProposalState, why: str = "") -> Proposal:
    """Move a proposal; ConflictError when it cannot go there. Nobody signed in may answer."""
    proposal = queries.locked(seen.id)
    if to not in TRANSITIONS[ProposalState(proposal.state)]:
        raise ConflictError(MOVED)
    put(actor, proposal, to, why)
    return proposal


def put(actor: Actor, proposal: Proposal, to: ProposalState, why: str) -> None:
    """Put a held proposal in a state, and write down who did it and why."""
    before = proposal.state
    proposal.state, proposal.state_since_at = to, clock.now()
    happened(actor, proposal, from_state=before, why=why)
    record_for(
        proposal.municipality_id, actor, "proposal:moved", "proposal", proposal.id, before=before,
        after=to.value,
    )  # fmt: skip


def happened(
    actor: Actor,
    proposal: Proposal,
    *,
    from_state: str | None,
    from_position: int | None = None,
    why: str = "",
) -> None:
    """Write in the proposal's own history."""
    db.add(
        ProposalEvent(
            municipality_id=proposal.municipality_id,
            proposal_id=proposal.id,
            from_state=from_state,
            to_state=proposal.state,
            from_position=proposal.position if from_position is None else from_position,
            to_position=proposal.position,
            why=why,
            by_id=actor.user_id,
        )
    )
