"""Apply without an account, a step at a time; find the way back; send it once; take it away."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import clock, web
from portal.core import format as formats
from portal.core.forms import Form
from portal.municipality.models import Municipality
from portal.municipality.queries import by_slug
from portal.needs import queries as needs
from portal.recruitment import cv, demands, drafts, known, queries, retention, service, walk, way
from portal.recruitment.models import Application
from portal.recruitment.states import Stage
from portal.recruitment.step_form import StepForm
from portal.recruitment.walk import Place

bp = Blueprint("recruitment", __name__)
DRAFT = "soknad"  # the name in the cookie of the token that opens the draft


# Loaders: the draft is the one whose token the cookie holds --------------------------------


def place_of(actor: Actor, kommune: str, step: int = 1) -> Place | None:
    """Return where in the form somebody is; None for a step there is not."""
    home = by_slug(actor, kommune)
    asked = demands.of(home.id, clock.today()) if home else None
    if home is None or asked is None or not 1 <= step <= len(asked.order):
        return None
    token = session.get(DRAFT)
    draft = queries.of_token(token) if token else None
    if draft is None or draft.municipality_id != home.id:
        return Place(home, step, None, asked, known.facts_of(actor, home))
    return Place(home, step, draft, asked)


def _of_link(_actor: Actor, token: str) -> Application | None:
    return queries.of_token(token)


# The form ----------------------------------------------------------------------------------


@bp.get("/<kommune>/sok")
@guard.rule(Permission.PUBLIC, by_slug)
def start(_actor: Actor, home: Municipality) -> ResponseReturnValue:
    """Begin, from an assignment or in general; or go on where one was."""
    need = request.args.get("oppdrag")
    return web.see_other("recruitment.step", kommune=home.slug, step=1, oppdrag=need)


@bp.route("/<kommune>/sok/<int:step>", methods=["GET", "POST"])
@guard.rule(Permission.PUBLIC, place_of)
def step(actor: Actor, place: Place) -> ResponseReturnValue:
    """Show or save a step; the last one sends the application."""
    if place.draft:
        drafts.refuse_expired(place.draft)
    if place.draft and place.draft.stage != Stage.DRAFT:
        return web.see_other("recruitment.sent", kommune=place.municipality.slug)
    if place.step > 1 and place.draft is None:
        return lost(place)
    form = walk.form_of(place, need=request.args.get("oppdrag", ""))
    if request.method == "GET":
        return _page(place, form)
    return _saved(actor, place, form)


def lost(place: Place) -> ResponseReturnValue:
    """Answer somebody whose draft is not in this browser."""
    flash(_("Vi finner ikke kladden her. Bruk lenken i e-posten, eller begynn på nytt."), "warning")
    return web.see_other("recruitment.step", kommune=place.municipality.slug, step=1)


def _saved(actor: Actor, place: Place, form: StepForm) -> ResponseReturnValue:
    aside = next((name for name in _ASIDE if name in request.form), None)
    if aside:
        form.validate()  # what can be read is kept, finished or not
        _keep(actor, place, form.readable_answers, place.step)
        return web.see_other(_ASIDE[aside], kommune=place.municipality.slug)
    if not form.validate_on_submit():
        return web.again(_page(place, form))
    draft = _keep(actor, place, form.answers, min(place.step + 1, len(place.asked.order)))
    if place.is_last:
        return _send(replace(place, draft=draft), form)
    return web.see_other("recruitment.step", kommune=place.municipality.slug, step=place.step + 1)


# Buttons that leave the step with what has been written, and where they lead.
_ASIDE = {"later": "recruitment.aside", "attach": "recruitment.draft_cv"}


def _keep(actor: Actor, place: Place, answers: dict[str, Any], continue_at: int) -> Application:
    """Save the answers in the draft, which the first step begins; mail the way back once."""
    draft, home = place.draft, place.municipality
    if draft is None:
        own_id = known.account_of(actor, home)
        draft, session[DRAFT] = drafts.begin(home, own_id, place.known)
    need = needs.published_by_slug(home.id, request.form.get("need", ""))
    drafts.save(draft, answers | ({"need_id": need.id} if need else {}), continue_at)
    drafts.mail_link(draft, home, session[DRAFT])
    return draft


def _send(place: Place, form: StepForm) -> ResponseReturnValue:
    missing = walk.missing(place)
    if missing:
        return web.again(_page(place, form, missing=missing))
    assert place.draft is not None
    service.submit(place.draft)
    return web.see_other("recruitment.sent", kommune=place.municipality.slug)


def _page(place: Place, form: StepForm, missing: list[walk.Missing] | None = None) -> str:
    return render_template(
        f"recruitment/step_{place.code}.html", form=form, place=place, step=place.step,
        steps=len(place.asked.order), municipality=place.municipality, draft=place.draft,
        asked=place.asked, today=clock.today(), missing=missing or [],
    )  # fmt: skip


@bp.post("/<kommune>/sok/<int:step>/lagre")
@guard.rule(Permission.PUBLIC, place_of)
def autosave(_actor: Actor, place: Place) -> ResponseReturnValue:
    """Keep what has been written so far and say when, in one sentence."""
    draft = place.draft
    if draft is None or draft.stage != Stage.DRAFT or drafts.is_expired(draft):
        return _("Ikke lagret."), 409, {"Content-Type": "text/plain; charset=utf-8"}
    form = walk.form_of(place)
    form.validate()
    drafts.save(draft, form.readable_answers, place.step)
    said = _("Lagret kl. %(time)s.", time=formats.clock(clock.now()))
    return said, {"Content-Type": "text/plain; charset=utf-8"}


@bp.post("/<kommune>/sok/ny")
@guard.rule(Permission.PUBLIC, by_slug)
def anew(_actor: Actor, home: Municipality) -> ResponseReturnValue:
    """Leave the draft where it is and begin another."""
    session.pop(DRAFT, None)
    return web.see_other("recruitment.step", kommune=home.slug, step=1)


@bp.get("/<kommune>/sok/lagret")
@guard.rule(Permission.PUBLIC, place_of)
def aside(_actor: Actor, place: Place) -> ResponseReturnValue:
    """Say that it is kept, for how long, and how to come back."""
    if place.draft is None:
        return lost(place)
    return render_template(
        "recruitment/aside.html", draft=place.draft, municipality=place.municipality
    )


@bp.get("/<kommune>/sok/sendt")
@guard.rule(Permission.PUBLIC, place_of)
def sent(_actor: Actor, place: Place) -> ResponseReturnValue:
    """Give the receipt: the number, and what happens next."""
    draft = place.draft
    if draft is None or draft.number is None:
        return lost(place)
    return render_template(
        "recruitment/sent.html", application=draft, municipality=place.municipality,
        contact=queries.with_contact(draft), usual=queries.usual_days(place.municipality.id),
        asked=place.asked, way=way.of(place.municipality.id),
        may_withdraw=service.may_withdraw(draft),
        may_change_cv=cv.may_change(draft),
    )  # fmt: skip


@bp.route("/soknad/fortsett/<token>", methods=["GET", "POST"])
@guard.rule(Permission.PUBLIC, _of_link)
def resume(_actor: Actor, draft: Application) -> ResponseReturnValue:
    """Show a button: programs that look through mail follow links, but press nothing."""
    drafts.refuse_expired(draft)
    home = needs.municipality_of(draft.municipality_id)
    if request.method == "GET":
        return render_template("recruitment/resume.html", draft=draft, municipality=home)
    assert request.view_args is not None
    session[DRAFT] = request.view_args["token"]
    if draft.stage != Stage.DRAFT:
        return web.see_other("recruitment.sent", kommune=home.slug)
    return web.see_other("recruitment.step", kommune=home.slug, step=draft.last_step)


# Away with it ------------------------------------------------------------------------------


@bp.route("/<kommune>/sok/slett", methods=["GET", "POST"])
@guard.rule(Permission.PUBLIC, place_of)
def discard(_actor: Actor, place: Place) -> ResponseReturnValue:
    """Delete a draft that its writer does not want to send."""
    draft = place.draft
    if draft is None or draft.stage != Stage.DRAFT:
        return lost(place)
    form = Form()
    if form.validate_on_submit():
        retention.expire(draft)
        session.pop(DRAFT, None)
        flash(_("Kladden er slettet. Ingenting av det du skrev, er lagret."))
        return web.see_other("needs.index", kommune=place.municipality.slug)
    return render_template("recruitment/discard.html", form=form, place=place)


@bp.route("/<kommune>/sok/trekk", methods=["GET", "POST"])
@guard.rule(Permission.PUBLIC, place_of)
def withdraw_sent(actor: Actor, place: Place) -> ResponseReturnValue:
    """Take back an application one has the link to; signed in or not."""
    sent_one = place.draft
    if sent_one is None or sent_one.number is None:
        return lost(place)
    form = Form()
    if form.validate_on_submit():
        service.withdraw(actor, sent_one)
        flash(_("Søknaden er trukket."))
        return web.see_other("recruitment.sent", kommune=place.municipality.slug)
    return render_template("recruitment/withdraw_sent.html", form=form, place=place)
