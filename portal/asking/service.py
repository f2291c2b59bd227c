"""Ask people about a need, in the order they are proposed; take what they answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from portal.access.actor import Actor
from portal.accounts import links
from portal.accounts import queries as accounts
from portal.asking import letters, queries
from portal.asking.models import AskBatch, Question, QuestionLink
from portal.asking.states import Answer, Why
from portal.audit.service import record, record_for
from portal.core import clock, db, ids
from portal.core.errors import ConflictError, GoneError
from portal.engagements import obstacles
from portal.engagements import service as engagements
from portal.matching import queries as matching
from portal.matching import service as proposals
from portal.matching.candidates import Field, field_of
from portal.matching.models import Proposal
from portal.matching.states import ProposalState
from portal.messages.service import enqueue
from portal.municipality import settings
from portal.municipality.states import SettingKey
from portal.needs.models import Need
from portal.needs.states import NeedState

MOVED = "Forslagene er endret siden du leste dem. Se hvem som er spurt nå."
CHANGED = "Svaret er endret siden du leste det. Se hva som gjelder nå."

_STATE = {
    Answer.YES: ProposalState.INTERESTED,
    Answer.OTHER: ProposalState.NOT_INTERESTED,
    Answer.NO: ProposalState.NOT_INTERESTED,
}
_CLOSED = {
    NeedState.FILLED: "Oppdraget er besatt",
    NeedState.WITHDRAWN: "Utlysningen er trukket",
}


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody who can be asked, and how many other needs they are asked about."""

    proposal: Proposal
    elsewhere: int


def at_hand(field: Field) -> list[Proposal]:
    """Return the proposed who may be asked now, first to be asked first."""
    return [
        proposal
        for proposal, entry in field.shown
        if entry is not None
        and field.has_role(entry.consent)
        and proposal.state == ProposalState.PROPOSED
    ]


def first_of(field: Field, on: date) -> list[Line]:
    """Return those whom a batch would ask now."""
    size = settings.number(field.need.municipality_id, SettingKey.ASK_BATCH_SIZE, on)
    found = at_hand(field)[:size]
    busy = queries.elsewhere(field.need, [it.user_id for it in found])
    return [Line(it, busy.get(it.user_id, 0)) for it in found]


def answer_by(municipality_id: UUID, on: date) -> date:
    """Return the day an answer is asked for by, unless the coordinator says another."""
    return on + timedelta(days=settings.number(municipality_id, SettingKey.ASK_ANSWER_DAYS, on))


def ask(actor: Actor, need: Need, chosen: Sequence[UUID], last_on: date) -> AskBatch:
    """Ask some of those who are proposed; each has a mail with a link.

    Raises ConflictError when somebody else has asked them, or one may not be asked any more.
    """
    db.hold(Need, need.id)
    waiting = {it.id for it in matching.waiting(need.id)}
    if need.state not in queries.OPEN_NEED:
        raise ConflictError(proposals.CLOSED)
    asked = [it for it in at_hand(field_of(actor, need, clock.today())) if it.id in set(chosen)]
    if not asked or {it.id for it in asked} != set(chosen) or not waiting.issuperset(chosen):
        raise ConflictError(MOVED)
    batch = _batch(actor, need, last_on)
    for proposal in asked:
        proposals.set_state(actor, proposal, ProposalState.ASKED)
        _mail(_question(batch, proposal), "question", actor.name)
    record(actor, "need:asked", "need", need.id, batch=batch.number, people=len(asked))
    return batch


def _batch(actor: Actor, need: Need, last_on: date) -> AskBatch:
    batch = db.add(
        AskBatch(
            municipality_id=need.municipality_id, need_id=need.id,
            number=queries.last_number(need.id) + 1, answer_by_on=last_on,
            asked_by_id=actor.user_id,
        )
    )  # fmt: skip
    db.session().flush()
    return batch


