"""Write in the log. Events wait until everything else of the unit is written.

They are appended in one insert, last in the transaction, by whoever holds the chain.
"""

import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from portal.access.actor import Actor
from portal.audit import queries
from portal.audit.chain import GENESIS, details_hash, link_hash
from portal.audit.models import AuditDetails, AuditEvent
from portal.core import clock, db, ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened, before it has a place in the chain."""

    municipality_id: UUID
    act: str
    thing: str
    thing_id: UUID | None
    actor_id: UUID | None
    hat: str | None
    details: dict[str, Any]


def record(actor: Actor, act: str, thing: str, thing_id: UUID | None, **details: object) -> None:
    """Log an act of a signed-in actor. ``details`` is plain JSON: ids, codes, old and new."""
    assert actor.municipality_id is not None
    record_for(actor.municipality_id, actor, act, thing, thing_id, **details)


def record_for(
    municipality_id: UUID,
    actor: Actor,
    act: str,
    thing: str,
    thing_id: UUID | None,
    **details: object,
) -> None:
    """Log an act in a municipality's log, also when nobody is signed in."""
    event = Event(
        municipality_id=municipality_id, act=act, thing=thing, thing_id=thing_id,
        actor_id=actor.user_id, hat=actor.hat, details=details,
    )  # fmt: skip
    db.session().info.setdefault("audit", []).append(event)


def record_aside(
    actor: Actor, act: str, thing: str, thing_id: UUID | None, **details: object
) -> None:
    """Log however the unit ends, on a connection of its own: for what is read or refused."""
    if actor.municipality_id is None:
        return
    event = Event(
        municipality_id=actor.municipality_id, act=act, thing=thing, thing_id=thing_id,
        actor_id=actor.user_id, hat=actor.hat, details=details,
    )  # fmt: skip
    db.afterwards(lambda own: _append(own, [event]))


def append_pending(session: Session) -> None:
    """Append what the unit recorded; ``db.commit`` calls this last."""
    events: list[Event] = session.info.pop("audit", [])
    if events:
        _append(session, events)


def _append(session: Session, events: list[Event]) -> None:
    rows: list[dict[str, Any]] = []
    details: list[dict[str, Any]] = []
    for municipality_id in sorted({event.municipality_id for event in events}, key=str):
        _hold_chain(session, municipality_id)
        number, previous = queries.tail(session, municipality_id) or (0, GENESIS)
        for event in events:
            if event.municipality_id == municipality_id:
                row, detail = _link(event, number + 1, previous)
                number, previous = row["number"], row["chain_hash"]
                rows.append(row)
                details.append(detail)
    session.execute(insert(AuditEvent), rows)
    session.execute(insert(AuditDetails), details)


def _hold_chain(session: Session, municipality_id: UUID) -> None:
    """Let one transaction at a time append to a chain (SQLite has one writer anyway)."""
    if session.get_bind().dialect.name == "postgresql":
        key = municipality_id.int & 0x7FFFFFFFFFFFFFFF
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def _link(event: Event, number: int, previous: str) -> tuple[dict[str, Any], dict[str, Any]]:
    salt, at, event_id = secrets.token_hex(16), clock.now(), ids.new_id()
    hashed = details_hash(salt, event.details)
    chained = link_hash(
        previous, number, at, event_id, event.actor_id, event.hat, event.act,
        event.thing, event.thing_id, hashed,
    )  # fmt: skip
    row = {
        "id": event_id, "municipality_id": event.municipality_id, "number": number, "at": at,
        "actor_id": event.actor_id, "hat": event.hat, "act": event.act, "thing": event.thing,
        "thing_id": event.thing_id, "details_hash": hashed, "chain_hash": chained,
    }  # fmt: skip
    detail = {
        "id": ids.new_id(), "municipality_id": event.municipality_id,
        "event_id": event_id, "salt": salt, "details": event.details,
    }  # fmt: skip
    return row, detail
