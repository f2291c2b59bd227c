"""One worker's hours against the law, with every family of the same employer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from portal.engagements.models import Engagement
from portal.engagements.states import Kind, Terms
from portal.hours.pieces import Piece
from portal.hours.queries import Work
from portal.rules import avlaster_time, rest, working_time
from portal.rules.findings import Code, Finding, Rule, Severity
from portal.rules.overlaps import overlaps
from portal.rules.periods import DAY, clock, local_day, week_of
from portal.rules.rest import Agreement
from portal.rules.spans import Span, merged
from portal.rules.sundays import sundays

MARGIN = timedelta(days=28)  # a week for rest and hours, four for Sundays in a row
NOT_CLEARED = Rule(Code.NOT_CLEARED, Severity.BLOCK, "hol § 5-4")
NOT_ENGAGED = Rule(Code.NOT_ENGAGED, Severity.BLOCK, "")
STRENGTH = tuple(Agreement)
DAILY = {Code.DAILY_REST, Code.TOTAL_24H, Code.OVERTIME_24H}
WEEKLY = {Code.WEEKLY_REST, Code.WEEKLY_HOURS, Code.WEEK_60H, Code.WEEK_88H}


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of work on one worker's line; ``piece`` None: it is not being judged."""

    span: Span
    is_other_family: bool
    supplier_id: UUID | None
    engaged_as: str
    terms: str
    piece: Piece | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A finding on a worker's line, the judged pieces in it, and whether others' are too."""

    finding: Finding
    pieces: Sequence[Piece]
    involves_other_family: bool


def line_of(pieces: Iterable[Piece], others: Iterable[Work], ordning_id: UUID) -> list[Item]:
    """Return one worker's line: what is judged, and all other work."""
    judged = [
        Item(it.span, False, who.supplier_id, who.kind, who.terms, it)  # noqa: FBT003 - in order
        for it in pieces
        if (who := it.engagement)
    ]
    rest_of_line = [
        Item(
            it.span,
            it.ordning_id != ordning_id,
            it.supplier_id,
            it.engaged_as or "",
            it.terms or "",
        )
        for it in others
    ]
    return judged + rest_of_line


def check(line: Sequence[Item], agreement: Agreement) -> list[Found]:
    """Find what the law says about a worker's line, where it concerns a judged piece."""
    found = _apart(line, lambda items: overlaps(item.span for item in items))
    judged = [item for item in line if item.piece and item.terms != Terms.CONTRACTOR]
    for employer in {item.supplier_id for item in judged}:
        employed = [
            item for item in line if item.supplier_id == employer and item.terms != Terms.CONTRACTOR
        ]
        found += _apart(employed, lambda items: _hours(items, agreement))
    return found


def _hours(items: Sequence[Item], agreement: Agreement) -> list[Finding]:
    """The rules for avlastere hold the whole line of somebody who is one."""
    other = [item.span for item in items if item.engaged_as != Kind.AVLASTER]
    has_agreement = agreement is not Agreement.NONE
    found = working_time.check(other, agreement) if other else []
    found += sundays(other, has_agreement=has_agreement)
    if len(other) == len(items):
        return found
    line = [
        rest.Shift(item.span.start, item.span.end, rest.Work.ORDINARY)
        if item.engaged_as == Kind.AVLASTER
        else rest.Shift(item.span.start, item.span.end, rest.Work.OTHER)
        for item in items
    ]
    return found + avlaster_time.check(line, averaging=has_agreement)


def _apart(line: Sequence[Item], rule: Callable[[Sequence[Item]], list[Finding]]) -> list[Found]:
    """Ask a rule about the whole line, and tell what the own family's part alone gives."""
    own = [item for item in line if not item.is_other_family]
    alone = rule(own) if len(own) < len(line) else None
    blocks = merged(item.span for item in line)
    found = []
    for finding in rule(line):
        reach = _reach(finding, blocks)
        pieces = [item.piece for item in line if item.piece and item.span.clip(reach)]
        if pieces:
            found.append(Found(finding, pieces, alone is not None and finding not in alone))
    return found


def _reach(finding: Finding, blocks: Sequence[Span]) -> Span:
    """The stretch of the line that a finding is about."""
    at = finding.at
    if finding.code is Code.OVERLAP:
        return Span(at, at + timedelta(minutes=finding.numbers["overlap_minutes"]))
    if finding.code is Code.SUNDAY:
        sunday = local_day(at)
        first = sunday - 7 * DAY * (finding.numbers["sundays_in_a_row"] - 1)
        return Span(clock(first - DAY, 18), clock(sunday, 22))
    if finding.code in WEEKLY:
        week = week_of(local_day(at)).span
        return Span(week.start, max(week.end, _after(finding) or week.end))
    block = next(it for it in blocks if it.start <= at < it.end)
    if finding.code is Code.REST_16H:
        day = timedelta(hours=16)
        return Span(block.start - day, block.end + day)
    if finding.code in DAILY:
        return Span(at, max(block.end, at + timedelta(hours=24)))
    return block


def _after(finding: Finding) -> datetime | None:
    """Just into what ends a rest that was too short."""
    return finding.free_to + timedelta(minutes=1) if finding.free_to else None


def papers(piece: Piece) -> list[Finding]:
    """Find whether somebody may be planned at all: papers in place, and engaged on the day."""
    who = piece.engagement
    if who is None:
        return []
    found = [] if who.is_cleared else [NOT_CLEARED.breach(piece.span.start, None)]
    return found + (
        [] if _is_engaged(who, piece.span) else [NOT_ENGAGED.breach(piece.span.start, None)]
    )


def _is_engaged(who: Engagement, span: Span) -> bool:
    last = local_day(span.end - timedelta.resolution)
    return (
        who.valid_from <= local_day(span.start)
        and (who.valid_to is None or last <= who.valid_to)
        and (who.ended_at is None or span.end <= who.ended_at)
    )


def strongest(*agreements: str) -> Agreement:
    """Return the agreement that allows most: the engagement's own or the municipality's."""
    return max((Agreement(it) for it in agreements), key=STRENGTH.index)
