"""That a family has been told about its hours, and whether it is still so."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core import clock, db
from portal.families.models import Ordning
from portal.hours.states import AlertKind
from portal.vedtak.models import Portion


class HoursAlert(db.Base):
    """One thing told about one portion of a vedtak version in one year: never told again.

    ``holds`` is what the last night's look said: while it does, the office has a line about it.
    ``left_minutes`` is what is missing or lost at the end of the period, ``until_on`` the day the
    hours run out, else the period's last.
    """

    __tablename__ = "hours_alert"
    __table_args__ = (
        UniqueConstraint("portion_id", "year", "kind", "percent"),
        CheckConstraint("kind IN ('runs_out','unused','used')", name="kind"),
        CheckConstraint("(kind = 'used') = (percent > 0)", name="percent"),
        Index("ix_hours_alert_holds", "municipality_id", "holds"),
        Index("ix_hours_alert_ordning", "ordning_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    ordning_id: Mapped[UUID] = mapped_column(ForeignKey("ordning.id"))
    portion_id: Mapped[UUID] = mapped_column(ForeignKey("vedtak_portion.id"))
    year: Mapped[int]
    kind: Mapped[str]
    percent: Mapped[int] = mapped_column(default=0)
    holds: Mapped[bool]
    left_minutes: Mapped[int]
    until_on: Mapped[date]
    told_at: Mapped[datetime] = mapped_column(default=clock.now)
    ordning: Mapped[Ordning] = relationship()
    portion: Mapped[Portion] = relationship()

    @property
    def kind_code(self) -> AlertKind:
        """Return what it is about."""
        return AlertKind(self.kind)
