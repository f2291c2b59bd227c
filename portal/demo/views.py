"""The demo's own page: be anybody with one press. Only in the demo, only on this machine."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.sansio.utils import get_host

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.accounts.models import User
from portal.core import error_pages
from portal.core.config import LOOPBACK, settings
from portal.demo import queries
from portal.signin import device, local_path, presence, service

bp = Blueprint("demo", __name__)


@bp.before_app_request
def stay_at_home() -> ResponseReturnValue | None:
    """Answer nobody but this machine: in the demo a press opens every account."""
    if not settings().is_demo or _is_from_here():
        return None
    return error_pages.show(403, _("Demoen svarer bare på maskinen den kjører på."))


def _is_from_here() -> bool:
    host = get_host(request.scheme, request.headers.get("Host")).rsplit(":", 1)[0].strip("[]")
    return request.remote_addr in LOOPBACK and host in LOOPBACK


@bp.get("/demo")
@guard.rule(Permission.DEMO_SWITCH, queries.places)
def index(_actor: Actor, places: Sequence[queries.Place]) -> str:
    """List everybody one can sign in as."""
    return render_template("demo/index.html", places=places)


@bp.post("/demo/logg-inn/<uuid:user_id>")
@guard.rule(Permission.DEMO_SWITCH, queries.person)
def become(actor: Actor, user: User) -> ResponseReturnValue:
    """Sign in as somebody, without a password."""
    service.leave(actor)
    entered = service.become(user, device.named(request.user_agent.string))
    presence.sit_down(entered.token, user.id)
    return redirect(local_path.HOME, 303)
