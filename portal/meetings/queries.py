"""Meetings: of a proposal, of a link, one's own, a family's, and what waits for the office."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, select

from portal.access.actor import Actor, Hat, Relation
from portal.accounts.models import User
from portal.core import clock, db
from portal.core.ids import digest
from portal.engagements.models import Worker
from portal.families import queries as families
from portal.families.models import Child, DeclaredRelation, Guardian, Ordning
from portal.families.states import Gradering
from portal.matching import queries as matching
from portal.matching.models import Proposal, ProposalEvent
from portal.matching.states import ProposalState, Side
from portal.meetings.models import Guest, GuestLink, Meeting
from portal.meetings.states import MeetingState
from portal.needs.models import Need

# What a family is shown of: somebody who has said yes to meet, and what became of it.
SHOWN = (
    ProposalState.INTERESTED,
    ProposalState.MEETING,
    ProposalState.ACCEPTED,
    ProposalState.ENGAGED,
    ProposalState.DECLINED,
)


def newest(proposal_ids: Collection[UUID]) -> Mapping[UUID, Meeting]:
    """Return the newest meeting of each proposal that has one."""
    query = select(Meeting).where(Meeting.proposal_id.in_(proposal_ids)).order_by(Meeting.id)
    return {it.proposal_id: it for it in db.session().scalars(query)}


def planned(proposal_id: UUID) -> Meeting | None:
    """Return the meeting that stands, before or after it has been."""
    query = select(Meeting).where(
        Meeting.proposal_id == proposal_id, Meeting.state == MeetingState.PLANNED
    )
    return db.session().scalar(query)


def turned_down(proposal_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Return why those were let go for whom no meeting was planned, as the office reads it."""
    query = (
        select(ProposalEvent.proposal_id, ProposalEvent.why)
        .where(
            ProposalEvent.proposal_id.in_(proposal_ids),
            ProposalEvent.from_state == ProposalState.INTERESTED,
            ProposalEvent.to_state == ProposalState.DECLINED,
        )
        .order_by(ProposalEvent.at, ProposalEvent.id)
    )
    return {row[0]: row[1] for row in db.session().execute(query)}


def locked(meeting_id: UUID) -> Meeting:
    """Return a meeting as it is now, held until the unit is done."""
    query = select(Meeting).where(Meeting.id == meeting_id)
    held = query.with_for_update(of=Meeting).execution_options(populate_existing=True)
    return db.session().execute(held).unique().scalar_one()


def family_of(ordning: Ordning) -> list[User]:
    """Return who is invited for the family: those who lead today, else those who guard.

    An account that is closed is neither.
    """
    leading = families.leading(ordning.id)
    if leading:
        return leading
    guards = families.held(Guardian, Guardian.child_id == ordning.child_id)
    return [it.user for it in guards if it.is_acting]


# Sitting on one side -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seat:
    """A meeting, seen from one side."""

    meeting: Meeting
    side: Side

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the proposal's own facts
        return getattr(self.meeting.proposal, name)


def of_token(token: str) -> Seat | None:
    """Return the seat that a link in a mail leads to, whatever has become of it."""
    query = (
        select(Meeting, Guest.side)
        .join(Guest, Guest.meeting_id == Meeting.id)
        .join(GuestLink, GuestLink.guest_id == Guest.id)
        .where(GuestLink.token_hash == digest(token))
    )
    rows = db.session().execute(query).unique()
    return next((Seat(meeting, Side(side)) for meeting, side in rows), None)


def own(actor: Actor, meeting_id: UUID) -> Seat | None:
    """Return the actor's own seat, as the one who may help."""
    query = _open_to_people().where(Meeting.id == meeting_id, Proposal.user_id == actor.user_id)
    found = db.session().scalar(query)
    return Seat(found, Side.PERSON) if found else None


