"""Several turned down in one act, which can be undone until the letters leave."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core import clock, db
from portal.recruitment.models import Application


class Decline(db.Base):
    """One act: who did it, why, and until when it can be undone."""

    __tablename__ = "decline"
    __table_args__ = (
        CheckConstraint("reason IN ('filled','no_fit','enough','other')", name="reason"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    leaves_at: Mapped[datetime]  # when the letters do
    undone_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    lines: Mapped[list["DeclineLine"]] = relationship(
        lazy="selectin", order_by="DeclineLine.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name


class DeclineLine(db.Base):
    """One applicant of the act, and where they stood; left out: changed meanwhile."""

    __tablename__ = "decline_line"
    __table_args__ = (UniqueConstraint("decline_id", "application_id"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    decline_id: Mapped[UUID] = mapped_column(ForeignKey("decline.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    is_left_out: Mapped[bool] = mapped_column(default=False)
    is_undone: Mapped[bool] = mapped_column(default=False)
    message_id: Mapped[UUID | None]  # of the letter, until it is taken back
    stage: Mapped[str]
    since_at: Mapped[datetime]
    outcomes: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # by role
    application: Mapped[Application] = relationship(lazy="joined", innerjoin=db.UNNESTED)
