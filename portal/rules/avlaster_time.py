"""Working hours of avlastere: forskrift om arbeidstid for avlastere (FOR-2017-06-25-1052)."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.rules.findings import AllowedIf, Code, Finding, Rule, Severity, in_order
from portal.rules.rest import Shift, Timeline, Work
from portal.rules.spans import Span

CONTINUOUS_56H = Rule(Code.CONTINUOUS_56H, Severity.BLOCK, "FOR-2017-06-25-1052 § 10")
OTHER_WORK = Rule(Code.OTHER_WORK, Severity.BLOCK, "FOR-2017-06-25-1052 § 10")
REST_16H = Rule(Code.REST_16H, Severity.BLOCK, "FOR-2017-06-25-1052 § 8")
DAILY_REST = Rule(Code.DAILY_REST, Severity.BLOCK, "FOR-2017-06-25-1052 § 7")
WEEKLY_REST = Rule(Code.WEEKLY_REST, Severity.BLOCK, "FOR-2017-06-25-1052 § 11")
WEEK_60H = Rule(Code.WEEK_60H, Severity.BLOCK, "FOR-2017-06-25-1052 § 4")
WEEK_88H = Rule(Code.WEEK_88H, Severity.BLOCK, "FOR-2017-06-25-1052 § 4")


@dataclass(frozen=True)
class Limits:
    """The regulation's figures, in minutes."""

    continuous: int = 56 * 60
    long_block: int = 16 * 60  # over this a rest before or after takes the place of daily rest
    rest_by_long_block: int = 16 * 60
    daily_rest: int = 11 * 60  # may be agreed lower, § 7
    combined: int = 48 * 60  # blocks up to this may hold more other work
    other_in_combined: int = 16 * 60
    other_in_longer: int = 8 * 60
    weekly_rest: int = 24 * 60
    week: int = 60 * 60
    averaged_week: int = 88 * 60


LIMITS = Limits()


def check(
    shifts: Iterable[Shift], *, averaging: bool = False, limits: Limits = LIMITS
) -> list[Finding]:
    """Findings for one avlaster's shifts with one employer, by code and time.

    Shifts of `Work.OTHER` are other work for the same employer: they count, and blocks of
    nothing else are left to the ordinary rules. `averaging` is a written agreement on averaging
    the week. Pass a week of shifts on each side: the ends of the list count as free.
    """
    everything = list(shifts)
    judge = _Judge(
        Timeline(everything),
        Timeline(shift for shift in everything if shift.work is Work.OTHER),
        Timeline(shift for shift in everything if shift.work is not Work.OTHER),
        limits,
    )
    found = [finding for block in judge.all.blocks for finding in judge.block(block)]
    for week in judge.all.weeks():
        found += judge.week(week, averaging=averaging)
    return in_order(found)


@dataclass(frozen=True)
class _Judge:
    all: Timeline
    other: Timeline
    relief: Timeline
    limits: Limits

    def block(self, block: Span) -> Iterable[Finding]:
        limits = self.limits
        if not self.relief.worked(block):
            return
        if block.minutes > limits.continuous:
            yield CONTINUOUS_56H.too_much(block.start, block.minutes, limits.continuous)
        is_longer = block.minutes > limits.combined
        allowed = limits.other_in_longer if is_longer else limits.other_in_combined
        other = self.other.worked(block)
        if other > allowed:
            yield OTHER_WORK.too_much(block.start, other, allowed)
        yield from self._rest(block)

    def _rest(self, block: Span) -> Iterable[Finding]:
        if block.minutes > self.limits.long_block:
            required, rest = self.limits.rest_by_long_block, self.all.rest_beside(block)
            if rest.minutes < required:
                yield REST_16H.too_little_rest(block.start, rest, required)
            return
        required, daily = self.limits.daily_rest, self.all.daily_rest(block)
        if daily is None or daily.minutes < required:
            fix = AllowedIf.UNION_AGREEMENT
            yield DAILY_REST.too_little_rest(block.start, daily, required, fix)

    def week(self, week: Span, *, averaging: bool) -> Iterable[Finding]:
        limits = self.limits
        rest = self.all.weekly_rest(week)
        if rest is None or rest.minutes < limits.weekly_rest:
            yield WEEKLY_REST.too_little_rest(week.start, rest, limits.weekly_rest)
        worked = self.all.worked(week)
        if worked > limits.averaged_week:
            yield WEEK_88H.too_much(week.start, worked, limits.averaged_week)
        elif worked > limits.week and not averaging:
            yield WEEK_60H.too_much(week.start, worked, limits.week, AllowedIf.AVERAGING)
