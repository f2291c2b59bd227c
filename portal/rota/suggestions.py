"""What could be done about a finding, from what is read already. Nothing is done by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.engagements.models import Engagement
from portal.hours.findings import Piece, RotaFinding
from portal.hours.proposal import Proposal
from portal.rota.plan import Line
from portal.rota.week import Drawn
from portal.rules.findings import Code
from portal.shifts.states import ShiftKind

SHORTEST = timedelta(minutes=30)  # a shift shorter than this is no shift
STEP = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """Give a line to somebody else, or let it begin later."""

    line: Line
    engagement: Engagement | None = None
    starts_at: datetime | None = None


def for_finding(
    finding: RotaFinding, lines: list[Line], drawn: Drawn, proposed: Proposal
) -> list[Suggestion]:
    """Return what would help, the gentlest first; nothing when nothing is known to."""
    drafted = [line for line in lines if line.draft]
    if not drafted or finding.engagement_id is None:
        return []
    line = max(drafted, key=lambda it: it.starts_at)
    return [*_another(line, drawn, proposed), *_later(finding, line)]


def _another(line: Line, drawn: Drawn, proposed: Proposal) -> list[Suggestion]:
    """Somebody who is free, rested and not away; who is there most that week comes first."""
    others = [one for one in drawn.rota.can_plan if one != line.engagement]
    others.sort(key=lambda one: -sum(it.engagement == one for it in drawn.lines))
    able = (one for one in others if _is_able(one, line, drawn, proposed))
    return [Suggestion(line=line, engagement=one) for one in [next(able, None)] if one]


def _is_able(engagement: Engagement, line: Line, drawn: Drawn, proposed: Proposal) -> bool:
    times, worker_id = drawn.rota.times, engagement.worker_id
    if times.is_away(worker_id, line.span) or not times.can_then(worker_id, line.span):
        return False
    return proposed.could_take(Piece(line.span, engagement, ShiftKind(line.kind)))


def _later(finding: RotaFinding, line: Line) -> list[Suggestion]:
    """Begin when the rest has been long enough."""
    rest = finding.finding
    if rest.code is not Code.DAILY_REST or rest.free_from is None or rest.free_to is None:
        return []
    start = rest.free_from + timedelta(minutes=rest.numbers["required_minutes"])
    if rest.free_to != line.starts_at or start + SHORTEST > line.ends_at:
        return []
    return [Suggestion(line=line, starts_at=_rounded_up(start))]


def _rounded_up(at: datetime) -> datetime:
    over = timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)
    return at + (STEP - over) if over else at
