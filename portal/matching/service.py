"""Propose people for a need, say in which order they are asked, and move a proposal on."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from portal.access.actor import Actor
from portal.audit.service import record, record_for
from portal.core import clock, db
from portal.core.errors import ConflictError, RefusedError
from portal.families.models import Child, DeclaredRelation
from portal.matching import parting, queries, wish_queries
from portal.matching.candidates import Entry, Field, Hidden, Rule
from portal.matching.models import PairWish, Proposal, ProposalEvent
from portal.matching.states import REFUSED, TRANSITIONS, ProposalState, Side, Wish
from portal.needs.models import Need
from portal.needs.states import NeedState
from portal.pool.models import PoolConsent
from portal.recruitment.models import Application

MOVED = "Forslaget er endret siden du leste det. Se på det en gang til."
MEETS = "Det er avtalt et møte. Avlys møtet først, så får begge beskjed."
CLOSED = "Oppdraget er ikke ledig lenger."
CALL = "Dere har bedt om ikke å møtes igjen. Ring kontoret hvis dere har ombestemt dere."
PARTED = "Noen ba om at de to ikke skal være sammen"
OTHER_ROLE = "Noen av dem du valgte, er ikke godkjent for denne rollen."
UNKNOWN = "Noen av dem du valgte, kan ikke foreslås lenger. Se lista en gang til."


# On its way --------------------------------------------------------------------------------


def set_state(actor: Actor, seen: Proposal, to: ProposalState, why: str = "") -> Proposal:
    """Move a proposal; ConflictError when it cannot go there. Nobody signed in may answer."""
    proposal = queries.locked(seen.id)
    if to not in TRANSITIONS[ProposalState(proposal.state)]:
        raise ConflictError(MOVED)
    _put(actor, proposal, to, why)
    return proposal


def take_back(actor: Actor, seen: Proposal, why: str) -> Proposal:
    """Take a proposal back; ConflictError while there is a meeting that both have been told of."""
    if queries.locked(seen.id).state == ProposalState.MEETING:
        raise ConflictError(MEETS)
    return set_state(actor, seen, ProposalState.WITHDRAWN, why)


def _put(actor: Actor, proposal: Proposal, to: ProposalState, why: str) -> None:
    before = proposal.state
    proposal.state, proposal.state_since_at = to, clock.now()
    _happened(actor, proposal, from_state=before, why=why)
    record_for(
        proposal.municipality_id, actor, "proposal:moved", "proposal", proposal.id, before=before,
        after=to.value,
    )  # fmt: skip


def _happened(
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
            from_position=from_position,
            to_position=proposal.position,
            why=why,
            by_id=actor.user_id,
        )
    )


# Proposing ---------------------------------------------------------------------------------


def propose(actor: Actor, field: Field, user_ids: Sequence[UUID]) -> list[Proposal]:
    """Propose some of those who are looked at, the best of them first, after those there are.

    Raises ConflictError when the need is closed, or somebody may not be proposed any more,
    RefusedError for who is not approved for the role.
    """
    _refuse_closed(field.need)
    chosen = [entry for entry in field.new if entry.user_id in set(user_ids)]
    if not chosen or len(chosen) < len(set(user_ids)):
        raise ConflictError(UNKNOWN)
    _refuse_other_role(field, [entry.consent for entry in chosen])
    last = max((it.position for it in field.proposals), default=0)
    return [
        _propose(actor, field, entry, last + number) for number, entry in enumerate(chosen, start=1)
    ]


def _propose(actor: Actor, field: Field, entry: Entry, position: int) -> Proposal:
    earlier = next((it for it in field.proposals if it.user_id == entry.user_id), None)
    if earlier is not None:  # taken back once
        earlier.position, earlier.points = position, entry.score.total
        earlier.moved_reason = ""
        _put(actor, earlier, ProposalState.PROPOSED, "")
        return earlier
    consent = entry.consent
    return _make(
        actor, field.need, consent.user_id, consent.application_id, entry.score.total, position
    )


def _make(
    actor: Actor, need: Need, user_id: UUID, application_id: UUID | None, points: int, position: int
) -> Proposal:
    proposal = db.add(
        Proposal(
            municipality_id=need.municipality_id,
            need_id=need.id,
            user_id=user_id,
            application_id=application_id,
            points=points,
            position=position,
            made_by_id=actor.user_id,
        )
    )
    db.session().flush()
    _happened(actor, proposal, from_state=None)
    record(actor, "proposal:made", "proposal", proposal.id, need=str(need.id))
    return proposal


def force(actor: Actor, field: Field, hidden: Hidden, why: str) -> Proposal:
    """Propose somebody a rule leaves out. The reason is kept; a relation is accepted by it."""
    _refuse_closed(field.need)
    _refuse_other_role(field, [hidden.consent])
    need, consent = field.need, hidden.consent
    if hidden.rule is Rule.RELATED:
        _accept_relation(actor, need, consent.user_id, why)
    last = max((it.position for it in field.proposals), default=0)
    earlier = next((it for it in field.proposals if it.user_id == consent.user_id), None)
    if earlier is None:
        proposal = _make(actor, need, consent.user_id, consent.application_id, 0, last + 1)
    else:
        proposal = queries.locked(earlier.id)
        if ProposalState(proposal.state) not in REFUSED | {ProposalState.WITHDRAWN}:
            raise ConflictError(MOVED)
        proposal.position = last + 1
        _put(actor, proposal, ProposalState.PROPOSED, why)
    proposal.forced_reason = why
    record(actor, "proposal:forced", "proposal", proposal.id, rule=hidden.rule.value)
    return proposal


def _accept_relation(actor: Actor, need: Need, user_id: UUID, why: str) -> None:
    """Keep that a near relation was looked at and accepted: they never decide on hours here."""
    declared = queries.declared(need.child_id, user_id) or db.add(
        DeclaredRelation(
            municipality_id=need.municipality_id, user_id=user_id, child_id=need.child_id,
            relation=queries.relation_said(need.child_id, user_id),
        )
    )  # fmt: skip
    declared.approved_by_id, declared.approved_reason = actor.user_id, why
    record(actor, "relation:accepted", "child", need.child_id, relation=declared.relation)


def reorder(actor: Actor, seen: Proposal, version: int, to: int, why: str) -> None:
    """Ask somebody earlier or later than the points say. Raises ConflictError when changed."""
    proposal = queries.locked(seen.id)
    if proposal.version != version or proposal.state != ProposalState.PROPOSED:
        raise ConflictError(MOVED)
    waiting = queries.waiting(proposal.need_id)
    places = [it.position for it in waiting]
    others = [it for it in waiting if it.id != proposal.id]
    others.insert(max(0, min(to, len(waiting)) - 1), proposal)
    before = proposal.position
    for place, it in zip(places, others, strict=True):
        it.position = place
    proposal.moved_reason = why
    _happened(actor, proposal, from_state=proposal.state, from_position=before, why=why)
    record(
        actor, "proposal:reordered", "proposal", proposal.id, before=before,
        after=proposal.position,
    )  # fmt: skip


def _refuse_closed(need: Need) -> None:
    if need.state not in {NeedState.DRAFT, NeedState.PUBLISHED}:
        raise ConflictError(CLOSED)


def _refuse_other_role(field: Field, consents: Sequence[PoolConsent]) -> None:
    if not all(field.has_role(it) for it in consents):
        raise RefusedError(OTHER_ROLE)


def application_of(proposal: Proposal) -> Application | None:
    """Return the application of somebody who must be approved before anything else."""
    if proposal.worker is not None or proposal.application_id is None:
        return None
    return db.session().get(Application, proposal.application_id)


# Never together, and gladly ----------------------------------------------------------------


def ask(
    actor: Actor, child: Child, user_id: UUID, wish: Wish, by: Side, reason: str
) -> None:  # fmt: skip
    """Keep what somebody has told the office that they wish about a child and a person."""
    db.hold(Child, child.id)
    if any(it.user_id == user_id for it in wish_queries.wishes(child.id)):
        raise RefusedError("Det står et ønske om denne personen fra før. Avslutt det først.")
    _keep(actor, Asked(child=child, user_id=user_id, by=by), wish, reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One side, asking for itself about a child and a person."""

    child: Child
    user_id: UUID
    by: Side


