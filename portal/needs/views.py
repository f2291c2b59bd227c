"""The open assignments, for everybody; and the coordinator's adverts."""

from collections.abc import Callable

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import clock, labels, paging, web
from portal.core.config import settings
from portal.core.errors import RefusedError
from portal.families.models import Ordning
from portal.municipality.models import Municipality
from portal.municipality.queries import by_slug
from portal.needs import forms, pay, queries, service, wanted_form, wish
from portal.needs.models import Need
from portal.needs.states import TRANSITIONS, NeedState, RoleKind, WeekHours

bp = Blueprint("needs", __name__)
ON_A_PAGE = 10
FILTERS = ("rolle", "bydel", "dag", "timer", "interesse", "bil", "side")


# For everybody ---------------------------------------------------------------------------


@bp.get("/<kommune>/oppdrag")
@guard.rule(Permission.PUBLIC, by_slug)
def index(_actor: Actor, place: Municipality) -> str:
    """List who is waited for, the longest waiting first."""
    wanted = wish.read(request.args, request.args.getlist("dag"))
    found = queries.open_to_all(place.id, wanted)
    page_of = paging.page_of(found, paging.page_number(request.args.get("side")), size=ON_A_PAGE)
    return render_template(
        "needs/index.html", municipality=place, needs=page_of, wish=wanted, today=clock.today(),
        children=queries.children_in(found),
        districts=queries.districts(place.id), roles=labels.choices(RoleKind),
        amounts=labels.choices(WeekHours), kept=_kept(),
    )  # fmt: skip


def _kept() -> dict[str, list[str]]:
    """Return what stands in the address, to be carried along: so the way back is the same list."""
    chosen = {name: [text for text in request.args.getlist(name) if text] for name in FILTERS}
    return {name: found for name, found in chosen.items() if found}


@bp.get("/<kommune>/oppdrag/<slug>")
@guard.rule(Permission.PUBLIC, queries.one_open)
def show(_actor: Actor, found: queries.PublicNeed) -> str:
    """Show one assignment: what, when, what is nice, and how to apply."""
    here = url_for("needs.show", kommune=found.municipality.slug, slug=found.need.slug)
    address = f"{settings().base_url}{here}"
    return render_template("needs/show.html", **_advert(found), kept=_kept(), address=address)


def _advert(found: queries.PublicNeed) -> dict[str, object]:
    return {
        "need": found.need,
        "municipality": found.municipality,
        "office": found.office,
        "today": clock.today(),
        "terms": pay.terms(found.need),
    }


# For the office --------------------------------------------------------------------------


@bp.get("/behov")
@guard.rule(Permission.NEED_LIST)
def manage(actor: Actor) -> str:
    """List who has nobody, and the office's adverts."""
    needs = queries.of_offices(actor)
    today = clock.today()
    return render_template(
        "needs/manage.html", unserved=queries.unserved(actor, today), today=today,
        running=[it for it in needs if it.state_code in {NeedState.DRAFT, NeedState.PUBLISHED}],
        closed=[it for it in needs if it.state_code in {NeedState.FILLED, NeedState.WITHDRAWN}],
    )  # fmt: skip


@bp.route("/behov/ny/<uuid:ordning_id>", methods=["GET", "POST"])
@guard.rule(Permission.NEED_MANAGE, queries.ordning)
def new(actor: Actor, ordning: Ordning) -> ResponseReturnValue:
    """Write an advert, beginning with the one we draft."""
    districts = queries.districts(ordning.municipality_id)
    form = forms.NeedForm(districts, data=forms.of_draft(service.drafted(ordning)))
    if form.validate_on_submit():
        try:
            need = service.create(actor, ordning, form.advert)
        except service.RevealingError as error:
            form.blame_words(error.words)
        else:
            flash(_("Utkastet er lagret. Slik blir det for alle."))
            return web.see_other("needs.preview", need_id=need.id)
    page = render_template("needs/write.html", form=form, ordning=ordning, need=None)
    return web.again(page) if form.has_errors else page


@bp.get("/behov/<uuid:need_id>")
@guard.rule(Permission.NEED_MANAGE, queries.one)
def preview(_actor: Actor, need: Need) -> str:
    """Show the advert exactly as everybody will read it, with what can be done."""
    return _preview(need)


def _preview(need: Need, words: tuple[str, ...] = ()) -> str:
    found = queries.PublicNeed(
        need, queries.municipality_of(need.municipality_id), queries.office_of(need)
    )
    return render_template(
        "needs/preview.html", words=words, moves=TRANSITIONS[need.state_code], **_advert(found)
    )  # fmt: skip


@bp.route("/behov/<uuid:need_id>/endre", methods=["GET", "POST"])
@guard.rule(Permission.NEED_MANAGE, queries.one)
def edit(actor: Actor, need: Need) -> ResponseReturnValue:
    """Write the advert another way."""
    form = forms.NeedForm(queries.districts(need.municipality_id), data=forms.of_need(need))
    if form.validate_on_submit():
        try:
            service.rewrite(actor, need, form.version.data or 0, form.advert)
        except service.RevealingError as error:
            form.blame_words(error.words)
        else:
            flash(_("Utlysningen er endret."))
            return web.see_other("needs.preview", need_id=need.id)
    page = render_template("needs/write.html", form=form, ordning=need.ordning, need=need)
    return web.again(page) if form.has_errors else page


@bp.route("/behov/<uuid:need_id>/leter-etter", methods=["GET", "POST"])
@guard.rule(Permission.NEED_MANAGE, queries.one)
def wanted(actor: Actor, need: Need) -> ResponseReturnValue:
    """Say exactly what is needed: for finding who fits, never for the advert."""
    form = wanted_form.WantedForm(data=wanted_form.of_need(need))
    if form.validate_on_submit():
        service.want(actor, need, form.version.data or 0, form.wanted)
        flash(_("Lagret. Slik blir rekkefølgen nå."))
        return web.see_other("matching.proposals", need_id=need.id)
    page = render_template("needs/wanted.html", form=form, need=need)
    return web.again(page) if form.has_errors else page


@bp.post("/behov/<uuid:need_id>/publiser")
@guard.rule(Permission.NEED_MANAGE, queries.one)
def publish(actor: Actor, need: Need) -> ResponseReturnValue:
    """Let everybody read it, if it does not give the child away."""
    try:
        return _moved(actor, need, service.publish, _("Oppdraget er lyst ut."))
    except service.RevealingError as error:
        return web.again(_preview(need, error.words))


@bp.post("/behov/<uuid:need_id>/besatt")
@guard.rule(Permission.NEED_MANAGE, queries.one)
def fill(actor: Actor, need: Need) -> ResponseReturnValue:
    """Somebody has been found."""
    return _moved(actor, need, service.fill, _("Oppdraget er besatt og ikke lenger lyst ut."))


@bp.post("/behov/<uuid:need_id>/trekk")
@guard.rule(Permission.NEED_MANAGE, queries.one)
def withdraw(actor: Actor, need: Need) -> ResponseReturnValue:
    """Take the advert back."""
    return _moved(actor, need, service.withdraw, _("Utlysningen er trukket."))


def _moved(
    actor: Actor, need: Need, act: Callable[[Actor, Need, int], None], said: str
) -> ResponseReturnValue:
    form = forms.VersionForm()
    if not form.validate():
        raise RefusedError
    act(actor, need, form.version.data or 0)
    flash(said)
    return web.see_other("needs.preview", need_id=need.id)
