"""People who sign in, their roles from–to, their sessions and their one-time links."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.accounts.states import UserState
from portal.core import clock, db


class User(db.Base):
    """An account: one per person and municipality.

    ``calendar_version`` is raised in every transaction that changes one of the person's
    shifts or whose shifts they may see; a kept calendar body is valid for one version.
    """

    __tablename__ = "user_account"
    __table_args__ = (UniqueConstraint("email", name="uq_user_account_email"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"), index=True)
    email: Mapped[str]  # lower case; what one signs in with
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="nb")
    password_hash: Mapped[str | None]
    totp_secret: Mapped[str | None]  # sealed with the secret key
    totp_last_step: Mapped[int | None]  # a code is used once
    calendar_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    disabled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def user_id(self) -> UUID:
        """Return the id policies ask about."""
        return self.id

    @property
    def state(self) -> UserState:
        """Return how the account stands."""
        if self.disabled_at is not None:
            return UserState.DISABLED
        return UserState.ACTIVE if self.password_hash else UserState.INVITED


class RecoveryCode(db.Base):
    """One of the codes to sign in with when the telephone is lost; used once."""

    __tablename__ = "recovery_code"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    code_hash: Mapped[str]
    used_at: Mapped[datetime | None]


class Role(db.Base):
    """A hat somebody owns from–to, both days included, or until the minute it was ended.

    Staff have an office or a supplier with it.
    """

    __tablename__ = "role"
    __table_args__ = (
        CheckConstraint(
            "hat IN ('applicant','parent','worker','coordinator','supplier','admin')", name="hat"
        ),
        CheckConstraint("hat <> 'coordinator' OR office_id IS NOT NULL", name="office"),
        CheckConstraint("hat <> 'supplier' OR supplier_id IS NOT NULL", name="supplier"),
        CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="order"),
        Index("ix_role_user", "user_id", "hat"),
        Index("ix_role_office", "office_id", "hat"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    hat: Mapped[str]
    office_id: Mapped[UUID | None] = mapped_column(ForeignKey("office.id"))
    supplier_id: Mapped[UUID | None] = mapped_column(ForeignKey("supplier.id"))
    valid_from: Mapped[date] = mapped_column(default=clock.today)
    valid_to: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name


class UserSession(db.Base):
    """A signed-in browser. The cookie holds a random token, this row its hash.

    Assurance 0 is a browser that has given the password and owes the second factor: it
    opens nothing yet.
    """

    __tablename__ = "user_session"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    assurance: Mapped[int]
    hat: Mapped[str | None]
    device: Mapped[str] = mapped_column(default="")  # coarse: "Chrome på Windows"
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_seen_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]


class OneTimeLink(db.Base):
    """A link sent by mail that does one thing once: invitation or new password."""

    __tablename__ = "one_time_link"
    __table_args__ = (CheckConstraint("purpose IN ('invitation', 'reset')", name="purpose"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    purpose: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class FailedSignIn(db.Base):
    """A try that led to nothing, by account and by network address; both are hashed.

    A new password that somebody asked for is counted here too, under a hash of its own.
    """

    __tablename__ = "failed_sign_in"
    __table_args__ = (
        Index("ix_failed_sign_in_account", "account_hash", "at"),
        Index("ix_failed_sign_in_address", "address_hash", "at"),
    )

    account_hash: Mapped[str]
    address_hash: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=clock.now)
