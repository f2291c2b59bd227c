"""Whether somebody may be given a shift at all: engaged then, papers in place, not away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from portal.engagements.models import Engagement
from portal.engagements.week import Slot, usually_can
from portal.rules.periods import Days, days_between, local_day
from portal.rules.spans import Span


@dataclass(frozen=True, slots=True)
class Times:
    """When people are away, and when in the week they usually can work."""

    away: Mapping[UUID, Sequence[tuple[Days, str]]] = field(default_factory=dict)
    usual: Mapping[UUID, frozenset[Slot]] = field(default_factory=dict)

    def absence(self, worker_id: UUID, day: date) -> str | None:
        """Return the kind of absence on a day."""
        found = (kind for days, kind in self.away.get(worker_id, ()) if days.clip(day, day))
        return next(found, None)

    def is_away(self, worker_id: UUID, span: Span) -> bool:
        """Tell whether the person is away on a day the time touches, if only for its end."""
        return any(self.absence(worker_id, day) for day in days_between(span))

    def can(self, worker_id: UUID, day: date) -> bool:
        """Tell whether the person usually can that weekday; who has said nothing can."""
        said = self.usual.get(worker_id)
        return said is None or day.weekday() in {weekday for weekday, _from, _to in said}

    def can_then(self, worker_id: UUID, span: Span) -> bool:
        """Tell whether the person usually can at that time of the week."""
        return usually_can(self.usual.get(worker_id, ()), span)


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
    if local_day(span.start) < engagement.valid_from:
        return Obstacle.NOT_BEGUN
    if _is_over(engagement, span):
        return Obstacle.ENDED
    return Obstacle.AWAY if times.is_away(engagement.worker_id, span) else None


def _is_over(engagement: Engagement, span: Span) -> bool:
    last = local_day(span.end - timedelta.resolution)
    after_last = engagement.valid_to is not None and last > engagement.valid_to
    return after_last or (engagement.ended_at is not None and engagement.ended_at < span.end)
