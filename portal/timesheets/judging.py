"""What stands in the way of a line, and what somebody should look at. Pure: facts in, data out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from portal.families.states import Service
from portal.hours import counting, working
from portal.hours.figures import ZERO
from portal.hours.pieces import Piece
from portal.hours.queries import Work
from portal.municipality.states import SettingKey
from portal.rules.budget import rounded
from portal.rules.findings import Code, Finding, Severity
from portal.rules.periods import Days, days_between, local_day, month_of, whole_days, year_of
from portal.rules.spans import Span
from portal.shifts.states import EntryCode, EntrySource
from portal.timesheets.facts import Facts, Logged, Used
from portal.timesheets.lines import Line, agreed_minutes
from portal.timesheets.states import Flag, Obstacle
from portal.vedtak.timeline import Pot

LINE_FLAGS = {
    EntryCode.EXTRA: Flag.EXTRA,
    EntryCode.SICK: Flag.SICK,
    EntryCode.LATE_CANCELLED: Flag.LATE_CANCELLED,
}
Told = dict[str, Any]  # a flag as it is stored: {"code": …} and its numbers


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line cannot be logged; ``span`` is the other line it overlaps."""

    obstacle: Obstacle
    span: Span | None = None


# What stands in the way --------------------------------------------------------------------


def problems(line: Line, facts: Facts, now: datetime) -> list[Problem]:
    """Return why a line cannot be logged as it is; empty when it can."""
    found = [Problem(it) for it in _of_engagement(line)]
    if line.span.end > now:
        found.append(Problem(Obstacle.FUTURE))
    if line.span.minutes > line.longest_minutes:
        found.append(Problem(Obstacle.TOO_LONG))
    if line.km and facts.settings[SettingKey.OWN_CAR_ALLOWED] != "1":
        found.append(Problem(Obstacle.OWN_CAR))
    if line.active_minutes > line.span.minutes:
        found.append(Problem(Obstacle.AWAKE))
    if _must_say_why(line) and not line.reason:
        found.append(Problem(Obstacle.REASON))
    return found + [Problem(Obstacle.OVERLAP, it) for it in logged_twice(line, facts.work)]


def sorted_out(
    lines: Sequence[Line], facts: Facts, now: datetime
) -> tuple[list[Line], list[tuple[Line, list[Problem]]]]:
    """Return the lines that can be logged, each after the ones before it, and those that cannot."""
    good: list[Line] = []
    bad: list[tuple[Line, list[Problem]]] = []
    for line in lines:
        found = problems(line, facts, now)
        found += [
            Problem(Obstacle.OVERLAP, it.span)
            for it in good
            if it.is_work and line.is_work and it.span.clip(line.span)
        ]
        if found:
            bad.append((line, found))
        else:
            good.append(line)
    return good, bad


def _of_engagement(line: Line) -> Iterable[Obstacle]:
    who = line.engagement
    if not who.was_cleared and not who.awaits_signature:  # what lapses later never costs hours
        yield Obstacle.NOT_CLEARED
    if local_day(line.span.start) < who.loggable_from:
        yield Obstacle.NOT_BEGUN
    last_day = local_day(line.span.end - timedelta.resolution)
    over = who.valid_to is not None and last_day > who.valid_to
    if over or (who.ended_at is not None and line.span.end > who.ended_at):
        yield Obstacle.ENDED


def _must_say_why(line: Line) -> bool:
    """Typed times that are not the plan's need a word; a clock speaks for itself."""
    if line.code is EntryCode.SICK:
        return False
    return (
        not line.planned
        or (line.source is EntrySource.TYPED and line.differs)
        or (line.code is EntryCode.LATE_CANCELLED)
    )


def logged_twice(line: Line, work: Iterable[Work]) -> list[Span]:
    """Return the other logged lines that the line overlaps; a plan is not in the way of work."""
    if not line.is_work:
        return []
    return [it.span for it in work if it.id != it.shift_id and it.span.clip(line.span)]


# What to look at ---------------------------------------------------------------------------


