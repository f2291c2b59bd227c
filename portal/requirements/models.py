"""What a municipality asks of those who work, from a day on; its courses, and what each gives."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core import clock, db


class Course(db.Base):
    """A course or qualification, its hours, and how long it lasts (None: for ever)."""

    __tablename__ = "course"
    __table_args__ = (
        UniqueConstraint("municipality_id", "name"),
        CheckConstraint("refresh_months IS NULL OR refresh_months > 0", name="refresh"),
        CheckConstraint("duration_minutes >= 0", name="duration"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    name: Mapped[str]
    duration_minutes: Mapped[int] = mapped_column(default=0)
    refresh_months: Mapped[int | None]
    ended_on: Mapped[date | None]  # not offered any more; those who have it keep it
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name


class CourseGives(db.Base):
    """Whoever has the one course has the other too: "medisinkurs B gir også A"."""

    __tablename__ = "course_gives"
    __table_args__ = (
        UniqueConstraint("course_id", "gives_id"),
        CheckConstraint("course_id <> gives_id", name="itself"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"))
    gives_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"))


class Requirement(db.Base):
    """What a role takes (or, with ``is_required`` false, takes no more), from a day on.

    It is for engagements that begin on that day or later, and with ``is_for_all`` for
    those that had begun as well. The law's own requirements are in ``states.BY_LAW``.
    """

    __tablename__ = "requirement"
    __table_args__ = (
        CheckConstraint("role IN ('avlaster','stottekontakt','bpa_assistant')", name="role"),
        CheckConstraint("paper IN ('household','course')", name="paper"),
        CheckConstraint("bond IN ('','employee','contractor')", name="bond"),
        CheckConstraint("(paper = 'course') = (course_id IS NOT NULL)", name="course"),
        # hol is about those who provide services: who else is asked, is asked on another law
        CheckConstraint(
            "paper <> 'household' OR NOT is_required OR legal_basis <> ''", name="legal_basis"
        ),
        Index("ix_requirement_municipality", "municipality_id", "valid_from"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    role: Mapped[str]
    paper: Mapped[str]
    course_id: Mapped[UUID | None] = mapped_column(ForeignKey("course.id"))
    bond: Mapped[str] = mapped_column(default="")
    is_at_home: Mapped[bool] = mapped_column(default=False)  # only where the child comes home
    is_required: Mapped[bool] = mapped_column(default=True)
    is_for_all: Mapped[bool] = mapped_column(default=False)
    legal_basis: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date]
    source: Mapped[str]
    set_by_id: Mapped[UUID | None]
    set_at: Mapped[datetime] = mapped_column(default=clock.now)
    course: Mapped[Course | None] = relationship(lazy="joined")

    @property
    def key(self) -> tuple[str, str, UUID | None, str, bool]:
        """Return what it is about: a later row with the same key takes over from its day."""
        return (self.role, self.paper, self.course_id, self.bond, self.is_at_home)
