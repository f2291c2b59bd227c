"""What the log says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from portal.access.actor import Actor
from portal.audit.chain import GENESIS, details_hash, link_hash
from portal.audit.models import AuditDetails, AuditEvent
from portal.core import db

_LAST = select(func.max(AuditEvent.number)).where(
    AuditEvent.municipality_id == bindparam("municipality_id")
)
Link = tuple[AuditEvent, AuditDetails | None]


def tail(session: Session, municipality_id: UUID) -> tuple[int, str] | None:
    """Return (number, hash) of the last link of a municipality's chain."""
    query = (
        select(AuditEvent.number, AuditEvent.chain_hash)
        .where(AuditEvent.municipality_id == municipality_id)
        .order_by(AuditEvent.number.desc())
        .limit(1)
    )
    row = session.execute(query).first()
    return (row[0], row[1]) if row else None


def last_number(session: Session, municipality_id: UUID) -> int:
    """Return the number of the last event; 0 before the first. As cheap as a statement can be."""
    return session.connection().scalar(_LAST, {"municipality_id": municipality_id}) or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What somebody looks for in the log: of what, by whom, in which days. Nothing is all."""

    thing: str = ""
    actor_id: UUID | None = None
    first: datetime | None = None
    until: datetime | None = None


def of_municipality(actor: Actor, sought: Sought | None = None) -> Select[AuditEvent]:
    """Select the municipality's events, newest first."""
    sought = sought or Sought()
    query = select(AuditEvent).where(AuditEvent.municipality_id == actor.municipality_id)
    if sought.thing:
        query = query.where(AuditEvent.act.startswith(f"{sought.thing}:", autoescape=True))
    if sought.actor_id:
        query = query.where(AuditEvent.actor_id == sought.actor_id)
    if sought.first:
        query = query.where(AuditEvent.at >= sought.first)
    if sought.until:
        query = query.where(AuditEvent.at < sought.until)
    return query.order_by(AuditEvent.number.desc())


def of_thing(thing_id: UUID) -> Sequence[tuple[AuditEvent, AuditDetails | None]]:
    """Return what happened to one thing, oldest first. The caller has checked the access."""
    query = (
        select(AuditEvent, AuditDetails)
        .outerjoin(AuditDetails, AuditDetails.event_id == AuditEvent.id)
        .where(AuditEvent.thing_id == thing_id)
        .order_by(AuditEvent.number)
    )
    return [(event, details) for event, details in db.session().execute(query)]


def breaks(municipality_id: UUID) -> Iterator[tuple[int, str]]:
    """Yield (number, what is wrong) of every link that is not as it was written."""
    previous, expected = GENESIS, 1
    query = (
        select(AuditEvent, AuditDetails)
        .outerjoin(AuditDetails, AuditDetails.event_id == AuditEvent.id)
        .where(AuditEvent.municipality_id == municipality_id)
        .order_by(AuditEvent.number)
        .execution_options(yield_per=1000)
    )
    for event, details in cast("Iterator[Link]", db.session().execute(query)):
        if event.number != expected:
            yield expected, "missing"
        elif _hash_of(event, previous) != event.chain_hash:
            yield event.number, "changed"
        if details and details_hash(details.salt, details.details) != event.details_hash:
            yield event.number, "details changed"
        previous, expected = event.chain_hash, event.number + 1


def _hash_of(event: AuditEvent, previous: str) -> str:
    return link_hash(
        previous, event.number, event.at, event.id, event.actor_id, event.hat,
        event.act, event.thing, event.thing_id, event.details_hash,
    )  # fmt: skip
