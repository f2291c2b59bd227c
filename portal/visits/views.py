"""Two people visit a home: they write what they saw and both sign it."""

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import web
from portal.core.errors import ConflictError, RefusedError
from portal.visits import checklists, forms, queries, service
from portal.visits.checklists import Checklist, Line
from portal.visits.forms import ChecklistForm, ReportForm, SignForm
from portal.visits.queries import Visit

bp = Blueprint("visits", __name__)


@bp.get("/rekruttering/<uuid:application_id>/hjemmebesok/rapport")
@guard.rule(Permission.APPLICATION_READ, queries.visit, reads="visit_report")
def show(actor: Actor, visit: Visit) -> ResponseReturnValue:
    """Show the report: what was seen, who has signed and who is missing."""
    may_write = actor.user_id in visit.participant_ids
    if visit.report is None:
        if may_write and visit.has_begun:
            return web.see_other("visits.write", application_id=visit.application.id)
        return render_template("visits/none.html", visit=visit)
    form = SignForm(data={"version": visit.report.version})
    return render_template(
        "visits/show.html", visit=visit, report=visit.report, form=form, may_write=may_write,
        may_sign=may_write and not visit.report.signed_at and not visit.is_signed_by(actor.user_id),
    )  # fmt: skip


@bp.route("/rekruttering/<uuid:application_id>/hjemmebesok/rapport/skriv", methods=["GET", "POST"])
@guard.rule(Permission.VISIT_REPORT, queries.visit)
def write(actor: Actor, visit: Visit) -> ResponseReturnValue:
    """Write the report, or write it anew before both have signed."""
    report = visit.report
    if report and report.signed_at:
        raise ConflictError(service.SIGNED)
    if not visit.has_begun:
        raise ConflictError(service.TOO_EARLY)
    checklist = _checklist(visit)
    form = ReportForm(
        data=forms.filled(report) if report else {"version": 0, "checklist": checklist.number}
    ).look_at(checklist.lines)
    if form.validate_on_submit():
        service.write(actor, visit, form.written(checklist))
        flash(_("Rapporten er lagret. Nå skal to signere den."))
        return web.see_other("visits.show", application_id=visit.application.id)
    page = render_template("visits/write.html", form=form, visit=visit)
    return web.again(page) if form.has_errors else page


def _checklist(visit: Visit) -> Checklist:
    """Return what the report was begun with, else what the page was made with, else the newest."""
    if visit.report:
        rows = [it.line for it in visit.report.findings]
        return Checklist(0, [Line(it.text, it.help) for it in rows])
    number = request.form.get("checklist", "")
    if number.isdecimal() and len(number) < 6:
        posted = checklists.version(visit.municipality_id, int(number))
        if posted:
            return posted
    return checklists.current(visit.municipality_id)


@bp.post("/rekruttering/<uuid:application_id>/hjemmebesok/rapport/signer")
@guard.rule(Permission.VISIT_REPORT, queries.visit)
def sign(actor: Actor, visit: Visit) -> ResponseReturnValue:
    """Sign it."""
    form = SignForm()
    if visit.report is None or not form.validate():
        raise RefusedError(service.CHANGED)
    report = service.sign(actor, visit, form.version.data or 0)
    missing = queries.of_application(visit.application).missing
    if report.signed_at:
        flash(_("Rapporten er signert av to."))
    else:
        flash(_("Du har signert. %(name)s mangler.", name=", ".join(it.name for it in missing)))
    return web.see_other("visits.show", application_id=visit.application.id)


# The checklist ------------------------------------------------------------------------------


@bp.route("/kommunen/sjekkliste", methods=["GET", "POST"])
@guard.rule(Permission.MUNICIPALITY_MANAGE)
def checklist(actor: Actor) -> ResponseReturnValue:
    """Word the checklist anew; reports keep the one they were written with."""
    assert actor.municipality_id is not None
    newest = checklists.current(actor.municipality_id)
    lines = [{"text": it.text, "help": it.help} for it in newest.lines]
    form = ChecklistForm(data={"seen": newest.number, "lines": lines})
    if request.method == "GET":
        form.spare()
    if form.validate_on_submit():
        service.publish(actor, form.seen.data or 0, form.kept)
        flash(_("Sjekklista er lagret, og gjelder fra neste besøk."))
        return web.see_other("visits.checklist")
    page = render_template("visits/checklist.html", form=form, checklist=newest)
    return web.again(page) if form.has_errors else page
