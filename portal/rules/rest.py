"""Blocks of work and the free stretches between them: what both sets of working-time rules need."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from portal.rules.periods import local_day, week_of
from portal.rules.spans import Span, gaps, merged, minutes_within


class Agreement(StrEnum):
    """Who has agreed to longer hours: nobody, the worker (AML § 10-5 (1)), a union (10-5 (2))."""

    NONE = "none"
    INDIVIDUAL = "individual"
    UNION = "union"


class Work(StrEnum):
    """What a shift is: the work in question, or other work for the same employer."""

    ORDINARY = "ordinary"
    OTHER = "other"


@dataclass(frozen=True)
class Shift(Span):
    """One person's work from `start` to `end` (aware datetimes), in any family."""

    work: Work = Work.ORDINARY


class Timeline:
    """One person's work as blocks without a pause, and the free time around them.

    Touching and overlapping shifts are one block. Before the first and after the last the line
    is free, so callers pass a margin: the week before what is judged and the week after.
    """

    def __init__(self, shifts: Iterable[Span]) -> None:
        self.blocks = merged(shifts)
        self._gaps = gaps(self.blocks)  # number n lies before block n
        self._starts = [block.start for block in self.blocks]
        self._ends = [block.end for block in self.blocks]

    def worked(self, window: Span) -> int:
        """Minutes of work inside the window."""
        first = bisect_right(self._ends, window.start)
        last = bisect_left(self._starts, window.end)
        return minutes_within(self.blocks[first:last], window)

    def daily_rest(self, block: Span) -> Span | None:
        """The longest free stretch inside the 24 elapsed hours from the start of a block."""
        window = first_24h(block)
        return _longest(part for gap in self._free(window) if (part := gap.clip(window)))

    def weekly_rest(self, week: Span) -> Span | None:
        """The longest free stretch inside the week, or that begins in the week, whole."""
        return _longest(
            part
            for gap in self._free(week)
            if (part := gap if gap.start >= week.start else gap.clip(week))
        )

    def rest_beside(self, block: Span) -> Span:
        """The longer of the free stretches right before and right after a block."""
        number = bisect_left(self._starts, block.start)
        return max(self._gaps[number : number + 2], key=lambda gap: gap.minutes)

    def weeks(self) -> list[Span]:
        """The Norwegian weeks, Monday to Monday, that hold any of the work."""
        weeks: list[Span] = []
        for block in self.blocks:
            start = max(block.start, weeks[-1].end) if weeks else block.start
            while start < block.end:
                weeks.append(week_of(local_day(start)).span)
                start = weeks[-1].end
        return weeks

    def _free(self, window: Span) -> list[Span]:
        """The free stretches that reach into the window."""
        first = bisect_right(self._starts, window.start)
        last = bisect_left(self._ends, window.end)
        return self._gaps[first : last + 1]


def first_24h(block: Span) -> Span:
    """The 24 elapsed hours from the start of a block."""
    return Span(block.start, block.start + timedelta(hours=24))


def _longest(stretches: Iterable[Span]) -> Span | None:
    return max(stretches, key=lambda stretch: stretch.minutes, default=None)
