"""Plan a meeting, move it, call it off; take each side's word; make it a match, or not."""

from dataclasses import dataclass
from datetime import datetime

from portal.access.actor import Actor
from portal.asking import service as asking
from portal.asking.queries import OPEN_NEED
from portal.audit.service import record, record_for
from portal.core import clock, db, ids
from portal.core.errors import ConflictError, GoneError, RefusedError
from portal.engagements import obstacles
from portal.engagements import service as engagements
from portal.engagements.models import Engagement
from portal.matching import queries as matching
from portal.matching import service as proposals
from portal.matching import wish_queries
from portal.matching.models import Proposal
from portal.matching.service import MOVED
from portal.matching.states import ProposalState, Side
from portal.meetings import notices, queries
from portal.meetings.models import Guest, Meeting, Verdict
from portal.meetings.states import MeetingState, Notice, Say
from portal.needs import queries as needs
from portal.needs import service as need_service
from portal.needs.anonymity import revealing
from portal.needs.models import Need

NOBODY_THERE = "Ingen i familien har en konto. Legg inn den som leder ordningen, først."
CHANGED = "Møtet er endret siden du leste det. Se hva som gjelder nå."
# A near relation is decided on before they meet, or when both want it.
DECIDABLE = frozenset({ProposalState.INTERESTED, ProposalState.ACCEPTED})
NEVER = "Noen har bedt om at de to ikke skal være sammen. Se ønskene på siden om barnet."
MET = "Møtet er i gang eller over, og kan ikke flyttes. Skriv inn svarene i stedet."
NOT_YET = "Dere har ikke møttes ennå."


class RevealingError(Exception):
    """What was written gives the child away; ``words`` are what does."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__(f"{len(words)} revealing words")
        self.words = words


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a coordinator has filled in. ``version`` 0: nothing was planned then."""

    version: int
    starts_at: datetime
    ends_at: datetime
    place: str
    advice: str


# The meeting -------------------------------------------------------------------------------


def plan(actor: Actor, seen: Proposal, planned: Plan) -> Meeting:
    """Plan a meeting, or move the one there is; both sides get it by mail.

    Raises ConflictError when it has moved on, RevealingError for words that go in a mail and
    tell who the child is, RefusedError when nobody is there for the family or the two are
    never to be together.
    """
    proposal = matching.locked(seen.id)
    if wish_queries.is_never(proposal.child_id, proposal.user_id):
        raise RefusedError(NEVER)
    words = revealing([planned.place, planned.advice], needs.secret_of(proposal.need.ordning))
    if words:
        raise RevealingError(words)
    meeting = queries.planned(proposal.id)
    if (meeting.version if meeting else 0) != planned.version:
        raise ConflictError(CHANGED)
    if meeting:
        return _move(actor, queries.locked(meeting.id), planned)
    proposals.set_state(actor, proposal, ProposalState.MEETING)
    return _begin(actor, proposal, planned)


def _begin(actor: Actor, proposal: Proposal, planned: Plan) -> Meeting:
    family = queries.family_of(proposal.need.ordning)
    if not family:
        raise RefusedError(NOBODY_THERE)
    meeting = db.add(
        Meeting(
            id=ids.new_id(), municipality_id=proposal.municipality_id, proposal_id=proposal.id,
            proposal=proposal, starts_at=planned.starts_at, ends_at=planned.ends_at,
            place=planned.place, advice=planned.advice, planned_by_id=actor.user_id,
        )
    )  # fmt: skip
    people = {proposal.user: Side.PERSON} | dict.fromkeys(family, Side.FAMILY)
    meeting.guests = [
        Guest(
            municipality_id=meeting.municipality_id, user_id=user.id, user=user, side=side,
            uid=notices.new_uid(meeting.id, user.id),
        )
        for user, side in people.items()
    ]  # fmt: skip
    db.session().flush()
    record(actor, "meeting:planned", "proposal", proposal.id, meeting=str(meeting.id))
    notices.tell(meeting, Notice.PLANNED, actor.name)
    return meeting


