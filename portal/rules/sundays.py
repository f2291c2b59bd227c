"""Sundays in a row: AML § 10-8 (4), with Sunday as § 10-10 has it, Saturday 18 to Sunday 22."""

from collections.abc import Iterable
from datetime import date

from portal.rules.findings import AllowedIf, Code, Finding, Rule, Severity
from portal.rules.periods import DAY, clock, days_between, midnight
from portal.rules.spans import Span

SUNDAY = Rule(Code.SUNDAY, Severity.WARN, "AML § 10-8 (4)")
IN_A_ROW = 1
IN_A_ROW_BY_AGREEMENT = 3  # at least every fourth is free


def sundays(shifts: Iterable[Span], *, has_agreement: bool = False) -> list[Finding]:
    """One finding for each Sunday too many: `sundays_in_a_row`, `allowed_in_a_row`.

    `has_agreement` is the written one on averaging over up to 26 weeks; that every second Sunday
    is free on average must be seen over the whole of it and is not judged here.
    """
    allowed = IN_A_ROW_BY_AGREEMENT if has_agreement else IN_A_ROW
    found, row, last = [], 0, None
    for sunday in worked_sundays(shifts):
        row = row + 1 if last is not None and sunday - last == 7 * DAY else 1
        last = sunday
        if row > allowed:
            fix = AllowedIf.SUNDAY_AGREEMENT if row <= IN_A_ROW_BY_AGREEMENT else None
            numbers = {"sundays_in_a_row": row, "allowed_in_a_row": allowed}
            found.append(SUNDAY.breach(midnight(sunday), fix, **numbers))
    return found


def worked_sundays(shifts: Iterable[Span]) -> list[date]:
    """The Sundays, in order, with work from Saturday 18 to Sunday 22."""
    worked = set()
    for shift in shifts:
        for day in days_between(shift):
            sunday = day + (6 - day.weekday()) * DAY
            if shift.minutes_inside(Span(clock(sunday - DAY, 18), clock(sunday, 22))):
                worked.add(sunday)
    return sorted(worked)
