"""Questions to referees, by a link in a mail, and what they answered."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core import clock, db
from portal.references.states import RequestState, Trust


class ReferenceRequest(db.Base):
    """The question to one referee; asked again, it is the same one with a new date.

    It goes with the referee: what is deleted of the one is deleted of the other.
    """

    __tablename__ = "reference_request"
    __table_args__ = (Index("ix_reference_request_open", "answered_at", "expires_at"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    referee_id: Mapped[UUID] = mapped_column(
        ForeignKey("referee.id", ondelete="CASCADE"), unique=True
    )
    address: Mapped[str]
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    expires_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # written and not sent: theirs alone
    drafted_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    mail_id: Mapped[UUID | None]  # the last mail, as long as it is kept
    version: Mapped[int] = mapped_column(default=1)
    answer: Mapped["ReferenceAnswer | None"] = relationship(
        lazy="selectin", cascade="all, delete-orphan", single_parent=True
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def state(self) -> RequestState:
        """Return where it is now."""
        if self.answered_at:
            return RequestState.ANSWERED
        return RequestState.EXPIRED if self.expires_at <= clock.now() else RequestState.WAITING


class ReferenceLink(db.Base):
    """A link in a mail to a referee; only its digest. The first and the reminder's both work."""

    __tablename__ = "reference_link"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    request_id: Mapped[UUID] = mapped_column(
        ForeignKey("reference_request.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(unique=True)


class ReferenceAnswer(db.Base):
    """What a referee answered, once. Never seen by the applicant."""

    __tablename__ = "reference_answer"
    __table_args__ = (CheckConstraint("trust IN ('yes','doubts','no')", name="trust"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    request_id: Mapped[UUID] = mapped_column(
        ForeignKey("reference_request.id", ondelete="CASCADE"), unique=True
    )
    knows_how: Mapped[str] = mapped_column(Text)
    known_since: Mapped[str]
    trust: Mapped[str]
    trust_why: Mapped[str] = mapped_column(Text, default="")
    strengths: Mapped[str] = mapped_column(Text)
    other: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def trust_code(self) -> Trust:
        """Return the answer as its enum, for labels."""
        return Trust(self.trust)
