"""The tenant and what it decides: offices, districts, dated settings and dated rates."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core import clock, db


class Municipality(db.Base):
    """A municipality: everything else belongs to one."""

    __tablename__ = "municipality"

    slug: Mapped[str] = mapped_column(unique=True)  # its place in public addresses
    name: Mapped[str]  # "Nordvik kommune"
    number: Mapped[str]  # the official four digits
    accent: Mapped[str] = mapped_column(default="")  # name of its own colour sheet, "" is lyng
    phone: Mapped[str]
    email: Mapped[str]
    is_demo: Mapped[bool] = mapped_column(default=False)  # the demo's own marker


class Office(db.Base):
    """Where people work and are reached: an office has its own families."""

    __tablename__ = "office"
    __table_args__ = (UniqueConstraint("municipality_id", "name"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    name: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    visiting: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    opening: Mapped[list["OpeningInterval"]] = relationship(
        order_by="OpeningInterval.weekday, OpeningInterval.opens_minute", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name


class OpeningInterval(db.Base):
    """The telephone is answered from–to on a weekday; a day may have several."""

    __tablename__ = "opening_interval"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("0 <= opens_minute AND opens_minute < closes_minute", name="order"),
        CheckConstraint("closes_minute <= 1440", name="midnight"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id"), index=True)
    weekday: Mapped[int]  # 0 is Monday
    opens_minute: Mapped[int]  # minutes after midnight, Oslo
    closes_minute: Mapped[int]


class District(db.Base):
    """A part of the municipality, served by one office."""

    __tablename__ = "district"
    __table_args__ = (UniqueConstraint("municipality_id", "name"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id"))
    name: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name


class Unit(db.Base):
    """A staffed place of the municipality's own (avlastningsbolig, group)."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("municipality_id", "name"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id"))
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name


class Supplier(db.Base):
    """A company that employs BPA assistants for the municipality."""

    __tablename__ = "supplier"
    __table_args__ = (UniqueConstraint("municipality_id", "name"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name


class ClosedPeriod(db.Base):
    """A pay period that has been closed: nothing dated inside it is changed, only corrected."""

    __tablename__ = "closed_period"
    __table_args__ = (
        UniqueConstraint("municipality_id", "first_on"),
        CheckConstraint("first_on <= last_on", name="order"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    first_on: Mapped[date]
    last_on: Mapped[date]
    closed_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_by_id: Mapped[UUID]


class DatedSetting(db.Base):
    """One figure the municipality set, from a date on, with its source."""

    __tablename__ = "dated_setting"
    __table_args__ = (UniqueConstraint("municipality_id", "key", "valid_from"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    key: Mapped[str]
    value: Mapped[str]
    valid_from: Mapped[date]
    source: Mapped[str]
    set_by_id: Mapped[UUID | None]
    set_at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def decided(self) -> str:
        """What was decided, by the name that settings and rates share."""
        return self.value


class DatedRate(db.Base):
    """What is paid, from a date on: øre, or hundredths of a percent where the code says so."""

    __tablename__ = "dated_rate"
    __table_args__ = (
        UniqueConstraint("municipality_id", "code", "valid_from"),
        CheckConstraint("amount >= 0", name="amount"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    code: Mapped[str]
    amount: Mapped[int]
    valid_from: Mapped[date]
    source: Mapped[str]
    set_by_id: Mapped[UUID | None]
    set_at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def decided(self) -> int:
        """What was decided, by the name that settings and rates share."""
        return self.amount


class SchoolHoliday(db.Base):
    """Days the schools are closed: BPA hours are as a rule not used in school hours."""

    __tablename__ = "school_holiday"
    __table_args__ = (
        CheckConstraint("first_on <= last_on", name="order"),
        Index("ix_school_holiday_days", "municipality_id", "first_on"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    name: Mapped[str]
    first_on: Mapped[date]
    last_on: Mapped[date]


class Postcode(db.Base):
    """A Norwegian postcode and where it is. Everybody's: it belongs to no municipality here.

    Read from the postal service's list; distances are left out while the table is empty.
    """

    __tablename__ = "postcode"

    code: Mapped[str] = mapped_column(unique=True)  # four digits
    place: Mapped[str]
    municipality_number: Mapped[str] = mapped_column(default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
