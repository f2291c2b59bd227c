"""Meetings where a family and somebody who may help get to know each other."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.core import clock, db
from portal.matching.models import Proposal
from portal.matching.states import Side
from portal.meetings.states import MeetingState, Say

_IS_PLANNED = text("state = 'planned'")


class Meeting(db.Base):
    """One meeting about one proposal. No word of it tells who the child is.

    ``sequence`` is the calendar's: up with every notice (RFC 5546 § 2.1.4).
    """

    __tablename__ = "match_meeting"
    __table_args__ = (
        CheckConstraint("state IN ('planned','cancelled')", name="state"),
        CheckConstraint("ends_at > starts_at", name="forwards"),
        Index(
            "uq_match_meeting_planned", "proposal_id", unique=True,
            sqlite_where=_IS_PLANNED, postgresql_where=_IS_PLANNED,
        ),
        Index("ix_match_meeting_over", "state", "ends_at"),
    )  # fmt: skip

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id"), index=True)
    state: Mapped[str] = mapped_column(default=MeetingState.PLANNED)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place: Mapped[str]
    advice: Mapped[str] = mapped_column(Text, default="")  # what to talk of, for both
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    planned_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    cancelled_why: Mapped[str] = mapped_column(Text, default="")  # for the office
    day_before_at: Mapped[datetime | None]  # both were reminded that it is tomorrow
    asked_at: Mapped[datetime | None]  # both were asked how it went
    reminded_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None]  # what was said of it is deleted
    version: Mapped[int] = mapped_column(default=1)
    proposal: Mapped[Proposal] = relationship(lazy="joined", innerjoin=db.UNNESTED)
    guests: Mapped[list["Guest"]] = relationship(
        lazy="selectin", order_by="Guest.id", cascade="all, delete-orphan"
    )
    verdicts: Mapped[list["Verdict"]] = relationship(
        lazy="selectin", order_by="Verdict.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def has_begun(self) -> bool:
        """Whether they have met, or should be meeting now."""
        return self.starts_at <= clock.now()

    def verdict(self, side: Side) -> "Verdict | None":
        """Return what a side has said."""
        return next((it for it in self.verdicts if it.side == side), None)


class Guest(db.Base):
    """Somebody who is invited, on which side, with a UID in their own calendar."""

    __tablename__ = "meeting_guest"
    __table_args__ = (
        UniqueConstraint("meeting_id", "user_id"),
        CheckConstraint("side IN ('family','person')", name="side"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("match_meeting.id", ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    side: Mapped[str]
    uid: Mapped[str]
    user: Mapped[User] = relationship(lazy="joined", innerjoin=db.UNNESTED)

    @property
    def side_code(self) -> Side:
        """Return the side as its enum, for labels."""
        return Side(self.side)


class Verdict(db.Base):
    """What one side says after the meeting. Only the office reads the reason."""

    __tablename__ = "meeting_verdict"
    __table_args__ = (
        UniqueConstraint("meeting_id", "side"),
        CheckConstraint("side IN ('family','person')", name="side"),
        CheckConstraint("answer IN ('yes','no')", name="answer"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("match_meeting.id", ondelete="CASCADE"))
    side: Mapped[str]
    answer: Mapped[str]
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[UUID | None]  # None: on a link
    is_told: Mapped[bool] = mapped_column(default=False)  # on the telephone, written by the office
    at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def answer_code(self) -> Say:
        """Return the answer as its enum, for labels."""
        return Say(self.answer)


class GuestLink(db.Base):
    """A link in a mail to a guest; only its digest."""

    __tablename__ = "meeting_link"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    guest_id: Mapped[UUID] = mapped_column(
        ForeignKey("meeting_guest.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(unique=True)
