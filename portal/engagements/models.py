"""Who works for which child, for whom and on what terms; their papers and free times."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.core import clock, db
from portal.families.models import Ordning
from portal.families.states import Gradering
from portal.requirements.models import Course


class Worker(db.Base):
    """Somebody who works, or has worked, in the municipality: one per account."""

    __tablename__ = "worker"
    __table_args__ = (
        UniqueConstraint("municipality_id", "employee_number"),
        CheckConstraint(
            "gradering IN ('ugradert','fortrolig','strengt_fortrolig')", name="gradering"
        ),
        Index("ix_worker_office", "office_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), unique=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id"))
    employee_number: Mapped[str]
    born_on: Mapped[date | None]
    gradering: Mapped[str] = mapped_column(default=Gradering.UGRADERT)
    interests: Mapped[str] = mapped_column(default="")
    has_car: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    availability_confirmed_on: Mapped[date | None]
    availability_asked_at: Mapped[datetime | None]  # whether it still holds; emptied by the answer
    version: Mapped[int] = mapped_column(default=1)
    user: Mapped[User] = relationship(lazy="joined", innerjoin=db.UNNESTED)

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
    def availability_since(self) -> date:
        """Return when the usual times were last said: on the day of hiring, till they are."""
        return self.availability_confirmed_on or clock.local(self.created_at).date()

    @property
    def is_graded(self) -> bool:
        """Whether the address is protected."""
        return self.gradering != Gradering.UGRADERT

    @property
    def graded_ids(self) -> frozenset[UUID]:
        """Return the ids one must be named for to see this."""
        return frozenset({self.id}) if self.is_graded else frozenset()


class Engagement(db.Base):
    """A worker in an ordning. Ends on ``valid_to``, or the minute ``ended_at`` says."""

    __tablename__ = "engagement"
    __table_args__ = (
        CheckConstraint("kind IN ('avlaster','stottekontakt','bpa_assistant')", name="kind"),
        CheckConstraint(
            "terms IN ('employee_permanent','employee_temporary','contractor')", name="terms"
        ),
        CheckConstraint("agreement IN ('none','individual','union')", name="agreement"),
        CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="order"),
        Index("ix_engagement_worker", "worker_id"),
        Index("ix_engagement_ordning", "ordning_id"),
        Index("ix_engagement_municipality", "municipality_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    worker_id: Mapped[UUID] = mapped_column(ForeignKey("worker.id"))
    ordning_id: Mapped[UUID] = mapped_column(ForeignKey("ordning.id"))
    supplier_id: Mapped[UUID | None] = mapped_column(ForeignKey("supplier.id"))  # None: ours
    kind: Mapped[str]
    terms: Mapped[str]
    agreement: Mapped[str] = mapped_column(default="none")
    hours_per_week_minutes: Mapped[int | None]
    agreed_month_minutes: Mapped[int | None]  # of an oppdragsavtale
    km_cap_month: Mapped[int | None]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str | None]
    # The child comes to the worker's home; who lives there was written down that day.
    is_at_home: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    household_on: Mapped[date | None]
    household_told: Mapped[str] = mapped_column(default="", server_default="")  # when applying
    cleared_at: Mapped[datetime | None]  # once every paper was in place: what is worked is paid
    papers_until: Mapped[date | None]  # the last day the papers hold; None: none of them lapses
    # An agreement is sent and not signed: hours from this day may be logged, and are not paid.
    hours_from_on: Mapped[date | None]
    lacks_only_contract: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)
    worker: Mapped[Worker] = relationship(lazy="joined", innerjoin=db.UNNESTED)
    ordning: Mapped[Ordning] = relationship(lazy="joined", innerjoin=db.UNNESTED)
    clearance: Mapped[list["ClearanceItem"]] = relationship(
        lazy="raise", cascade="all, delete-orphan"
    )
    household: Mapped[list["HouseholdMember"]] = relationship(
        lazy="raise", order_by="HouseholdMember.born_on", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def user_id(self) -> UUID:
        """Return whose engagement it is."""
        return self.worker.user_id

    @property
    def child_id(self) -> UUID:
        """Return the child it is for."""
        return self.ordning.child_id

    @property
    def office_id(self) -> UUID:
        """Return the office of the family."""
        return self.ordning.office_id

    @property
    def graded_ids(self) -> frozenset[UUID]:
        """Return the ids one must be named for to see this."""
        return self.ordning.graded_ids | self.worker.graded_ids

    @property
    def was_cleared(self) -> bool:
        """Whether every paper has been in place: else nothing is logged or paid."""
        return self.cleared_at is not None

    @property
    def awaits_signature(self) -> bool:
        """Whether all it lacks is that a sent agreement is signed: logged now, paid later."""
        is_sent = self.hours_from_on is not None and self.lacks_only_contract
        return is_sent and not self.was_cleared

    @property
    def loggable_from(self) -> date:
        """Return the first day that hours may be logged for, where they may be at all."""
        if self.hours_from_on is None or not self.awaits_signature:
            return self.valid_from
        return max(self.valid_from, self.hours_from_on)

    @property
    def is_lapsed(self) -> bool:
        """Whether a paper has lapsed: no new shifts, but what is worked is paid."""
        return self.papers_until is not None and self.papers_until < clock.today()

    @property
    def is_cleared(self) -> bool:
        """Whether every paper is in place now: else nothing new is planned."""
        return self.was_cleared and not self.is_lapsed

    @property
    def is_over(self) -> bool:
        """Whether it has ended, by its last day or before it."""
        has_passed = self.valid_to is not None and self.valid_to < clock.today()
        return has_passed or (self.ended_at is not None and self.ended_at <= clock.now())


class ClearanceItem(db.Base):
    """A paper that was seen, signed or agreed. Never a file: only that it was, and by whom.

    A politiattest, also one of a household member, has issued_on, seen_on, seen_by and its
    legal basis; a taushetserklæring the version of its text and how surely the signer was
    known; a contract its dates. When the engagement is over a certificate loses its dates:
    what is left is that there was one (politiregisterforskriften § 37-2).
    """

    __tablename__ = "clearance_item"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('politiattest','taushetserklaering','contract','household')", name="kind"
        ),
        CheckConstraint(
            "kind NOT IN ('politiattest','household') OR forgotten_at IS NOT NULL"
            " OR (issued_on IS NOT NULL AND seen_on IS NOT NULL"
            " AND seen_by_id IS NOT NULL AND legal_basis IS NOT NULL)",
            name="politiattest",
        ),
        CheckConstraint(
            "forgotten_at IS NULL OR (issued_on IS NULL AND seen_on IS NULL"
            " AND seen_by_id IS NULL AND legal_basis IS NULL AND member_id IS NULL)",
            name="forgotten",
        ),
        CheckConstraint(
            "kind <> 'taushetserklaering' OR (signed_at IS NOT NULL"
            " AND text_version IS NOT NULL AND assurance IS NOT NULL)",
            name="taushetserklaering",
        ),
        CheckConstraint("kind <> 'contract' OR signed_on IS NOT NULL", name="contract"),
        Index("ix_clearance_item_engagement", "engagement_id", "kind"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    engagement_id: Mapped[UUID] = mapped_column(ForeignKey("engagement.id"))
    kind: Mapped[str]
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("household_member.id"))
    carried_from_id: Mapped[UUID | None]  # the same paper of the same person's other engagement
    issued_on: Mapped[date | None]
    seen_on: Mapped[date | None]
    seen_by_id: Mapped[UUID | None]
    legal_basis: Mapped[str | None]
    text_version: Mapped[str | None]
    assurance: Mapped[int | None]
    signed_at: Mapped[datetime | None]
    signed_on: Mapped[date | None]
    renewal_waived_on: Mapped[date | None]  # a new vedtak, and no new certificate was wanted
    forgotten_at: Mapped[datetime | None]
    registered_at: Mapped[datetime] = mapped_column(default=clock.now)
    registered_by_id: Mapped[UUID]


class HouseholdMember(db.Base):
    """Somebody who lives where the child will be. Deleted when the engagement is over."""

    __tablename__ = "household_member"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    engagement_id: Mapped[UUID] = mapped_column(ForeignKey("engagement.id"), index=True)
    name: Mapped[str]
    born_on: Mapped[date]


class WorkerCourse(db.Base):
    """A course somebody has taken, and the day it must be taken again (None: never)."""

    __tablename__ = "worker_course"
    __table_args__ = (
        UniqueConstraint("worker_id", "course_id", "completed_on"),
        CheckConstraint("expires_on IS NULL OR completed_on <= expires_on", name="order"),
        CheckConstraint("duration_minutes >= 0", name="duration"),
        Index("ix_worker_course_worker", "worker_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    worker_id: Mapped[UUID] = mapped_column(ForeignKey("worker.id"))
    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"))
    completed_on: Mapped[date]
    expires_on: Mapped[date | None]
    duration_minutes: Mapped[int] = mapped_column(default=0)
    has_certificate: Mapped[bool] = mapped_column(default=False)  # shown to the office; no copy
    registered_at: Mapped[datetime] = mapped_column(default=clock.now)
    registered_by_id: Mapped[UUID]
    course: Mapped[Course] = relationship(lazy="joined", innerjoin=db.UNNESTED)


class Invitation(db.Base):
    """A parent asks somebody to be their child's assistant; the coordinator clears them."""

    __tablename__ = "assistant_invitation"
    __table_args__ = (CheckConstraint("state IN ('sent','accepted','withdrawn')", name="state"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    ordning_id: Mapped[UUID] = mapped_column(ForeignKey("ordning.id"), index=True)
    email: Mapped[str]
    name: Mapped[str]
    state: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    invited_by_id: Mapped[UUID]
    invited_at: Mapped[datetime] = mapped_column(default=clock.now)
    engagement_id: Mapped[UUID | None] = mapped_column(ForeignKey("engagement.id"))
    ordning: Mapped[Ordning] = relationship(lazy="joined", innerjoin=db.UNNESTED)


class AvailabilitySlot(db.Base):
    """A worker can usually work from–to on a weekday."""

    __tablename__ = "availability_slot"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("0 <= from_minute AND from_minute < to_minute", name="order"),
        CheckConstraint("to_minute <= 1440", name="midnight"),
        UniqueConstraint("worker_id", "weekday", "from_minute"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    worker_id: Mapped[UUID] = mapped_column(ForeignKey("worker.id"))
    weekday: Mapped[int]  # 0 is Monday
    from_minute: Mapped[int]  # minutes after midnight, Oslo
    to_minute: Mapped[int]
