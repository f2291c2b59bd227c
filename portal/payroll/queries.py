"""What can be paid, and what has been put in files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import undefer

from portal.access.actor import Actor
from portal.core import db
from portal.engagements.models import Engagement
from portal.municipality.models import Municipality, Supplier
from portal.payroll.models import BatchedEntry, PayBatch, PayLine
from portal.shifts.models import Entry
from portal.shifts.states import APPROVED_STATES, EntryState

_IS_PAYABLE = (Entry.state == EntryState.APPROVED) & Engagement.cleared_at.is_not(None)
# All that is missing is that both accept an agreement that has been sent.
_IS_UNSIGNED = (Engagement.lacks_only_contract, Engagement.hours_from_on.is_not(None))


@dataclass(frozen=True, slots=True)
class Ready:
    """What one employer can pay now."""

    supplier_id: UUID | None
    employer: str
    entries: int
    workers: int
    minutes: int


def _of_employer(supplier_id: UUID | None) -> ColumnElement[bool]:
    return (
        Engagement.supplier_id.is_(None)
        if supplier_id is None
        else Engagement.supplier_id == supplier_id
    )


def _is_payable(until: datetime) -> ColumnElement[bool]:
    """Make the condition: approved, worked before the cut, and the papers are in place."""
    return _IS_PAYABLE & (Entry.starts_at < until)


def ready(actor: Actor, until: datetime, own_name: str) -> list[Ready]:
    """Return what waits per employer, the municipality first."""
    query = (
        select(
            Engagement.supplier_id,
            Supplier.name,
            func.count(Entry.id),
            func.count(func.distinct(Engagement.worker_id)),
            func.sum(Entry.pay_minutes),
        )
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .outerjoin(Supplier, Engagement.supplier_id == Supplier.id)
        .where(Entry.municipality_id == actor.municipality_id, _is_payable(until))
        .group_by(Engagement.supplier_id, Supplier.name)
    )
    found = [
        Ready(supplier_id, name or own_name, entries, workers, int(minutes))
        for supplier_id, name, entries, workers, minutes in db.session().execute(query)
    ]
    return sorted(found, key=lambda one: (one.supplier_id is not None, one.employer))


@dataclass(frozen=True, slots=True)
class Held:
    """How many approved lines cannot be paid yet, by why."""

    unsigned: int = 0  # the agreement is sent, and not accepted by both
    lacking: int = 0  # other papers are missing


def held(actor: Actor, until: datetime) -> Held:
    """Return how many approved lines wait for papers; one statement."""
    is_unsigned = case((and_(*_IS_UNSIGNED), 1), else_=0)
    query = (
        select(is_unsigned, func.count(Entry.id))
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .where(
            Entry.municipality_id == actor.municipality_id,
            Entry.state == EntryState.APPROVED,
            Entry.starts_at < until,
            Engagement.cleared_at.is_(None),
        )
        .group_by(is_unsigned)
    )
    counts = {bool(unsigned): count for unsigned, count in db.session().execute(query)}
    return Held(counts.get(True, 0), counts.get(False, 0))


def payable(municipality_id: UUID, supplier_id: UUID | None, until: datetime) -> Sequence[Entry]:
    """Return one employer's payable entries, held until the commit: two batches take turns."""
    employer = _of_employer(supplier_id)
    query = (
        select(Entry)
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .where(Entry.municipality_id == municipality_id, employer, _is_payable(until))
        .order_by(Entry.starts_at, Entry.id)
        .with_for_update(of=Entry)
    )
    return db.session().scalars(query).all()


def chains(entries: Iterable[Entry]) -> dict[UUID, list[Entry]]:
    """Return the lines that some entries correct, each with all its corrections, oldest first."""
    corrected = {entry.corrects_id for entry in entries if entry.corrects_id}
    if not corrected:
        return {}
    query = select(Entry).where(
        or_(Entry.id.in_(corrected), Entry.corrects_id.in_(corrected)),
        Entry.state.in_(APPROVED_STATES),
    )
    found: dict[UUID, list[Entry]] = {}
    order = (Entry.corrects_id.is_not(None), Entry.logged_at, Entry.id)
    for entry in db.session().scalars(query.order_by(*order)):
        found.setdefault(entry.corrects_id or entry.id, []).append(entry)
    return found


def first_payable(municipality_id: UUID, supplier_id: UUID | None) -> datetime | None:
    """Return when the first of one employer's payable entries began."""
    query = (
        select(Entry.starts_at)
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .where(Entry.municipality_id == municipality_id, _of_employer(supplier_id), _IS_PAYABLE)
        .order_by(Entry.starts_at)
        .limit(1)
    )
    return db.session().scalar(query)


def next_number(municipality_id: UUID) -> int:
    """Return the number of the next batch; the municipality is held, so two never meet."""
    db.hold(Municipality, municipality_id)
    query = select(func.max(PayBatch.number)).where(PayBatch.municipality_id == municipality_id)
    return (db.session().scalar(query) or 0) + 1


def batches(actor: Actor) -> Select[PayBatch]:
    """Select the municipality's batches, newest first."""
    return (
        select(PayBatch)
        .where(PayBatch.municipality_id == actor.municipality_id)
        .order_by(PayBatch.number.desc())
    )


def one(actor: Actor, batch_id: UUID) -> PayBatch | None:
    """Return one of the municipality's batches."""
    return db.session().scalar(batches(actor).where(PayBatch.id == batch_id))


def with_content(actor: Actor, batch_id: UUID) -> PayBatch | None:
    """Return a batch with the bytes of its file."""
    query = batches(actor).where(PayBatch.id == batch_id).options(undefer(PayBatch.content))
    return db.session().scalar(query)


def suppliers(municipality_id: UUID) -> dict[UUID, str]:
    """Return the names of the suppliers."""
    query = select(Supplier.id, Supplier.name).where(Supplier.municipality_id == municipality_id)
    return {row.id: row.name for row in db.session().execute(query)}


def entry_ids(batch_id: UUID) -> Select[UUID]:
    """Select the ids of the entries in a batch."""
    return select(BatchedEntry.entry_id).where(BatchedEntry.batch_id == batch_id)


def sums(batch_id: UUID) -> Sequence[tuple[str, int, int]]:
    """Return (wage code, quantity, øre) of a batch, by code."""
    query = (
        select(PayLine.wage_code, func.sum(PayLine.quantity), func.sum(PayLine.amount_ore))
        .where(PayLine.batch_id == batch_id)
        .group_by(PayLine.wage_code)
        .order_by(PayLine.wage_code)
    )
    return [(code, int(quantity), int(ore)) for code, quantity, ore in db.session().execute(query)]
