"""The interview guide in its versions, and what each interviewer thought, apart."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.core import clock, db


class InterviewGuide(db.Base):
    """One version of a part of the guide; never changed, so that answers keep their questions.

    Number 0 is the portal's own, written down the first time somebody answers it.
    """

    __tablename__ = "interview_guide"
    __table_args__ = (
        UniqueConstraint("municipality_id", "part", "number"),
        CheckConstraint("part IN ('all','avlaster','stottekontakt','bpa_assistant')", name="part"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    part: Mapped[str]
    number: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    questions: Mapped[list["InterviewQuestion"]] = relationship(
        lazy="selectin", order_by="InterviewQuestion.position", cascade="all, delete-orphan"
    )


class InterviewQuestion(db.Base):
    """A question, and what a low, a middling and a high answer sounds like."""

    __tablename__ = "interview_question"
    __table_args__ = (UniqueConstraint("guide_id", "position"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    guide_id: Mapped[UUID] = mapped_column(ForeignKey("interview_guide.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    low: Mapped[str] = mapped_column(Text, default="")
    middle: Mapped[str] = mapped_column(Text, default="")
    high: Mapped[str] = mapped_column(Text, default="")


class Assessment(db.Base):
    """What one interviewer thought: a draft until it is delivered, then never changed.

    A correction is a new number, with a reason and a date of its own.
    """

    __tablename__ = "interview_assessment"
    __table_args__ = (
        UniqueConstraint("application_id", "interviewer_id", "number"),
        Index("ix_interview_assessment_interviewer", "interviewer_id", "delivered_at"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    interviewer_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    number: Mapped[int] = mapped_column(default=1)
    summary: Mapped[str] = mapped_column(Text, default="")
    why: Mapped[str] = mapped_column(Text, default="")  # of a correction
    saved_at: Mapped[datetime] = mapped_column(default=clock.now)
    delivered_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    scores: Mapped[list["Score"]] = relationship(
        lazy="selectin", order_by="Score.position", cascade="all, delete-orphan"
    )
    interviewer: Mapped[User] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name


class Score(db.Base):
    """A score from 1 to 5 of one question, and a note; the question keeps its text."""

    __tablename__ = "interview_score"
    __table_args__ = (
        UniqueConstraint("assessment_id", "question_id"),
        CheckConstraint("score BETWEEN 1 AND 5", name="score"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    assessment_id: Mapped[UUID] = mapped_column(
        ForeignKey("interview_assessment.id", ondelete="CASCADE")
    )
    question_id: Mapped[UUID] = mapped_column(ForeignKey("interview_question.id"))
    position: Mapped[int]  # in the whole of the assessment
    score: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")
    question: Mapped[InterviewQuestion] = relationship(lazy="joined")
