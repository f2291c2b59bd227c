"""The log of what was done and what sensitive pages were read: append-only, chained.

The chain covers ids, codes and a salted hash of the details. The details lie in a table
of their own, so they can be erased when the law says so without breaking the chain.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import db


class AuditEvent(db.Base):
    """One link of a municipality's chain; ``number`` counts from 1 in each municipality."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("uq_audit_event_number", "municipality_id", "number", unique=True),
        Index("ix_audit_event_thing", "thing_id", "at"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    number: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    hat: Mapped[str | None]
    act: Mapped[str]  # "entry:approved", "child:read", "sign_in:refused"
    thing: Mapped[str]
    thing_id: Mapped[UUID | None]
    details_hash: Mapped[str]
    chain_hash: Mapped[str]


class AuditDetails(db.Base):
    """What more there is to say about an event; may be erased."""

    __tablename__ = "audit_details"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("audit_event.id"), index=True)
    salt: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
