"""Pages for everybody, and the two addresses that machines ask."""

from flask import Blueprint, Response, jsonify

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.core import health

bp = Blueprint("front", __name__)


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
