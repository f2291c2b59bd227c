"""Those who were asked, met and agreed; and how it goes with some who have begun."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from portal.access.actor import NOBODY, Actor
from portal.asking import queries as questions
from portal.asking import service as asking
from portal.asking.models import AskBatch
from portal.asking.states import Answer, Why
from portal.core import clock, db
from portal.demo import weeks
from portal.engagements.models import Engagement
from portal.followups import service as follow_ups
from portal.followups.models import FollowUp
from portal.followups.states import Step
from portal.matching.models import Proposal
from portal.matching.states import Side
from portal.meetings import service as meetings
from portal.meetings.models import Meeting
from portal.meetings.service import Word
from portal.meetings.states import Say
from portal.needs.models import Need

ADVICE = "Fortell litt om hvem dere er. Snakk om hvordan en vanlig gang kan bli."


def ask(actor: Actor, need: Need, made: Sequence[Proposal]) -> AskBatch:
    """Ask some of those who are proposed, until the day after tomorrow but one."""
    last_on = asking.answer_by(need.municipality_id, clock.today())
    return asking.ask(actor, need, [it.id for it in made], last_on)


def too_late(batch: AskBatch) -> None:
    """Let a batch have been asked ten days ago."""
    batch.asked_at -= timedelta(days=10)
    batch.answer_by_on -= timedelta(days=10)


def nobody_yet(actor: Actor, need: Need, made: Sequence[Proposal]) -> None:
    """Let the day have passed, with one no and no word from the other."""
    too_late(ask(actor, need, made[:2]))
    _answer(made[0], Answer.NO, Why.TIMES)


def some_answers(actor: Actor, need: Need, made: Sequence[Proposal]) -> None:
    """Let one have said yes and one not have answered."""
    ask(actor, need, made[:2])
    _answer(made[0], Answer.YES)


def whole_way(actor: Actor, need: Need, made: Sequence[Proposal]) -> None:
    """Let seven be at every step there is, from a question to a match."""
    ask(actor, need, made)
    matched, one_word, planned, willing, full, related, refused = made
    for proposal in (matched, one_word, planned, willing, related, refused):
        _answer(proposal, Answer.YES)
    _answer(full, Answer.OTHER, Why.FULL)
    _say(_met(actor, matched, 6), family=Say.YES, person=Say.YES)
    _say(_met(actor, one_word, 2), family=Say.YES)
    _say(_met(actor, refused, 8), family=Say.NO)
    met = _met(actor, related, 4)
    aunt = Word(answer=Say.YES, kinship="Jeg er tante til barnet")
    meetings.say(NOBODY, met, Side.PERSON, aunt)
    _say(met, family=Say.YES)
    _met(actor, planned, -3)


def _answer(proposal: Proposal, given: Answer, why: Why = Why.UNSAID) -> None:
    question = questions.newest([proposal.id])[proposal.id]
    reply = asking.Reply(answer=given, why=why)
    asking.answer(NOBODY, question, question.version, reply)
    db.session().flush()


def _met(actor: Actor, proposal: Proposal, days_ago: int) -> Meeting:
    day = clock.today() - timedelta(days=days_ago)
    planned = meetings.Plan(
        version=0, starts_at=weeks.instant(day, time(17)), ends_at=weeks.instant(day, time(18)),
        place="Biblioteket, ved kafeen", advice=ADVICE,
    )  # fmt: skip
    meeting = meetings.plan(actor, proposal, planned)
    db.session().flush()
    return meeting


def _say(meeting: Meeting, **said: Say) -> None:
    reason = {Say.NO: "Vi ønsker oss en som kan komme oftere."}
    for side, answer in said.items():
        word = Word(answer=answer, reason=reason.get(answer, ""))
        meetings.say(NOBODY, meeting, Side(side), word)
        db.session().flush()


def follow_up(engagements: Sequence[Engagement], by: Actor) -> None:
    """Let some have said how it goes: fine, badly, badly and dealt with, and not yet."""
    now = clock.now()
    fine, low, closed, waiting = engagements[:4]
    _said(fine, Side.FAMILY, (5, 5, 4), now)
    _said(fine, Side.PERSON, (5, 4, 4), now)
    _said(low, Side.FAMILY, (4, 2, 3), now, "Han kommer ofte et kvarter for sent.")
    seen = _said(closed, Side.PERSON, (2, 4, 3), now, "Jeg vet ikke alltid hva vi skal gjøre.")
    follow_ups.close(by, seen, seen.version, "Ringte. De har laget en plan for tirsdagene.")
    for side in (Side.FAMILY, Side.PERSON):
        follow_ups.ask(waiting, Step.FIRST, side, 14, now)
    db.session().flush()


def _said(
    engagement: Engagement, side: Side, marks: tuple[int, int, int], now: datetime, word: str = ""
) -> FollowUp:
    asked_at = now - timedelta(days=5)
    found = db.add(
        FollowUp(
            municipality_id=engagement.municipality_id, engagement_id=engagement.id,
            engagement=engagement, step=Step.FIRST.value, side=side, asked_at=asked_at,
            expires_at=asked_at + timedelta(days=14),
        )
    )  # fmt: skip
    db.session().flush()
    together, times, office = marks
    given = follow_ups.Given(together=together, times=times, office=office, word=word)
    follow_ups.answer(NOBODY, found, given)
    db.session().flush()
    return found