def _move(actor: Actor, meeting: Meeting, planned: Plan) -> Meeting:
    if meeting.proposal.state != ProposalState.MEETING:
        raise ConflictError(CHANGED)
    refuse_met(meeting)
    meeting.starts_at, meeting.ends_at = planned.starts_at, planned.ends_at
    meeting.place, meeting.advice = planned.place, planned.advice
    meeting.asked_at = meeting.reminded_at = meeting.day_before_at = None
    _next(meeting)
    record(actor, "meeting:moved", "proposal", meeting.proposal_id, meeting=str(meeting.id))
    notices.tell(meeting, Notice.CHANGED, actor.name)
    return meeting


def refuse_met(meeting: Meeting) -> None:
    """Refuse to move a meeting that has been: what was said of it is not about another one."""
    if meeting.has_begun or meeting.verdicts:
        raise ConflictError(MET)


def _next(meeting: Meeting) -> None:
    meeting.sequence += 1
    meeting.changed_at = clock.now()


def cancel(actor: Actor, seen: Meeting, version: int, why: str) -> None:
    """Call a meeting off; the person is as willing as before. Raises ConflictError."""
    proposal = matching.locked(seen.proposal_id)
    meeting = queries.locked(seen.id)
    if meeting.version != version or meeting.state != MeetingState.PLANNED:
        raise ConflictError(CHANGED)
    if meeting.verdicts:
        raise ConflictError(CHANGED)
    proposals.set_state(actor, proposal, ProposalState.INTERESTED, why)
    _call_off(actor, meeting, why)


def _call_off(actor: Actor, meeting: Meeting, why: str, notice: Notice = Notice.CANCELLED) -> None:
    """Take it out of both calendars. Only who works at the office signs with a name."""
    meeting.state, meeting.cancelled_why = MeetingState.CANCELLED, why
    _next(meeting)
    record(actor, "meeting:cancelled", "proposal", meeting.proposal_id, meeting=str(meeting.id))
    notices.tell(meeting, notice, actor.name if actor.is_staff else "")


def turn_down(actor: Actor, seen: Proposal, why: str) -> None:
    """Let it go because the family will not meet. Raises ConflictError when it has moved on."""
    proposal = matching.locked(seen.id)
    if not is_before(proposal, queries.planned(proposal.id)):
        raise ConflictError(MOVED)
    decline(actor, proposal, why)


def is_before(proposal: Proposal, meeting: Meeting | None) -> bool:
    """Tell whether somebody wants to meet the family, and they have not met."""
    if proposal.state == ProposalState.MEETING:
        return meeting is not None and not meeting.has_begun
    return proposal.state == ProposalState.INTERESTED


# Afterwards --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What one side says. ``kinship`` is the person's near relation, in their own words."""

    answer: Say
    reason: str = ""
    kinship: str = ""
    is_told: bool = False  # on the telephone


def say(actor: Actor, seen: Meeting, side: Side, word: Word) -> None:
    """Take one side's word; it may be changed until the other has spoken.

    Raises GoneError when it is settled or was called off, ConflictError before they have met.
    """
    proposal = matching.locked(seen.proposal_id)
    meeting = queries.locked(seen.id)
    if meeting.state != MeetingState.PLANNED or proposal.state != ProposalState.MEETING:
        raise GoneError
    if not meeting.has_begun:
        raise ConflictError(NOT_YET)
    verdict = meeting.verdict(side)
    if verdict is None:
        verdict = Verdict(municipality_id=meeting.municipality_id, side=side)
        meeting.verdicts.append(verdict)
    verdict.answer, verdict.reason, verdict.at = word.answer, word.reason, clock.now()
    verdict.by_id, verdict.is_told = actor.user_id, word.is_told
    db.touch(meeting)
    if word.kinship and side is Side.PERSON:
        engagements.declare(proposal.need.ordning, proposal.user_id, word.kinship)
        record_for(
            meeting.municipality_id, actor, "relation:declared", "child", proposal.child_id
        )  # fmt: skip
    record_for(
        meeting.municipality_id, actor, "meeting:said", "proposal", proposal.id, side=side.value
    )
    _settle(actor, meeting)


