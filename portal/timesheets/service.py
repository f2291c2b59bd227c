"""Log hours, send them, take them back, change them. One worker's own, whoever's hat is on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.access.actor import Actor
from portal.audit.service import record
from portal.core import clock, db
from portal.core.errors import ConflictError
from portal.municipality.states import SettingKey
from portal.shifts.models import Entry, RunningShift
from portal.shifts.states import EntryState
from portal.timesheets import facts as facts_of
from portal.timesheets import judging
from portal.timesheets.facts import Facts
from portal.timesheets.judging import Problem
from portal.timesheets.lifecycle import MOVED_ON, check_version, move
from portal.timesheets.lines import Line


class CannotLogError(Exception):
    """A line cannot be logged as it is; ``problems`` say why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(it.obstacle for it in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Logged:
    """What came of logging: the lines, those that could not be, and what was known."""

    entries: Sequence[Entry]
    refused: Sequence[tuple[Line, list[Problem]]]
    facts: Facts


def log(actor: Actor, lines: Sequence[Line], *, send: bool = True) -> Logged:
    """Log lines of one worker, and send them; what cannot be logged is left out and told."""
    known = facts_of.read(lines, clock.today())
    good, refused = judging.sorted_out(lines, known, clock.now())
    written = _written(actor, good, known, send=send)
    _drop_clock(good, known)
    return Logged(written, refused, known)


def _drop_clock(lines: Sequence[Line], known: Facts) -> None:
    """Take away the clock that runs on what is logged now: there is no more for it to say."""
    for clock_id, shift_id in known.clocks.items():
        if shift_id in {it.shift_id for it in lines}:
            db.session().delete(db.session().get_one(RunningShift, clock_id))


def log_one(actor: Actor, line: Line, *, send: bool) -> Logged:
    """Log one line; raise CannotLogError when it cannot be."""
    done = log(actor, [line], send=send)
    if done.refused:
        raise CannotLogError(done.refused[0][1])
    return done


def log_whatever(actor: Actor, line: Line) -> Entry:
    """Keep a line whatever is wrong with it, unsent: a running clock can always be stopped."""
    known = facts_of.read([line], clock.today())
    return _written(actor, [line], known, send=False)[0]


def _written(actor: Actor, lines: Sequence[Line], known: Facts, *, send: bool) -> list[Entry]:
    told = judging.flags(lines, known, clock.today())
    entries = []
    for line, flags in zip(lines, told, strict=True):
        entry = Entry(
            municipality_id=line.engagement.municipality_id,
            engagement_id=line.engagement.id, engagement=line.engagement,
            ordning_id=line.engagement.ordning_id, ordning=line.engagement.ordning,
            shift_id=line.shift_id, state=EntryState.DRAFT, logged_by_id=actor.user_id,
            logged_at=clock.now(),
        )  # fmt: skip
        _fill(entry, line, flags, known)
        if send:
            _send(entry, known)
        entries.append(db.add(entry))
    db.session().flush()
    for entry in entries:
        record(actor, "entry:logged", "entry", entry.id, state=entry.state, **_said(entry))
    return entries


def _fill(entry: Entry, line: Line, flags: list[dict[str, Any]], known: Facts) -> None:
    counted = line.counted(known.settings)
    entry.code, entry.kind, entry.source = line.code, line.kind, line.source
    entry.starts_at, entry.ends_at = line.span.start, line.span.end
    entry.minutes, entry.active_minutes = counted.clock, line.active_minutes
    entry.vedtak_minutes, entry.pay_minutes = counted.vedtak, counted.pay
    entry.planned_minutes = line.planned.minutes if line.planned else None
    entry.km, entry.outlay_ore = line.km, line.outlay_ore
    entry.note, entry.reason = line.note, line.reason
    entry.flags, entry.needs_look = flags, judging.needs_look(flags)


def _send(entry: Entry, known: Facts) -> None:
    """Send a line to the family; where no family attests, on to the coordinator."""
    move(entry, EntryState.SUBMITTED)
    entry.submitted_at, entry.returned_reason = clock.now(), ""
    entry.attested_at = entry.attested_by_id = None
    if known.settings[SettingKey.ATTEST_REQUIRED] != "1":
        move(entry, EntryState.ATTESTED)


def _said(entry: Entry) -> dict[str, Any]:
    """What the log keeps of a line, so that old and new can be read side by side."""
    return {
        "code": entry.code, "starts_at": entry.starts_at.isoformat(),
        "ends_at": entry.ends_at.isoformat(), "minutes": entry.minutes, "km": entry.km,
        "outlay_ore": entry.outlay_ore,
    }  # fmt: skip


# Later -----------------------------------------------------------------------------------


def change(actor: Actor, entry: Entry, line: Line, *, version: int, send: bool) -> Logged:
    """Write a draft or a returned line anew, and perhaps send it.

    Raises CannotLogError; ConflictError when it has moved on since it was read.
    """
    _check_own(entry, version)
    known = facts_of.read([line], clock.today())
    found = judging.problems(line, known, clock.now())
    if found:
        raise CannotLogError(found)
    before = _said(entry)
    _fill(entry, line, judging.flags([line], known, clock.today())[0], known)
    if send:
        _send(entry, known)
    db.session().flush()
    after = _said(entry)
    changed = {name: old for name, old in before.items() if after[name] != old}
    record(
        actor, "entry:changed", "entry", entry.id, state=entry.state, sent=send,
        old=changed, new={name: after[name] for name in changed},
    )  # fmt: skip
    return Logged([entry], [], known)


def _check_own(entry: Entry, version: int) -> None:
    check_version(entry, version)
    if not entry.is_changeable:
        raise ConflictError(MOVED_ON)


def take_back(actor: Actor, entry: Entry, version: int) -> None:
    """Take back a line that nobody has attested; it is a draft again."""
    if not entry.is_retractable:
        raise ConflictError(MOVED_ON)
    move(entry, EntryState.DRAFT, version=version)
    entry.submitted_at = None
    record(actor, "entry:taken_back", "entry", entry.id)


def discard(actor: Actor, entry: Entry, version: int) -> None:
    """Throw away a draft or a returned line: it never counts, and its history stays."""
    move(entry, EntryState.DISCARDED, version=version)
    record(actor, "entry:discarded", "entry", entry.id, **_said(entry))
