"""The interviewers write apart and read together; the municipality words the questions."""

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import web
from portal.core.errors import ConflictError
from portal.interviews import forms, guides, queries, service
from portal.interviews.forms import AssessmentForm, CorrectionForm, GuideForm
from portal.interviews.guides import Guide, Question
from portal.interviews.models import Assessment
from portal.interviews.queries import Interview
from portal.interviews.states import GuidePart
from portal.recruitment.states import RUNNING

bp = Blueprint("interviews", __name__)


# The assessment -----------------------------------------------------------------------------


@bp.route("/rekruttering/<uuid:application_id>/samtale/vurdering", methods=["GET", "POST"])
@guard.rule(Permission.INTERVIEW_ASSESS, queries.interview)
def assess(actor: Actor, interview: Interview) -> ResponseReturnValue:
    """Write what one thinks, alone; deliver it when it is whole."""
    if actor.user_id in interview.delivered:
        return web.see_other("interviews.compare", application_id=interview.application.id)
    if not interview.has_begun:
        raise ConflictError(service.TOO_EARLY)
    draft = interview.draft_of(actor.user_id)
    chosen = _chosen(interview)
    form = AssessmentForm(
        data=forms.filled(draft) if draft else {"version": 0, "guides": forms.pin(chosen)}
    ).ask(_questions(draft, chosen))
    if form.validate_on_submit():
        delivers = "deliver" in request.form
        if not delivers or form.demand_all():
            service.save(actor, interview, form.written(chosen), delivers=delivers)
            return _saved(interview, delivers=delivers)
    page = render_template("interviews/assess.html", form=form, interview=interview)
    return web.again(page) if form.has_errors else page


def _saved(interview: Interview, *, delivers: bool) -> ResponseReturnValue:
    if delivers:
        flash(_("Vurderingen er levert."))
        return web.see_other("interviews.compare", application_id=interview.application.id)
    flash(_("Lagret, men ikke levert. Ingen andre ser det."))
    return web.see_other("interviews.assess", application_id=interview.application.id)


def _chosen(interview: Interview) -> list[Guide]:
    """Return the versions the page was made with, or else the newest."""
    parts = guides.parts_of(interview.application)
    posted = forms.pinned(interview.municipality_id, request.form.get("guides", ""), parts)
    if posted:
        return posted
    newest = guides.current(interview.municipality_id)
    return [newest[part] for part in parts]


def _questions(draft: Assessment | None, chosen: list[Guide]) -> list[Question]:
    """Return what is asked: what a draft was begun with, however the guide changes meanwhile."""
    if draft is None:
        return [it for guide in chosen for it in guide.questions]
    rows = [score.question for score in draft.scores]
    return [Question(it.text, it.low, it.middle, it.high) for it in rows]


@bp.route("/rekruttering/<uuid:application_id>/samtale/vurdering/rett", methods=["GET", "POST"])
@guard.rule(Permission.INTERVIEW_ASSESS, queries.interview)
def correct(actor: Actor, interview: Interview) -> ResponseReturnValue:
    """Correct what one delivered: a new version with a reason; the old one stays."""
    last = interview.delivered.get(actor.user_id) if actor.user_id else None
    if last is None:
        raise ConflictError(service.CHANGED)
    form = CorrectionForm(data=forms.filled(last)).ask(_questions(last, []))
    if form.validate_on_submit() and form.demand_all():
        service.correct(actor, interview, form.written([]), (form.why.data or "").strip())
        flash(_("Rettelsen er levert. Den gamle vurderingen står igjen med dato."))
        return web.see_other("interviews.compare", application_id=interview.application.id)
    page = render_template("interviews/assess.html", form=form, interview=interview, last=last)
    return web.again(page) if form.has_errors else page


@bp.get("/rekruttering/<uuid:application_id>/samtale/vurderinger")
@guard.rule(Permission.APPLICATION_READ, queries.interview, reads="assessment")
def compare(actor: Actor, interview: Interview) -> str:
    """Show the assessments side by side, once everybody has delivered; until then one's own."""
    own = interview.delivered.get(actor.user_id) if actor.user_id else None
    return render_template("interviews/compare.html", interview=interview, own=own, running=RUNNING)


# The guide ----------------------------------------------------------------------------------


@bp.get("/kommunen/samtaleguide")
@guard.rule(Permission.MUNICIPALITY_MANAGE)
def guide(actor: Actor) -> str:
    """Show the questions of every part."""
    assert actor.municipality_id is not None
    return render_template(
        "interviews/guide.html", guides=guides.current(actor.municipality_id).values()
    )


def _part(_actor: Actor, part: str) -> GuidePart | None:
    return GuidePart(part) if part in set(GuidePart) else None


@bp.route("/kommunen/samtaleguide/<part>", methods=["GET", "POST"])
@guard.rule(Permission.MUNICIPALITY_MANAGE, _part)
def edit_guide(actor: Actor, part: GuidePart) -> ResponseReturnValue:
    """Word the questions anew; what has been answered keeps its own."""
    assert actor.municipality_id is not None
    newest = guides.current(actor.municipality_id)[part]
    asked = [
        {"text": it.text, "low": it.low, "middle": it.middle, "high": it.high}
        for it in newest.questions
    ]
    form = GuideForm(data={"seen": newest.number, "questions": asked})
    if request.method == "GET":
        form.spare()
    if form.validate_on_submit():
        service.publish(actor, part, form.seen.data or 0, form.asked)
        flash(_("Spørsmålene er lagret, og gjelder fra neste samtale."))
        return web.see_other("interviews.guide")
    page = render_template("interviews/edit_guide.html", form=form, part=part, guide=newest)
    return web.again(page) if form.has_errors else page
