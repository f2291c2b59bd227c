"""Apply without an account, a step at a time; find the way back; send it once."""

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
from portal.municipality.models import Municipality, Office
from portal.municipality.opening import lines, opening
from portal.municipality.queries import by_slug
from portal.needs import queries as needs
from portal.recruitment import demands, drafts, queries, service, timeline, walk
from portal.recruitment.forms import LAST_STEP
from portal.recruitment.models import Application
from portal.recruitment.states import TRANSITIONS, Stage
from portal.recruitment.step_form import StepForm
from portal.recruitment.walk import Place

bp = Blueprint("recruitment", __name__)
DRAFT = "soknad"  # the name in the cookie of the token that opens the draft


# Loaders: the draft is the one whose token the cookie holds --------------------------------


def _place(actor: Actor, kommune: str, step: int = 1) -> Place | None:
    home = by_slug(actor, kommune)
    if home is None or not 1 <= step <= LAST_STEP:
        return None
    token = session.get(DRAFT)
    draft = queries.of_token(token) if token else None
    return Place(home, step, draft if draft and draft.municipality_id == home.id else None)


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
@guard.rule(Permission.PUBLIC, _place)
def step(_actor: Actor, place: Place) -> ResponseReturnValue:
    """Show or save a step; the last one sends the application."""
    if place.draft:
        drafts.refuse_expired(place.draft)
    if place.draft and place.draft.stage != Stage.DRAFT:
        return web.see_other("recruitment.sent", kommune=place.municipality.slug)
    if place.step > 1 and place.draft is None:
        return _lost(place)
    form = walk.form_of(place, need=request.args.get("oppdrag", ""))
    if request.method == "GET":
        return _page(place, form)
    return _saved(place, form)


def _lost(place: Place) -> ResponseReturnValue:
    flash(_("Vi finner ikke kladden her. Bruk lenken i e-posten, eller begynn på nytt."), "warning")
    return web.see_other("recruitment.step", kommune=place.municipality.slug, step=1)


def _saved(place: Place, form: StepForm) -> ResponseReturnValue:
    if "later" in request.form:
        return _put_aside(place, form)
    if not form.validate_on_submit():
        return web.again(_page(place, form))
    draft = _keep(place, form.answers, min(place.step + 1, LAST_STEP))
    if place.step == LAST_STEP:
        return _send(Place(place.municipality, place.step, draft), form)
    return web.see_other("recruitment.step", kommune=place.municipality.slug, step=place.step + 1)


def _keep(place: Place, answers: dict[str, Any], continue_at: int) -> Application:
    """Save the answers in the draft, which the first step begins; mail the way back once."""
    draft = place.draft
    if draft is None:
        draft, session[DRAFT] = drafts.begin(place.municipality)
    need = needs.published_by_slug(place.municipality.id, request.form.get("need", ""))
    drafts.save(draft, answers | ({"need_id": need.id} if need else {}), continue_at)
    drafts.mail_link(draft, place.municipality, session[DRAFT])
    return draft


def _put_aside(place: Place, form: StepForm) -> ResponseReturnValue:
    """Save what can be read, finished or not."""
    form.validate()
    _keep(place, form.readable_answers, place.step)
    return web.see_other("recruitment.aside", kommune=place.municipality.slug)


def _send(place: Place, form: StepForm) -> ResponseReturnValue:
    missing = walk.missing(place)
    if missing:
        return web.again(_page(place, form, missing=missing))
    assert place.draft is not None
    service.submit(place.draft)
    return web.see_other("recruitment.sent", kommune=place.municipality.slug)


def _page(place: Place, form: StepForm, missing: list[walk.Missing] | None = None) -> str:
    return render_template(
        f"recruitment/step_{place.step}.html", form=form, place=place, step=place.step,
        steps=LAST_STEP, municipality=place.municipality, draft=place.draft, asked=form.asked,
        today=clock.today(), missing=missing or [],
    )  # fmt: skip


@bp.post("/<kommune>/sok/<int:step>/lagre")
@guard.rule(Permission.PUBLIC, _place)
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
@guard.rule(Permission.PUBLIC, _place)
def aside(_actor: Actor, place: Place) -> ResponseReturnValue:
    """Say that it is kept, for how long, and how to come back."""
    if place.draft is None:
        return _lost(place)
    return render_template(
        "recruitment/aside.html", draft=place.draft, municipality=place.municipality
    )


@bp.get("/<kommune>/sok/sendt")
@guard.rule(Permission.PUBLIC, _place)
def sent(_actor: Actor, place: Place) -> ResponseReturnValue:
    """Give the receipt: the number, and what happens next."""
    draft = place.draft
    if draft is None or draft.number is None:
        return _lost(place)
    return render_template(
        "recruitment/sent.html", application=draft, municipality=place.municipality,
        contact=queries.with_contact(draft), usual=queries.usual_days(place.municipality.id),
        asked=place.asked,
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


# One's own ---------------------------------------------------------------------------------


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
    asked = demands.of(application.municipality_id, today)
    history = [event for event, _by in queries.events(application.id)]
    usual = queries.usual_days(application.municipality_id)
    others = [it for it in queries.of_user(actor) if it.id != application.id]
    return render_template(
        "recruitment/own.html", application=application, contact=found, asked=asked,
        others=others, today=today, answering=_answering(found.office),
        may_withdraw=Stage.WITHDRAWN in TRANSITIONS[application.stage_code],
        steps=timeline.of(
            application, history, usual, today, has_references=bool(asked.references)
        ),
    )  # fmt: skip


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
