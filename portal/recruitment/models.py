"""Applications: one form for several roles, with its referees, household and history."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.core import clock, db
from portal.messages.models import OutboxMessage
from portal.needs.drafting import age_on
from portal.needs.states import RoleKind
from portal.recruitment.states import RUNNING, Happening, LetterKind, Outcome, Stage
from portal.uploads.states import FileKind


class Application(db.Base):
    """An application, from its first draft. Leaves out what must not be asked (§ 1.4)."""

    __tablename__ = "application"
    __table_args__ = (
        UniqueConstraint("municipality_id", "number"),
        CheckConstraint(
            "stage IN ('draft','acknowledged','screening','references','certificate','interview',"
            "'home_visit','course','approved','not_approved','withdrawn','expired')",
            name="stage",
        ),
        CheckConstraint("stage IN ('draft','expired') OR submitted_at IS NOT NULL", name="sent"),
        Index("ix_application_board", "municipality_id", "office_id", "stage", "stage_since_at"),
        Index("ix_application_user", "user_id"),
        Index("ix_application_email", "municipality_id", "email"),
        Index("ix_application_phone", "municipality_id", "phone"),
        Index("ix_application_born", "municipality_id", "born_on"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    # From the need it answers, else from the district, else the municipality's first office.
    office_id: Mapped[UUID | None] = mapped_column(ForeignKey("office.id"))
    district_id: Mapped[UUID | None] = mapped_column(ForeignKey("district.id"))
    need_id: Mapped[UUID | None] = mapped_column(ForeignKey("need.id"))  # the advert it answers
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    responsible_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    number: Mapped[int | None]  # given when it is sent
    stage: Mapped[str] = mapped_column(default=Stage.DRAFT)
    stage_since_at: Mapped[datetime] = mapped_column(default=clock.now)
    draft_token_hash: Mapped[str] = mapped_column(unique=True)
    draft_expires_at: Mapped[datetime]
    last_step: Mapped[int] = mapped_column(default=1)
    mailed_to: Mapped[str] = mapped_column(default="")  # who got the link back to the draft
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
    age_groups: Mapped[list[str]] = mapped_column(JSON, default=list)  # ["7-12", …], [] is all
    hours_per_week: Mapped[int | None]
    max_km: Mapped[int | None]
    availability: Mapped[list[str]] = mapped_column(JSON, default=list)  # ["0-evening", …]
    is_at_home: Mapped[bool] = mapped_column(default=False)  # avlaster in own home
    home: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # only for avlaster at home
    commits: Mapped[bool] = mapped_column(default=False)
    occupation: Mapped[str] = mapped_column(default="", server_default="")
    home_municipality: Mapped[str] = mapped_column(default="", server_default="")
    # Told, when it was sent, that a list of applicants may be made public (offentleglova § 25).
    is_told_of_list: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    # Asks not to be on that list.
    wants_secrecy: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    secrecy_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    keeps_in_pool: Mapped[bool] = mapped_column(default=False)
    heard_from: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    submitted_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None]  # personal data deleted; what counts is kept
    # The same person's application that took over; this one is seen by nobody any more.
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("application.id"), index=True)
    merged_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    roles: Mapped[list["ApplicationRole"]] = relationship(
        lazy="selectin", order_by="ApplicationRole.kind", cascade="all, delete-orphan"
    )
    referees: Mapped[list["Referee"]] = relationship(
        lazy="selectin", order_by="Referee.position", cascade="all, delete-orphan"
    )

    cv: Mapped["ApplicationFile | None"] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def graded_ids(self) -> frozenset[UUID]:
        """Return the ids one must be named for to see this: an applicant is not graded here."""
        return frozenset()

    @property
    def stage_code(self) -> Stage:
        """Return the stage as its enum, for labels."""
        return Stage(self.stage)

    @property
    def is_running(self) -> bool:
        """Whether somebody waits for an answer to it, and no other has taken over from it."""
        return self.stage in RUNNING and self.merged_into_id is None

    @property
    def first_name(self) -> str:
        """Return what one calls the applicant."""
        return self.name.split(" ", 1)[0]

    @property
    def needs_home_visit(self) -> bool:
        """Whether somebody must see the home: a child will be there and it is not refused."""
        return self.is_at_home and any(
            role.kind == RoleKind.AVLASTER and role.outcome != Outcome.NOT_APPROVED
            for role in self.roles
        )

    def age(self, on: date) -> int | None:
        """Return the applicant's age in whole years."""
        return age_on(self.born_on, on) if self.born_on else None

    def days_in_stage(self, on: date) -> int:
        """Return how many days it has been where it is."""
        return (on - clock.local(self.stage_since_at).date()).days


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
    outcome: Mapped[str] = mapped_column(default=Outcome.OPEN)

    @property
    def role(self) -> RoleKind:
        """Return the role as its enum, for labels."""
        return RoleKind(self.kind)

    @property
    def outcome_code(self) -> Outcome:
        """Return the outcome as its enum, for labels."""
        return Outcome(self.outcome)


