"""What cover tells the packages below at start-up."""

from portal.access.actor import Actor
from portal.cover import queries
from portal.engagements import exceptions
from portal.engagements.exceptions import Part


def _away(actor: Actor) -> Part:
    return Part("cover/away_part.html", queries.away(actor))


def wire() -> None:
    """Show the days somebody is away under the times they usually can."""
    exceptions.add(_away)
