"""Short questions to both sides after somebody has begun, and what the office did about them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core import clock, db
from portal.engagements.models import Engagement
from portal.followups.states import LOW, FollowUpState, Step
from portal.matching.states import Side


class FollowUp(db.Base):
    """The question to one side, a first, second, … time. The text is for the office."""

    __tablename__ = "follow_up"
    __table_args__ = (
        UniqueConstraint("engagement_id", "step", "side"),
        CheckConstraint("step >= 1", name="step"),
        CheckConstraint("side IN ('family','person')", name="side"),
        CheckConstraint(
            "together BETWEEN 1 AND 5 AND times BETWEEN 1 AND 5 AND office BETWEEN 1 AND 5",
            name="marks",
        ),
        CheckConstraint("answered_at IS NULL OR together IS NOT NULL", name="answered"),
        CheckConstraint(
            "closed_at IS NULL OR closed_what <> '' OR forgotten_at IS NOT NULL", name="closed"
        ),
        Index("ix_follow_up_waiting", "answered_at", "expires_at"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    engagement_id: Mapped[UUID] = mapped_column(ForeignKey("engagement.id"))
    step: Mapped[int]
    side: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None]  # None: on a link
    together: Mapped[int | None]
    times: Mapped[int | None]
    office: Mapped[int | None]
    word: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[UUID | None]
    closed_what: Mapped[str] = mapped_column(Text, default="")
    forgotten_at: Mapped[datetime | None]  # what was written is deleted
    version: Mapped[int] = mapped_column(default=1)
    engagement: Mapped[Engagement] = relationship(lazy="joined", innerjoin=db.UNNESTED)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def user_id(self) -> UUID | None:
        """Return whose it is to answer; None when it is the family's."""
        return self.engagement.user_id if self.side == Side.PERSON else None

    @property
    def ordning_id(self) -> UUID:
        """Return the ordning it is about."""
        return self.engagement.ordning_id

    @property
    def office_id(self) -> UUID:
        """Return the office of the family."""
        return self.engagement.office_id

    @property
    def graded_ids(self) -> frozenset[UUID]:
        """Return the ids one must be named for to see this."""
        return self.engagement.graded_ids

    @property
    def step_code(self) -> Step:
        """Return the step as its enum, for labels."""
        return Step(min(self.step, Step.AGAIN))

    @property
    def side_code(self) -> Side:
        """Return the side as its enum, for labels."""
        return Side(self.side)

    @property
    def marks(self) -> list[int]:
        """Return the three answers; none before there are any."""
        return [it for it in (self.together, self.times, self.office) if it is not None]

    @property
    def is_low(self) -> bool:
        """Whether something was answered that somebody should ask about."""
        return any(it <= LOW for it in self.marks)

    @property
    def state(self) -> FollowUpState:
        """Return how it stands now."""
        if self.answered_at is None:
            is_over = self.expires_at <= clock.now()
            return FollowUpState.EXPIRED if is_over else FollowUpState.WAITING
        if not self.is_low:
            return FollowUpState.ANSWERED
        return FollowUpState.CLOSED if self.closed_at else FollowUpState.LOW


class FollowUpLink(db.Base):
    """A link in a mail; only its digest. The first and the reminder's both work."""

    __tablename__ = "follow_up_link"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    follow_up_id: Mapped[UUID] = mapped_column(
        ForeignKey("follow_up.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(unique=True)
