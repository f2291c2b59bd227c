"""That somebody has been reminded: each thing once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
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
