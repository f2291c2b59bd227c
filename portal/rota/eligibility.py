"""Whether somebody may be given a shift at all: engaged then, with every paper in place."""

from datetime import datetime
from enum import StrEnum

from portal.core import clock
from portal.engagements.models import Engagement
from portal.rules.periods import local_day
from portal.rules.spans import Span


class Obstacle(StrEnum):
    """Why nothing can be planned for somebody."""

    NOT_CLEARED = "not_cleared"
    NOT_BEGUN = "not_begun"
    ENDED = "ended"


def obstacle(engagement: Engagement, span: Span) -> Obstacle | None:
    """Return what stands in the way of a shift in this time; None when nothing does."""
    if not engagement.is_cleared:
        return Obstacle.NOT_CLEARED
    if local_day(span.start) < engagement.valid_from:
        return Obstacle.NOT_BEGUN
    if _is_over(engagement, span.end):
        return Obstacle.ENDED
    return None


def _is_over(engagement: Engagement, at: datetime) -> bool:
    last_day = engagement.valid_to
    after_last = last_day is not None and local_day(at) > last_day
    return after_last or (engagement.ended_at is not None and engagement.ended_at <= clock.now())
