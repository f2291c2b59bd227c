"""What the addresses of matching lead to, for its own pages and those of the packages above."""

from uuid import UUID

from portal.access.actor import Actor
from portal.needs import queries as needs
from portal.needs.models import Need


def need(actor: Actor, need_id: UUID) -> Need | None:
    """Return a need of an ungraded child: nobody protected is matched from lists."""
    found = needs.one(actor, need_id)
    return None if found is None or found.graded_ids else found
