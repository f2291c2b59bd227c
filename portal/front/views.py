"""Pages for everybody, and the two addresses that machines ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import clock, db, health, i18n, web
from portal.core.config import settings
from portal.core.paging import page_number, page_of
from portal.front import queries as told
from portal.front import service
from portal.front.forms import FeedbackForm
from portal.front.models import Feedback
from portal.municipality import queries
from portal.municipality import settings as municipality_settings
from portal.municipality.models import Municipality, Office
from portal.municipality.opening import Line, Opening, lines, opening
from portal.municipality.states import SettingKey
from portal.needs import queries as needs
from portal.needs.wish import Wish
from portal.recruitment import about, demands
from portal.signin.local_path import of_page

bp = Blueprint("front", __name__)
SHOWN_NEEDS = 3


@dataclass(frozen=True, slots=True)
class Answering:
    """An office, its week as lines, and whether it answers now."""

    office: Office
    lines: Sequence[Line]
    now: Opening


def _answering(place: Municipality) -> list[Answering]:
    return [
        Answering(office, lines(office.opening), opening(office.opening, clock.now()))
        for office in queries.offices(place.id)
    ]


@bp.get("/")
@guard.rule(Permission.PUBLIC)
def home(actor: Actor) -> ResponseReturnValue:
    """Send people home, to the municipality of this installation, or let them choose."""
    if actor.is_signed_in:
        return web.see_other("desk.home")
    found = queries.all_of_them()
    chosen = [one for one in found if one.slug == settings().home_municipality]
    if chosen or len(found) == 1:
        return web.see_other("front.municipality", kommune=(chosen or found)[0].slug)
    return render_template("front/choose.html", municipalities=found)


@bp.get("/<kommune>/")
@guard.rule(Permission.PUBLIC, queries.by_slug)
def municipality(_actor: Actor, place: Municipality) -> str:
    """Show the municipality's front page: who waits, how it goes, whom to ask."""
    query = needs.open_to_all(place.id, Wish())
    waiting = db.session().scalars(query).all()
    return render_template(
        "front/municipality.html",
        municipality=place,
        needs=waiting[:SHOWN_NEEDS],
        adverts=len(waiting),
        children=len({need.child_id for need in waiting}),
        offices=_answering(place),
        answer_days=about.answer_days(place.id),
    )


@bp.get("/<kommune>/personvern")
@guard.rule(Permission.PUBLIC, queries.by_slug)
def privacy(_actor: Actor, place: Municipality) -> str:
    """Say what is kept about whom, why and how long."""
    today = clock.today()
    asked, on = demands.of(place.id, today), municipality_settings.all_on(place.id, today)
    kept = on[SettingKey.RETENTION_REJECTED_DAYS], on[SettingKey.RETENTION_APPROVED_DAYS]
    return render_template(
        "front/privacy.html", municipality=place, list_columns=asked.list_columns, kept=kept
    )


@bp.get("/<kommune>/tilgjengelighet")
@guard.rule(Permission.PUBLIC, queries.by_slug)
def accessibility(_actor: Actor, place: Municipality) -> str:
    """Give the accessibility statement."""
    return render_template("front/accessibility.html", municipality=place)


@bp.get("/<kommune>/kontakt")
@guard.rule(Permission.PUBLIC, queries.by_slug)
def contact(_actor: Actor, place: Municipality) -> str:
    """Show every office with its telephone and hours."""
    return render_template("front/contact.html", municipality=place, offices=_answering(place))


@bp.route("/<kommune>/tilbakemelding", methods=["GET", "POST"])
@guard.rule(Permission.PUBLIC, queries.by_slug)
def feedback(_actor: Actor, place: Municipality) -> ResponseReturnValue:
    """Take a message about the portal."""
    form = FeedbackForm(page=request.args.get("side", "")).suit()
    if form.validate_on_submit():
        service.tell(
            place.id, form.kind.data, form.text.data or "",
            email=form.email.data or "", page=form.page.data or "",
        )  # fmt: skip
        flash(_("Takk. Vi leser alt, og svarer hvis du la igjen e-postadressen din."))
        return web.see_other("front.feedback", kommune=place.slug)
    page = render_template("front/feedback.html", municipality=place, form=form)
    return web.again(page) if form.is_submitted() else page


@bp.get("/kommunen/tilbakemeldinger")
@guard.rule(Permission.MUNICIPALITY_MANAGE)
def feedback_list(actor: Actor) -> str:
    """List what people have told us, what nobody has handled first."""
    found = page_of(told.feedback(actor), page_number(request.args.get("side")))
    return render_template("front/feedback_list.html", found=found, waiting=told.unhandled(actor))


@bp.post("/kommunen/tilbakemeldinger/<uuid:feedback_id>/behandlet")
@guard.rule(Permission.MUNICIPALITY_MANAGE, told.one)
def handle_feedback(actor: Actor, message: Feedback) -> ResponseReturnValue:
    """Mark a message as handled."""
    service.handle(actor, message)
    flash(_("Merket som behandlet."))
    return web.see_other("front.feedback_list")


@bp.get("/sprak/<code>")
@guard.rule(Permission.PUBLIC)
def language(_actor: Actor, code: str) -> ResponseReturnValue:
    """Choose a language; it is kept in a cookie, and nowhere else."""
    if code not in i18n.LANGUAGES:
        raise NotFound
    answer = redirect(of_page(request.referrer, request.host), 303)
    i18n.remember(answer, code)
    return answer


@bp.get("/healthz")
@guard.rule(Permission.PUBLIC)
def alive(_actor: Actor) -> Response:
    """Say that the process answers."""
    return jsonify(alive=True)


@bp.get("/readyz")
@guard.rule(Permission.PUBLIC)
def ready(_actor: Actor) -> tuple[Response, int]:
    """Say whether the process can do its work, check by check."""
    found = health.results()
    return jsonify(found), 200 if all(found.values()) else 503