def flags(lines: Sequence[Line], facts: Facts, today: date) -> list[list[Told]]:
    """Return each line's flags, what is said first, first. One worker's lines."""
    of_law = _working_time(lines, facts)
    used = {ordning_id: list(of) for ordning_id, of in facts.used.items()}
    logged = {ordning_id: list(of) for ordning_id, of in facts.logged.items()}
    km, paid = dict(facts.km), dict(facts.paid)
    found = []
    for number, line in enumerate(lines):
        told = [*_of_line(line, today, facts), *of_law[number]]
        told += [{"code": Flag.OVERLAP, "minutes": it.minutes} for it in _overlaps(line, facts)]
        told += _over_vedtak(line, facts, used)
        told += _over_limits(line, facts, logged)
        told += _over_agreed(line, facts, paid)
        told += _over_cap(line, km)
        found.append(sorted(told, key=lambda it: tuple(Flag).index(it["code"])))
    return found


def needs_look(flags: Iterable[Told]) -> bool:
    """Whether any of the flags asks for a person: a law's mild warning alone does not."""
    return any(it.get("severity") != Severity.WARN for it in flags)


def _of_line(line: Line, today: date, facts: Facts) -> Iterable[Told]:
    if line.code in LINE_FLAGS:
        yield {"code": LINE_FLAGS[line.code], "minutes": line.span.minutes}
    if line.code is EntryCode.WORKED and line.planned and line.differs:
        yield {"code": Flag.DIFFERS, "minutes": line.span.minutes - line.planned.minutes}
    if line.source is EntrySource.CLOSED_BY_SYSTEM:
        yield {"code": Flag.CLOSED_BY_SYSTEM}
    days = (today - local_day(line.span.start)).days
    if days > int(facts.settings[SettingKey.LATE_AFTER_DAYS]):
        yield {"code": Flag.LATE, "days": days}


def _overlaps(line: Line, facts: Facts) -> list[Span]:
    parts = (span.clip(line.span) for span in logged_twice(line, facts.work))
    return [part for part in parts if part]


# Working time


def _working_time(lines: Sequence[Line], facts: Facts) -> list[list[Told]]:
    """Ask the law about all of a worker's time.

    Family by family, so that what another family's shifts cause can be told apart.
    """
    pieces = {number: _piece(line) for number, line in enumerate(lines) if line.is_work}
    found: list[list[Told]] = [[] for _line in lines]
    for ordning_id in {line.engagement.ordning_id for line in lines}:
        own = [it for n, it in pieces.items() if lines[n].engagement.ordning_id == ordning_id]
        beside = [it for n, it in pieces.items() if lines[n].engagement.ordning_id != ordning_id]
        line = working.line_of(own, [*facts.work, *map(_work_of, beside)], ordning_id)
        agreements = {it.engagement.agreement for it in own if it.engagement}
        agreement = working.strongest(facts.settings[SettingKey.AGREEMENT], *agreements)
        for found_here in working.check(line, agreement):
            if found_here.finding.code is not Code.OVERLAP:
                told = _told(found_here.finding, other_family=found_here.involves_other_family)
                for number, piece in pieces.items():
                    found[number] += [told] if piece in found_here.pieces else []
    return found


def _piece(line: Line) -> Piece:
    return Piece(line.span, line.engagement, line.kind, shift_id=line.shift_id)


def _work_of(piece: Piece) -> Work:
    who = piece.engagement
    assert who is not None
    return Work(
        who.id, piece.span, who.ordning_id, piece.shift_id, piece.kind,
        who.id, who.worker_id, who.supplier_id, who.kind, who.terms,
    )  # fmt: skip


def _told(finding: Finding, *, other_family: bool) -> Told:
    return {
        "code": Flag.WORKING_TIME,
        "finding": finding.code,
        "severity": finding.severity,
        "section": finding.section,
        "at": finding.at.isoformat(),
        "numbers": dict(finding.numbers),
        "allowed_if": finding.allowed_if,
        "free_from": finding.free_from.isoformat() if finding.free_from else None,
        "free_to": finding.free_to.isoformat() if finding.free_to else None,
        "other_family": other_family,
    }


# The vedtak and the kilometres


