"""The tables of planned and worked time. Everything above stands on these.

A ``Shift`` row is what has been published: workers, feeds and the hours account read
only these. Unpublished changes are rows of ``ShiftDraft`` that publishing applies.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core import clock, db
from portal.engagements.models import Engagement
from portal.families.models import Ordning
from portal.shifts import uids
from portal.shifts.states import ShiftKind, ShiftState
from portal.shifts.worked import Entry, RunningShift

__all__ = ["Absence", "Attendee", "Entry", "RunningShift", "Shift", "ShiftDraft"]


class Shift(db.Base):
    """A published shift. ``engagement_id`` None: open, nobody has it."""

    __tablename__ = "shift"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="order"),
        CheckConstraint("state IN ('planned','cancelled')", name="state"),
        CheckConstraint("kind IN ('ordinary','resting_night','training','meeting')", name="kind"),
        Index("ix_shift_ordning", "ordning_id", "starts_at"),
        Index("ix_shift_engagement", "engagement_id", "starts_at"),
        Index("ix_shift_open", "municipality_id", "engagement_id", "starts_at"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    ordning_id: Mapped[UUID] = mapped_column(ForeignKey("ordning.id"))
    engagement_id: Mapped[UUID | None] = mapped_column(ForeignKey("engagement.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(default=ShiftKind.ORDINARY)
    state: Mapped[str] = mapped_column(default=ShiftState.PLANNED)
    note: Mapped[str] = mapped_column(Text, default="")  # handover; no diagnosis
    open_reason: Mapped[str] = mapped_column(default="")  # why it was last opened: "sick"
    taken_at: Mapped[datetime | None]  # by the worker's own hand: may be undone for a while
    published_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)
    ordning: Mapped[Ordning] = relationship(lazy="joined", innerjoin=db.UNNESTED)
    engagement: Mapped[Engagement | None] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def user_id(self) -> UUID | None:
        """Return whose shift it is."""
        return self.engagement.user_id if self.engagement else None

    @property
    def supplier_id(self) -> UUID | None:
        """Return the supplier that employs whoever has the shift."""
        return self.engagement.supplier_id if self.engagement else self.ordning.supplier_id

    @property
    def office_id(self) -> UUID:
        """Return the office of the family."""
        return self.ordning.office_id

    @property
    def child_id(self) -> UUID:
        """Return the child it is for."""
        return self.ordning.child_id

    @property
    def graded_ids(self) -> frozenset[UUID]:
        """Return the ids one must be named for to see this."""
        return self.engagement.graded_ids if self.engagement else self.ordning.graded_ids

    @property
    def minutes(self) -> int:
        """Return the elapsed minutes, on the UTC line."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def is_open(self) -> bool:
        """Whether nobody has it."""
        return self.engagement_id is None

    @property
    def is_changeable(self) -> bool:
        """Whether it can still be changed or given away."""
        return self.state == ShiftState.PLANNED


class ShiftDraft(db.Base):
    """A change that is not published. ``shift_id`` None: a new shift."""

    __tablename__ = "shift_draft"
    __table_args__ = (
        UniqueConstraint("shift_id", name="uq_shift_draft_shift_id"),
        CheckConstraint("starts_at < ends_at", name="order"),
        CheckConstraint("act IN ('new','change','cancel')", name="act"),
        CheckConstraint("(act = 'new') = (shift_id IS NULL)", name="shift"),
        CheckConstraint("kind IN ('ordinary','resting_night','training','meeting')", name="kind"),
        Index("ix_shift_draft_ordning", "ordning_id", "starts_at"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    ordning_id: Mapped[UUID] = mapped_column(ForeignKey("ordning.id"))
    shift_id: Mapped[UUID | None] = mapped_column(ForeignKey("shift.id"))
    act: Mapped[str]
    engagement_id: Mapped[UUID | None] = mapped_column(ForeignKey("engagement.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(default=ShiftKind.ORDINARY)
    note: Mapped[str] = mapped_column(Text, default="")
    override_reason: Mapped[str] = mapped_column(default="")  # why a finding is kept
    base_version: Mapped[int | None]  # the shift's version that the change was made from
    created_by_id: Mapped[UUID]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)
    ordning: Mapped[Ordning] = relationship(lazy="joined", innerjoin=db.UNNESTED)
    engagement: Mapped[Engagement | None] = relationship(lazy="joined")
    shift: Mapped[Shift | None] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name


class Attendee(db.Base):
    """A shift in one person's calendar: its own UID for life, its own sequence.

    Given to somebody else, the old person's row is CANCELLED and keeps the times it had;
    the new person gets a row, and so a UID, of their own.
    """

    __tablename__ = "attendee"
    __table_args__ = (
        UniqueConstraint("shift_id", "user_id"),
        CheckConstraint("status IN ('confirmed','tentative','cancelled')", name="status"),
        CheckConstraint("starts_at < ends_at", name="order"),
        Index("ix_attendee_feed", "user_id", "starts_at"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    shift_id: Mapped[UUID] = mapped_column(ForeignKey("shift.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    uid: Mapped[str] = mapped_column(default=uids.of_insert, unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    status: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    shift: Mapped[Shift] = relationship(lazy="joined", innerjoin=db.UNNESTED)


class Absence(db.Base):
    """A worker is away, from–to both included. Why is for the leader and coordinator only."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("first_on <= last_on", name="order"),
        CheckConstraint("kind IN ('sick','sick_child','holiday','leave')", name="kind"),
        Index("ix_absence_worker", "worker_id", "first_on"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    worker_id: Mapped[UUID] = mapped_column(ForeignKey("worker.id"))
    kind: Mapped[str]
    first_on: Mapped[date]
    last_on: Mapped[date]
    reported_by_id: Mapped[UUID]
    reported_at: Mapped[datetime] = mapped_column(default=clock.now)
