"""Applications: one form for several roles, with its referees, household and history."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core import clock, db


class Application(db.Base):
    """An application, from its first draft. Leaves out what must not be asked (§ 1.4)."""

    __tablename__ = "application"
    __table_args__ = (
        UniqueConstraint("municipality_id", "number"),
        CheckConstraint(
            "stage IN ('draft','acknowledged','screening','references','interview','home_visit',"
            "'approved','not_approved','withdrawn','expired')",
            name="stage",
        ),
        CheckConstraint("stage IN ('draft','expired') OR submitted_at IS NOT NULL", name="sent"),
        Index("ix_application_board", "municipality_id", "office_id", "stage"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    office_id: Mapped[UUID | None] = mapped_column(ForeignKey("office.id"))  # from the district
    district_id: Mapped[UUID | None] = mapped_column(ForeignKey("district.id"))
    need_id: Mapped[UUID | None] = mapped_column(ForeignKey("need.id"))  # the advert it answers
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    number: Mapped[int | None]  # given when it is sent
    stage: Mapped[str]
    stage_since_at: Mapped[datetime] = mapped_column(default=clock.now)
    draft_token_hash: Mapped[str] = mapped_column(unique=True)
    draft_expires_at: Mapped[datetime]
    last_step: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    born_on: Mapped[date | None]
    known_person: Mapped[str] = mapped_column(default="")  # "I already know the person"
    relation: Mapped[str] = mapped_column(default="")  # near relation to somebody, declared
    education: Mapped[str] = mapped_column(Text, default="")
    experience: Mapped[str] = mapped_column(Text, default="")
    interests: Mapped[str] = mapped_column(Text, default="")
    motivation: Mapped[str] = mapped_column(Text, default="")
    norwegian_level: Mapped[str] = mapped_column(default="")
    languages: Mapped[str] = mapped_column(default="")
    has_licence: Mapped[bool | None]
    has_car: Mapped[bool | None]
    age_from: Mapped[int | None]
    age_to: Mapped[int | None]
    hours_per_week: Mapped[int | None]
    max_km: Mapped[int | None]
    availability: Mapped[list[list[str]]] = mapped_column(JSON, default=list)  # [["0","evening"],…]
    home: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # only for avlaster at home
    commits: Mapped[bool] = mapped_column(default=False)
    keeps_in_pool: Mapped[bool] = mapped_column(default=False)
    heard_from: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    submitted_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    roles: Mapped[list["ApplicationRole"]] = relationship(
        lazy="selectin", order_by="ApplicationRole.kind", cascade="all, delete-orphan"
    )
    referees: Mapped[list["Referee"]] = relationship(
        lazy="selectin", order_by="Referee.position", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def graded_ids(self) -> frozenset[UUID]:
        """Return the ids one must be named for to see this: an applicant is not graded here."""
        return frozenset()


class ApplicationRole(db.Base):
    """One of the roles applied for, with its own outcome."""

    __tablename__ = "application_role"
    __table_args__ = (
        UniqueConstraint("application_id", "kind"),
        CheckConstraint("kind IN ('avlaster','stottekontakt','bpa_assistant')", name="kind"),
        CheckConstraint("outcome IN ('open','approved','not_approved')", name="outcome"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    kind: Mapped[str]
    outcome: Mapped[str] = mapped_column(default="open")


class Referee(db.Base):
    """Somebody who knows the applicant; spoken to by the coordinator."""

    __tablename__ = "referee"
    __table_args__ = (UniqueConstraint("application_id", "position"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    position: Mapped[int]
    name: Mapped[str]
    knows_from: Mapped[str]
    phone: Mapped[str]
    spoken_on: Mapped[date | None]
    spoken_by_id: Mapped[UUID | None]


class ApplicationEvent(db.Base):
    """What happened to an application, in the past tense: who, when and why."""

    __tablename__ = "application_event"
    __table_args__ = (Index("ix_application_event_application", "application_id", "at"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    event: Mapped[str]  # "submitted", "moved", "note", "reference_taken", "withdrawn", "hired"
    from_stage: Mapped[str | None]
    to_stage: Mapped[str | None]
    why: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(default=clock.now)
