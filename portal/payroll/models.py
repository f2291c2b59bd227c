"""Pay batches: one per employer; each approved entry is in exactly one, for ever."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock, db
from portal.payroll.states import BatchState
from portal.rules.periods import local_day


class PayBatch(db.Base):
    """A file for one employer's payroll. Fetched again it is the same bytes."""

    __tablename__ = "pay_batch"
    __table_args__ = (
        UniqueConstraint("municipality_id", "number", name="uq_pay_batch_number"),
        CheckConstraint("state IN ('made','delivered','paid')", name="state"),
        CheckConstraint("first_on <= last_on", name="order"),
        Index("ix_pay_batch_employer", "municipality_id", "supplier_id", "made_at"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    supplier_id: Mapped[UUID | None] = mapped_column(ForeignKey("supplier.id"))  # None: ours
    number: Mapped[int]
    state: Mapped[str] = mapped_column(default=BatchState.MADE)
    first_on: Mapped[date]
    last_on: Mapped[date]
    pay_on: Mapped[date]
    entry_count: Mapped[int]
    worker_count: Mapped[int]
    pay_minutes: Mapped[int]
    amount_ore: Mapped[int]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    made_by_id: Mapped[UUID]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    delivered_at: Mapped[datetime | None]
    paid_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def paid_on(self) -> date:
        """Return the day the money goes, or went, out: the pay day, unless it went before."""
        return min(self.pay_on, local_day(self.paid_at)) if self.paid_at else self.pay_on


class PayLine(db.Base):
    """One wage code of one entry on one day: quantity, rate and where the rate is from."""

    __tablename__ = "pay_line"
    __table_args__ = (
        UniqueConstraint("entry_id", "wage_code", "on", name="uq_pay_line_entry_id"),
        Index("ix_pay_line_batch", "batch_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("pay_batch.id"))
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entry.id"))
    on: Mapped[date]
    wage_code: Mapped[str]
    quantity: Mapped[int]  # minutes, døgn, km or øre: see states.measure
    rate_ore: Mapped[int]
    amount_ore: Mapped[int]
    rate_source: Mapped[str]


class BatchedEntry(db.Base):
    """That an entry is in a batch: unique per entry, so it can never be paid twice."""

    __tablename__ = "batched_entry"
    __table_args__ = (UniqueConstraint("entry_id", name="uq_batched_entry_entry_id"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("pay_batch.id"), index=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entry.id"))
