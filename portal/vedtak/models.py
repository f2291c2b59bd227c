"""The decision that grants the hours. A version never changes; a new one starts on a date."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core import clock, db
from portal.families.models import Ordning


class Vedtak(db.Base):
    """One version of an ordning's decision. A later version takes over from its first day."""

    __tablename__ = "vedtak"
    __table_args__ = (
        UniqueConstraint("ordning_id", "version"),
        CheckConstraint("valid_from <= valid_to", name="order"),
        CheckConstraint("right_holder IN ('child','parent')", name="right_holder"),
        CheckConstraint("version >= 1", name="version"),
        Index("ix_vedtak_municipality_end", "municipality_id", "valid_to"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    ordning_id: Mapped[UUID] = mapped_column(ForeignKey("ordning.id"))
    version: Mapped[int]
    reference: Mapped[str]  # the case's number in the municipality's own journal
    right_holder: Mapped[str]
    decided_on: Mapped[date]
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    allows_night: Mapped[bool] = mapped_column(default=False)
    allows_double_staffing: Mapped[bool] = mapped_column(default=False)
    allows_school_hours: Mapped[bool] = mapped_column(default=False)
    registered_by_id: Mapped[UUID]
    registered_at: Mapped[datetime] = mapped_column(default=clock.now)
    portions: Mapped[list["Portion"]] = relationship(order_by="Portion.service", lazy="selectin")
    ordning: Mapped[Ordning] = relationship(lazy="joined", innerjoin=db.UNNESTED)


class Portion(db.Base):
    """So much of one service, per week, month or year."""

    __tablename__ = "vedtak_portion"
    __table_args__ = (
        CheckConstraint("service IN ('bpa','avlastning','stottekontakt')", name="service"),
        CheckConstraint("unit IN ('hours','dogn')", name="unit"),
        CheckConstraint("per IN ('week','month','year')", name="per"),
        CheckConstraint("amount_minutes > 0", name="amount"),
        UniqueConstraint("vedtak_id", "service", "unit"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    vedtak_id: Mapped[UUID] = mapped_column(ForeignKey("vedtak.id"), index=True)
    service: Mapped[str]
    unit: Mapped[str]
    per: Mapped[str]
    amount_minutes: Mapped[int]  # a døgn is 1 440 minutes
    limits: Mapped[list["Limit"]] = relationship(order_by="Limit.kind", lazy="joined")


class Limit(db.Base):
    """At most so much of a portion on a day, in a week or in a month, whatever the total is."""

    __tablename__ = "vedtak_limit"
    __table_args__ = (
        CheckConstraint("kind IN ('day','week','month')", name="kind"),
        CheckConstraint("amount_minutes > 0", name="amount"),
        UniqueConstraint("portion_id", "kind"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    portion_id: Mapped[UUID] = mapped_column(ForeignKey("vedtak_portion.id"))
    kind: Mapped[str]
    amount_minutes: Mapped[int]


class Pause(db.Base):
    """Days that grant nothing (the child is in hospital), with the reason's code."""

    __tablename__ = "vedtak_pause"
    __table_args__ = (CheckConstraint("first_on <= last_on", name="order"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    ordning_id: Mapped[UUID] = mapped_column(ForeignKey("ordning.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    reason: Mapped[str]
    registered_by_id: Mapped[UUID]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name


class VedtakNotice(db.Base):
    """That a letter about the end of a version went out so many days before: once for each."""

    __tablename__ = "vedtak_notice"
    __table_args__ = (UniqueConstraint("vedtak_id", "days"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    vedtak_id: Mapped[UUID] = mapped_column(ForeignKey("vedtak.id"))
    days: Mapped[int]
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)


class CarriedHours(db.Base):
    """Hours left of one year that the office lets a family use in the next, on application.

    At most these are carried: the account takes no more than was left when all was logged.
    """

    __tablename__ = "carried_hours"
    __table_args__ = (
        UniqueConstraint("ordning_id", "service", "unit", "year"),
        CheckConstraint("service IN ('bpa','avlastning','stottekontakt')", name="service"),
        CheckConstraint("unit IN ('hours','dogn')", name="unit"),
        CheckConstraint("amount_minutes >= 0", name="amount"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    ordning_id: Mapped[UUID] = mapped_column(ForeignKey("ordning.id"))
    service: Mapped[str]
    unit: Mapped[str]
    year: Mapped[int]  # they are used in; they were left of the one before
    amount_minutes: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    decided_by_id: Mapped[UUID]
    decided_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name


class ImmutableError(RuntimeError):
    """A version of a vedtak was about to be changed: a new version is written instead."""


@event.listens_for(Vedtak, "before_update")
@event.listens_for(Vedtak, "before_delete")
@event.listens_for(Portion, "before_update")
@event.listens_for(Portion, "before_delete")
@event.listens_for(Limit, "before_update")
@event.listens_for(Limit, "before_delete")
def _refuse_change(_mapper: object, _connection: object, target: Vedtak | Portion | Limit) -> None:
    raise ImmutableError(f"{type(target).__name__} {target.id}")
