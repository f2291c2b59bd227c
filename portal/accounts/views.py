"""Pages of one's own account, and the administrator's list of users."""

from uuid import UUID

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import STAFF, Actor, Hat
from portal.access.permissions import Permission
from portal.accounts import credentials, passwords, queries, service, sessions
from portal.accounts.forms import (
    TAKEN,
    DetailsForm,
    EmailForm,
    EndRoleForm,
    NewUserForm,
    PasswordForm,
    RoleForm,
    SearchForm,
    UserForm,
)
from portal.accounts.lockout import LockedError
from portal.accounts.models import Role, User, UserSession
from portal.core import clock, i18n, paging, web

bp = Blueprint("accounts", __name__)
BOTH = ["GET", "POST"]
_own = guard.rule(Permission.ACCOUNT_MANAGE_OWN, queries.own)
_of_user = guard.rule(Permission.USER_MANAGE, queries.one_managed)


@bp.errorhandler(LockedError)
def locked(error: LockedError) -> ResponseReturnValue:
    """Say when one may try again."""
    return render_template("signin/locked.html", until=error.until), 429


# Min side ------------------------------------------------------------------------------


@bp.route("/min-side", methods=BOTH)
@_own
def me(actor: Actor, user: User) -> ResponseReturnValue:
    """Show one's own account and change what is not secret in it."""
    form = DetailsForm(obj=user)
    if form.validate_on_submit():
        form.demand_fresh(user)
        service.change(actor, user, name=form.name.data or "", phone=form.phone.data or "")
        user.language = form.language.data
        flash(_("Opplysningene er lagret."))
        answer = web.see_other("accounts.me")
        i18n.remember(answer, user.language)
        return answer
    page = render_template(
        "accounts/me.html", form=form, user=user, held=queries.roles_now(user.id),
        open_count=len(sessions.of_user(user.id)), is_staff=bool(STAFF & set(actor.hats)),
    )  # fmt: skip
    return web.again(page) if form.is_submitted() else page


@bp.route("/min-side/e-post", methods=BOTH)
@_own
def email(actor: Actor, user: User) -> ResponseReturnValue:
    """Change the address one signs in with; the old address is told."""
    form = EmailForm()
    if form.validate_on_submit() and _confirmed(form, "password", user):
        if _is_taken(form.email.data or "", user):
            form.fail("email", _("Adressen er i bruk."))
        else:
            service.change(
                actor, user, name=user.name, phone=user.phone, email=form.email.data or ""
            )
            flash(_("Fra nå logger du inn med den nye adressen."))
            return web.see_other("accounts.me")
    page = render_template("accounts/email.html", form=form, user=user)
    return web.again(page) if form.is_submitted() else page


@bp.route("/min-side/passord", methods=BOTH)
@_own
def password(actor: Actor, user: User) -> ResponseReturnValue:
    """Choose a new password; every other browser is signed out."""
    form = PasswordForm()
    form.personal = (user.name, user.email)
    if form.validate_on_submit() and _confirmed(form, "current", user):
        hashed = passwords.made(form.password.data or "")
        credentials.set_password(user, hashed, by=actor)
        flash(_("Passordet er byttet. Du er logget ut alle andre steder."))
        return web.see_other("accounts.me")
    page = render_template("accounts/password.html", form=form)
    return web.again(page) if form.is_submitted() else page


def _confirmed(form: EmailForm | PasswordForm, field: str, user: User) -> bool:
    right = credentials.is_password(user, form[field].data, request.remote_addr or "")
    if not right:
        form.fail(field, _("Passordet er feil."))
    return right


def _is_taken(address: str, user: User | None = None) -> bool:
    holder = queries.by_email(address)
    return holder is not None and (user is None or holder.id != user.id)


@bp.get("/min-side/innlogginger", endpoint="sessions")
@guard.rule(Permission.ACCOUNT_MANAGE_OWN)
def open_sessions(actor: Actor) -> str:
    """List where one is signed in."""
    assert actor.user_id is not None
    return render_template(
        "accounts/sessions.html", open=sessions.of_user(actor.user_id), now=actor.session_id
    )


@bp.post("/min-side/innlogginger/<uuid:session_id>/avslutt")
@guard.rule(Permission.ACCOUNT_MANAGE_OWN, sessions.own)
def end_session(actor: Actor, session: UserSession) -> ResponseReturnValue:
    """Sign one browser out."""
    sessions.end(session, by=actor)
    flash(_("Enheten er logget ut."))
    return web.see_other("accounts.sessions")


@bp.post("/min-side/innlogginger/avslutt")
@_own
def end_sessions(actor: Actor, user: User) -> ResponseReturnValue:
    """Sign out everywhere, here too."""
    service.sign_out_everywhere(actor, user)
    flash(_("Du er logget ut overalt."))
    return web.see_other("signin.sign_in")


# The administrator's list --------------------------------------------------------------


@bp.get("/brukere")
@guard.rule(Permission.USER_LIST)
def users(actor: Actor) -> str:
    """List the municipality's accounts."""
    page_of = queries.listed(actor, paging.page_number(request.args.get("side")))
    return render_template("accounts/users.html", users=page_of, form=SearchForm(None))


@bp.post("/brukere")
@guard.rule(Permission.USER_LIST)
def search(actor: Actor) -> ResponseReturnValue:
    """Find accounts by a part of the name or the address."""
    form = SearchForm()
    text = (form.q.data or "").strip()
    if not form.validate() or not text:
        return web.see_other("accounts.users")
    hits = queries.found(actor, text)
    return render_template("accounts/users.html", users=hits, form=form, text=text)


