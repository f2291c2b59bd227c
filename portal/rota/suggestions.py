"""What could be done about a finding, from what is read already. Nothing is done by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.engagements.models import Engagement
from portal.hours.findings import RotaFinding
from portal.rota import eligibility
from portal.rota.plan import Line
from portal.rota.week import Drawn
from portal.rules.findings import Code

SHORTEST = timedelta(minutes=30)  # a shift shorter than this is no shift
STEP = timedelta(minutes=5)
REST = timedelta(hours=11)  # AML § 10-8 (1), to either side of what a suggestion gives


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """Give a line to somebody else, or let it begin later."""

    line: Line
    engagement: Engagement | None = None
    starts_at: datetime | None = None


def for_finding(finding: RotaFinding, lines: Sequence[Line], drawn: Drawn) -> list[Suggestion]:
    """Return what would help, the gentlest first; nothing when nothing is known to."""
    drafted = [line for line in lines if line.draft and not line.is_cancelled]
    if not drafted or finding.engagement_id is None:
        return []
    line = max(drafted, key=lambda it: it.starts_at)
    return [*_another(line, drawn), *_later(finding, line)]


def _another(line: Line, drawn: Drawn) -> list[Suggestion]:
    """Somebody who is free, has rest to both sides in this rota, and can that day."""
    others = [one for one in drawn.rota.can_plan if one != line.engagement]
    able = [one for one in others if _is_able(one, line, drawn)]
    return [Suggestion(line=line, engagement=one) for one in able[:1]]


def _is_able(engagement: Engagement, line: Line, drawn: Drawn) -> bool:
    times = drawn.rota.times
    if times.absence(engagement.worker_id, line.on) or not times.can(engagement.worker_id, line.on):
        return False
    if eligibility.obstacle(engagement, line.span):
        return False
    near = (one for one in drawn.known if one.engagement == engagement and not one.is_cancelled)
    return all(_has_rest_between(one, line) for one in near)


def _has_rest_between(one: Line, other: Line) -> bool:
    return one.ends_at + REST <= other.starts_at or other.ends_at + REST <= one.starts_at


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
