"""The clock: started and stopped on the server, so any of one's devices can stop it."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from portal.access.actor import NOBODY, Actor
from portal.audit.service import record, record_for
from portal.core import clock, db, runs
from portal.core.errors import ConflictError, RefusedError
from portal.core.runs import Tally
from portal.rules.spans import Span
from portal.shifts.models import Entry, RunningShift
from portal.shifts.states import EntryCode, EntrySource, ShiftKind
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
NOT_RUNNING = "Vakten er allerede stoppet eller ført. Timene ligger under «Mine timer»."


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


def stop(actor: Actor) -> Entry | None:
    """Stop the clock and keep the time, unsent; None when the shift is logged already.

    Raises ConflictError when none runs.
    """
    row = queries.running_in_turn(actor.user_id)
    if row is None:
        raise ConflictError(NOT_RUNNING)
    return _close(actor, row, clock.now())


def undo(actor: Actor) -> None:
    """Undo a start by mistake: nothing is logged, and the shift is there to start again.

    Raises ConflictError when no clock runs, RefusedError when it has run for a while.
    """
    row = queries.running_in_turn(actor.user_id)
    if row is None:
        raise ConflictError(NOTHING_RUNS)
    if not can_undo(row, clock.now()):
        raise RefusedError(TOO_LATE)
    db.session().delete(row)
    record(actor, "entry:start_undone", "shift", row.shift_id)


def can_undo(row: RunningShift, now: datetime) -> bool:
    """Whether the clock has run so shortly that nothing is lost when it is put back."""
    return now - row.started_at < UNDO_WITHIN


def close_forgotten(now: datetime) -> Tally:
    """Stop every forgotten clock at the end of its plan, for its owner to say yes to."""
    with db.unit(write=False):
        found = queries.forgotten(now - FORGOTTEN_AFTER)
    closing = (runs.alone(f"clock of {it}", partial(_close_forgotten, it, now)) for it in found)
    return sum(closing, Tally())


def _close_forgotten(user_id: UUID, now: datetime) -> int:
    row = queries.running_in_turn(user_id)
    if row is None or not is_forgotten(row, now):  # stopped meanwhile
        return 0
    _close(NOBODY, row, now)
    return 1


def is_forgotten(row: RunningShift, now: datetime) -> bool:
    """Whether the clock runs so long after the plan that nobody can be at work."""
    return row.shift is not None and now > row.shift.ends_at + FORGOTTEN_AFTER


def _close(actor: Actor, row: RunningShift, now: datetime) -> Entry | None:
    """Stop a clock whatever has become of its shift: a shift has one line, a person's time is kept.

    What the person has logged already is not logged once more. What somebody else has now is
    not theirs to log as that shift: the time stands as extra, for the coordinator to look at.
    """
    logged = queries.lines_of_shift(row.shift_id) if row.shift_id else ()
    db.session().delete(row)
    if any(it.user_id == row.user_id for it in logged):
        record_for(row.municipality_id, actor, "entry:clock_dropped", "shift", row.shift_id)
        return None
    line = line_of(row, now)
    is_lost = row.shift is not None and row.shift.user_id != row.user_id
    if is_lost or any(it.code != EntryCode.SICK for it in logged):
        line = line.as_extra()
    owner = Actor(user_id=row.user_id, municipality_id=row.municipality_id, hat=actor.hat)
    entry = service.log_whatever(owner, line)
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
