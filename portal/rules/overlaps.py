"""More than one at a time: one worker in two places, or several helpers with one child."""

from collections.abc import Iterable

from portal.rules.findings import AllowedIf, Code, Finding, Rule, Severity
from portal.rules.spans import Span

OVERLAP = Rule(Code.OVERLAP, Severity.BLOCK, "")
TWO_HELPERS = Rule(Code.TWO_HELPERS, Severity.WARN, "pbrl § 2-1 d")


def overlaps(shifts: Iterable[Span]) -> list[Finding]:
    """Stretches where one worker has two shifts, in any family; `overlap_minutes`.

    A group outing is one shift with several children: pass it once.
    """
    return [
        OVERLAP.breach(span.start, None, overlap_minutes=span.minutes)
        for span in crowded(shifts, 1)
    ]


def two_helpers(shifts: Iterable[Span], at_once: int = 1) -> list[Finding]:
    """Stretches with more helpers for one child than the vedtak says; `overlap_minutes`.

    Several at once are outside the right to BPA unless the need is continuous, so the vedtak
    must say so; each helper uses hours.
    """
    return [
        TWO_HELPERS.breach(span.start, AllowedIf.DOUBLE_STAFFING, overlap_minutes=span.minutes)
        for span in crowded(shifts, at_once)
    ]


def crowded(spans: Iterable[Span], at_once: int) -> list[Span]:
    """The stretches where more than `at_once` of the spans run at the same time."""
    changes = sorted(change for span in spans for change in ((span.start, 1), (span.end, -1)))
    found, running, since = [], 0, None
    for instant, change in changes:
        running += change
        if running > at_once and since is None:
            since = instant
        elif running <= at_once and since is not None:
            found.append(Span(since, instant))
            since = None
    return found
