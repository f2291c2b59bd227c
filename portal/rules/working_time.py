"""Working hours of employees: arbeidsmiljøloven (AML) chapter 10."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from portal.rules.findings import AllowedIf, Code, Finding, Rule, Severity, in_order
from portal.rules.rest import Agreement, Timeline, first_24h
from portal.rules.spans import Span

DAILY_REST = Rule(Code.DAILY_REST, Severity.BLOCK, "AML § 10-8 (1)")
TOTAL_24H = Rule(Code.TOTAL_24H, Severity.BLOCK, "AML § 10-6 (8)")
OVERTIME_24H = Rule(Code.OVERTIME_24H, Severity.WARN, "AML § 10-4 (1)")
WEEKLY_REST = Rule(Code.WEEKLY_REST, Severity.BLOCK, "AML § 10-8 (2)")
WEEKLY_HOURS = Rule(Code.WEEKLY_HOURS, Severity.WARN, "AML § 10-4 (1)")


@dataclass(frozen=True)
class Limits:
    """What applies under one agreement, in minutes."""

    daily_rest: int  # AML § 10-8 (1), (3)
    total_24h: int  # AML § 10-6 (8)
    ordinary_24h: int  # AML §§ 10-4 (1), 10-5 (1), (2)
    weekly_rest: int  # AML § 10-8 (2), (3)
    weekly_hours: int  # AML §§ 10-4 (1), 10-5 (1), (2)


LIMITS: Mapping[Agreement, Limits] = {
    Agreement.NONE: Limits(11 * 60, 13 * 60, 9 * 60, 35 * 60, 40 * 60),
    Agreement.INDIVIDUAL: Limits(11 * 60, 13 * 60, 10 * 60, 35 * 60, 50 * 60),
    Agreement.UNION: Limits(8 * 60, 13 * 60, 12 * 60 + 30, 28 * 60, 54 * 60),
}
UNION_TOTAL_24H = 16 * 60  # AML § 10-6 (9)
RELIEF_BLOCKS = range(16 * 60 + 1, 56 * 60 + 1)  # lengths regulation 2017-1052 has rests for
RELIEF_WEEKLY_REST = 24 * 60  # regulation 2017-1052 § 11


def check(
    shifts: Iterable[Span],
    agreement: Agreement = Agreement.NONE,
    limits: Mapping[Agreement, Limits] = LIMITS,
) -> list[Finding]:
    """Findings for one worker's shifts with one employer, in every family, by code and time.

    Rest and hours are elapsed time; overlapping shifts are counted once. Pass a week of shifts
    on each side of what is judged: the ends of the list count as free.
    """
    line = Timeline(shifts)
    judge = _Judge(line, limits[agreement], limits)
    found = [finding for block in line.blocks for finding in judge.block(block)]
    found += [finding for week in line.weeks() for finding in judge.week(week)]
    return in_order(found)


@dataclass(frozen=True)
class _Judge:
    line: Timeline
    current: Limits
    by_agreement: Mapping[Agreement, Limits]

    def block(self, block: Span) -> Iterable[Finding]:
        rest = self.line.daily_rest(block)
        free = rest.minutes if rest else 0
        if free < self.current.daily_rest:
            fix = self._agreement(lambda limits: free >= limits.daily_rest) or _as_relief(block)
            yield DAILY_REST.too_little_rest(block.start, rest, self.current.daily_rest, fix)
        worked = self.line.worked(first_24h(block))
        if worked > self.current.total_24h:
            fix = AllowedIf.UNION_16H if worked <= UNION_TOTAL_24H else _as_relief(block)
            yield TOTAL_24H.too_much(block.start, worked, self.current.total_24h, fix)
        elif worked > self.current.ordinary_24h:
            fix = self._agreement(lambda limits: worked <= limits.ordinary_24h)
            yield OVERTIME_24H.too_much(block.start, worked, self.current.ordinary_24h, fix)

    def week(self, week: Span) -> Iterable[Finding]:
        rest = self.line.weekly_rest(week)
        free = rest.minutes if rest else 0
        if free < self.current.weekly_rest:
            relief = AllowedIf.AVLASTER_REGIME if free >= RELIEF_WEEKLY_REST else None
            fix = self._agreement(lambda limits: free >= limits.weekly_rest) or relief
            yield WEEKLY_REST.too_little_rest(week.start, rest, self.current.weekly_rest, fix)
        worked = self.line.worked(week)
        if worked > self.current.weekly_hours:
            fix = self._agreement(lambda limits: worked <= limits.weekly_hours)
            yield WEEKLY_HOURS.too_much(week.start, worked, self.current.weekly_hours, fix)

    def _agreement(self, is_enough: Callable[[Limits], bool]) -> AllowedIf | None:
        """The smallest agreement under which it would be allowed."""
        if is_enough(self.by_agreement[Agreement.INDIVIDUAL]):
            return AllowedIf.INDIVIDUAL_AGREEMENT
        if is_enough(self.by_agreement[Agreement.UNION]):
            return AllowedIf.UNION_AGREEMENT
        return None


def _as_relief(block: Span) -> AllowedIf | None:
    return AllowedIf.AVLASTER_REGIME if block.minutes in RELIEF_BLOCKS else None
