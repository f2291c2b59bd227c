"""Who is proposed for which need, what has happened to it, and who is never to be."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from portal.accounts.models import User
from portal.core import clock, db
from portal.engagements.models import Worker
from portal.matching.states import ProposalState, Side, Wish
from portal.needs.models import Need

_STANDS = text("ended_at IS NULL")  # a side wishes one thing at a time


class Proposal(db.Base):
    """One person proposed for one need.

    A person is an account, since an applicant who is kept in the pool is no worker yet:
    ``worker`` is there from the minute the application is approved.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("need_id", "user_id"),
        CheckConstraint(
            "state IN ('proposed','asked','interested','not_interested','meeting','accepted',"
            "'declined','engaged','withdrawn')",
            name="state",
        ),
        Index("ix_proposal_user", "user_id", "state"),
        Index("ix_proposal_state", "municipality_id", "state"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    need_id: Mapped[UUID] = mapped_column(ForeignKey("need.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    # The application somebody is proposed on who was no worker then.
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("application.id"))
    points: Mapped[int]  # as they were when it was made
    position: Mapped[int]  # 1 is asked first
    moved_reason: Mapped[str] = mapped_column(Text, default="")  # why it is not where points say
    forced_reason: Mapped[str] = mapped_column(Text, default="")  # why although it was declined
    state: Mapped[str] = mapped_column(default=ProposalState.PROPOSED)
    state_since_at: Mapped[datetime] = mapped_column(default=clock.now)
    made_by_id: Mapped[UUID]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)
    need: Mapped[Need] = relationship(lazy="joined", innerjoin=db.UNNESTED)
    user: Mapped[User] = relationship(lazy="joined", innerjoin=db.UNNESTED)
    worker: Mapped[Worker | None] = relationship(
        primaryjoin=lambda: foreign(Proposal.user_id) == Worker.user_id,
        viewonly=True,
        lazy="joined",
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def worker_id(self) -> UUID | None:
        """Return the worker the person is; None for an applicant who is not approved yet."""
        return self.worker.id if self.worker else None

    @property
    def name(self) -> str:
        """Return the person's name."""
        return self.user.name

    @property
    def first_name(self) -> str:
        """Return what one calls the person."""
        return self.user.name.split(" ", 1)[0]

    @property
    def ordning_id(self) -> UUID:
        """Return the ordning somebody is needed in."""
        return self.need.ordning_id

    @property
    def child_id(self) -> UUID:
        """Return the child it is for."""
        return self.need.child_id

    @property
    def office_id(self) -> UUID:
        """Return the office whose family it is."""
        return self.need.office_id

    @property
    def graded_ids(self) -> frozenset[UUID]:
        """Return the ids one must be named for to see this."""
        return self.need.graded_ids | (self.worker.graded_ids if self.worker else frozenset())

    @property
    def state_code(self) -> ProposalState:
        """Return the state as its enum, for labels."""
        return ProposalState(self.state)


class ProposalEvent(db.Base):
    """What happened to a proposal: who moved it where, and why."""

    __tablename__ = "proposal_event"
    __table_args__ = (Index("ix_proposal_event_proposal", "proposal_id", "at"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id"))
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    from_position: Mapped[int | None]
    to_position: Mapped[int]
    why: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def to_code(self) -> ProposalState:
        """Return where it came to as its enum, for labels."""
        return ProposalState(self.to_state)


class PairWish(db.Base):
    """Either side, or the office, asked that two never meet again, or gladly do.

    The reason is for the coordinator only, and so is that the other side asked.
    """

    __tablename__ = "pair_wish"
    __table_args__ = (
        CheckConstraint("wish IN ('never','favourite')", name="wish"),
        CheckConstraint("asked_by IN ('family','person','office')", name="asked_by"),
        Index("ix_pair_wish_child", "child_id"),
        Index("ix_pair_wish_user", "user_id"),
        Index(
            "uq_pair_wish_standing", "child_id", "user_id", "asked_by", unique=True,
            sqlite_where=_STANDS, postgresql_where=_STANDS,
        ),
    )  # fmt: skip

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    child_id: Mapped[UUID] = mapped_column(ForeignKey("child.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    wish: Mapped[str]
    asked_by: Mapped[str]
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None]
    user: Mapped[User] = relationship(lazy="joined", innerjoin=db.UNNESTED)

    @property
    def wish_code(self) -> Wish:
        """Return what was asked for as its enum, for labels."""
        return Wish(self.wish)

    @property
    def side_code(self) -> Side:
        """Return who asked as its enum, for labels."""
        return Side(self.asked_by)
