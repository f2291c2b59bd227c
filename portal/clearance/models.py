"""The letter to the police, what a named person alone knows, and which reminders went out."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from portal.accounts.models import User
from portal.clearance.states import Verdict
from portal.core import clock, db


class ClearanceOfficer(db.Base):
    """Who, in an office, is shown certificates with remarks: named by the administrator."""

    __tablename__ = "clearance_officer"
    __table_args__ = (
        UniqueConstraint("office_id", "user_id", "valid_from"),
        CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="order"),
        Index("ix_clearance_officer_user", "user_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    valid_from: Mapped[date] = mapped_column(default=clock.today)
    valid_to: Mapped[date | None]
    user: Mapped[User] = relationship(lazy="joined", innerjoin=db.UNNESTED)


class Remark:
    """That a certificate has remarks, and what was decided: the columns of it."""

    issued_on: Mapped[date]
    legal_basis: Mapped[str]
    verdict: Mapped[str] = mapped_column(default=Verdict.OPEN)
    reason: Mapped[str] = mapped_column(default="")
    noted_at: Mapped[datetime] = mapped_column(default=clock.now)
    noted_by_id: Mapped[UUID]
    judged_at: Mapped[datetime | None]
    judged_by_id: Mapped[UUID | None]

    @property
    def verdict_code(self) -> Verdict:
        """Return what was decided as its enum, for labels."""
        return Verdict(self.verdict)


class CertificateRemark(Remark, db.Base):
    """A certificate has remarks: that it has, and what was decided. Never what they say.

    Read through ``queries.remark`` only, which asks whether the actor is the named person.
    Deleted the night after the engagement ends.
    """

    __tablename__ = "certificate_remark"
    __table_args__ = (
        CheckConstraint("verdict IN ('open','accepted','refused')", name="verdict"),
        CheckConstraint("verdict = 'open' OR judged_at IS NOT NULL", name="judged"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    engagement_id: Mapped[UUID] = mapped_column(ForeignKey("engagement.id"), unique=True)


class Letter:
    """What a letter to the police says that is not the person's own: the columns of it."""

    recipient: Mapped[str]
    legal_basis: Mapped[str]
    tasks: Mapped[str]
    place: Mapped[str]
    guardian_name: Mapped[str] = mapped_column(default="")
    written_on: Mapped[date] = mapped_column(default=clock.today)
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))

    @declared_attr
    def written_by(cls) -> Mapped[User]:  # noqa: N805 - SQLAlchemy's way
        """Return who signs it."""
        return relationship(lazy="joined", innerjoin=db.UNNESTED)


class PurposeLetter(Letter, db.Base):
    """What was written to the police for an engagement; the document is made from it."""

    __tablename__ = "purpose_letter"
    __table_args__ = (Index("ix_purpose_letter_engagement", "engagement_id"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    engagement_id: Mapped[UUID] = mapped_column(ForeignKey("engagement.id"))


class ExpiryNotice(db.Base):
    """A reminder that a paper lapses in so many days went out: once for each last day."""

    __tablename__ = "expiry_notice"
    __table_args__ = (UniqueConstraint("engagement_id", "paper", "until_on", "days"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    engagement_id: Mapped[UUID] = mapped_column(ForeignKey("engagement.id"))
    paper: Mapped[str]  # a ``Paper.key``
    until_on: Mapped[date]
    days: Mapped[int]
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)
