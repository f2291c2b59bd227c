"""Bookings with applicants: the times that are offered, the one that is chosen, who comes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.bookings.states import BookingState, Mode, Purpose
from portal.core import clock, db

_IS_LIVE = text("state IN ('offered','refused','booked')")


class Booking(db.Base):
    """An interview or a home visit, from the first offer; one at a time of each.

    ``uid`` and ``sequence`` are the calendar's: the same UID for life, the sequence up with
    every notice (RFC 5546 § 2.1.4).
    """

    __tablename__ = "booking"
    __table_args__ = (
        CheckConstraint("purpose IN ('interview','home_visit')", name="purpose"),
        CheckConstraint("mode IN ('place','video','phone')", name="mode"),
        CheckConstraint(
            "state IN ('offered','refused','booked','held','cancelled')", name="state"
        ),
        CheckConstraint("state NOT IN ('booked','held') OR starts_at IS NOT NULL", name="timed"),
        CheckConstraint("ends_at > starts_at", name="forwards"),
        Index("ix_booking_application", "application_id", "purpose"),
        Index("ix_booking_time", "state", "starts_at"),
        Index(
            "uq_booking_live", "application_id", "purpose", unique=True,
            sqlite_where=_IS_LIVE, postgresql_where=_IS_LIVE,
        ),
    )  # fmt: skip

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    purpose: Mapped[str]
    state: Mapped[str] = mapped_column(default=BookingState.OFFERED)
    mode: Mapped[str] = mapped_column(default=Mode.PLACE)
    place: Mapped[str] = mapped_column(default="")  # a room, or the address of a video meeting
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    uid: Mapped[str] = mapped_column(unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    invited_at: Mapped[datetime | None]  # the first time it went to anybody's calendar
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    word: Mapped[str] = mapped_column(Text, default="")  # the applicant's, when none suits
    offered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    offered_at: Mapped[datetime | None]
    chosen_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    mail_id: Mapped[UUID | None]  # the last mail to the applicant, as long as it is kept
    version: Mapped[int] = mapped_column(default=1)
    slots: Mapped[list["BookingSlot"]] = relationship(
        lazy="selectin", order_by="BookingSlot.starts_at", cascade="all, delete-orphan"
    )
    hosts: Mapped[list["BookingHost"]] = relationship(
        lazy="selectin", order_by="BookingHost.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def purpose_code(self) -> Purpose:
        """Return the purpose as its enum, for labels."""
        return Purpose(self.purpose)

    @property
    def mode_code(self) -> Mode:
        """Return the mode as its enum, for labels."""
        return Mode(self.mode)

    @property
    def people(self) -> list[str]:
        """Return the names of the office's who meet the applicant."""
        return sorted(host.user.name for host in self.hosts)

    @property
    def open_slots(self) -> list["BookingSlot"]:
        """Return the offered times that have not passed."""
        return [slot for slot in self.slots if slot.starts_at > clock.now()]


class BookingSlot(db.Base):
    """One of the times to choose from."""

    __tablename__ = "booking_slot"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="forwards"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    booking_id: Mapped[UUID] = mapped_column(
        ForeignKey("booking.id", ondelete="CASCADE"), index=True
    )
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class BookingHost(db.Base):
    """One of the office's who meets the applicant, with a UID in their own calendar."""

    __tablename__ = "booking_host"
    __table_args__ = (UniqueConstraint("booking_id", "user_id"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    booking_id: Mapped[UUID] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    uid: Mapped[str]
    user: Mapped[User] = relationship(lazy="joined")


class BookingLink(db.Base):
    """A link in a mail to the applicant; only its digest. It shows the booking as it is now."""

    __tablename__ = "booking_link"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    booking_id: Mapped[UUID] = mapped_column(
        ForeignKey("booking.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(unique=True)
