"""Pages at the door: in, second factor, out, links, and which hat is on."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import STAFF, Actor
from portal.access.permissions import Permission
from portal.accounts import credentials, links, passwords, queries
from portal.accounts.lockout import LockedError
from portal.accounts.models import User
from portal.core import db, web
from portal.core.forms import Form
from portal.signin import device, identity, kept_form, local_path, new_factor, presence, service
from portal.signin.forms import (
    ChooseForm,
    CodeForm,
    ConfirmForm,
    ForgottenForm,
    HatForm,
    MoveForm,
    SetUpForm,
    SignInForm,
)

bp = Blueprint("signin", __name__)
BOTH = ["GET", "POST"]


@bp.errorhandler(LockedError)
def locked(error: LockedError) -> ResponseReturnValue:
    """Say when one may try again; the same for an address that has no account."""
    return render_template("signin/locked.html", until=error.until), 429


def _caller() -> service.Caller:
    return service.Caller(request.remote_addr or "", device.named(request.user_agent.string))


def _shown(template: str, form: Form, **more: Any) -> ResponseReturnValue:  # noqa: ANN401 - for the template
    page = render_template(template, form=form, **more)
    return web.again(page) if form.is_submitted() else page


def _to(path: str | None) -> Response:
    return redirect(local_path.local(path), 303)  # type: ignore[return-value]  # a plain Response


# In ------------------------------------------------------------------------------------


@bp.route("/logg-inn", methods=BOTH)
@guard.rule(Permission.PUBLIC)
def sign_in(actor: Actor) -> ResponseReturnValue:
    """Ask for e-mail address and password."""
    form = SignInForm(next=request.args.get("next"))
    if actor.is_signed_in and not form.is_submitted():
        return _to(form.next.data)
    if form.validate_on_submit():
        entered = service.by_password(form.email.data or "", form.password.data or "", _caller())
        if entered:
            return _inside(entered, form)
        form.fail("password", _("E-postadressen eller passordet er feil. Prøv en gang til."))
    return _shown("signin/sign_in.html", form, is_kept=bool(form.kept.data))


def _inside(entered: service.Entered, form: SignInForm | CodeForm) -> ResponseReturnValue:
    """Go on: to the second factor, back to a form that was sent too late, or to the page."""
    presence.sit_down(entered.token, entered.user.id)
    if entered.owes_code and not form.kept.data:
        return web.see_other("signin.second_factor", next=form.next.data or None)
    if entered.owes_code:
        code = CodeForm(None, next=form.next.data, kept=form.kept.data)
        return render_template("signin/second_factor.html", form=code)
    waiting = kept_form.opened(form.kept.data, entered.user.id)
    if waiting is None:
        return _to(form.next.data)
    db.session().flush()
    g.actor = presence.identify()  # the page is the first one as this person
    return render_template("signin/again.html", waiting=waiting)


@bp.route("/logg-inn/kode", methods=BOTH)
@guard.rule(Permission.PUBLIC)
def second_factor(_actor: Actor) -> ResponseReturnValue:
    """Ask for the code from the telephone."""
    form = CodeForm(next=request.args.get("next"))
    owing = identity.owing(presence.token())
    if owing is None:
        fresh = SignInForm(None, next=form.next.data, kept=form.kept.data)
        return _shown("signin/sign_in.html", fresh, is_late=form.is_submitted())
    if form.validate_on_submit():
        entered = service.by_code(*owing, form.code.data or "", _caller())
        if entered:
            return _inside(entered, form)
        form.fail("code", _("Koden er feil eller brukt. Vent på den neste, og skriv den."))
    return _shown("signin/second_factor.html", form)


# Out, and staying ----------------------------------------------------------------------


@bp.post("/logg-ut")
@guard.rule(Permission.PUBLIC)
def sign_out(actor: Actor) -> ResponseReturnValue:
    """End the session on the server; the cookie then opens nothing."""
    service.leave(actor)
    flash(_("Du er logget ut."))
    return web.see_other("signin.sign_in")


@bp.post("/logg-inn/fortsett")
@guard.rule(Permission.ACCOUNT_MANAGE_OWN)
def extend(actor: Actor) -> ResponseReturnValue:
    """Keep the session: nothing for the script, back to the page for the browser itself."""
    service.extend(actor)
    if "text/html" in request.headers.get("Accept", ""):
        return redirect(local_path.of_page(request.referrer, request.host), 303)
    return Response(status=204, mimetype="text/plain")


@bp.route("/rolle", methods=BOTH)
@guard.rule(Permission.ACCOUNT_MANAGE_OWN)
def hat(actor: Actor) -> ResponseReturnValue:
    """Choose which hat to wear."""
    form = HatForm()
    if form.validate_on_submit():
        service.wear(actor, form.hat.data or "")
        return _to(form.next.data)
    held = queries.roles_now(actor.user_id) if actor.user_id else []
    hats = [(hat, [it.place for it in held if it.hat is hat and it.place]) for hat in actor.hats]
    return _shown("signin/hat.html", form, hats=hats, worn=actor.hat)


# Links and passwords -------------------------------------------------------------------


@bp.route("/logg-inn/glemt", methods=BOTH)
@guard.rule(Permission.PUBLIC)
def forgotten(_actor: Actor) -> ResponseReturnValue:
    """Ask for a link; the answer is the same whether or not there is an account."""
    form = ForgottenForm()
    if form.validate_on_submit():
        credentials.ask_reset(form.email.data or "", _caller().address)
        return web.see_other("signin.link_sent")
    return _shown("signin/forgotten.html", form)


@bp.get("/logg-inn/glemt/sendt")
@guard.rule(Permission.PUBLIC)
def link_sent(_actor: Actor) -> str:
    """Say what happens now."""
    return render_template("signin/link_sent.html")


@bp.route("/lenke/<token>", methods=BOTH)
@guard.rule(Permission.PUBLIC)
def link(_actor: Actor, token: str) -> ResponseReturnValue:
    """Let somebody with a one-time link choose a password. Reading the page uses nothing."""
    found = links.valid(token)
    if found is None:
        return render_template("signin/link_gone.html"), 410
    form = ChooseForm()
    form.personal = (found[1].name, found[1].email)
    if not form.validate_on_submit():
        return _shown("signin/choose.html", form, user=found[1], purpose=found[0].purpose)
    db.pause()
    hashed = passwords.made(form.password.data or "")
    if not service.use_link(token, hashed):
        return render_template("signin/link_gone.html"), 410
    flash(_("Passordet er lagret. Logg inn med det."))
    return web.see_other("signin.sign_in")


# The second factor ---------------------------------------------------------------------


@bp.route("/min-side/totrinn/ny", methods=BOTH)
@guard.rule(Permission.ACCOUNT_MANAGE_OWN, queries.own)
def set_up(actor: Actor, user: User) -> ResponseReturnValue:
    """Set up the second factor, or move it to another telephone."""
    if identity.owing(presence.token()):
        return web.see_other("signin.second_factor", next=request.args.get("next"))
    factor = new_factor.begun(user, request.form.get("secret"))
    is_move = user.totp_secret is not None and factor.secret != credentials.secret_of(user)
    form = (MoveForm if is_move else SetUpForm)(next=request.args.get("next"))
    form.secret.data = factor.sealed
    if form.validate_on_submit() and _confirmed(form, user):
        fresh = service.set_up(actor, user, factor.secret, form.code.data or "")
        if fresh:
            g.actor = presence.identify()
            after = local_path.local(form.next.data)
            return render_template("signin/recovery_codes.html", codes=fresh, after=after)
        form.fail("code", _("Koden stemmer ikke. Skriv den som står i appen nå."))
    return _shown("signin/set_up.html", form, factor=factor, is_staff=_is_staff(actor))


@bp.route("/min-side/totrinn", methods=BOTH)
@guard.rule(Permission.ACCOUNT_MANAGE_OWN, queries.own)
def factor(actor: Actor, user: User) -> ResponseReturnValue:
    """Show how the second factor stands; new recovery codes, or off, with the password."""
    if user.totp_secret is None:
        return web.see_other("signin.set_up")
    form = ConfirmForm()
    if form.validate_on_submit() and _confirmed(form, user):
        return _factor_acts.get(request.form.get("act", ""), _new_codes)(actor, user)
    left = credentials.recovery_codes_left(user)
    return _shown("signin/factor.html", form, left=left, is_staff=_is_staff(actor))


def _confirmed(form: Form, user: User) -> bool:
    """Check the password where the form asks for it."""
    if "password" not in form:
        return True
    right = credentials.is_password(user, form["password"].data, _caller().address)
    if not right:
        form.fail("password", _("Passordet er feil."))
    return right


def _new_codes(_actor: Actor, user: User) -> ResponseReturnValue:
    fresh = credentials.renew_recovery_codes(user)
    return render_template("signin/recovery_codes.html", codes=fresh, after="/min-side")


def _turn_off(actor: Actor, user: User) -> ResponseReturnValue:
    service.turn_off(actor, user)
    flash(_("Totrinn er slått av."))
    return web.see_other("accounts.me")


_factor_acts: dict[str, Callable[[Actor, User], ResponseReturnValue]] = {
    "codes": _new_codes,
    "off": _turn_off,
}


def _is_staff(actor: Actor) -> bool:
    return bool(STAFF & set(actor.hats))