def _settle(actor: Actor, meeting: Meeting) -> None:
    """Make it a match when both want it; let it go when one does not."""
    proposal = meeting.proposal
    said = {it.side: it for it in meeting.verdicts}
    refused = next((it for it in said.values() if it.answer == Say.NO), None)
    if refused:
        decline(actor, proposal, refused.reason)
    elif len(said) == len((Side.FAMILY, Side.PERSON)):
        proposals.set_state(actor, proposal, ProposalState.ACCEPTED)
        _tell_outcome(proposal, is_match=True)


def decline(actor: Actor, proposal: Proposal, why: str) -> None:
    """Let it go. Those who wait are told that it came to nothing; the office alone reads why."""
    _tell_over(actor, proposal, why)
    proposals.set_state(actor, proposal, ProposalState.DECLINED, why)


def parted(actor: Actor, proposal: Proposal, by: Side) -> None:
    """Hear that somebody asked that two never meet again: tell those who wait, and not why."""
    if proposal.state != ProposalState.INTERESTED or by is not Side.PERSON:
        _tell_over(actor, proposal, "")


def _tell_over(actor: Actor, proposal: Proposal, why: str) -> None:
    if proposal.state == ProposalState.INTERESTED:  # the family has had no mail about it
        notices.spared(proposal)
        return
    planned = queries.planned(proposal.id)
    if proposal.state == ProposalState.MEETING and planned and not planned.has_begun:
        _call_off(actor, queries.locked(planned.id), why, Notice.OVER)
    elif proposal.state in {ProposalState.MEETING, ProposalState.ACCEPTED}:
        _tell_outcome(proposal, is_match=False)


def _tell_outcome(proposal: Proposal, *, is_match: bool) -> None:
    notices.outcome(proposal, queries.family_of(proposal.need.ordning), is_match=is_match)


# Near relations ----------------------------------------------------------------------------


def decide_relation(actor: Actor, seen: Proposal, *, accepts: bool, why: str) -> None:
    """Decide whether somebody near can help here. The reason is for the office, and is kept.

    Raises ConflictError when it is decided, RefusedError for who never can.
    """
    proposal = matching.locked(seen.id)
    declared = queries.undecided([proposal]).get(proposal.id)
    if declared is None or proposal.state not in DECIDABLE:
        raise ConflictError(MOVED)
    if not accepts:
        declared.refused_by_id, declared.refused_reason = actor.user_id, why
        record(actor, "relation:refused", "child", proposal.child_id, relation=declared.relation)
        decline(actor, proposal, why)
        return
    obstacle = obstacles.found(proposal.need.ordning, proposal.user_id, clock.today())
    if obstacle:
        raise RefusedError(obstacles.SENTENCES[obstacle])
    declared.approved_by_id, declared.approved_reason = actor.user_id, why
    record(actor, "relation:accepted", "child", proposal.child_id, relation=declared.relation)


# Engaged -----------------------------------------------------------------------------------


def engaged(actor: Actor, engagement: Engagement) -> None:
    """Say that a match has become an engagement. Heard of every new one."""
    for proposal in queries.accepted_by(engagement.user_id, engagement.ordning_id):
        proposals.set_state(actor, proposal, ProposalState.ENGAGED)
        need = proposal.need
        if need.state in OPEN_NEED and actor.is_signed_in:
            need_service.fill(actor, need, need.version)


def closed(actor: Actor, need: Need) -> None:
    """Hear that a need is filled or taken back: nobody meets about it, and nobody waits for it."""
    running = [it.id for it in matching.running(need.id)]
    for meeting in queries.newest(running).values():
        if meeting.state == MeetingState.PLANNED and not meeting.has_begun:
            _call_off(actor, meeting, "")
    asking.close(actor, need)
