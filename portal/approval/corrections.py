"""Correct what is approved: the line stays, and a new one says how much more or less.

What is paid already becomes a plus or a minus in the next pay file.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.access.actor import Actor
from portal.accounts import queries as accounts
from portal.approval import disputes, queries
from portal.audit.service import record
from portal.core import clock, db
from portal.core.errors import ConflictError, RefusedError
from portal.messages.service import enqueue
from portal.municipality import settings as municipality_settings
from portal.shifts.models import Entry
from portal.shifts.states import EntryCode, EntrySource, EntryState, ShiftKind
from portal.timesheets.lifecycle import MOVED_ON
from portal.timesheets.lines import minutes_of

NOTHING_CHANGED = "Dette er det samme som før. Skriv det som er riktig."


@dataclass(frozen=True, slots=True)
class Total:
    """What a line comes to with all its corrections."""

    minutes: int
    vedtak_minutes: int
    pay_minutes: int
    km: int
    outlay_ore: int
    count: int  # of lines: what tells that somebody has corrected it meanwhile

    @classmethod
    def of(cls, chain: Sequence[Entry]) -> "Total":
        """Add up a line and its corrections."""
        return cls(
            sum(it.minutes for it in chain), sum(it.vedtak_minutes for it in chain),
            sum(it.pay_minutes for it in chain), sum(it.km for it in chain),
            sum(it.outlay_ore for it in chain), len(chain),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """What is right, whatever stood there before, and why it is corrected."""

    minutes: int
    km: int
    outlay_ore: int
    reason: str
    seen: int  # how many lines the chain had when it was read


def correct(actor: Actor, entry: Entry, right: Right) -> Entry:
    """Write the line that makes the chain come to what is right; approved by who corrects.

    Raises ConflictError when somebody has corrected it meanwhile, RefusedError when there is
    nothing to correct.
    """
    first = _original(entry)
    db.session().refresh(first, with_for_update={"of": Entry})  # two corrections come in turn
    chain = queries.chain(first)
    total = Total.of(chain)
    if not first.is_approved or total.count != right.seen:
        raise ConflictError(MOVED_ON)
    if (right.minutes, right.km, right.outlay_ore) == (total.minutes, total.km, total.outlay_ore):
        raise RefusedError(NOTHING_CHANGED)
    line = _line(actor, first, right, total, chain)
    db.add(line)
    db.session().flush()
    record(
        actor, "entry:corrected", "entry", first.id, correction=str(line.id), reason=right.reason,
        old={"minutes": total.minutes, "km": total.km, "outlay_ore": total.outlay_ore},
        new={"minutes": right.minutes, "km": right.km, "outlay_ore": right.outlay_ore},
    )  # fmt: skip
    disputes.settle(actor, first, right.reason)
    _tell(first, line)
    return line


def _original(entry: Entry) -> Entry:
    return db.session().get_one(Entry, entry.corrects_id) if entry.corrects_id else entry


def _line(actor: Actor, first: Entry, right: Right, total: Total, chain: Sequence[Entry]) -> Entry:
    settings = municipality_settings.all_on(first.municipality_id, clock.today())
    active = min(first.active_minutes, right.minutes)
    counted = minutes_of(ShiftKind(first.kind), right.minutes, active, settings)
    vedtak = 0 if first.code == EntryCode.SICK else counted.vedtak
    return Entry(
        municipality_id=first.municipality_id, ordning_id=first.ordning_id,
        engagement_id=first.engagement_id, engagement=first.engagement, ordning=first.ordning,
        corrects_id=first.id, code=EntryCode.CORRECTION, kind=first.kind,
        source=EntrySource.TYPED, state=EntryState.APPROVED,
        starts_at=first.starts_at, ends_at=first.ends_at,
        minutes=right.minutes - total.minutes,
        vedtak_minutes=vedtak - sum(it.vedtak_minutes for it in chain),
        pay_minutes=counted.pay - sum(it.pay_minutes for it in chain),
        km=right.km - total.km, outlay_ore=right.outlay_ore - total.outlay_ore,
        reason=right.reason, logged_by_id=actor.user_id,
        approved_at=clock.now(), approved_by_id=actor.user_id,
    )  # fmt: skip


def _tell(first: Entry, line: Entry) -> None:
    """Tell the worker and the family: the link, the day and nothing about the child."""
    leaders = queries.leader_users(first.ordning_id, clock.today())
    for user in {it.id: it for it in (first.engagement.worker.user, *leaders)}.values():
        enqueue(
            accounts.recipient(user), "entry_corrected", entry=str(first.id),
            starts_at=first.starts_at.isoformat(), minutes=line.minutes,
        )  # fmt: skip
