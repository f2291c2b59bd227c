"""Put a message in the outbox. It leaves after the commit, from any worker process."""

from dataclasses import dataclass
from uuid import UUID

from portal.core import db
from portal.messages.models import Attachment, OutboxMessage


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
