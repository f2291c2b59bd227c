"""How the guard learns who is asking, and what it answers somebody who is not sure enough."""

from portal.access import guard
from portal.signin import door, presence

TOKEN = presence.TOKEN


def wire() -> None:
    """Let the guard identify by our cookie, and send people to our sign-in."""
    guard.hooks.identify = presence.identify
    guard.hooks.sign_in = door.meet
