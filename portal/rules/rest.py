"""Blocks of work and the free stretches between them: what both sets of working-time rules need.

The ends of the list count as free, so callers pass a margin: the week before and the week after.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from portal.rules.periods import DAY, local_day, week_of
from portal.rules.spans import Span, gaps, merged


class Agreement(StrEnum):
    """Who has agreed to longer hours: nobody, the worker (AML § 10-5 (1)), a union (10-5 (2))."""

    NONE = "none"
    INDIVIDUAL = "individual"
    UNION = "union"


class Work(StrEnum):
    """What a shift is: the work in question, or other work for the same employer."""

    ORDINARY = "ordinary"
    OTHER = "other"


@dataclass(frozen=True, order=True)
class Shift(Span):
    """One person's work from `start` to `end` (aware datetimes), in any family."""

    work: Work = Work.ORDINARY


def blocks_of(shifts: Iterable[Span]) -> list[Span]:
    """Work without a pause: touching and overlapping shifts are one block."""
    return merged(shifts)


def first_24h(block: Span) -> Span:
    """The 24 elapsed hours from the start of a block."""
    return Span(block.start, block.start + timedelta(hours=24))


def weeks_with_work(blocks: Iterable[Span]) -> list[Span]:
    """The Norwegian weeks, Monday to Monday, that hold any of the work."""
    weeks = set()
    for block in blocks:
        monday = week_of(local_day(block.start)).from_on
        while (week := week_of(monday).span).start < block.end:
            weeks.add(week)
            monday += 7 * DAY
    return sorted(weeks)


def longest_free_inside(blocks: Sequence[Span], window: Span) -> Span | None:
    """The longest free stretch inside the window; the first of equals, None when there is none."""
    inside = [part for gap in gaps(blocks) if (part := gap.clip(window))]
    return max(inside, key=lambda part: part.minutes, default=None)


def longest_weekly_rest(blocks: Sequence[Span], week: Span) -> Span | None:
    """The longest free stretch inside the week, or that begins in the week, whole."""
    whole = [gap for gap in gaps(blocks) if week.start <= gap.start < week.end]
    inside = longest_free_inside(blocks, week)
    candidates = [inside, *whole] if inside else whole
    return max(candidates, key=lambda part: part.minutes, default=None)