def never_again(actor: Actor, asked: Asked, reason: str) -> None:
    """Keep that a side never wants the two to meet again, whatever it has wished before.

    What is on its way between them stops. Asked twice it is asked once.
    """
    db.hold(Child, asked.child.id)
    before = wish_queries.standing(asked.child.id, asked.user_id, asked.by)
    if before is not None and before.wish == Wish.NEVER:
        return
    if before is not None:
        end_wish(actor, before)
        db.session().flush()  # before there is another
    _keep(actor, asked, Wish.NEVER, reason)


def favour(actor: Actor, child: Child, user_id: UUID, *, is_wanted: bool) -> None:
    """Keep that a family would gladly have somebody, or no longer says so.

    Raises ConflictError when it has asked never to meet them: the office ends that.
    """
    db.hold(Child, child.id)
    before = wish_queries.standing(child.id, user_id, Side.FAMILY)
    if before is not None and before.wish == Wish.NEVER:
        raise ConflictError(CALL)
    if is_wanted and before is None:
        asked = Asked(child=child, user_id=user_id, by=Side.FAMILY)
        _keep(actor, asked, Wish.FAVOURITE, "")
    elif before is not None and not is_wanted:
        end_wish(actor, before)


def _keep(actor: Actor, asked: Asked, wish: Wish, reason: str) -> None:
    child, user_id = asked.child, asked.user_id
    db.add(
        PairWish(
            municipality_id=child.municipality_id, child_id=child.id, user_id=user_id, wish=wish,
            asked_by=asked.by, reason=reason, by_id=actor.user_id,
        )
    )  # fmt: skip
    db.session().flush()
    record(actor, f"pair_wish:{wish}", "child", child.id, user=str(user_id))
    if wish is Wish.NEVER:
        for proposal in wish_queries.between(child.id, user_id):
            parting.tell(actor, proposal, asked.by)
            set_state(actor, proposal, ProposalState.WITHDRAWN, PARTED)


def end_wish(actor: Actor, wish: PairWish) -> None:
    """Let a wish hold no longer."""
    wish.ended_at, wish.ended_by_id = clock.now(), actor.user_id
    record(actor, "pair_wish:ended", "child", wish.child_id, user=str(wish.user_id))
