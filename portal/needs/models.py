"""A family's need, and the anonymised advert drafted from it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core import clock, db
from portal.families.models import Ordning


class Need(db.Base):
    """Somebody is needed in an ordning. What is published never tells who the child is."""

    __tablename__ = "need"
    __table_args__ = (
        CheckConstraint("state IN ('draft','published','filled','withdrawn')", name="state"),
        CheckConstraint("age_from <= age_to", name="ages"),
        Index("ix_need_municipality", "municipality_id", "state"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    ordning_id: Mapped[UUID] = mapped_column(ForeignKey("ordning.id"))
    district_id: Mapped[UUID | None] = mapped_column(ForeignKey("district.id"))
    slug: Mapped[str] = mapped_column(unique=True)  # its place in the public address
    state: Mapped[str]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    age_from: Mapped[int]
    age_to: Mapped[int]
    interests: Mapped[str] = mapped_column(default="")
    hours_text: Mapped[str]  # "Tirsdager kl. 16–19"
    needs_car: Mapped[bool] = mapped_column(default=False)
    waiting_since_on: Mapped[date]
    published_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)
    ordning: Mapped[Ordning] = relationship(lazy="joined", innerjoin=True)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name