class Referee(db.Base):
    """Somebody who knows the applicant; what is sent has their e-mail, telephone or both."""

    __tablename__ = "referee"
    __table_args__ = (UniqueConstraint("application_id", "position"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    position: Mapped[int]
    name: Mapped[str]
    knows_from: Mapped[str]
    email: Mapped[str] = mapped_column(default="", server_default="")
    phone: Mapped[str] = mapped_column(default="")
    spoken_on: Mapped[date | None]
    spoken_by_id: Mapped[UUID | None]
    answered_on: Mapped[date | None]  # on the page of the link

    @property
    def has_answered(self) -> bool:
        """Whether the referee has been heard, on the telephone or on the page."""
        return bool(self.spoken_on or self.answered_on)


class ApplicationFile(db.Base):
    """The applicant's CV. Its bytes are read only to be sent on; its own name is not kept."""

    __tablename__ = "application_file"
    __table_args__ = (
        CheckConstraint("kind IN ('pdf','docx','jpg','png')", name="kind"),
        CheckConstraint("size_bytes > 0", name="size"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), unique=True)
    kind: Mapped[str]
    size_bytes: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    added_at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def kind_code(self) -> FileKind:
        """Return the kind as its enum."""
        return FileKind(self.kind)


class ApplicationEvent(db.Base):
    """What happened to an application, in the past tense: who, when and why."""

    __tablename__ = "application_event"
    __table_args__ = (
        Index("ix_application_event_application", "application_id", "at"),
        Index("ix_application_event_stay", "municipality_id", "event", "from_stage"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    event: Mapped[str]  # a Happening
    from_stage: Mapped[str | None]
    to_stage: Mapped[str | None]
    stayed_days: Mapped[int | None]  # how long it was in from_stage: the usual wait comes from here
    why: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def event_code(self) -> Happening:
        """Return what happened as its enum, for labels."""
        return Happening(self.event)

    @property
    def to_code(self) -> Stage | None:
        """Return where it came to as its enum, for labels."""
        return Stage(self.to_stage) if self.to_stage else None


class ApplicationLetter(db.Base):
    """A mail that was put in the outbox for an applicant, and by whom."""

    __tablename__ = "application_letter"
    __table_args__ = (Index("ix_application_letter_application", "application_id", "at"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    message_id: Mapped[UUID] = mapped_column(ForeignKey("outbox_message.id"), unique=True)
    kind: Mapped[str]  # a LetterKind
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))  # None: by itself
    at: Mapped[datetime] = mapped_column(default=clock.now)
    application: Mapped[Application] = relationship(lazy="joined", innerjoin=db.UNNESTED)
    message: Mapped[OutboxMessage] = relationship(lazy="joined", innerjoin=db.UNNESTED)
    by: Mapped[User | None] = relationship(lazy="joined")

    @property
    def kind_code(self) -> LetterKind:
        """Return the kind as its enum, for labels."""
        return LetterKind(self.kind)
