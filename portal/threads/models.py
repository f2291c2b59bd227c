"""What a family and somebody who helps them write to each other."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.core import clock, db
from portal.shifts.models import Shift


class Thread(db.Base):
    """One match's messages: an ordning and a person. Whether it is open is the match's to say."""

    __tablename__ = "thread"
    __table_args__ = (
        UniqueConstraint("ordning_id", "user_id"),
        Index("ix_thread_user", "user_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    ordning_id: Mapped[UUID] = mapped_column(ForeignKey("ordning.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))  # who helps
    family_seen_at: Mapped[datetime | None]  # up to here each side has read
    person_seen_at: Mapped[datetime | None]


class ThreadMessage(db.Base):
    """One message, of the match or of one of its shifts. Taken back, its words are gone."""

    __tablename__ = "thread_message"
    __table_args__ = (
        CheckConstraint("text <> '' OR taken_back_at IS NOT NULL", name="text"),
        CheckConstraint("taken_back_at IS NULL OR text = ''", name="taken_back"),
        Index("ix_thread_message_thread", "thread_id", "sent_at"),
        Index("ix_thread_message_sent", "municipality_id", "sent_at"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    thread_id: Mapped[UUID] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"))
    sender_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    shift_id: Mapped[UUID | None] = mapped_column(ForeignKey("shift.id"))
    text: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)
    taken_back_at: Mapped[datetime | None]
    sender: Mapped[User] = relationship(lazy="joined", innerjoin=db.UNNESTED)
    shift: Mapped[Shift | None] = relationship(lazy="raise")
