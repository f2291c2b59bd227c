"""What the page of proposals says of asking: the act for the need, a sentence for each."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.asking import queries
from portal.asking.models import Question
from portal.asking.states import Why
from portal.core import clock, labels
from portal.core import format as formats
from portal.matching.models import Proposal
from portal.matching.next_steps import Step, Steps
from portal.matching.states import ProposalState
from portal.municipality import settings
from portal.municipality.states import SettingKey
from portal.needs.models import Need


def of(need: Need, proposals: Sequence[Proposal]) -> Steps:
    """Return the acts and sentences, in two statements."""
    questions = queries.newest([it.id for it in proposals])
    told = {key: sentence for key, it in questions.items() if (sentence := _told(it))}
    return Steps(_whole(need, proposals, has_asked=bool(questions)), told=told)


def _whole(need: Need, proposals: Sequence[Proposal], *, has_asked: bool) -> Step | None:
    waiting = sum(it.state == ProposalState.PROPOSED for it in proposals)
    if not waiting or need.state not in queries.OPEN_NEED:
        return None
    size = settings.number(need.municipality_id, SettingKey.ASK_BATCH_SIZE, clock.today())
    count = min(waiting, size)
    if has_asked:
        label = ngettext("Spør den neste", "Spør de %(num)s neste", count)
    else:
        label = ngettext("Spør den første", "Spør de %(num)s første", count)
    return Step(str(label), url_for("asking.ask", need_id=need.id))


def _told(question: Question) -> str:
    """Return how it goes with a question; nothing once there is more to tell than that."""
    if question.proposal.state not in queries.ANSWERABLE:
        return ""
    if question.answered_at:
        said = labels.label(question.answer_code, "office") if question.answer_code else ""
        why = f": {labels.label(question.why_code).lower()}" if question.why != Why.UNSAID else ""
        return f"{said}{why}, {formats.day(question.answered_at)}."
    last = formats.day(question.batch.answer_by_on)
    if question.is_late(clock.today()):
        return str(_("Svarte ikke innen %(day)s. Et sent ja er fortsatt et ja.", day=last))
    return str(
        _("Spurt %(asked)s. Svar innen %(day)s.", asked=formats.day(question.batch.asked_at),
          day=last)
    )  # fmt: skip