@bp.route("/brukere/ny", methods=BOTH)
@guard.rule(Permission.USER_LIST)
def new_user(actor: Actor) -> ResponseReturnValue:
    """Make an account with a role, and invite the person."""
    form = NewUserForm()
    form.offer(queries.offices(actor), queries.suppliers(actor))
    if form.validate_on_submit():
        if not _is_taken(form.email.data or ""):
            return _made(actor, form)
        form.fail("email", str(TAKEN))
    page = render_template("accounts/new_user.html", form=form)
    return web.again(page) if form.is_submitted() else page


def _made(actor: Actor, form: NewUserForm) -> ResponseReturnValue:
    assert actor.municipality_id is not None
    user = service.create_user(
        actor.municipality_id, form.email.data or "", form.name.data or "",
        phone=form.phone.data or "", by=actor,
    )  # fmt: skip
    _give(actor, user, form)
    service.invite(user, by=actor)
    flash(_("Kontoen er laget, og invitasjonen er på vei."))
    return web.see_other("accounts.user", user_id=user.id)


def _give(actor: Actor, user: User, form: RoleForm) -> None:
    hat = Hat(form.hat.data)
    service.give_role(
        user, hat, by=actor,
        office_id=UUID(form.office.data) if hat is Hat.COORDINATOR else None,
        supplier_id=UUID(form.supplier.data) if hat is Hat.SUPPLIER else None,
        valid_from=form.valid_from.data, valid_to=form.valid_to.data,
    )  # fmt: skip


@bp.route("/brukere/<uuid:user_id>", methods=BOTH)
@_of_user
def user(actor: Actor, user: User) -> ResponseReturnValue:
    """Show an account with its roles, and change name and addresses."""
    form = UserForm(obj=user)
    if form.validate_on_submit():
        form.demand_fresh(user)
        if not _is_taken(form.email.data or "", user):
            service.change(
                actor, user, name=form.name.data or "", phone=form.phone.data or "",
                email=form.email.data or "",
            )  # fmt: skip
            return _saved(user, _("Opplysningene er lagret."))
        form.fail("email", str(TAKEN))
    page = _user_page(actor, user, form, _role_form(actor, RoleForm(None)))
    return web.again(page) if form.is_submitted() else page


def _user_page(actor: Actor, user: User, form: UserForm, role_form: RoleForm) -> str:
    held = queries.roles(user.id)
    return render_template(
        "accounts/user.html", user=user, form=form, role_form=role_form,
        current=[it for it in held if not it.is_over], past=[it for it in held if it.is_over],
        is_self=user.id == actor.user_id,
    )  # fmt: skip


def _role_form(actor: Actor, form: RoleForm) -> RoleForm:
    form.offer(queries.offices(actor), queries.suppliers(actor))
    return form


def _saved(user: User, sentence: str) -> ResponseReturnValue:
    flash(sentence)
    return web.see_other("accounts.user", user_id=user.id)


@bp.post("/brukere/<uuid:user_id>/roller")
@_of_user
def give_role(actor: Actor, user: User) -> ResponseReturnValue:
    """Give somebody a role from–to."""
    role_form = _role_form(actor, RoleForm())
    if not role_form.validate():
        return web.again(_user_page(actor, user, UserForm(None, obj=user), role_form))
    _give(actor, user, role_form)
    return _saved(user, _("Rollen er gitt."))


@bp.route("/brukere/<uuid:user_id>/roller/<uuid:role_id>/avslutt", methods=BOTH)
@guard.rule(Permission.USER_MANAGE, queries.one_managed_role)
def end_role(actor: Actor, role: Role) -> ResponseReturnValue:
    """End a role now, or after a day."""
    form = EndRoleForm(data={"version": role.version})
    form.first_on = max(clock.today(), role.valid_from)
    if form.validate_on_submit():
        form.demand_fresh(role)
        service.take_role(actor, role, form.last_on.data)
        flash(_("Rollen er avsluttet."))
        return web.see_other("accounts.user", user_id=role.user_id)
    page = render_template("accounts/end_role.html", form=form, role=role, hat=Hat(role.hat))
    return web.again(page) if form.is_submitted() else page


@bp.post("/brukere/<uuid:user_id>/steng")
@_of_user
def disable(actor: Actor, user: User) -> ResponseReturnValue:
    """Close an account this minute."""
    service.disable(actor, user)
    return _saved(user, _("Kontoen er stengt, og personen er logget ut."))


@bp.post("/brukere/<uuid:user_id>/apne")
@_of_user
def enable(actor: Actor, user: User) -> ResponseReturnValue:
    """Open an account again."""
    service.enable(actor, user)
    return _saved(user, _("Kontoen er åpen igjen."))


@bp.post("/brukere/<uuid:user_id>/inviter")
@_of_user
def invite(actor: Actor, user: User) -> ResponseReturnValue:
    """Send the invitation again; the earlier link stops working."""
    service.invite(user, by=actor)
    return _saved(user, _("En ny invitasjon er på vei. Den gamle lenken virker ikke lenger."))


@bp.post("/brukere/<uuid:user_id>/totrinn/nullstill")
@_of_user
def reset_factor(actor: Actor, user: User) -> ResponseReturnValue:
    """Take away the second factor of somebody who has lost the telephone and the codes."""
    credentials.turn_off(user, by=actor)
    return _saved(user, _("Totrinn er nullstilt. Personen setter det opp på nytt ved innlogging."))