def _over_vedtak(line: Line, facts: Facts, used: dict[UUID, list[Used]]) -> Iterable[Told]:
    """Hours beyond what is granted: in the month when it is granted by month, else in the year.

    What came over from last year counts as granted, as in the account. Later lines of the same
    act come on top of the earlier ones. On a day without a vedtak all of it is beyond, however
    much was left when it ran out.
    """
    minutes = line.counted(facts.settings).vedtak
    if not minutes:
        return
    ordning_id, day = line.engagement.ordning_id, local_day(line.span.start)
    pots = facts.granted.get(ordning_id, {})
    is_long = whole_days(line.span) > 0
    pot = _pot(line.engagement.kind, is_long, line, pots)
    grant = facts.grant(ordning_id, pot)
    if not grant.covers(day):
        yield {"code": Flag.OVER_VEDTAK, "minutes": minutes, "per": "none"}
        return
    before = used.setdefault(ordning_id, [])
    of_pot = [it for it in before if _pot(it.engaged_as, it.is_dogn_long, line, pots) == pot]

    def taken(days: Days) -> Fraction:
        return sum((Fraction(it.minutes) for it in of_pot if days.clip(it.month, it.month)), ZERO)

    whole, days = ("month", month_of(day)) if grant.is_monthly(day) else ("year", year_of(day))
    carried = grant.carried_in(year_of(day), taken)
    exact = grant.month(days, carried, taken) if whole == "month" else grant.within(days) + carried
    limit, earlier = rounded(exact), int(taken(days))
    before.append(Used(day.replace(day=1), line.engagement.kind, is_long, minutes))
    over = min(earlier + minutes - limit, minutes)
    if over > 0:
        yield {
            "code": Flag.OVER_VEDTAK, "minutes": over, "per": whole,
            "granted": limit, "used": earlier + minutes, "from_on": days.from_on.isoformat(),
        }  # fmt: skip


def _over_limits(line: Line, facts: Facts, logged: dict[UUID, list[Logged]]) -> Iterable[Told]:
    """Hours beyond a limit of a day, a week or a month that the vedtak has on top of the total."""
    ordning_id = line.engagement.ordning_id
    pots = facts.granted.get(ordning_id, {})
    own = Logged(line.span, line.engagement.kind, line.counted(facts.settings).vedtak)
    pot = _pot(own.engaged_as, own.is_dogn_long, line, pots)
    before = logged.setdefault(ordning_id, [])
    of_pot = [it for it in before if _pot(it.engaged_as, it.is_dogn_long, line, pots) == pot]
    before.append(own)
    for limit in facts.grant(ordning_id, pot).limits:
        for days in limit.periods(days_between(line.span)):
            share = own.inside(days)
            total = share + sum(it.inside(days) for it in of_pot)
            over = rounded(min(total - limit.minutes, share))
            if over > 0:
                yield {
                    "code": Flag.OVER_LIMIT, "minutes": over, "per": limit.kind,
                    "granted": limit.minutes, "used": rounded(total),
                    "from_on": days.from_on.isoformat(),
                }  # fmt: skip


def _pot(engaged_as: str, is_long: bool, line: Line, pots: Iterable[Pot]) -> Pot:  # noqa: FBT001 - a column
    own = Service(line.engagement.ordning.service)
    return counting.pot_of(engaged_as, is_dogn_long=is_long, own=own, granted=tuple(pots))


def _over_agreed(line: Line, facts: Facts, paid: dict[tuple[UUID, date], int]) -> Iterable[Told]:
    """Hours of the month beyond what was agreed with whoever worked them: never refused."""
    if line.code is EntryCode.SICK:
        return
    who, month = line.engagement, month_of(local_day(line.span.start))
    minutes = line.counted(facts.settings).pay
    key = who.id, month.from_on
    paid[key] = paid.get(key, 0) + minutes
    agreed = agreed_minutes(who, month)
    if agreed is None or not minutes:
        return
    over = min(paid[key] - agreed, minutes)
    if over > 0:
        yield {
            "code": Flag.OVER_AGREED, "minutes": over, "agreed": agreed,
            "used": paid[key], "from_on": month.from_on.isoformat(),
        }  # fmt: skip


def _over_cap(line: Line, km: dict[tuple[UUID, date], int]) -> Iterable[Told]:
    """Kilometres beyond what was agreed a month: shown, so that nobody loses them unseen."""
    cap = line.engagement.km_cap_month
    key = line.engagement.id, local_day(line.span.start).replace(day=1)
    earlier, km[key] = km.get(key, 0), km.get(key, 0) + line.km
    if cap is not None and line.km and km[key] > cap:
        yield {"code": Flag.KM_OVER_CAP, "km": min(line.km, km[key] - cap), "cap": cap,
               "used": earlier + line.km}  # fmt: skip
