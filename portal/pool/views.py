"""The pool: one's own place in it, the answer to the yearly question, and the office's list."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import NOBODY, Actor
from portal.access.permissions import Permission
from portal.core import clock, labels, paging, web
from portal.core.errors import GoneError, RefusedError
from portal.needs import queries as needs
from portal.needs.states import RoleKind
from portal.pool import queries, service, shown
from portal.pool.forms import ActForm, ProfileForm, of_profile
from portal.pool.models import PoolConsent

bp = Blueprint("pool", __name__)


# One's own ---------------------------------------------------------------------------------


@bp.get("/meg/banken")
@guard.rule(Permission.POOL_MANAGE_OWN)
def mine(actor: Actor) -> str:
    """Show what is kept, until when, and what a family sees of it; or what the pool is."""
    consent = _own(actor)
    if consent is None:
        return render_template("pool/none.html", offered=service.offered(actor.user_id))
    free = queries.free_times([consent]).get(consent.user_id, [])
    return render_template(
        "pool/mine.html", consent=consent, today=clock.today(),
        seen=shown.matched(consent.user, shown.before_match(consent, free, clock.today())),
        until=service.ends_on(consent.municipality_id, clock.today()),
    )  # fmt: skip


def _own(actor: Actor) -> PoolConsent | None:
    consent = queries.own(actor.user_id)
    return consent if consent and consent.is_living(clock.today()) else None


@bp.route("/meg/banken/fortell", methods=["GET", "POST"])
@guard.rule(Permission.POOL_MANAGE_OWN)
def tell(actor: Actor) -> ResponseReturnValue:
    """Tell of oneself: the first time this is what one says yes with."""
    consent, offered = _own(actor), service.offered(actor.user_id)
    if offered is None or actor.municipality_id is None:
        raise RefusedError(service.NOT_YET)
    told = service.told(consent, offered[0]) if consent else offered[0]
    choices = [RoleKind(role) for role in offered[0].roles] or list(RoleKind)
    form = ProfileForm(data=of_profile(told, consent.version if consent else 0)).suit(
        choices, needs.districts(actor.municipality_id), has_own_times=offered[2] is None
    )
    if form.validate_on_submit():
        if consent:
            service.change(actor, consent, form.version.data or 0, form.told)
            flash(_("Lagret. Slik ser en familie deg nå."))
        else:
            service.join(actor, form.told)
            flash(_("Du står i banken. Vi spør deg når noen trenger deg."))
        return web.see_other("pool.mine")
    page = render_template(
        "pool/tell.html", form=form, consent=consent,
        until=service.ends_on(actor.municipality_id, clock.today()),
    )  # fmt: skip
    return web.again(page) if form.has_errors else page


@bp.post("/meg/banken/forny")
@guard.rule(Permission.POOL_MANAGE_OWN)
def renew(actor: Actor) -> ResponseReturnValue:
    """Stay another period."""
    return _act(actor, service.renew, _("Takk. Du blir stående."))


@bp.post("/meg/banken/pause")
@guard.rule(Permission.POOL_MANAGE_OWN)
def pause(actor: Actor) -> ResponseReturnValue:
    """Be left alone for a while."""
    return _act(actor, service.pause, _("Vi spør deg ikke før du sier fra."))


@bp.post("/meg/banken/igjen")
@guard.rule(Permission.POOL_MANAGE_OWN)
def resume(actor: Actor) -> ResponseReturnValue:
    """Be asked again."""
    return _act(actor, service.resume, _("Nå spør vi deg igjen."))


@bp.post("/meg/banken/ut")
@guard.rule(Permission.POOL_MANAGE_OWN)
def leave(actor: Actor) -> ResponseReturnValue:
    """Leave; what was kept because of the pool is deleted."""
    said = _("Du står ikke lenger i banken. Det du fortalte, er slettet.")
    return _act(actor, service.leave, said)


def _act(
    actor: Actor, act: Callable[[Actor, PoolConsent], object], said: str
) -> ResponseReturnValue:
    consent = _own(actor)
    if consent is None or not ActForm().validate():
        raise RefusedError(service.CHANGED)
    act(actor, consent)
    flash(said)
    return web.see_other("pool.mine")


# The link in the yearly mail ---------------------------------------------------------------


def _asked(_actor: Actor, token: str) -> PoolConsent | None:
    return queries.of_token(token)


@bp.route("/banken/svar/<token>", methods=["GET", "POST"])
@guard.rule(Permission.PUBLIC, _asked)
def answer(_actor: Actor, consent: PoolConsent) -> ResponseReturnValue:
    """Answer without signing in. A mail scanner may open this page; only a button answers."""
    if not consent.is_living(clock.today()):
        raise GoneError
    if request.method == "GET":
        until = service.ends_on(consent.municipality_id, clock.today())
        return render_template("pool/answer.html", consent=consent, until=until)
    if not ActForm().validate() or request.form.get("svar") not in {"bli", "ut"}:
        raise RefusedError(service.CHANGED)
    stays = request.form["svar"] == "bli"
    (service.renew if stays else service.leave)(NOBODY, consent)
    return web.see_other("pool.answered", svar=request.form["svar"])


@bp.get("/banken/svart")
@guard.rule(Permission.PUBLIC)
def answered(_actor: Actor) -> str:
    """Say what the answer did."""
    return render_template("pool/answered.html", stays=request.args.get("svar") == "bli")


# The office's list -------------------------------------------------------------------------


@bp.get("/banken")
@guard.rule(Permission.POOL_LIST)
def index(actor: Actor) -> str:
    """List who may be asked, those who share most with what is looked for first."""
    filters, today = _filters(), clock.today()
    found = queries.listing(actor, filters, paging.page_number(request.args.get("side")), today)
    assert actor.municipality_id is not None
    return render_template(
        "pool/index.html", found=found, filters=filters, today=today,
        roles=labels.choices(RoleKind), districts=needs.districts(actor.municipality_id),
        unanswered=queries.tasks(actor),
    )  # fmt: skip


def _filters() -> queries.Filters:
    """Read the filters; what cannot be read is no filter."""
    asked = request.args
    role, day, hours = asked.get("rolle", ""), asked.get("dag", ""), asked.get("timer", "")
    try:
        district_id = UUID(asked.get("bydel", ""))
    except ValueError:
        district_id = None
    return queries.Filters(
        role=RoleKind(role) if role in set(RoleKind) else None,
        district_id=district_id,
        weekday=int(day) if day in set("0123456") else None,
        interest=asked.get("interesse", "")[:100].strip(),
        language=asked.get("sprak", "")[:100].strip(),
        competence=asked.get("kompetanse", "")[:100].strip(),
        hours=int(hours) if hours.isascii() and hours.isdigit() and len(hours) < 3 else None,
        has_car=asked.get("bil") == "1",
        has_night=asked.get("natt") == "1",
    )
