"""A shift against the vedtak it uses: its dates, conditions and hours."""

from collections.abc import Iterable
from datetime import datetime

from portal.rules.budget import Portion
from portal.rules.findings import AllowedIf, Code, Finding, Rule, Severity
from portal.rules.limits import LimitKind
from portal.rules.periods import Days, clock, split_days
from portal.rules.spans import Span, merged, minutes_within

OUTSIDE_VEDTAK = Rule(Code.OUTSIDE_VEDTAK, Severity.BLOCK, "")
NIGHT_NOT_GRANTED = Rule(Code.NIGHT_NOT_GRANTED, Severity.WARN, "pbrl § 2-1 d")
SCHOOL_HOURS = Rule(Code.SCHOOL_HOURS, Severity.WARN, "")
OVER_BUDGET = Rule(Code.OVER_BUDGET, Severity.BLOCK, "")
OVER_LIMIT = {
    LimitKind.DAY: Rule(Code.OVER_DAY, Severity.BLOCK, ""),
    LimitKind.WEEK: Rule(Code.OVER_WEEK, Severity.BLOCK, ""),
    LimitKind.MONTH: Rule(Code.OVER_MONTH, Severity.BLOCK, ""),
}
NIGHT = (0, 6)  # local hours; a municipality may set its own


def outside_vedtak(shift: Span, portions: Iterable[Portion]) -> list[Finding]:
    """Minutes on days no portion covers: `uncovered_minutes`, `shift_minutes`."""
    asked = [Days(day, day) for day, _ in split_days(shift)]
    covered = [
        day.span
        for portion in portions
        for day in asked
        if day.clip(portion.from_on, portion.to_on)
    ]
    uncovered = shift.minus(covered)
    if not uncovered:
        return []
    minutes = sum(span.minutes for span in uncovered)
    numbers = {"uncovered_minutes": minutes, "shift_minutes": shift.minutes}
    return [OUTSIDE_VEDTAK.breach(uncovered[0].start, AllowedIf.COORDINATOR, **numbers)]


def night_not_granted(shift: Span, hours: tuple[int, int] = NIGHT) -> list[Finding]:
    """Minutes at night, for a vedtak without the night condition: `night_minutes`."""
    minutes = sum(
        part.minutes_inside(Span(clock(day, hours[0]), clock(day, hours[1])))
        for day, part in split_days(shift)
    )
    condition = AllowedIf.NIGHT_CONDITION
    return [NIGHT_NOT_GRANTED.breach(shift.start, condition, night_minutes=minutes)] * (minutes > 0)


def school_hours(shift: Span, school: Iterable[Span]) -> list[Finding]:
    """Minutes while the child is in kindergarten, school or SFO: `school_minutes`."""
    minutes = minutes_within(merged(school), shift)
    return [SCHOOL_HOURS.breach(shift.start, AllowedIf.REASON, school_minutes=minutes)] * (
        minutes > 0
    )


def over_budget(at: datetime, minutes: int, left_minutes: int) -> list[Finding]:
    """Minutes beyond what is left of the hours."""
    if minutes <= left_minutes:
        return []
    return [OVER_BUDGET.too_much(at, minutes, left_minutes, AllowedIf.COORDINATOR)]


def over_limit(kind: LimitKind, at: datetime, minutes: int, limit_minutes: int) -> list[Finding]:
    """Minutes of a day, a week or a month beyond what the vedtak allows in one.

    The hours may be there all the same, later in the year: a written reason is enough.
    """
    if minutes <= limit_minutes:
        return []
    return [OVER_LIMIT[kind].too_much(at, minutes, limit_minutes, AllowedIf.REASON)]
