"""What the applicant follows: one's own applications, and taking one back."""

from datetime import date

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import clock, web
from portal.core.forms import Form
from portal.engagements import queries as engagements
from portal.municipality.models import Office
from portal.municipality.opening import lines, opening
from portal.recruitment import cv, demands, own_parts, queries, service, timeline, way
from portal.recruitment.about_pages import bp  # one feature, four files of routes
from portal.recruitment.models import Application
from portal.recruitment.states import Outcome, Stage

__all__ = ["bp"]


@bp.app_template_filter()
def stage_word(application: Application, stage: Stage | None = None, audience: str = "") -> str:
    """Return what a stage of an application is called where it was sent; the one it is in."""
    words = way.of(application.municipality_id)
    return words.word(stage or application.stage_code, audience)


@bp.get("/min-soknad")
@guard.rule(Permission.APPLICATION_MANAGE_OWN)
def mine(actor: Actor) -> ResponseReturnValue:
    """Show the newest application; the others are linked."""
    found = queries.of_user(actor)
    if not found:
        return render_template("recruitment/none.html")
    own_one = queries.with_contact(found[0])
    return _own_page(actor, own_one)


@bp.get("/min-soknad/<uuid:application_id>")
@guard.rule(Permission.APPLICATION_MANAGE_OWN, queries.own)
def own(actor: Actor, found: queries.OwnApplication) -> str:
    """Show one application: whose turn it is, what has been done, what is left."""
    return _own_page(actor, found)


def _own_page(actor: Actor, found: queries.OwnApplication) -> str:
    application, today = found.application, clock.today()
    if application.merged_into_id is not None:
        others = queries.of_user(actor)
        return render_template("recruitment/merged.html", application=application, others=others)
    asked = demands.of(application.municipality_id, today)
    history = [event for event, _by in queries.events(application.id)]
    here = way.of(application.municipality_id)
    spared = [Stage.REFERENCES] * (not asked.references)
    spared += [Stage.HOME_VISIT] * (not application.is_at_home)
    usual = queries.usual_days(application.municipality_id, here)
    others = [it for it in queries.of_user(actor) if it.id != application.id]
    after, parts = _after(application, today), own_parts.of(application)
    return render_template(
        "recruitment/own.html", application=application, after=after, contact=found, asked=asked,
        others=others, today=today, answering=_answering(found.office),
        may_change_cv=cv.may_change(application),
        parts=parts,
        may_withdraw=service.may_withdraw(application),
        steps=timeline.of(
            application, history, usual, today, way=here.without(*spared), after=after,
            told={mark for part in parts for mark in part.told},
        ),
    )  # fmt: skip


def _after(application: Application, today: date) -> timeline.Mark:
    """Return where somebody who is approved is now: without a child, without papers, or ready."""
    if application.user_id is None:
        return timeline.Mark.MATCH
    approved = {role.kind for role in application.roles if role.outcome == Outcome.APPROVED}
    theirs = engagements.not_over(application.user_id, today)
    found = [one for one in theirs if one.kind in approved]
    if not found:
        return timeline.Mark.MATCH
    is_ready = any(one.is_cleared for one in found)
    return timeline.Mark.FIRST_SHIFT if is_ready else timeline.Mark.PAPERS


def _answering(office: Office | None) -> dict[str, object] | None:
    """Return when the office answers, as ``front/office.html`` shows it."""
    if office is None or not office.opening:
        return None
    now = opening(office.opening, clock.now())
    return {"office": office, "lines": lines(office.opening), "now": now}


@bp.route("/min-soknad/<uuid:application_id>/trekk", methods=["GET", "POST"])
@guard.rule(Permission.APPLICATION_MANAGE_OWN, queries.own)
def withdraw(actor: Actor, found: queries.OwnApplication) -> ResponseReturnValue:
    """Take the application back; nobody asks why."""
    form = Form()
    if form.validate_on_submit():
        service.withdraw(actor, found.application)
        flash(_("Søknaden er trukket."))
        return web.see_other("recruitment.own", application_id=found.application.id)
    return render_template("recruitment/withdraw.html", form=form, application=found.application)
