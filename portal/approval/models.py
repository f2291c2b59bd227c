"""That somebody has been reminded, once a thing; and what a worker says is wrong."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock, db


class Reminder(db.Base):
    """A reminder that went out about a shift or a line."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("kind", "thing_id"),
        CheckConstraint("kind IN ('unlogged','unattested')", name="kind"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    kind: Mapped[str]
    thing_id: Mapped[UUID]
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)


class Dispute(db.Base):
    """A worker says that a line is wrong. It waits for the office until it is answered."""

    __tablename__ = "entry_dispute"
    __table_args__ = (
        CheckConstraint(
            "(answered_at IS NULL) = (answered_by_id IS NULL) AND"
            " (answered_at IS NULL) = (answer IS NULL)",
            name="answered",
        ),
        Index(
            "uq_entry_dispute_open",  # one at a time: two texts at once are two in turn
            "entry_id",
            unique=True,
            sqlite_where=text("answered_at IS NULL"),
            postgresql_where=text("answered_at IS NULL"),
        ),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entry.id"))  # the first of a chain
    said: Mapped[str] = mapped_column(Text)
    raised_at: Mapped[datetime] = mapped_column(default=clock.now)
    raised_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    answer: Mapped[str | None] = mapped_column(Text)
