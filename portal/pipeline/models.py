"""The way applications go in a municipality and what its letters add, as data."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock, db
from portal.recruitment.states import Stage


class RecruitmentStage(db.Base):
    """One stage of a municipality's way. It has all of them, or none: then ``way.DEFAULT``."""

    __tablename__ = "recruitment_stage"
    __table_args__ = (
        UniqueConstraint("municipality_id", "stage"),
        CheckConstraint(
            "stage IN ('acknowledged','screening','references','certificate','interview',"
            "'home_visit','course')",
            name="stage",
        ),
        CheckConstraint("stage <> 'acknowledged' OR (is_used AND position = 0)", name="first"),
        CheckConstraint("usual_days BETWEEN 1 AND 365", name="usual_days"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    stage: Mapped[str]
    position: Mapped[int]
    name: Mapped[str] = mapped_column(default="")  # empty: the portal's own word
    applicant_name: Mapped[str] = mapped_column(default="")  # empty: as the office's
    is_used: Mapped[bool] = mapped_column(default=True)
    is_required: Mapped[bool] = mapped_column(default=False)  # nobody is moved past it
    usual_days: Mapped[int]  # told until there are enough moves to count from
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def stage_code(self) -> Stage:
        """Return the stage as its enum, for labels."""
        return Stage(self.stage)


class LetterText(db.Base):
    """One version of a municipality's own paragraph in a letter; the newest is used."""

    __tablename__ = "letter_text"
    __table_args__ = (UniqueConstraint("municipality_id", "kind", "number"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    kind: Mapped[str]  # a LetterKind
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)  # empty: there is none any more
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
