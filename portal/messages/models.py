"""The outbox: what to say to whom, written in the same transaction as why."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock, db
from portal.messages.states import Channel, MessageState


class OutboxMessage(db.Base):
    """One message to one person. ``params`` hold ids and codes, never names or texts.

    ``subject`` and ``body`` are filled in when it is rendered; in the demo they can be
    read on a page instead of being sent.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sent', 'failed', 'taken_back')", name="state"),
        Index("ix_outbox_message_due", "state", "next_try_at"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    template: Mapped[str]
    channel: Mapped[str] = mapped_column(default=Channel.MAIL)
    address: Mapped[str]
    name: Mapped[str]
    language: Mapped[str] = mapped_column(default="nb")
    params: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(default=MessageState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    next_try_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None]
    subject: Mapped[str | None]
    body: Mapped[str | None] = mapped_column(Text)


class Attachment(db.Base):
    """A calendar file that goes with a message; kept as the bytes that are sent."""

    __tablename__ = "outbox_attachment"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    message_id: Mapped[UUID] = mapped_column(ForeignKey("outbox_message.id"), index=True)
    file_name: Mapped[str]
    content_type: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
