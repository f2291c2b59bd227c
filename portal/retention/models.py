"""Receipts of what was deleted: how many of what, by which rule, and no word of whom."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock, db
from portal.municipality.states import SettingKey


class RetentionReceipt(db.Base):
    """What one night deleted of one kind, with the setting as it was then.

    It grows in the transaction that deletes, so it never says more or less than was done.
    """

    __tablename__ = "retention_receipt"
    __table_args__ = (
        UniqueConstraint("municipality_id", "ran_on", "kind", "figure"),
        CheckConstraint("count > 0", name="count"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    kind: Mapped[str]  # the code of a keeping.Rule
    setting: Mapped[str] = mapped_column(default="")  # a SettingKey; empty: each had its own date
    figure: Mapped[int]  # what the setting said; 0 without one
    ran_on: Mapped[date]
    count: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def setting_key(self) -> SettingKey | None:
        """Return the setting as its enum, for labels."""
        return SettingKey(self.setting) if self.setting else None
