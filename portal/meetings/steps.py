"""What the page of proposals says of meetings and what comes after: an act and a sentence."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from portal.core import format as formats
from portal.core import labels
from portal.families.models import DeclaredRelation
from portal.matching import service as proposals_service
from portal.matching.models import Proposal
from portal.matching.next_steps import Step, Steps
from portal.matching.states import ProposalState, Side
from portal.meetings import queries, service
from portal.meetings.models import Meeting
from portal.meetings.states import MeetingState
from portal.needs.models import Need

PAST_INTEREST = frozenset(
    {ProposalState.MEETING, ProposalState.ACCEPTED, ProposalState.DECLINED, ProposalState.ENGAGED}
)
_WHO = {Side.FAMILY: lambda: _("Familien"), Side.PERSON: lambda: _("Den som skal hjelpe")}


def of(_need: Need, proposals: Sequence[Proposal]) -> Steps:
    """Return the acts and sentences of those who have said yes."""
    meetings = queries.newest([it.id for it in proposals if it.state in PAST_INTEREST])
    decidable = [it for it in proposals if it.state in service.DECIDABLE]
    relations = queries.undecided(decidable) if decidable else {}
    declined = [it.id for it in proposals if it.state == ProposalState.DECLINED]
    why = queries.turned_down(declined) if declined else {}
    single = {it.id: step for it in proposals if (step := step_of(it, meetings, relations))}
    told = {it.id: text for it in proposals if (text := _told(it, meetings.get(it.id), why))}
    return Steps(single=single, told=told)


def step_of(
    proposal: Proposal,
    meetings: Mapping[UUID, Meeting],
    relations: Mapping[UUID, DeclaredRelation],
) -> Step | None:
    """Return what the office does next with a proposal; None when it is not its turn."""
    if proposal.id in relations:
        url = url_for("meetings.relation", proposal_id=proposal.id)
        return Step(str(_("Avgjør slektskapet")), url)
    if proposal.state == ProposalState.INTERESTED:
        url = url_for("meetings.plan", proposal_id=proposal.id)
        return Step(str(_("Avtal møte")), url)
    if proposal.state == ProposalState.MEETING:
        if queries.is_past(meetings.get(proposal.id)):
            url = url_for("meetings.record", proposal_id=proposal.id)
            return Step(str(_("Skriv inn svar")), url)
        url = url_for("meetings.plan", proposal_id=proposal.id)
        return Step(str(_("Flytt eller avlys møtet")), url)
    if proposal.state != ProposalState.ACCEPTED:
        return None
    return Step(str(_("Gjør oppdraget klart")), ready_url(proposal))


def ready_url(proposal: Proposal) -> str:
    """Return where a match becomes an engagement: an applicant is approved first."""
    application = proposals_service.application_of(proposal)
    if application is not None:
        return url_for("hiring.show", application_id=application.id)
    return url_for(
        "engagements.engage", worker_id=proposal.worker_id, ordning=proposal.ordning_id
    )  # fmt: skip


def _told(proposal: Proposal, meeting: Meeting | None, reasons: Mapping[UUID, str]) -> str:
    if proposal.id in reasons and not (meeting and meeting.verdicts):
        return _before(reasons[proposal.id])
    if meeting is None or proposal.state not in PAST_INTEREST:
        return ""
    if meeting.state == MeetingState.CANCELLED:
        return _before(meeting.cancelled_why)
    when = formats.moment(meeting.starts_at)
    said = " ".join(
        _sentence(Side(it.side), labels.label(it.answer_code, "office"), it.reason)
        for it in meeting.verdicts
    )
    if meeting.has_begun:
        return f"{_('De møttes %(when)s.', when=when)} {said}".strip()
    return str(_("Skal møtes %(when)s, %(place)s.", when=when, place=meeting.place))


def _before(why: str) -> str:
    if not why:
        return str(_("Det ble nei før de møttes."))
    return str(_("Det ble nei før de møttes: «%(why)s».", why=why))


def _sentence(side: Side, said: str, reason: str) -> str:
    why = f": «{reason}»" if reason else ""
    return f"{_WHO[side]()} {said}{why}."
