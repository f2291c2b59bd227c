"""Attest, return, approve: by the family, by the coordinator, one line or many in one act."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, update

from portal.access.actor import Actor
from portal.accounts import queries as accounts
from portal.approval import office, queries
from portal.approval.states import TAKES_A_REASON
from portal.audit.service import record
from portal.core import clock, db
from portal.core.errors import RefusedError
from portal.messages.service import enqueue
from portal.municipality import settings as municipality_settings
from portal.shifts.models import Entry
from portal.shifts.states import EntryState
from portal.timesheets import told
from portal.timesheets.lifecycle import move

Keys = Mapping[UUID, int]  # a line's id and the version that was read
NOT_YET = "Familien har fortsatt tid til å attestere. Du kan ta over når fristen er ute."
SAY_WHY = "Skriv hvorfor timene godkjennes likevel."


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an act on many lines."""

    count: int
    minutes: int
    left_out: int  # changed since they were read, or not to be decided this way


# Many ------------------------------------------------------------------------------------


def attest_all(actor: Actor, keys: Keys) -> Done:
    """Attest the lines that are as planned; those that changed since they were read are left out.

    The same number of statements however many they are.
    """
    allowed = and_(Entry.state == EntryState.SUBMITTED, queries.in_own_families(actor))
    written = {"state": EntryState.ATTESTED, "attested_at": clock.now(),
               "attested_by_id": actor.user_id}  # fmt: skip
    return _all(actor, keys, and_(allowed, queries.is_green()), written, "entry:attested")


def unattest_all(actor: Actor, keys: Keys) -> Done:
    """Take back that lines are attested, while the municipality has not decided on them."""
    allowed = and_(queries.is_attested_by_family(), queries.in_own_families(actor))
    written = {"state": EntryState.SUBMITTED, "attested_at": None, "attested_by_id": None}
    return _all(actor, keys, allowed, written, "entry:unattested")


def approve_all(actor: Actor, keys: Keys) -> Done:
    """Approve the lines that are attested and have no flag; the rest is left out."""
    allowed = and_(Entry.state == EntryState.ATTESTED, queries.in_own_office(actor))
    written = {"state": EntryState.APPROVED, "approved_at": clock.now(),
               "approved_by_id": actor.user_id}  # fmt: skip
    return _all(actor, keys, and_(allowed, queries.is_green()), written, "entry:approved")


def attest_and_approve_all(actor: Actor, keys: Keys, ordning_id: UUID, reason: str) -> Done:
    """Attest and approve what a family has let lie though it is as planned, with one reason.

    Raises RefusedError without a reason. What changed since it was read is left out, and
    what the family still has time for.
    """
    if not reason:
        raise RefusedError(SAY_WHY)
    found = {it.id for it in office.silent(actor, ordning_id, _taken_over_before(actor))}
    now = clock.now()
    written = {
        "state": EntryState.APPROVED, "attested_at": now, "attested_by_id": actor.user_id,
        "attested_for_family_reason": reason, "approved_at": now,
        "approved_by_id": actor.user_id, "approval_reason": reason,
    }  # fmt: skip
    allowed = and_(Entry.state == EntryState.SUBMITTED, Entry.id.in_(found))
    acts = ("entry:attested_for_family", "entry:approved")
    return _all(actor, keys, allowed, written, *acts, reason=reason)


def _taken_over_before(actor: Actor) -> datetime:
    assert actor.municipality_id is not None
    settings = municipality_settings.all_on(actor.municipality_id, clock.today())
    return queries.take_over_before(settings, clock.now())


def _all(
    actor: Actor, keys: Keys, allowed: ColumnElement[bool], written: dict[str, Any],
    *acts: str, **said: str,
) -> Done:  # fmt: skip
    if not keys:
        return Done(0, 0, 0)
    statement = (
        update(Entry)
        .where(_as_read(keys), allowed)
        .values(version=Entry.version + 1, **written)
        .returning(Entry.id, Entry.minutes)
        .execution_options(synchronize_session=False)
    )
    done = db.session().execute(statement).all()
    for entry_id, _minutes in done:
        for act in acts:
            record(actor, act, "entry", entry_id, together=len(done), **said)
    return Done(len(done), sum(minutes for _id, minutes in done), len(keys) - len(done))


