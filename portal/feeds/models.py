"""Secret calendar addresses, and the bodies kept so that a poll costs nothing."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock, db
from portal.feeds.states import Privacy, Scope


class FeedLink(db.Base):
    """A named secret address to somebody's shifts. Only the hash of the token is kept."""

    __tablename__ = "feed_link"
    __table_args__ = (
        CheckConstraint("privacy IN ('busy','plain','initials','full')", name="privacy"),
        CheckConstraint("scope IN ('own','family','open')", name="scope"),
        CheckConstraint("alarm_minutes IS NULL OR alarm_minutes >= 0", name="alarm"),
        Index("ix_feed_link_user", "user_id", "revoked_at"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    name: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    privacy: Mapped[str] = mapped_column(default=Privacy.PLAIN)
    scope: Mapped[str] = mapped_column(default=Scope.OWN)
    alarm_minutes: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    rotated_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    fetched_at: Mapped[datetime | None]
    fetched_by: Mapped[str | None]  # coarse: "Google", "Apple"


class FeedBody(db.Base):
    """The bytes of a link for one calendar version and one Oslo date."""

    __tablename__ = "feed_body"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    link_id: Mapped[UUID] = mapped_column(ForeignKey("feed_link.id"), unique=True)
    calendar_version: Mapped[int]
    built_on: Mapped[date]
    etag: Mapped[str]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    built_at: Mapped[datetime] = mapped_column(default=clock.now)