def _question(batch: AskBatch, proposal: Proposal) -> Question:
    days = settings.number(batch.municipality_id, SettingKey.ASK_LINK_DAYS, clock.today())
    answers_until = clock.now() + timedelta(days=days)
    question = db.add(
        Question(
            municipality_id=batch.municipality_id, batch_id=batch.id, batch=batch,
            proposal_id=proposal.id, proposal=proposal, expires_at=answers_until,
        )
    )  # fmt: skip
    db.session().flush()
    return question


def _mail(question: Question, template: str, acting: str) -> None:
    token = ids.new_token()
    db.add(
        QuestionLink(
            municipality_id=question.municipality_id, question_id=question.id,
            token_hash=ids.digest(token),
        )
    )  # fmt: skip
    need = question.proposal.need
    mail = enqueue(
        accounts.recipient(question.proposal.user), template, link=links.sealed(token),
        answer_by=datetime.combine(
            question.batch.answer_by_on, datetime.min.time(), clock.OSLO
        ).isoformat(),
        **letters.told(need), **letters.signature(need.municipality_id, need.office_id, acting),
    )  # fmt: skip
    db.session().flush()  # gives the mail its id
    question.mail_id = mail.id


def remind(question: Question) -> None:
    """Remind somebody once; the first link goes on working beside the new one."""
    question.reminded_at = clock.now()
    _mail(question, "question_reminder", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What somebody answers. ``kinship`` is a near relation to the child, in their own words."""

    answer: Answer
    why: Why = Why.UNSAID
    kinship: str = ""


def answer(actor: Actor, seen: Question, version: int, reply: Reply) -> None:
    """Take an answer, or another one instead of it. The same answer twice is taken once.

    Raises GoneError when there is a meeting or nobody is needed, ConflictError when the
    answer was given anew meanwhile.
    """
    question = queries.locked(seen.id)
    if not queries.is_answerable(question):
        raise GoneError
    given, why = reply.answer, reply.why if reply.answer is not Answer.YES else Why.UNSAID
    if reply.kinship and given is Answer.YES:
        _declare(actor, question.proposal, reply.kinship)
    if (question.answer, question.why) == (given, why):
        return
    if question.version != version:
        raise ConflictError(CHANGED)
    proposal = question.proposal
    if proposal.state != _STATE[given]:
        proposals.set_state(actor, proposal, _STATE[given])
    question.answer, question.why, question.answered_at = given, why, clock.now()
    record_for(
        question.municipality_id, actor, "question:answered", "proposal", proposal.id,
        answer=given.value,
    )  # fmt: skip


def _declare(actor: Actor, proposal: Proposal, kinship: str) -> None:
    """Keep a near relation for the office to decide on, before anybody meets."""
    if obstacles.relation(proposal.child_id, proposal.user_id) is None:
        engagements.declare(proposal.need.ordning, proposal.user_id, kinship)
        record_for(
            proposal.municipality_id, actor, "relation:declared", "child", proposal.child_id
        )  # fmt: skip


def close(actor: Actor, need: Need) -> None:
    """Take back whoever is still proposed for a need that is closed, and thank those who waited.

    Who has been engaged there by another way is proposed no more, and has nothing to be told.
    """
    for proposal in matching.running(need.id):
        has_waited = proposal.state != ProposalState.PROPOSED
        proposals.set_state(
            actor, proposal, ProposalState.WITHDRAWN, _CLOSED[NeedState(need.state)]
        )
        if has_waited and not _works_there(proposal):
            enqueue(
                accounts.recipient(proposal.user), "question_over", role=need.role.value,
                **letters.signature(need.municipality_id, need.office_id),
            )  # fmt: skip


def _works_there(proposal: Proposal) -> bool:
    ordning = proposal.need.ordning
    return obstacles.engagement_of(ordning, proposal.user_id, clock.today()) is not None


def remind_all(now: datetime) -> int:
    """Remind everybody who has had a question long enough, in every municipality."""
    on, mails = clock.local(now).date(), 0
    for home_id in queries.homes():
        days = settings.number(home_id, SettingKey.ASK_REMINDER_DAYS, on)
        for question in queries.to_remind(home_id, on, now - timedelta(days=days)):
            remind(question)
            mails += 1
    return mails
