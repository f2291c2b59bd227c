"""The checklist for home visits in its versions, the reports, and who signed them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.access.actor import Assurance
from portal.accounts.models import User
from portal.core import clock, db
from portal.visits.states import SIGNATURES, Conclusion, Found


class VisitChecklist(db.Base):
    """One version of what is looked at; never changed, so that reports keep their lines.

    Number 0 is the portal's own, written down the first time a report uses it.
    """

    __tablename__ = "visit_checklist"
    __table_args__ = (UniqueConstraint("municipality_id", "number"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    number: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    lines: Mapped[list["VisitLine"]] = relationship(
        lazy="selectin", order_by="VisitLine.position", cascade="all, delete-orphan"
    )


class VisitLine(db.Base):
    """One thing to look at."""

    __tablename__ = "visit_line"
    __table_args__ = (UniqueConstraint("checklist_id", "position"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    checklist_id: Mapped[UUID] = mapped_column(ForeignKey("visit_checklist.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    help: Mapped[str] = mapped_column(Text, default="")


class VisitReport(db.Base):
    """What two people saw in a home. Changed after a signature, it must be signed again.

    ``delete_on`` is when what it says of the home is deleted; that there was a visit, when,
    and who signed, stays as long as the application.
    """

    __tablename__ = "visit_report"
    __table_args__ = (
        CheckConstraint("conclusion IN ('suitable','suitable_if','unsuitable')", name="conclusion"),
        Index("ix_visit_report_delete", "municipality_id", "delete_on"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    booking_id: Mapped[UUID] = mapped_column(ForeignKey("booking.id"), unique=True)
    visited_on: Mapped[date]
    summary: Mapped[str] = mapped_column(Text, default="")
    conclusion: Mapped[str]
    edition: Mapped[int] = mapped_column(default=1)  # what a signature is of
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    written_at: Mapped[datetime] = mapped_column(default=clock.now)
    signed_at: Mapped[datetime | None]  # by everybody
    delete_on: Mapped[date]
    forgotten_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    findings: Mapped[list["VisitFinding"]] = relationship(
        lazy="selectin", order_by="VisitFinding.position", cascade="all, delete-orphan"
    )
    signatures: Mapped[list["VisitSignature"]] = relationship(
        lazy="selectin", order_by="VisitSignature.at", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def conclusion_code(self) -> Conclusion:
        """Return the conclusion as its enum, for labels."""
        return Conclusion(self.conclusion)

    @property
    def signed(self) -> "list[VisitSignature]":
        """Return the signatures of what it says now."""
        return [it for it in self.signatures if it.edition == self.edition]

    @property
    def is_signed(self) -> bool:
        """Whether two different people have signed what it says now."""
        return len({it.user_id for it in self.signed}) >= SIGNATURES


class VisitFinding(db.Base):
    """What was seen of one line of the checklist; the line keeps its text."""

    __tablename__ = "visit_finding"
    __table_args__ = (
        UniqueConstraint("report_id", "line_id"),
        CheckConstraint("found IN ('ok','remark','irrelevant')", name="found"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    report_id: Mapped[UUID] = mapped_column(ForeignKey("visit_report.id", ondelete="CASCADE"))
    line_id: Mapped[UUID] = mapped_column(ForeignKey("visit_line.id"))
    position: Mapped[int]
    found: Mapped[str]
    note: Mapped[str] = mapped_column(Text, default="")
    line: Mapped[VisitLine] = relationship(lazy="joined")

    @property
    def found_code(self) -> Found:
        """Return what was found as its enum, for labels."""
        return Found(self.found)


class VisitSignature(db.Base):
    """That somebody stands by an edition of a report: when, and how surely we know who it was."""

    __tablename__ = "visit_signature"
    __table_args__ = (UniqueConstraint("report_id", "edition", "user_id"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    report_id: Mapped[UUID] = mapped_column(ForeignKey("visit_report.id", ondelete="CASCADE"))
    edition: Mapped[int]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    assurance: Mapped[int]  # an Assurance
    user: Mapped[User] = relationship(lazy="joined")

    @property
    def level(self) -> Assurance:
        """Return the sign-in's level as its enum, for labels."""
        return Assurance(self.assurance)
