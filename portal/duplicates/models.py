"""Two applications that look like one person's, and what was decided: merged, or two people."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock, db
from portal.duplicates.states import Likeness, PairState


class DuplicatePair(db.Base):
    """Two applications, the one that was sent first as the first.

    ``taken`` names what the one that stays took over; ``before`` is what it had there, kept
    only as long as the merging can be undone.
    """

    __tablename__ = "duplicate_pair"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id <> second_id", name="two"),
        CheckConstraint("state IN ('open','others','merged')", name="state"),
        CheckConstraint("state <> 'merged' OR kept_id IN (first_id, second_id)", name="kept"),
        Index("ix_duplicate_pair_second", "second_id"),
        Index("ix_duplicate_pair_open", "municipality_id", "state"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    first_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    second_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    likeness: Mapped[list[str]] = mapped_column(JSON, default=list)
    state: Mapped[str] = mapped_column(default=PairState.OPEN)
    found_at: Mapped[datetime] = mapped_column(default=clock.now)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    kept_id: Mapped[UUID | None] = mapped_column(ForeignKey("application.id"))
    kept_version: Mapped[int | None]  # of the application that stays, right after the merging
    taken: Mapped[list[str]] = mapped_column(JSON, default=list)
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    @property
    def likeness_codes(self) -> list[Likeness]:
        """Return what they have in common as enums, for labels."""
        return [Likeness(code) for code in self.likeness]

    @property
    def decided_on(self) -> date | None:
        """Return the day it was decided."""
        return clock.local(self.decided_at).date() if self.decided_at else None

    def other_of(self, application_id: UUID) -> UUID:
        """Return the id of the other one."""
        return self.second_id if application_id == self.first_id else self.first_id
