"""Whether a logged line lasted a døgn, as a condition for the database."""

from datetime import datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, literal

from portal.hours.counting import DOGN_MINUTES
from portal.rules.periods import clock_changes
from portal.rules.spans import Span
from portal.shifts.models import Entry


def lasts_dogn(
    minutes: SQLColumnExpression[int], start: datetime, end: datetime
) -> ColumnElement[bool]:
    """Make the condition that ``whole_days`` of a line from start to end is one or more.

    The database has elapsed minutes and no clock of Norway: it is told when that is moved.
    """
    needed = [
        (and_(Entry.starts_at < at, Entry.ends_at >= at), literal(DOGN_MINUTES - moved))
        for at, moved in clock_changes(Span(start, end))
    ]
    return minutes >= (case(*needed, else_=DOGN_MINUTES) if needed else literal(DOGN_MINUTES))
