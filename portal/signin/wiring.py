"""How the guard learns who is asking."""

from flask import session as cookie

from portal.access import guard
from portal.access.actor import Actor
from portal.signin import identity

TOKEN = "sid"  # noqa: S105 - the name of the token in the cookie


def identify() -> Actor:
    """Return who the cookie of this request belongs to."""
    return identity.actor_of_token(cookie.get(TOKEN))


def wire() -> None:
    """Let the guard identify by our cookie."""
    guard.hooks.identify = identify
