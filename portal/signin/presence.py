"""Who sits at the keyboard: between Flask's cookie and the sessions in the database.

The cookie holds a random token and the CSRF token. It keeps the token of a session that
has ended: that opens nothing, but says who may go on with a form that was being filled in.
"""

from uuid import UUID

from flask import g
from flask import session as cookie

from portal.access.actor import NOBODY, Actor
from portal.municipality.queries import Letterhead
from portal.signin import identity

TOKEN = "sid"  # noqa: S105 - the name of the token in the cookie


def token() -> str | None:
    """Return the token of this browser's session, ended or not."""
    return cookie.get(TOKEN)


def identify() -> Actor:
    """Return who the cookie of this request belongs to."""
    found = identity.present(token())
    if found is None:
        return NOBODY
    g.session_ends_at = identity.ends_at(found)
    g.municipality = Letterhead.of(found.municipality)
    return identity.actor_of(found)


def sit_down(new_token: str, user_id: UUID) -> None:
    """Let this browser be the user's. Another person's leavings are wiped first.

    The same person keeps the CSRF token, so forms in other tabs can still be sent. A planted
    cookie is no way in: the token is new, and ``__Host-`` lets nobody else set one.
    """
    if identity.owner(token()) not in {None, user_id}:
        cookie.clear()
        g.pop("csrf_token", None)  # flask-wtf keeps the one it made in this request
    cookie[TOKEN] = new_token
