"""What meetings tell the packages below at start-up."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.access.actor import Actor, Hat
from portal.core import clock
from portal.core import format as formats
from portal.engagements import made
from portal.matching import next_steps, parting, tasks, turns
from portal.matching.models import Proposal
from portal.matching.states import ProposalState
from portal.matching.tasks import Task
from portal.matching.turns import Turn
from portal.meetings import forgetting, labels, queries, service, steps
from portal.meetings.models import Meeting
from portal.meetings.states import MeetingTask
from portal.municipality import keeping
from portal.municipality.keeping import Rule
from portal.municipality.states import KeptKind, SettingKey
from portal.needs import closed

_PAGES = {
    MeetingTask.TO_PLAN: "meetings.plan",
    MeetingTask.NO_WORD: "meetings.record",
    MeetingTask.RELATED: "meetings.relation",
}


def tasks_of(actor: Actor) -> Sequence[Task]:
    """Return the matches that wait for the office, in three statements."""
    running = queries.running(actor)
    decidable = [it for it, _meeting in running if it.state in service.DECIDABLE]
    related = queries.undecided(decidable) if decidable else {}
    found = [
        (it, code)
        for it, meeting in running
        if (code := _code(it, meeting, is_related=it.id in related))
    ]
    return [_task(it, code) for it, code in found]


def _code(proposal: Proposal, meeting: Meeting | None, *, is_related: bool) -> MeetingTask | None:
    if is_related:
        return MeetingTask.RELATED
    if proposal.state == ProposalState.INTERESTED:
        return MeetingTask.TO_PLAN
    if proposal.state == ProposalState.MEETING:  # reminded, and still nothing
        is_silent = meeting is not None and meeting.reminded_at is not None
        return MeetingTask.NO_WORD if is_silent else None
    return MeetingTask.TO_ENGAGE


def _task(proposal: Proposal, code: MeetingTask) -> Task:
    is_own_page = code in _PAGES
    return Task(
        code=code,
        about=proposal.name,
        since_on=clock.local(proposal.state_since_at).date(),
        page=_PAGES.get(code, "matching.proposals"),
        ids={"proposal_id": proposal.id} if is_own_page else {"need_id": proposal.need_id},
        detail=proposal.need.ordning.child.label,
    )


def turns_of(actor: Actor) -> Sequence[Turn]:
    """Return a line for each meeting that is to come or that somebody must speak of."""
    if actor.hat not in {Hat.APPLICANT, Hat.WORKER, Hat.PARENT}:
        return []
    lines = [_turn(actor, it) for it in queries.waiting_for(actor)]
    return [*lines, *_suggested(actor)]


def _turn(actor: Actor, meeting: Meeting) -> Turn:
    when = formats.moment(meeting.starts_at)
    url = (
        url_for("meetings.one", proposal_id=meeting.proposal_id)
        if actor.hat is Hat.PARENT
        else url_for("meetings.own", meeting_id=meeting.id)
    )
    if meeting.proposal.state == ProposalState.ACCEPTED:
        text = _("Begge vil at det blir noe av. Vi gjør papirene klare.")
        return Turn(text=str(text), act=str(_("Se hvem")), url=url)
    if meeting.has_begun:
        text = _("Dere møttes %(when)s. Vil du at det blir noe av?", when=when)
        return Turn(text=str(text), act=str(_("Svar ja eller nei")), url=url)
    met = meeting.proposal.first_name
    text = (
        _("Dere skal møte %(name)s %(when)s.", name=met, when=when)
        if actor.hat is Hat.PARENT
        else _("Du skal møte en familie %(when)s.", when=when)
    )
    return Turn(text=str(text), act=str(_("Se møtet")), url=url)


def _suggested(actor: Actor) -> list[Turn]:
    if actor.hat is not Hat.PARENT:
        return []
    found = queries.of_family(actor)
    count = sum(it.state == ProposalState.INTERESTED for it in found)
    if not count:
        return []
    text = ngettext("Én vil gjerne møte dere.", "%(num)s vil gjerne møte dere.", count)
    return [Turn(text=str(text), act=str(_("Se forslagene")), url=url_for("meetings.family"))]


def wire() -> None:
    """Give the codes their words, the proposals their acts; hear of what is filled."""
    labels.register()
    next_steps.add(steps.of)
    tasks.add(tasks_of)
    turns.add(turns_of)
    made.listen(service.engaged)
    closed.listen(service.closed)
    parting.listen(service.parted)
    keeping.register(
        Rule(
            code=KeptKind.MATCH, due=forgetting.due, forget=forgetting.forget,
            setting=SettingKey.RETENTION_MATCH_DAYS,
        )
    )  # fmt: skip
