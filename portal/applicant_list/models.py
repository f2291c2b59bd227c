"""Requests not to be on the public list of applicants, and the answers."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.applicant_list.states import Answered, SecrecyState
from portal.core import clock, db


class SecrecyRequest(db.Base):
    """An applicant asks not to be on the list (offentleglova § 25); it goes with the application.

    It points to the application that asked, also when that was merged into another.
    """

    __tablename__ = "secrecy_request"
    __table_args__ = (
        CheckConstraint("state IN ('asked','granted','refused')", name="state"),
        CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("(state = 'refused') = (listed_from_on IS NOT NULL)", name="listed"),
        Index("ix_secrecy_request_open", "municipality_id", "state"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), unique=True)
    reason: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    state: Mapped[str] = mapped_column(default=SecrecyState.ASKED)
    why: Mapped[str] = mapped_column(Text, default="")  # of the answer; the applicant reads it
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    listed_from_on: Mapped[date | None]  # refused: not on the list before this day
    version: Mapped[int] = mapped_column(default=1)
    decided_by: Mapped[User | None] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def state_code(self) -> SecrecyState:
        """Return the state as its enum, for labels."""
        return SecrecyState(self.state)

    @property
    def answered(self) -> Answered:
        """Return what the rules read of it."""
        return Answered(self.state_code, self.listed_from_on)
