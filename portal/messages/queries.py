"""What lies in the outbox."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select

from portal.access.actor import Actor
from portal.core import db
from portal.messages.models import Attachment, OutboxMessage
from portal.messages.states import MessageState

RETRIED = "retried"


def due(now: datetime, limit: int) -> Sequence[OutboxMessage]:
    """Return waiting messages whose time has come, locked to this worker until it commits."""
    query = (
        select(OutboxMessage)
        .where(OutboxMessage.state == MessageState.WAITING, OutboxMessage.next_try_at <= now)
        .order_by(OutboxMessage.next_try_at, OutboxMessage.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return db.session().scalars(query).all()


def attachments(message_id: UUID) -> Sequence[Attachment]:
    """Return the files that go with a message."""
    return db.session().scalars(select(Attachment).where(Attachment.message_id == message_id)).all()


def states_of(message_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return how it goes with messages that are still kept; the caller has checked the access.

    One that has been tried in vain and is tried again is RETRIED, not "waiting".
    """
    if not message_ids:
        return {}
    query = select(OutboxMessage.id, OutboxMessage.state, OutboxMessage.tries).where(
        OutboxMessage.id.in_(message_ids)
    )
    return {
        message_id: RETRIED if state == MessageState.WAITING and tries else state
        for message_id, state, tries in db.session().execute(query)
    }


def of_municipality(actor: Actor) -> Select[OutboxMessage]:
    """Select the municipality's messages, newest first."""
    return (
        select(OutboxMessage)
        .where(OutboxMessage.municipality_id == actor.municipality_id)
        .order_by(OutboxMessage.created_at.desc(), OutboxMessage.id.desc())
    )


def one(actor: Actor, message_id: UUID) -> OutboxMessage | None:
    """Return one of the municipality's messages."""
    return db.session().scalar(of_municipality(actor).where(OutboxMessage.id == message_id))
