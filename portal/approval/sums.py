"""Lines added up for each person: what is folded away because it is fine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from portal.approval.office import GreenLine
from portal.rules.periods import local_day
from portal.shifts.models import Entry


@dataclass(frozen=True, slots=True)
class PersonSum:
    """One person's lines."""

    name: str
    kind: str
    days: Sequence[date]
    count: int
    minutes: int


def of_entries(entries: Iterable[Entry]) -> list[PersonSum]:
    """Add up lines by person, the one with most first."""
    by_name = sorted(entries, key=lambda it: (it.engagement.worker.name, it.starts_at))
    sums = []
    for (name, kind), lines in groupby(
        by_name, key=lambda it: (it.engagement.worker.name, it.engagement.kind)
    ):
        own = list(lines)
        days = sorted({local_day(it.starts_at) for it in own})
        sums.append(PersonSum(name, kind, days, len(own), sum(it.minutes for it in own)))
    return sorted(sums, key=attrgetter("count", "minutes"), reverse=True)


def of_rows(rows: Iterable[GreenLine]) -> list[PersonSum]:
    """Add up rows that come by name."""
    sums = []
    for (name, kind), lines in groupby(rows, key=attrgetter("name", "kind")):
        own = list(lines)
        sums.append(PersonSum(name, kind, (), len(own), sum(it.minutes for it in own)))
    return sums
