"""The clock: started and stopped on the server, so any of one's devices can stop it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from portal.access.actor import NOBODY, Actor
from portal.audit.service import record, record_for
from portal.core import clock, db
from portal.core.errors import ConflictError, RefusedError
from portal.rules.spans import Span
from portal.shifts.models import Entry, RunningShift
from portal.shifts.states import EntrySource, ShiftKind
from portal.timesheets import queries, service
from portal.timesheets.lines import Line
from portal.timesheets.own_shifts import OwnShift

EARLIEST = timedelta(hours=1)  # before the plan
UNDO_WITHIN = timedelta(minutes=15)  # later there is time to lose: it is stopped instead
FORGOTTEN_AFTER = timedelta(hours=4)  # the end of the plan
RUNS_ALREADY = "Du har allerede en vakt som går. Stopp den først."
NOT_NOW = "Du kan starte vakten fra en time før den begynner, og til den er over."
TOO_LATE = "Vakten har gått for lenge til å angre. Stopp den, og forkast linja om den er feil."
NOTHING_RUNS = "Ingen vakt går nå. Er den stoppet, ligger timene under «Ikke sendt»."
NOT_RUNNING = "Vakten er allerede stoppet. Timene ligger under «Ikke sendt»."


def start(actor: Actor, own: OwnShift) -> RunningShift:
    """Start the clock of one's shift.

    A clock that was forgotten on an earlier shift is stopped first.
    """
    now = clock.now()
    if not can_start(own, now):
        raise RefusedError(NOT_NOW)
    earlier = queries.running(actor.user_id)
    if earlier is not None:
        if not is_forgotten(earlier, now):
            raise ConflictError(RUNS_ALREADY)
        _close(actor, earlier, now)
        db.session().flush()
    row = db.add(
        RunningShift(
            municipality_id=own.shift.municipality_id, user_id=actor.user_id,
            shift_id=own.shift.id, engagement_id=own.engagement.id, started_at=now,
        )
    )  # fmt: skip
    record(actor, "entry:started", "shift", own.shift.id)
    return row


def can_start(own: OwnShift | None, now: datetime) -> bool:
    """Whether the clock of a shift may be started now."""
    if own is None or not own.is_work or own.entry_id:
        return False
    return own.span.start - EARLIEST <= now < own.span.end


def stop(actor: Actor) -> Entry:
    """Stop the clock and keep the time, unsent; ConflictError when none runs."""
    row = queries.running(actor.user_id)
    if row is None:
        raise ConflictError(NOT_RUNNING)
    return _close(actor, row, clock.now())


def undo(actor: Actor) -> None:
    """Undo a start by mistake: nothing is logged, and the shift is there to start again.

    Raises ConflictError when no clock runs, RefusedError when it has run for a while.
    """
    row = queries.running(actor.user_id)
    if row is None:
        raise ConflictError(NOTHING_RUNS)
    if not can_undo(row, clock.now()):
        raise RefusedError(TOO_LATE)
    db.session().delete(row)
    record(actor, "entry:start_undone", "shift", row.shift_id)


def can_undo(row: RunningShift, now: datetime) -> bool:
    """Whether the clock has run so shortly that nothing is lost when it is put back."""
    return now - row.started_at < UNDO_WITHIN


def close_forgotten(now: datetime) -> Sequence[Entry]:
    """Stop every forgotten clock at the end of its plan, for its owner to say yes to."""
    return [_close(NOBODY, row, now) for row in queries.forgotten(now - FORGOTTEN_AFTER)]


def is_forgotten(row: RunningShift, now: datetime) -> bool:
    """Whether the clock runs so long after the plan that nobody can be at work."""
    return row.shift is not None and now > row.shift.ends_at + FORGOTTEN_AFTER


def _close(actor: Actor, row: RunningShift, now: datetime) -> Entry:
    line = line_of(row, now)
    owner = Actor(user_id=row.user_id, municipality_id=row.municipality_id, hat=actor.hat)
    entry = service.log_whatever(owner, line)
    db.session().delete(row)
    act = "entry:clock_closed" if is_forgotten(row, now) else "entry:stopped"
    record_for(row.municipality_id, actor, act, "entry", entry.id)
    return entry


def line_of(row: RunningShift, now: datetime) -> Line:
    """Return the line of a running clock if it were stopped now: whole minutes, at least one."""
    shift = row.shift
    start = _whole(row.started_at)
    planned = Span(shift.starts_at, shift.ends_at) if shift else None
    forgotten = is_forgotten(row, now)
    end = planned.end if forgotten and planned else _whole(now)
    return Line(
        engagement=row.engagement, span=Span(start, max(end, start + timedelta(minutes=1))),
        kind=ShiftKind(shift.kind) if shift else ShiftKind.ORDINARY,
        source=EntrySource.CLOSED_BY_SYSTEM if forgotten else EntrySource.CLOCKED,
        shift_id=row.shift_id, planned=planned,
    )  # fmt: skip


def _whole(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
