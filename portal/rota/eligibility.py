"""Whether somebody may be given a shift at all: engaged then, papers in place, not away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from portal.engagements.models import Engagement
from portal.rules.periods import Days, local_day
from portal.rules.spans import Span


@dataclass(frozen=True, slots=True)
class Times:
    """When people are away, and on which weekdays they can work at all."""

    away: Mapping[UUID, Sequence[tuple[Days, str]]] = field(default_factory=dict)
    weekdays: Mapping[UUID, frozenset[int]] = field(default_factory=dict)

    def absence(self, worker_id: UUID, day: date) -> str | None:
        """Return the kind of absence on a day."""
        found = (kind for days, kind in self.away.get(worker_id, ()) if days.clip(day, day))
        return next(found, None)

    def can(self, worker_id: UUID, day: date) -> bool:
        """Tell whether the person usually can that weekday; who has said nothing can."""
        said = self.weekdays.get(worker_id)
        return said is None or day.weekday() in said


class Obstacle(StrEnum):
    """Why somebody cannot be planned."""

    NOT_CLEARED = "not_cleared"
    NOT_BEGUN = "not_begun"
    ENDED = "ended"
    AWAY = "away"


def obstacle(engagement: Engagement, span: Span, times: Times) -> Obstacle | None:
    """Return what stands in the way of a shift in this time; None when nothing does."""
    if not engagement.is_cleared:
        return Obstacle.NOT_CLEARED
    first = local_day(span.start)
    if first < engagement.valid_from:
        return Obstacle.NOT_BEGUN
    if _is_over(engagement, span):
        return Obstacle.ENDED
    return Obstacle.AWAY if times.absence(engagement.worker_id, first) else None


def _is_over(engagement: Engagement, span: Span) -> bool:
    last = local_day(span.end - timedelta.resolution)
    after_last = engagement.valid_to is not None and last > engagement.valid_to
    return after_last or (engagement.ended_at is not None and engagement.ended_at < span.end)
