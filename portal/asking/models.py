"""Batches of people who are asked about a need, the question to each, and the answer."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.asking.states import Answer, Why
from portal.core import clock, db
from portal.matching.models import Proposal


class AskBatch(db.Base):
    """Some people asked about a need in one act: the first five, then the next."""

    __tablename__ = "ask_batch"
    __table_args__ = (UniqueConstraint("need_id", "number"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    need_id: Mapped[UUID] = mapped_column(ForeignKey("need.id"))
    number: Mapped[int]  # 1 is the first of the need
    answer_by_on: Mapped[date]  # the last day the office waits; a late yes is still a yes
    asked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)


class Question(db.Base):
    """The question to one person about one need, and what they have answered so far."""

    __tablename__ = "question"
    __table_args__ = (
        UniqueConstraint("batch_id", "proposal_id"),
        CheckConstraint("answer IN ('','yes','other','no')", name="answer"),
        CheckConstraint("why IN ('','times','far','full','not_me')", name="why"),
        CheckConstraint("(answer = '') = (answered_at IS NULL)", name="answered"),
        Index("ix_question_proposal", "proposal_id"),
        Index("ix_question_open", "answered_at", "reminded_at"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("ask_batch.id"))
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id"))
    expires_at: Mapped[datetime]  # when the links in the mails stop working
    reminded_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default=Why.UNSAID)
    answered_at: Mapped[datetime | None]
    mail_id: Mapped[UUID | None]  # the last mail, as long as it is kept
    version: Mapped[int] = mapped_column(default=1)
    batch: Mapped[AskBatch] = relationship(lazy="joined", innerjoin=db.UNNESTED)
    proposal: Mapped[Proposal] = relationship(lazy="joined", innerjoin=db.UNNESTED)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def user_id(self) -> UUID:
        """Return who is asked."""
        return self.proposal.user_id

    @property
    def answer_code(self) -> Answer | None:
        """Return the answer as its enum, for labels; None before there is one."""
        return Answer(self.answer) if self.answer else None

    @property
    def why_code(self) -> Why:
        """Return the reason as its enum, for labels."""
        return Why(self.why)

    def is_late(self, on: date) -> bool:
        """Tell whether the day the office waits until has passed without an answer."""
        return not self.answer and self.batch.answer_by_on < on


class QuestionLink(db.Base):
    """A link in a mail; only its digest. The first and the reminder's both work."""

    __tablename__ = "question_link"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    question_id: Mapped[UUID] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(unique=True)
