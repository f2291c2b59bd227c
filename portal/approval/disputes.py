"""A worker says that a line is wrong; the office answers, or corrects it, which is an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from portal.access.actor import Actor
from portal.accounts import queries as accounts
from portal.approval import queries
from portal.approval.models import Dispute
from portal.audit.service import record
from portal.core import clock, db
from portal.core.errors import ConflictError
from portal.messages.service import enqueue
from portal.shifts.models import Entry
from portal.timesheets.lifecycle import MOVED_ON, check_version

ALREADY = "Du har sagt fra om denne linja. Kontoret har ikke svart ennå."


@dataclass(frozen=True, slots=True)
class Disputed:
    """A line somebody says is wrong, and since when."""

    entry: Entry
    raised_at: datetime


def _first_id(entry: Entry) -> UUID:
    return entry.corrects_id or entry.id


def waiting_of(entry: Entry) -> Dispute | None:
    """Return what nobody has answered about a line."""
    query = select(Dispute).where(
        Dispute.entry_id == _first_id(entry), Dispute.answered_at.is_(None)
    )
    return db.session().scalar(query)


def waiting(actor: Actor) -> Sequence[Disputed]:
    """Return what the actor's office has not answered, the longest waiting first."""
    query = (
        queries.with_people()
        .add_columns(Dispute.raised_at)
        .join(Dispute, Dispute.entry_id == Entry.id)
        .where(Dispute.answered_at.is_(None), queries.in_own_office(actor))
        .order_by(Dispute.raised_at, Dispute.id)
    )
    return [Disputed(*row) for row in db.session().execute(query).unique()]


def raise_(actor: Actor, entry: Entry, version: int, said: str) -> None:
    """Tell the office that one does not agree with what became of a line."""
    check_version(entry, version)
    if waiting_of(entry):
        raise ConflictError(ALREADY)
    first = _first_id(entry)
    db.add(
        Dispute(
            municipality_id=entry.municipality_id, entry_id=first, said=said,
            raised_by_id=actor.user_id,
        )
    )  # fmt: skip
    record(actor, "entry:disputed", "entry", first, text=said)
    enqueue(queries.office_of(entry), "entry_disputed", entry=str(first))


def answer(actor: Actor, entry: Entry, text: str) -> None:
    """Answer the worker. Raises ConflictError when somebody else was first."""
    if not settle(actor, entry, text):
        raise ConflictError(MOVED_ON)
    record(actor, "entry:answered", "entry", _first_id(entry), text=text)
    user = entry.engagement.worker.user
    enqueue(accounts.recipient(user), "entry_answered", entry=str(_first_id(entry)))


def settle(actor: Actor, entry: Entry, text: str) -> bool:
    """Close what waits about a line, if anything does; a correction says it all by itself."""
    query = (
        select(Dispute)
        .where(Dispute.entry_id == _first_id(entry), Dispute.answered_at.is_(None))
        .with_for_update()
    )
    dispute = db.session().scalar(query)
    if dispute is None:
        return False
    dispute.answered_at, dispute.answered_by_id, dispute.answer = clock.now(), actor.user_id, text
    db.session().flush()
    return True
