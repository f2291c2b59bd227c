"""The child, its guardians, its ordninger, who leads them, and who is named for it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core import clock, db
from portal.families.states import Gradering


class Child(db.Base):
    """A child with services. Others than its own office see initials and number only."""

    __tablename__ = "child"
    __table_args__ = (
        UniqueConstraint("municipality_id", "number"),
        CheckConstraint(
            "gradering IN ('ugradert','fortrolig','strengt_fortrolig')", name="gradering"
        ),
        Index("ix_child_office", "office_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id"))
    district_id: Mapped[UUID | None] = mapped_column(ForeignKey("district.id"))
    number: Mapped[int]  # internal number: what others may see
    initials: Mapped[str]
    name: Mapped[str]
    born_on: Mapped[date]
    gradering: Mapped[str] = mapped_column(default=Gradering.UGRADERT)
    has_school_hours: Mapped[bool] = mapped_column(default=True)
    registered_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def child_id(self) -> UUID:
        """Return the id policies ask about."""
        return self.id

    @property
    def is_graded(self) -> bool:
        """Whether the address is protected."""
        return self.gradering != Gradering.UGRADERT

    @property
    def graded_ids(self) -> frozenset[UUID]:
        """Return the ids one must be named for to see this."""
        return frozenset({self.id}) if self.is_graded else frozenset()

    @property
    def label(self) -> str:
        """Return what others see: ``A.B. (104)``."""
        return f"{self.initials} ({self.number})"


class Guardian(db.Base):
    """Somebody who may act for a child, why, and from–to."""

    __tablename__ = "guardian"
    __table_args__ = (
        UniqueConstraint("child_id", "user_id"),
        CheckConstraint("basis IN ('parental','fullmakt','verge','relative')", name="basis"),
        CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="order"),
        Index("ix_guardian_user", "user_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    child_id: Mapped[UUID] = mapped_column(ForeignKey("child.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    basis: Mapped[str]
    lives_with_child: Mapped[bool] = mapped_column(default=True)
    valid_from: Mapped[date] = mapped_column(default=clock.today)
    valid_to: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name


class Ordning(db.Base):
    """One child's arrangement of one service: who leads it, who supplies it."""

    __tablename__ = "ordning"
    __table_args__ = (
        CheckConstraint("service IN ('bpa','avlastning','stottekontakt')", name="service"),
        CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="order"),
        Index("ix_ordning_child", "child_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    child_id: Mapped[UUID] = mapped_column(ForeignKey("child.id"))
    service: Mapped[str]
    supplier_id: Mapped[UUID | None] = mapped_column(ForeignKey("supplier.id"))
    valid_from: Mapped[date] = mapped_column(default=clock.today)
    valid_to: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    child: Mapped[Child] = relationship(lazy="joined", innerjoin=db.UNNESTED)
    leaders: Mapped[list["Leader"]] = relationship(order_by="Leader.valid_from", lazy="raise")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def ordning_id(self) -> UUID:
        """Return the id policies ask about."""
        return self.id

    @property
    def office_id(self) -> UUID:
        """Return the office whose family it is."""
        return self.child.office_id

    @property
    def graded_ids(self) -> frozenset[UUID]:
        """Return the ids one must be named for to see this."""
        return self.child.graded_ids


class Leader(db.Base):
    """An arbeidsleder, or a stand-in with dates. At most two arbeidsledere at a time."""

    __tablename__ = "leader"
    __table_args__ = (
        CheckConstraint("kind IN ('arbeidsleder','stand_in')", name="kind"),
        CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="order"),
        CheckConstraint("kind <> 'stand_in' OR valid_to IS NOT NULL", name="stand_in_ends"),
        Index("ix_leader_user", "user_id"),
        Index("ix_leader_ordning", "ordning_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    ordning_id: Mapped[UUID] = mapped_column(ForeignKey("ordning.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    kind: Mapped[str]
    valid_from: Mapped[date] = mapped_column(default=clock.today)
    valid_to: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name


class NamedAccess(db.Base):
    """Somebody named for a protected child or worker, with the reason that is logged."""

    __tablename__ = "named_access"
    __table_args__ = (
        UniqueConstraint("graded_id", "user_id", "valid_from"),
        Index("ix_named_access_user", "user_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    graded_id: Mapped[UUID]  # a child's or a worker's id
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str]
    valid_from: Mapped[date] = mapped_column(default=clock.today)
    valid_to: Mapped[date | None]
    named_by_id: Mapped[UUID]


class DeclaredRelation(db.Base):
    """Somebody's declared near relation to a child: they never decide on its hours."""

    __tablename__ = "declared_relation"
    __table_args__ = (UniqueConstraint("user_id", "child_id"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    child_id: Mapped[UUID] = mapped_column(ForeignKey("child.id"))
    relation: Mapped[str]  # in the person's own words: "tante"
    approved_by_id: Mapped[UUID | None]
    approved_reason: Mapped[str | None]
    refused_by_id: Mapped[UUID | None]  # the office said no; it may still change its mind
    refused_reason: Mapped[str | None]