def _open_to_people() -> Select[Meeting]:
    """Select the meetings about children who are not protected."""
    return (
        select(Meeting)
        .join(Proposal, Meeting.proposal_id == Proposal.id)
        .join(Need, Proposal.need_id == Need.id)
        .join(Ordning, Need.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(Child.gradering == Gradering.UGRADERT)
    )


def waiting_for(actor: Actor) -> Sequence[Meeting]:
    """Return the meetings that are to come, wait for a word, or have become a match."""
    query = _open_to_people().where(
        Meeting.state == MeetingState.PLANNED,
        Proposal.state.in_((ProposalState.MEETING, ProposalState.ACCEPTED)),
    )
    if actor.hat is Hat.PARENT:
        query = query.where(Need.ordning_id.in_(actor.of(Relation.LEADS)), _may_know(actor))
    else:
        query = query.where(Proposal.user_id == actor.user_id)
    found = db.session().scalars(query.order_by(Meeting.starts_at, Meeting.id)).all()
    side = Side.FAMILY if actor.hat is Hat.PARENT else Side.PERSON
    return [
        it
        for it in found
        if it.proposal.state == ProposalState.ACCEPTED or it.verdict(side) is None
    ]


# The family's ------------------------------------------------------------------------------


def _of_family(actor: Actor) -> Select[Proposal]:
    return (
        select(Proposal)
        .join(Need, Proposal.need_id == Need.id)
        .join(Ordning, Need.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Need.ordning_id.in_(actor.of(Relation.LEADS)),
            Child.gradering == Gradering.UGRADERT,
            Proposal.state.in_(SHOWN),
            _may_know(actor),
        )
    )


def _may_know(actor: Actor) -> ColumnElement[bool]:
    """Make the condition that who is proposed is not protected, or the actor is named for them."""
    return ~_is_protected(Worker.id.not_in(actor.of(Relation.NAMED_FOR)))


def _is_protected(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        Worker.user_id == Proposal.user_id, Worker.gradering != Gradering.UGRADERT, *conditions
    )


def of_family(actor: Actor) -> Sequence[Proposal]:
    """Return who has said yes to meet a family the actor leads, the newest first."""
    query = _of_family(actor).order_by(Proposal.state_since_at.desc(), Proposal.id)
    return db.session().scalars(query).all()


def one_of_family(actor: Actor, proposal_id: UUID) -> Proposal | None:
    """Return one of those."""
    return db.session().scalar(_of_family(actor).where(Proposal.id == proposal_id))


# Every night -------------------------------------------------------------------------------


def to_ask(now: datetime) -> Sequence[Meeting]:
    """Return the meetings that are over, where nobody has been asked how it went; held."""
    return _standing(Meeting.ends_at <= now, Meeting.asked_at.is_(None))


def coming(start: datetime, until: datetime) -> Sequence[Meeting]:
    """Return the meetings that begin then, where nobody has been reminded of it; held."""
    return _standing(
        Meeting.starts_at >= start, Meeting.starts_at < until, Meeting.day_before_at.is_(None)
    )


def to_remind(municipality_id: UUID, asked_before: datetime) -> Sequence[Meeting]:
    """Return the meetings where somebody was asked then, and has not said; held."""
    return _standing(
        Meeting.municipality_id == municipality_id,
        Meeting.asked_at <= asked_before,
        Meeting.reminded_at.is_(None),
    )


def _standing(*conditions: Any) -> Sequence[Meeting]:  # noqa: ANN401 - SQLAlchemy's own
    query = (
        _open_to_people()
        .where(
            Meeting.state == MeetingState.PLANNED,
            Proposal.state == ProposalState.MEETING,
            ~_is_protected(),  # the mails have no reader to be named: they stop, as their links do
            *conditions,
        )
        .order_by(Meeting.id)
        .with_for_update(of=Meeting, skip_locked=True)
    )
    return db.session().scalars(query).unique().all()


# For the office ----------------------------------------------------------------------------


def running(actor: Actor) -> Sequence[tuple[Proposal, Meeting | None]]:
    """Return the proposals that wait for a meeting, a word or an engagement, oldest first."""
    states = (ProposalState.INTERESTED, ProposalState.MEETING, ProposalState.ACCEPTED)
    query = matching.visible(actor).where(Proposal.state.in_(states))
    found = db.session().scalars(query.order_by(Proposal.state_since_at, Proposal.id)).all()
    meetings = newest([it.id for it in found])
    return [(it, meetings.get(it.id)) for it in found]


def undecided(proposals: Collection[Proposal]) -> Mapping[UUID, DeclaredRelation]:
    """Return the near relations nobody has decided on, by the proposal they are about."""
    query = select(DeclaredRelation).where(
        DeclaredRelation.user_id.in_([it.user_id for it in proposals]),
        DeclaredRelation.approved_by_id.is_(None),
    )
    found = {(it.user_id, it.child_id): it for it in db.session().scalars(query)}
    return {
        it.id: found[it.user_id, it.child_id]
        for it in proposals
        if (it.user_id, it.child_id) in found
    }


def accepted_by(user_id: UUID, ordning_id: UUID) -> Sequence[Proposal]:
    """Return the matches both sides wanted, of a person in an ordning; held."""
    query = (
        select(Proposal)
        .join(Need, Proposal.need_id == Need.id)
        .where(
            Proposal.user_id == user_id,
            Need.ordning_id == ordning_id,
            Proposal.state == ProposalState.ACCEPTED,
        )
        .with_for_update(of=Proposal)
    )
    return db.session().scalars(query).unique().all()


def is_past(meeting: Meeting | None) -> bool:
    """Tell whether a meeting has begun; none has not."""
    return meeting is not None and meeting.starts_at <= clock.now()
