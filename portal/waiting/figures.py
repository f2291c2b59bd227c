"""Those who wait, counted by place and service; small numbers are hidden outside the office.

A cell of a few children could tell who they are. What leaves the office shows it as "under 5",
and has no sums from which it could be worked out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low
from uuid import UUID

from portal.families.states import Service
from portal.municipality import settings
from portal.municipality.states import SettingKey
from portal.waiting.queries import Wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How many wait for a service in a district or at an office, and for how long.

    ``count`` None: there are some, fewer than may be shown; then no days are told either.
    """

    place: str
    service: Service
    count: int | None
    median_days: int | None = None
    longest_days: int | None = None
    advertised: int | None = None


def smallest(municipality_id: UUID, on: date) -> int:
    """Return the smallest number that may be shown outside the office."""
    return settings.number(municipality_id, SettingKey.SMALLEST_FIGURE, on)


def by_district(waits: Iterable[Wait]) -> list[Cell]:
    """Return the figures of each district as they are, for the office itself."""
    return _counted((wait.district, wait) for wait in waits)


def by_office(waits: Iterable[Wait], names: Mapping[UUID, str]) -> list[Cell]:
    """Return the figures of each office as they are; ``names`` are the offices'."""
    return _counted((names[wait.ordning.office_id], wait) for wait in waits)


def _counted(placed: Iterable[tuple[str, Wait]]) -> list[Cell]:
    groups: dict[tuple[str, Service], list[Wait]] = {}
    for place, wait in placed:
        if wait.is_waiting:
            groups.setdefault((place, wait.service), []).append(wait)
    return [_cell(*key, groups[key]) for key in sorted(groups)]


def _cell(place: str, service: Service, waits: Sequence[Wait]) -> Cell:
    days = [wait.days for wait in waits]
    return Cell(
        place=place,
        service=service,
        count=len(waits),
        median_days=median_low(days),
        longest_days=max(days),
        advertised=sum(wait.need is not None for wait in waits),
    )


def protected(cells: Iterable[Cell], least: int) -> list[Cell]:
    """Return the figures as they may leave the office."""
    return [
        cell
        if cell.count is not None and cell.count >= least
        else Cell(place=cell.place, service=cell.service, count=None)
        for cell in cells
    ]
