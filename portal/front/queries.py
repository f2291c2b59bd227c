"""What people have told us about the portal."""

from uuid import UUID

from sqlalchemy import Select, func, select

from portal.access.actor import Actor
from portal.core import db
from portal.front.models import Feedback


def feedback(actor: Actor) -> Select[Feedback]:
    """Select the messages to the actor's municipality: those nobody has handled come first."""
    query = select(Feedback).where(Feedback.municipality_id == actor.municipality_id)
    return query.order_by(Feedback.handled_at.is_not(None), Feedback.sent_at.desc())


def unhandled(actor: Actor) -> int:
    """Return how many nobody has handled."""
    waiting = feedback(actor).where(Feedback.handled_at.is_(None)).order_by(None)
    return db.session().scalar(select(func.count()).select_from(waiting.subquery())) or 0


def one(actor: Actor, feedback_id: UUID) -> Feedback | None:
    """Return a message to the actor's municipality."""
    return db.session().scalar(feedback(actor).where(Feedback.id == feedback_id))
