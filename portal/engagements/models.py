"""Who works for which child, for whom and on what terms; their papers and free times."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.core import clock, db
from portal.families.models import Ordning
from portal.families.states import Gradering


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
    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    @property
    def name(self) -> str:
        """Return the person's name."""
        return self.user.name

    @property
    def first_name(self) -> str:
        """Return what one calls the person."""
        return self.user.name.split(" ", 1)[0]

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
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    worker_id: Mapped[UUID] = mapped_column(ForeignKey("worker.id"))
    ordning_id: Mapped[UUID] = mapped_column(ForeignKey("ordning.id"))
    supplier_id: Mapped[UUID | None] = mapped_column(ForeignKey("supplier.id"))  # None: ours
    kind: Mapped[str]
    terms: Mapped[str]
    agreement: Mapped[str] = mapped_column(default="none")
    hours_per_week_minutes: Mapped[int | None]
    km_cap_month: Mapped[int | None]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str | None]
    cleared_at: Mapped[datetime | None]  # set and emptied as papers come and lapse
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)
    worker: Mapped[Worker] = relationship(lazy="joined", innerjoin=True)
    ordning: Mapped[Ordning] = relationship(lazy="joined", innerjoin=True)
    clearance: Mapped[list["ClearanceItem"]] = relationship(lazy="raise")

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
    def is_cleared(self) -> bool:
        """Whether every paper is in place: else nothing is planned or paid."""
        return self.cleared_at is not None


class ClearanceItem(db.Base):
    """A paper that was seen, signed or agreed. Never a file: only that it was, and by whom.

    A politiattest has issued_on, seen_on, seen_by and its legal basis; a taushetserklæring
    the version of its text and how surely the signer was known; a contract its dates.
    """

    __tablename__ = "clearance_item"
    __table_args__ = (
        CheckConstraint("kind IN ('politiattest','taushetserklaering','contract')", name="kind"),
        CheckConstraint(
            "kind <> 'politiattest' OR (issued_on IS NOT NULL AND seen_on IS NOT NULL"
            " AND seen_by_id IS NOT NULL AND legal_basis IS NOT NULL)",
            name="politiattest",
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
    issued_on: Mapped[date | None]
    seen_on: Mapped[date | None]
    seen_by_id: Mapped[UUID | None]
    legal_basis: Mapped[str | None]
    text_version: Mapped[str | None]
    assurance: Mapped[int | None]
    signed_at: Mapped[datetime | None]
    signed_on: Mapped[date | None]
    registered_at: Mapped[datetime] = mapped_column(default=clock.now)
    registered_by_id: Mapped[UUID]


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
    ordning: Mapped[Ordning] = relationship(lazy="joined", innerjoin=True)


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
