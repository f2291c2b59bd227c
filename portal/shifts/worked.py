"""The tables of worked time: the lines people are paid for, and the clock that is running."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core import clock, db
from portal.engagements.models import Engagement
from portal.families.models import Ordning
from portal.shifts.states import EntryCode, EntrySource, EntryState, ShiftKind

if TYPE_CHECKING:
    from portal.shifts.models import Shift

_A_LINE_OF_A_SHIFT = "shift_id IS NOT NULL AND state <> 'discarded' AND corrects_id IS NULL"
_WORK_OF_A_SHIFT = f"{_A_LINE_OF_A_SHIFT} AND code <> 'sick'"


class Entry(db.Base):
    """Worked time: one line a person is paid for.

    ``minutes`` are elapsed; ``vedtak_minutes`` are taken from the hours account and
    ``pay_minutes`` are paid. A correction has plus or minus minutes and no clock times of
    its own other than those of the line it corrects. ``flags`` say why somebody should look
    at the line, as ``timesheets.flags`` writes them; ``needs_look`` whether somebody must.
    A shift has one line of work; whoever was ill has a line of their own beside it.
    """

    __tablename__ = "entry"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="order"),
        CheckConstraint(
            "code IN ('worked','extra','sick','late_cancelled','correction')", name="code"
        ),
        CheckConstraint(
            "state IN ('draft','submitted','attested','approved','returned',"
            "'in_batch','paid','discarded')",
            name="state",
        ),
        CheckConstraint(
            "source IN ('as_planned','clocked','typed','closed_by_system')", name="source"
        ),
        CheckConstraint("(code = 'correction') = (corrects_id IS NOT NULL)", name="correction"),
        CheckConstraint("km >= 0 OR code = 'correction'", name="km"),
        CheckConstraint("outlay_ore >= 0 OR code = 'correction'", name="outlay"),
        CheckConstraint("active_minutes BETWEEN 0 AND 2880", name="active"),
        Index(
            "uq_entry_shift_id", "shift_id", unique=True,
            sqlite_where=text(_WORK_OF_A_SHIFT),
            postgresql_where=text(_WORK_OF_A_SHIFT),
        ),
        Index(
            "uq_entry_shift_person", "shift_id", "engagement_id", unique=True,
            sqlite_where=text(_A_LINE_OF_A_SHIFT),
            postgresql_where=text(_A_LINE_OF_A_SHIFT),
        ),
        Index("ix_entry_engagement", "engagement_id", "starts_at"),
        Index("ix_entry_ordning", "ordning_id", "starts_at"),
        Index("ix_entry_waiting", "ordning_id", "state"),
        Index("ix_entry_queue", "municipality_id", "state", "starts_at"),
        Index("ix_entry_corrects", "corrects_id"),
    )  # fmt: skip

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    engagement_id: Mapped[UUID] = mapped_column(ForeignKey("engagement.id"))
    ordning_id: Mapped[UUID] = mapped_column(ForeignKey("ordning.id"))
    shift_id: Mapped[UUID | None] = mapped_column(ForeignKey("shift.id"))
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey("entry.id"))
    code: Mapped[str]
    kind: Mapped[str] = mapped_column(default=ShiftKind.ORDINARY)
    source: Mapped[str] = mapped_column(default=EntrySource.TYPED)
    state: Mapped[str] = mapped_column(default=EntryState.DRAFT)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    minutes: Mapped[int]
    active_minutes: Mapped[int] = mapped_column(default=0)  # awake in a resting night
    vedtak_minutes: Mapped[int]
    pay_minutes: Mapped[int]
    planned_minutes: Mapped[int | None]  # of the shift, as it was when the line was sent
    km: Mapped[int] = mapped_column(default=0)
    outlay_ore: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")  # the worker's: why not as planned
    flags: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    needs_look: Mapped[bool] = mapped_column(default=False)
    returned_reason: Mapped[str] = mapped_column(Text, default="")
    logged_by_id: Mapped[UUID]
    logged_at: Mapped[datetime] = mapped_column(default=clock.now)
    submitted_at: Mapped[datetime | None]
    attested_at: Mapped[datetime | None]
    attested_by_id: Mapped[UUID | None]  # None when attested: nobody had to
    attested_for_family_reason: Mapped[str] = mapped_column(default="")
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[UUID | None]
    approval_reason: Mapped[str] = mapped_column(Text, default="")  # why, in spite of a flag
    pay_on: Mapped[date | None]  # when the money comes; known once it is in a batch
    version: Mapped[int] = mapped_column(default=1)
    engagement: Mapped[Engagement] = relationship(lazy="joined", innerjoin=db.UNNESTED)
    ordning: Mapped[Ordning] = relationship(lazy="joined", innerjoin=db.UNNESTED)
    shift: Mapped["Shift | None"] = relationship("Shift", lazy="raise")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def user_id(self) -> UUID:
        """Return whose hours they are."""
        return self.engagement.user_id

    @property
    def supplier_id(self) -> UUID | None:
        """Return the supplier that pays, None for the municipality."""
        return self.engagement.supplier_id

    @property
    def office_id(self) -> UUID:
        """Return the office of the family."""
        return self.ordning.office_id

    @property
    def child_id(self) -> UUID:
        """Return the child they were for."""
        return self.ordning.child_id

    @property
    def graded_ids(self) -> frozenset[UUID]:
        """Return the ids one must be named for to see this."""
        return self.engagement.graded_ids

    @property
    def difference_minutes(self) -> int:
        """Return how much more than planned it is; all of it when nothing was planned."""
        return self.minutes - (self.planned_minutes or 0)

    @property
    def is_as_planned(self) -> bool:
        """Whether there is nothing for a person to look at: as planned, and no flag."""
        is_plain = self.code == EntryCode.WORKED and self.minutes == self.planned_minutes
        return is_plain and not self.needs_look

    @property
    def is_attestable(self) -> bool:
        """Whether it waits for the family."""
        return self.state == EntryState.SUBMITTED

    @property
    def is_approvable(self) -> bool:
        """Whether it waits for the coordinator."""
        return self.state == EntryState.ATTESTED

    @property
    def is_attested_by_family(self) -> bool:
        """Whether the family has said yes, and the municipality has not decided."""
        return self.is_approvable and self.attested_by_id is not None

    @property
    def is_approved(self) -> bool:
        """Whether it is decided: never edited, only corrected."""
        return self.state in {EntryState.APPROVED, EntryState.IN_BATCH, EntryState.PAID}

    @property
    def is_changeable(self) -> bool:
        """Whether the worker may still change it."""
        return self.state in {EntryState.DRAFT, EntryState.RETURNED}

    @property
    def is_retractable(self) -> bool:
        """Whether the worker may take it back: nobody has attested it yet."""
        is_unseen = self.is_approvable and self.attested_by_id is None
        return self.state == EntryState.SUBMITTED or is_unseen


class RunningShift(db.Base):
    """A clock that is running: on the server, so it survives a lost telephone."""

    __tablename__ = "running_shift"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), unique=True)
    shift_id: Mapped[UUID | None] = mapped_column(ForeignKey("shift.id"))
    engagement_id: Mapped[UUID] = mapped_column(ForeignKey("engagement.id"))
    started_at: Mapped[datetime] = mapped_column(default=clock.now)
    shift: Mapped["Shift | None"] = relationship("Shift", lazy="joined")
    engagement: Mapped[Engagement] = relationship(lazy="joined", innerjoin=db.UNNESTED)
