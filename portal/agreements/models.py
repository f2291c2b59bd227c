"""Agreements with those who work: an edition is frozen when it is sent; who accepted it."""

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

from portal.access.actor import Assurance
from portal.accounts.models import User
from portal.agreements.states import AgreementKind, AgreementState, Party
from portal.core import clock, db
from portal.engagements.models import Engagement

_IS_OPEN = text("state IN ('draft','sent')")


class Agreement(db.Base):
    """One edition of the agreement of an engagement. Once sent it is these bytes for ever.

    ``details`` is what the coordinator filled in (see forms); ``content`` what the two parties
    read, ``document`` the same as PDF/UA, and ``sha256`` the document's.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        UniqueConstraint("municipality_id", "number", name="uq_agreement_number"),
        UniqueConstraint("engagement_id", "edition", name="uq_agreement_edition"),
        CheckConstraint("kind IN ('employment','oppdragsavtale')", name="kind"),
        CheckConstraint(
            "state IN ('draft','sent','signed','refused','withdrawn','replaced')", name="state"
        ),
        CheckConstraint(
            "terms IN ('employee_permanent','employee_temporary','contractor')", name="terms"
        ),
        CheckConstraint("(terms = 'contractor') = (kind = 'oppdragsavtale')", name="bond"),
        CheckConstraint("ends_on IS NULL OR starts_on <= ends_on", name="order"),
        CheckConstraint(
            "state = 'draft' OR (sent_at IS NOT NULL AND text_version IS NOT NULL"
            " AND content IS NOT NULL AND document IS NOT NULL AND sha256 IS NOT NULL"
            " AND sign_by_on IS NOT NULL AND expires_on IS NOT NULL)",
            name="sent",
        ),
        CheckConstraint("(state IN ('refused','withdrawn')) = (closed_at IS NOT NULL)", name="end"),
        Index(
            "uq_agreement_open", "engagement_id", unique=True,
            sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN,
        ),
        Index("ix_agreement_state", "municipality_id", "state"),
    )  # fmt: skip

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    engagement_id: Mapped[UUID] = mapped_column(ForeignKey("engagement.id"))
    number: Mapped[int]  # of the municipality; all that a file name says
    edition: Mapped[int] = mapped_column(default=1)
    changes_id: Mapped[UUID | None] = mapped_column(ForeignKey("agreement.id"))
    kind: Mapped[str]
    terms: Mapped[str]
    state: Mapped[str] = mapped_column(default=AgreementState.DRAFT)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    renewed_by_on: Mapped[date | None]  # the last day it holds as it stands
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    text_version: Mapped[str | None]
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), deferred=True)
    document: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str | None]
    made_by_id: Mapped[UUID]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]
    sent_by_id: Mapped[UUID | None]
    sign_by_on: Mapped[date | None]
    expires_on: Mapped[date | None]  # the last day it can be accepted
    reminded_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[UUID | None]
    closed_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    engagement: Mapped[Engagement] = relationship(lazy="joined", innerjoin=db.UNNESTED)
    acceptances: Mapped[list["Acceptance"]] = relationship(
        lazy="selectin", order_by="Acceptance.at", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    @property
    def user_id(self) -> UUID:
        """Return whose agreement it is."""
        return self.engagement.user_id

    @property
    def ordning_id(self) -> UUID:
        """Return the ordning the work is in."""
        return self.engagement.ordning_id

    @property
    def office_id(self) -> UUID:
        """Return the office that makes it."""
        return self.engagement.office_id

    @property
    def graded_ids(self) -> frozenset[UUID]:
        """Return the ids one must be named for to see this."""
        return self.engagement.graded_ids

    @property
    def state_code(self) -> AgreementState:
        """Return the state as its enum, for labels."""
        return AgreementState(self.state)

    @property
    def kind_code(self) -> AgreementKind:
        """Return the kind as its enum, for labels."""
        return AgreementKind(self.kind)

    @property
    def is_expired(self) -> bool:
        """Whether nobody accepted it in time: it must be sent anew."""
        is_waiting = self.state == AgreementState.SENT
        return is_waiting and clock.today() > (self.expires_on or date.max)

    @property
    def is_acceptable(self) -> bool:
        """Whether somebody may accept it today."""
        return self.state == AgreementState.SENT and not self.is_expired

    def acceptance(self, party: Party) -> "Acceptance | None":
        """Return how a party accepted it, if it has."""
        return next((it for it in self.acceptances if it.party == party), None)

    @property
    def worker_acceptance(self) -> "Acceptance | None":
        """Return the worker's acceptance."""
        return self.acceptance(Party.WORKER)

    @property
    def municipality_acceptance(self) -> "Acceptance | None":
        """Return the municipality's acceptance."""
        return self.acceptance(Party.MUNICIPALITY)


class Acceptance(db.Base):
    """That a party accepted exactly this document: who, when, and how surely we know who."""

    __tablename__ = "agreement_acceptance"
    __table_args__ = (
        UniqueConstraint("agreement_id", "party", name="uq_agreement_acceptance_party"),
        CheckConstraint("party IN ('worker','municipality')", name="party"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreement.id"), index=True)
    party: Mapped[str]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    assurance: Mapped[int]
    text_version: Mapped[str]
    sha256: Mapped[str]
    user: Mapped[User] = relationship(lazy="joined", innerjoin=db.UNNESTED)

    @property
    def level(self) -> Assurance:
        """Return the sign-in's level as its enum, for labels."""
        return Assurance(self.assurance)
