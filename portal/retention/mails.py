"""Mails are emptied when there is no more to clear up: that one was sent, and when, stays."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from portal.core import db
from portal.messages import service as messages
from portal.messages.models import OutboxMessage
from portal.messages.states import MessageState
from portal.municipality.keeping import Kept, Look


def old(look: Look) -> Sequence[Kept]:
    """Return the mails that are not waiting to be sent, and when each goes."""
    query = select(OutboxMessage.id, OutboxMessage.created_at).where(
        OutboxMessage.municipality_id == look.municipality_id,
        OutboxMessage.state != MessageState.WAITING,
        OutboxMessage.address != "",
        OutboxMessage.created_at <= look.until - timedelta(days=look.figure),
    )
    if look.only is not None:
        query = query.where(OutboxMessage.id == look.only).with_for_update()
    rows = db.session().execute(query.order_by(OutboxMessage.id))
    kept = [look.kept(row[0], row[1]) for row in rows]
    return [it for it in kept if it.goes_at <= look.until]


def empty(message_id: UUID) -> None:
    """Delete what was said and to whom; also why it failed, which may say the address."""
    messages.empty([message_id])
    db.session().get_one(OutboxMessage, message_id).error = None
