"""An applicant's police certificate: that it was seen, its letter, what a named person knows."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.clearance.models import Letter, Remark
from portal.core import clock, db


class ApplicationCertificate(db.Base):
    """The certificate was seen before anybody was engaged: dates, who and which law. No copy.

    Its facts follow onto the first engagement, and only that it was seen is left here.
    """

    __tablename__ = "application_certificate"
    __table_args__ = (
        CheckConstraint("(issued_on IS NULL) = (followed_at IS NOT NULL)", name="followed"),
        CheckConstraint("(issued_on IS NULL) = (seen_on IS NULL)", name="seen"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), unique=True)
    issued_on: Mapped[date | None]
    seen_on: Mapped[date | None]
    seen_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    legal_basis: Mapped[str | None]
    registered_at: Mapped[datetime] = mapped_column(default=clock.now)
    followed_at: Mapped[datetime | None]
    seen_by: Mapped[User | None] = relationship(lazy="joined")


class ApplicationRemark(Remark, db.Base):
    """An applicant's certificate has remarks: that it has, never what they say.

    Read by ``queries.remark_of`` only, for who is named. Deleted with the application.
    """

    __tablename__ = "application_remark"
    __table_args__ = (
        CheckConstraint("verdict IN ('open','accepted','refused')", name="verdict"),
        CheckConstraint("verdict = 'open' OR judged_at IS NOT NULL", name="judged"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), unique=True)


class ApplicationPurposeLetter(Letter, db.Base):
    """What was written to the police for an applicant; the document is made from it."""

    __tablename__ = "application_purpose_letter"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
