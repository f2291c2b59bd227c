"""Pages about protected address: set it, lift it, and name those who may see the child."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.accounts import queries as accounts_queries
from portal.accounts.models import User
from portal.core import web
from portal.core.errors import RefusedError
from portal.core.forms import Form
from portal.families import queries
from portal.families.models import Child, NamedAccess
from portal.families.states import Gradering
from portal.protection import service
from portal.protection.forms import NameForm, ProtectForm, ReasonForm

bp = Blueprint("protection", __name__)
BOTH = ["GET", "POST"]
_of_child = guard.rule(Permission.GRADERING_MANAGE, queries.one, reads="gradering")


@bp.context_processor
def words_for_codes() -> dict[str, object]:
    """Give the templates the codes they name."""
    return {"Gradering": Gradering}


def _form_page(template: str, form: Form, **context: object) -> ResponseReturnValue:
    page = render_template(template, form=form, **context)
    return web.again(page) if form.is_submitted() else page


@bp.route("/familier/<uuid:child_id>/gradering", methods=BOTH)
@_of_child
def protect(actor: Actor, child: Child) -> ResponseReturnValue:
    """Protect a child's address, or change the level."""
    people = [it for it in queries.may_be_named(child) if it.id != actor.user_id]
    form = ProtectForm(
        people=[(str(it.id), it.name) for it in people], data={"version": child.version}
    )
    if form.validate_on_submit():
        form.demand_fresh(child)
        chosen = [UUID(user_id) for user_id in form.named.data or []]
        service.protect(actor, child, Gradering(form.level.data), form.reason.data or "", chosen)
        flash(_("Adressen er beskyttet fra nå av."))
        return web.see_other("families.show", child_id=child.id)
    return _form_page("protection/protect.html", form, child=child)


@bp.route("/familier/<uuid:child_id>/gradering/opphev", methods=BOTH)
@_of_child
def lift(actor: Actor, child: Child) -> ResponseReturnValue:
    """Lift the protection."""
    form = ReasonForm(data={"version": child.version})
    if form.validate_on_submit():
        form.demand_fresh(child)
        service.lift(actor, child, form.reason.data or "")
        flash(_("Beskyttelsen er opphevet."))
        return web.see_other("families.show", child_id=child.id)
    return _form_page("protection/lift.html", form, child=child)


@bp.route("/familier/<uuid:child_id>/tilgang/ny", methods=BOTH)
@_of_child
def name(actor: Actor, child: Child) -> ResponseReturnValue:
    """Let one more see a protected child."""
    form = NameForm()
    if form.validate_on_submit() and _named(actor, child, form):
        flash(_("Personen kan se barnet fra nå av."))
        return web.see_other("families.show", child_id=child.id)
    return _form_page("protection/name.html", form, child=child)


def _named(actor: Actor, child: Child, form: NameForm) -> bool:
    user = accounts_queries.by_email(form.email.data or "")
    if user is None or user.municipality_id != child.municipality_id:
        form.fail("email", _("Ingen her har den adressen. Personen må ha en konto først."))
        return False
    try:
        service.name(actor, child, user, form.reason.data or "", form.valid_to.data)
    except RefusedError as error:
        form.fail("email", _(error.sentence))
        return False
    return True


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody's access to a protected child, as the policy asks about the child."""

    row: NamedAccess
    child: Child
    user: User

    def __getattr__(self, name: str) -> object:
        return getattr(self.child, name)


def _access(actor: Actor, child_id: UUID, named_id: UUID) -> Named | None:
    row, child = queries.named_access(actor, child_id, named_id), queries.one(actor, child_id)
    user = accounts_queries.user(row.user_id) if row else None
    return Named(row, child, user) if row and child and user else None


@bp.route("/familier/<uuid:child_id>/tilgang/<uuid:named_id>/avslutt", methods=BOTH)
@guard.rule(Permission.GRADERING_MANAGE, _access)
def end_named(actor: Actor, named: Named) -> ResponseReturnValue:
    """Take somebody's access away."""
    form = Form(meta={"csrf": True})
    if form.validate_on_submit():
        service.end_named(actor, named.child, named.row)
        flash(_("Tilgangen er tatt bort."))
        return web.see_other("families.show", child_id=named.child.id)
    return _form_page("protection/end.html", form, child=named.child, name=named.user.name)
