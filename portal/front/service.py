"""Keep what people tell us."""

from uuid import UUID

from portal.access.actor import Actor
from portal.audit.service import record
from portal.core import clock, db
from portal.front.models import Feedback


def tell(municipality_id: UUID, kind: str, text: str, *, email: str, page: str) -> Feedback:
    """Keep a message about the portal."""
    return db.add(
        Feedback(
            municipality_id=municipality_id,
            kind=kind,
            text=text.strip(),
            email=email.strip(),
            page=page[:200],
        )
    )


def handle(actor: Actor, message: Feedback) -> None:
    """Mark a message as handled; once is enough."""
    if message.handled_at is None:
        message.handled_at = clock.now()
        record(actor, "feedback:handled", "feedback", message.id)