def _as_read(keys: Keys) -> ColumnElement[bool]:
    """Make the condition that a line is as it was read: a few versions, many ids."""
    by_version: dict[int, list[UUID]] = defaultdict(list)
    for entry_id, version in keys.items():
        by_version[version].append(entry_id)
    return or_(
        *(and_(Entry.version == version, Entry.id.in_(ids)) for version, ids in by_version.items())
    )


# One -------------------------------------------------------------------------------------


def attest(actor: Actor, entry: Entry, version: int) -> None:
    """Attest a line for the family."""
    move(entry, EntryState.ATTESTED, version=version)
    entry.attested_at, entry.attested_by_id = clock.now(), actor.user_id
    db.session().flush()
    record(actor, "entry:attested", "entry", entry.id)


def unattest(actor: Actor, entry: Entry, version: int) -> None:
    """Take back that a line is attested: it waits for the family anew."""
    move(entry, EntryState.SUBMITTED, version=version)
    entry.attested_at = entry.attested_by_id = None
    db.session().flush()
    record(actor, "entry:unattested", "entry", entry.id)


def approve(actor: Actor, entry: Entry, version: int, reason: str = "") -> None:
    """Approve a line; raise RefusedError when what is wrong with it takes a reason."""
    if needs_reason(entry) and not reason:
        raise RefusedError(SAY_WHY)
    move(entry, EntryState.APPROVED, version=version)
    _approve(actor, entry, reason)
    record(actor, "entry:approved", "entry", entry.id, reason=reason)


def needs_reason(entry: Entry) -> bool:
    """Whether one must say why a line is approved in spite of what is wrong with it."""
    return any(it.flag in TAKES_A_REASON for it in told.asking(entry))


def attest_and_approve(actor: Actor, entry: Entry, version: int, reason: str) -> None:
    """Attest for a family that has not, or cannot, and approve: silence never costs pay.

    Raises RefusedError while the family still has time, or without a reason.
    """
    if not is_taken_over(entry, clock.now()):
        raise RefusedError(NOT_YET)
    if not reason:
        raise RefusedError(SAY_WHY)
    move(entry, EntryState.ATTESTED, version=version)
    entry.attested_at, entry.attested_by_id = clock.now(), actor.user_id
    entry.attested_for_family_reason = reason
    move(entry, EntryState.APPROVED)
    _approve(actor, entry, reason)
    record(actor, "entry:attested_for_family", "entry", entry.id, reason=reason)
    record(actor, "entry:approved", "entry", entry.id)


def is_taken_over(entry: Entry, now: datetime) -> bool:
    """Whether the coordinator may attest: the family has had its time, or has nobody who can."""
    settings = municipality_settings.all_on(entry.municipality_id, clock.today())
    assert entry.submitted_at is not None
    is_late = entry.submitted_at < queries.take_over_before(settings, now)
    return is_late or queries.has_nobody_to_attest(entry, clock.today())


def _approve(actor: Actor, entry: Entry, reason: str) -> None:
    entry.approved_at, entry.approved_by_id = clock.now(), actor.user_id
    entry.approval_reason = reason
    db.session().flush()


def send_back(actor: Actor, entry: Entry, version: int, reason: str) -> None:
    """Return a line to the worker with a reason; it keeps its place and its history."""
    move(entry, EntryState.RETURNED, version=version)
    entry.returned_reason = reason
    entry.attested_at = entry.attested_by_id = None
    db.session().flush()
    record(actor, "entry:returned", "entry", entry.id, reason=reason)
    user = entry.engagement.worker.user
    enqueue(
        accounts.recipient(user), "entry_returned", entry=str(entry.id),
        starts_at=entry.starts_at.isoformat(), ends_at=entry.ends_at.isoformat(),
    )  # fmt: skip
