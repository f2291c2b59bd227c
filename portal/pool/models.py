"""Who may be asked about assignments: a dated consent, and what is kept because of it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from portal.accounts.models import User
from portal.core import clock, db
from portal.engagements.models import Worker
from portal.municipality.models import District
from portal.needs.states import RoleKind
from portal.recruitment.models import Application


class PoolConsent(db.Base):
    """Somebody lets us keep what is here, and ask them, until ``ends_on``.

    A person is an account: a worker, or an applicant who was turned down and stays. What is
    matched on lies in this row and nowhere else, and goes with it.
    """

    __tablename__ = "pool_consent"
    __table_args__ = (
        CheckConstraint("given_on < ends_on", name="order"),
        CheckConstraint("sex IN ('','woman','man')", name="sex"),
        Index(
            "uq_pool_consent_living", "user_id", unique=True,
            sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_pool_consent_office", "office_id", "ends_on"),
    )  # fmt: skip

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("application.id"))
    district_id: Mapped[UUID | None] = mapped_column(ForeignKey("district.id"))
    given_on: Mapped[date]
    ends_on: Mapped[date]  # the first day nothing is kept
    renewed_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]  # asked about another period; emptied by the answer
    token_hash: Mapped[str | None] = mapped_column(unique=True)  # of the link in that mail
    paused_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[str] = mapped_column(default="")  # an EndReason
    # What is matched on ------------------------------------------------------------------
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)  # a RoleKind each
    interests: Mapped[str] = mapped_column(Text, default="")
    about: Mapped[str] = mapped_column(Text, default="")  # what a family reads first
    experience: Mapped[str] = mapped_column(Text, default="")
    competence: Mapped[str] = mapped_column(Text, default="")
    languages: Mapped[str] = mapped_column(default="")
    age_groups: Mapped[list[str]] = mapped_column(JSON, default=list)  # [] is all
    sex: Mapped[str] = mapped_column(default="")  # told only by those who want to
    has_car: Mapped[bool] = mapped_column(default=False)
    travel: Mapped[list[str]] = mapped_column(
        JSON, default=list, server_default="[]"
    )  # a TravelMode each, but for the car
    postcode: Mapped[str] = mapped_column(default="")
    max_km: Mapped[int | None]
    hours_per_week: Mapped[int | None]
    # When somebody who does not work here can help; a worker's times lie with the worker.
    availability: Mapped[list[str]] = mapped_column(
        JSON, default=list, server_default="[]"
    )  # ["0-evening", …]
    availability_confirmed_on: Mapped[date | None]  # None: only what the application says is known
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    user: Mapped[User] = relationship(lazy="joined", innerjoin=db.UNNESTED)
    district: Mapped[District | None] = relationship(lazy="joined")
    application: Mapped[Application | None] = relationship(lazy="raise")
    worker: Mapped[Worker | None] = relationship(
        primaryjoin=lambda: foreign(PoolConsent.user_id) == Worker.user_id,
        viewonly=True,
        lazy="joined",
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def name(self) -> str:
        """Return the person's name."""
        return self.user.name

    @property
    def first_name(self) -> str:
        """Return what one calls the person."""
        return self.user.name.split(" ", 1)[0]

    @property
    def graded_ids(self) -> frozenset[UUID]:
        """Return the ids one must be named for to see this."""
        return self.worker.graded_ids if self.worker else frozenset()

    @property
    def role_codes(self) -> list[RoleKind]:
        """Return the roles as their enum, for labels."""
        return [RoleKind(role) for role in self.roles]

    @property
    def times_since(self) -> date | None:
        """Return the day the times that are matched on were last said; None: nobody knows."""
        return self.worker.availability_since if self.worker else self.availability_confirmed_on

    @property
    def is_approved(self) -> bool:
        """Whether the person works here; an applicant who stays must be approved first."""
        return self.worker is not None

    def is_living(self, on: date) -> bool:
        """Tell whether the person may be asked on a day."""
        return self.ended_at is None and on < self.ends_on
