"""Questions: those of a need, somebody's own, a link's, and what then waits for the office."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from portal.access.actor import Actor
from portal.asking.models import AskBatch, Question, QuestionLink
from portal.core import clock, db
from portal.core.ids import digest
from portal.families.models import Child, Ordning
from portal.families.states import Gradering
from portal.matching.models import Proposal
from portal.matching.states import ProposalState
from portal.municipality.models import Municipality
from portal.needs.models import Need
from portal.needs.states import NeedState

# Until there is a meeting, an answer may be given, and given anew.
ANSWERABLE = frozenset(
    {ProposalState.ASKED, ProposalState.INTERESTED, ProposalState.NOT_INTERESTED}
)
# Somebody has said yes, or more.
WILLING = frozenset(
    {
        ProposalState.INTERESTED,
        ProposalState.MEETING,
        ProposalState.ACCEPTED,
        ProposalState.ENGAGED,
    }
)
OPEN_NEED = frozenset({NeedState.DRAFT, NeedState.PUBLISHED})


def last_number(need_id: UUID) -> int:
    """Return the number of the need's newest batch; 0 when nobody has been asked."""
    query = select(func.max(AskBatch.number)).where(AskBatch.need_id == need_id)
    return db.session().scalar(query) or 0


def newest(proposal_ids: Collection[UUID]) -> Mapping[UUID, Question]:
    """Return the newest question of each proposal that has one."""
    query = select(Question).where(Question.proposal_id.in_(proposal_ids)).order_by(Question.id)
    return {it.proposal_id: it for it in db.session().scalars(query)}


def elsewhere(need: Need, user_ids: Collection[UUID]) -> Mapping[UUID, int]:
    """Return how many other needs each of these people is asked about, or has said yes to."""
    query = (
        select(Proposal.user_id, func.count())
        .where(
            Proposal.municipality_id == need.municipality_id,
            Proposal.need_id != need.id,
            Proposal.user_id.in_(user_ids),
            Proposal.state.in_(
                (ProposalState.ASKED, ProposalState.INTERESTED, ProposalState.MEETING)
            ),
        )
        .group_by(Proposal.user_id)
    )
    return {row[0]: row[1] for row in db.session().execute(query)}


# One's own ---------------------------------------------------------------------------------


def of_user(user_id: UUID | None) -> Sequence[Question]:
    """Return the questions somebody has been asked, the newest of each proposal, newest first.

    A child graded since is told of to nobody; what was taken back is not shown.
    """
    later = aliased(Question)
    is_newest = ~(
        select(later.id)
        .where(later.proposal_id == Question.proposal_id, later.id > Question.id)
        .exists()
    )
    query = (
        select(Question)
        .join(Proposal, Question.proposal_id == Proposal.id)
        .join(Need, Proposal.need_id == Need.id)
        .join(Ordning, Need.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Proposal.user_id == user_id,
            Proposal.state != ProposalState.WITHDRAWN,
            Child.gradering == Gradering.UGRADERT,
            is_newest,
        )
        .order_by(Question.id.desc())
    )
    return db.session().scalars(query).all()


def waiting_for(user_id: UUID | None) -> int:
    """Return how many questions wait for somebody's answer."""
    query = (
        select(func.count())
        .select_from(Proposal)
        .join(Need, Proposal.need_id == Need.id)
        .join(Ordning, Need.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Proposal.user_id == user_id,
            Proposal.state == ProposalState.ASKED,
            Need.state.in_(OPEN_NEED),
            Child.gradering == Gradering.UGRADERT,
        )
    )
    return db.session().scalar(query) or 0


def own(actor: Actor, question_id: UUID) -> Question | None:
    """Return one of the actor's own questions that is still told of."""
    return next((it for it in of_user(actor.user_id) if it.id == question_id), None)


def of_token(token: str) -> Question | None:
    """Return what the link in a mail leads to, whatever has become of it."""
    query = (
        select(Question)
        .join(QuestionLink, QuestionLink.question_id == Question.id)
        .where(QuestionLink.token_hash == digest(token))
    )
    return db.session().scalar(query)


def locked(question_id: UUID) -> Question:
    """Return a question as it is now, held until the unit is done."""
    query = select(Question).where(Question.id == question_id)
    held = query.with_for_update(of=Question).execution_options(populate_existing=True)
    return db.session().execute(held).unique().scalar_one()


def is_answerable(question: Question) -> bool:
    """Tell whether an answer still counts: no meeting yet, and somebody is still needed."""
    need = question.proposal.need
    return (
        ProposalState(question.proposal.state) in ANSWERABLE
        and need.state in OPEN_NEED
        and not need.graded_ids
    )


# Every night -------------------------------------------------------------------------------


def homes() -> Sequence[UUID]:
    """Return every municipality's id."""
    return db.session().scalars(select(Municipality.id).order_by(Municipality.id)).all()


def to_remind(municipality_id: UUID, on: date, asked_before: datetime) -> Sequence[Question]:
    """Return the questions nobody has answered since then and may still answer in time; held.

    None of a child graded since: the mail tells of the need, and the link is closed.
    """
    query = (
        select(Question)
        .join(AskBatch, Question.batch_id == AskBatch.id)
        .join(Proposal, Question.proposal_id == Proposal.id)
        .join(Need, Proposal.need_id == Need.id)
        .join(Ordning, Need.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Question.municipality_id == municipality_id,
            Question.answered_at.is_(None),
            Question.reminded_at.is_(None),
            AskBatch.asked_at <= asked_before,
            AskBatch.answer_by_on >= on,
            Proposal.state == ProposalState.ASKED,
            Need.state.in_(OPEN_NEED),
            Child.gradering == Gradering.UGRADERT,
        )
        .order_by(Question.id)
        .with_for_update(of=Question, skip_locked=True)
    )
    return db.session().scalars(query).unique().all()


# For the office ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stuck:
    """A need where nobody of those asked has said yes: how many were, how many are left."""

    need: Need
    batch: AskBatch
    asked: int
    left: int


def stuck(actor: Actor) -> Sequence[Stuck]:
    """Return the needs where the next ones could be asked: all said no, or the day has passed."""
    newer = aliased(AskBatch)
    asked = (
        select(func.count())
        .where(Question.batch_id == AskBatch.id)
        .correlate(AskBatch)
        .scalar_subquery()
    )
    left = (
        select(func.count())
        .where(Proposal.need_id == Need.id, Proposal.state == ProposalState.PROPOSED)
        .correlate(Need)
        .scalar_subquery()
    )
    query = (
        select(Need, AskBatch, asked, left)
        .join(AskBatch, AskBatch.need_id == Need.id)
        .join(Ordning, Need.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Need.municipality_id == actor.municipality_id,
            Need.state.in_(OPEN_NEED),
            Child.office_id.in_(actor.office_ids),
            Child.gradering == Gradering.UGRADERT,
            ~select(newer.id)
            .where(newer.need_id == Need.id, newer.number > AskBatch.number)
            .exists(),
            ~_some(WILLING),
            or_(AskBatch.answer_by_on < clock.today(), ~_some({ProposalState.ASKED})),
        )
        .order_by(AskBatch.answer_by_on, AskBatch.id)
    )
    return [Stuck(*row) for row in db.session().execute(query)]


def _some(states: Collection[ProposalState]) -> ColumnElement[bool]:
    here = aliased(Proposal)
    return (
        select(here.id)
        .where(and_(here.need_id == Need.id, here.state.in_(states)))
        .correlate(Need)
        .exists()
    )
