"""Stretches of time on the UTC line: half-open, never empty."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

# "Nobody worked before the first shift, nor after the last": the ends of the free line.
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(9999, 12, 31, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, order=True)
class Span:
    """From `start` up to, not including, `end`; any aware datetimes in, UTC inside.

    Raises:
        ValueError: a datetime without a zone, or an end that is not after the start.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("a time without a zone")
        # Two times of one zone are subtracted by the wall clock in Python; in UTC they are not.
        object.__setattr__(self, "start", self.start.astimezone(UTC))
        object.__setattr__(self, "end", self.end.astimezone(UTC))
        if self.end <= self.start:
            raise ValueError("the end is not after the start")

    @property
    def minutes(self) -> int:
        """Elapsed whole minutes."""
        return (self.end - self.start) // MINUTE

    def clip(self, other: "Span") -> "Span | None":
        """The part of this that lies inside the other."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def minutes_inside(self, other: "Span") -> int:
        """How many minutes of this lie inside the other."""
        return max((min(self.end, other.end) - max(self.start, other.start)) // MINUTE, 0)

    def minus(self, others: Iterable["Span"]) -> list["Span"]:
        """What is left of this when the others are cut out, in order."""
        left, start = [], self.start
        for other in merged(others):
            if start < min(other.start, self.end):
                left.append(Span(start, min(other.start, self.end)))
            start = max(start, other.end)
        return [*left, Span(start, self.end)] if start < self.end else left


def merged(spans: Iterable[Span]) -> list[Span]:
    """Sorted, with touching and overlapping spans made one."""
    whole: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if whole and span.start <= whole[-1].end:
            whole[-1] = Span(whole[-1].start, max(whole[-1].end, span.end))
        else:
            whole.append(Span(span.start, span.end))
    return whole


def gaps(blocks: Sequence[Span]) -> list[Span]:
    """The free line around merged blocks, from long ago to far ahead."""
    starts = [LONG_AGO, *(block.end for block in blocks)]
    ends = [*(block.start for block in blocks), FAR_AHEAD]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True)]


def minutes_within(spans: Iterable[Span], window: Span) -> int:
    """How many minutes of the (merged) spans lie inside the window."""
    return sum(span.minutes_inside(window) for span in spans)
