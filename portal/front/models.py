"""What people tell us about the portal itself."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock, db


class Feedback(db.Base):
    """A message about the portal or its accessibility; no account needed."""

    __tablename__ = "feedback"
    __table_args__ = (CheckConstraint("kind IN ('accessibility','other')", name="kind"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(default="")
    page: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)
    handled_at: Mapped[datetime | None]
