"""Engagements that lack papers."""

from collections.abc import Sequence

from portal.access.actor import Actor
from portal.core import clock, db
from portal.engagements.models import Engagement
from portal.engagements.queries import WITH_PAPERS, is_active, visible


def uncleared(actor: Actor) -> Sequence[Engagement]:
    """Return the engagements of the actor's office that cannot be planned, oldest first."""
    query = (
        visible(actor)
        .where(is_active(clock.today()), Engagement.cleared_at.is_(None))
        .order_by(Engagement.created_at, Engagement.id)
        .options(*WITH_PAPERS)
    )
    return db.session().scalars(query).unique().all()
