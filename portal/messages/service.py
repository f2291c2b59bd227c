"""Put a message in the outbox. It leaves after the commit, from any worker process."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select, update

from portal.core import clock, db
from portal.messages.models import Attachment, OutboxMessage
from portal.messages.states import MessageState


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom to write to: looked up by the feature that sends, at the time it sends."""

    municipality_id: UUID
    address: str
    name: str
    language: str = "nb"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A small file to send along."""

    name: str
    content_type: str
    content: bytes


def enqueue(
    recipient: Recipient, template: str, *, file: File | None = None, **params: object
) -> OutboxMessage:
    """Write a message in the open transaction.

    ``template`` is the name of ``templates/mail/<template>.txt``, whose first line is the
    subject. ``params`` must be plain JSON: times as ISO text, ids as text; never the name,
    the diagnosis or the address of a child.
    """
    message = db.add(
        OutboxMessage(
            municipality_id=recipient.municipality_id,
            template=template,
            address=recipient.address,
            name=recipient.name,
            language=recipient.language,
            params=params,
        )
    )
    if file is not None:
        attach(message, file)
    return message


def attach(message: OutboxMessage, file: File) -> None:
    """Send one more file along with a message that is not sent yet."""
    db.session().flush()  # the attachment points to the message
    db.add(
        Attachment(
            municipality_id=message.municipality_id,
            message_id=message.id,
            file_name=file.name,
            content_type=file.content_type,
            content=file.content,
        )
    )


def try_again(message: OutboxMessage) -> bool:
    """Let a message nobody got be tried from the beginning; False when it is not such a one.

    One that has been emptied is none: nobody is left to send it to.
    """
    if message.state != MessageState.FAILED or not message.address:
        return False
    message.state, message.tries, message.error = MessageState.WAITING, 0, None
    message.next_try_at = clock.now()
    return True


def empty(message_ids: Collection[UUID]) -> None:
    """Delete whom messages were to and what they said; that they were sent, and when, stays.

    What is not sent yet will not be: there is nobody left to send it to.
    """
    db.session().execute(delete(Attachment).where(Attachment.message_id.in_(message_ids)))
    db.session().execute(
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(message_ids))
        .values(address="", name="", subject=None, body=None, params={})
    )
    db.session().execute(
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(message_ids), OutboxMessage.state == MessageState.WAITING)
        .values(state=MessageState.FAILED, error="Forgotten")
    )


def take_back(message_id: UUID) -> bool:
    """Let a message that has not left never leave; False when it has, or is leaving now."""
    query = select(OutboxMessage).where(
        OutboxMessage.id == message_id, OutboxMessage.state == MessageState.WAITING
    )
    held = query.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    message = db.session().scalar(held)
    if message is None:
        return False
    message.state = MessageState.TAKEN_BACK
    return True
