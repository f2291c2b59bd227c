"""Free times as a grid of seven days by parts of the day, and back. Pure."""

from collections.abc import Collection, Iterable

from portal.engagements.models import AvailabilitySlot
from portal.engagements.states import MINUTES, PartOfDay
from portal.rules.periods import days_between, midnight
from portal.rules.spans import MINUTE, Span

Slot = tuple[int, int, int]  # weekday, from minute, to minute
CELLS = [(day, part) for day in range(7) for part in PartOfDay]


def code(day: int, part: PartOfDay) -> str:
    """Return the code of a cell: ``0-evening``."""
    return f"{day}-{part}"


def slots_of(cells: Iterable[str]) -> list[Slot]:
    """Return the slots of the chosen cells, in order."""
    chosen = set(cells)
    slots = {slot for day, part in CELLS if code(day, part) in chosen for slot in _slots(day, part)}
    return sorted(slots)


def cells_of(slots: Iterable[AvailabilitySlot]) -> list[str]:
    """Return the cells that the slots cover wholly."""
    rows = [(slot.weekday, slot.from_minute, slot.to_minute) for slot in slots]
    return [
        code(day, part)
        for day, part in CELLS
        if all(any(_covers(row, slot) for row in rows) for slot in _slots(day, part))
    ]


def usually_can(slots: Collection[Slot], span: Span) -> bool:
    """Tell whether most of a stretch lies in somebody's usual times; who has said nothing can.

    Most of it, since a shift from 15 to 19 is an evening to whoever said so, and evening is 16.
    """
    if not slots:
        return True
    inside = sum(
        span.minutes_inside(Span(start + MINUTE * first, start + MINUTE * last))
        for day in days_between(span)
        for start in [midnight(day)]
        for weekday, first, last in slots
        if weekday == day.weekday()
    )
    return 2 * inside > span.minutes


def _slots(day: int, part: PartOfDay) -> list[Slot]:
    return [((day + later) % 7, first, last) for later, first, last in MINUTES[part]]


def _covers(row: Slot, slot: Slot) -> bool:
    return row[0] == slot[0] and row[1] <= slot[1] and slot[2] <= row[2]
