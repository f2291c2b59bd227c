"""Transition tables: which event moves what from where to where, and who may.

The tables stand in each feature's `states.py`; here is what asks them and what checks them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

State = TypeVar("State", bound=StrEnum)
Event = TypeVar("Event", bound=StrEnum)


class NotAllowedError(Exception):
    """The event cannot happen in this state, or this actor may not cause it."""

    def __init__(self, state: StrEnum, event: StrEnum, actor: str | None) -> None:
        super().__init__(f"{event} in {state}" + (f" by {actor}" if actor else ""))
        self.state, self.event, self.actor = state, event, actor


@dataclass(frozen=True)
class Move(Generic[State, Event]):
    """One row of a table: in any of the `sources`, `event` leads to `target`."""

    sources: frozenset[State]
    event: Event
    target: State
    actors: frozenset[str]


@dataclass(frozen=True)
class Lifecycle(Generic[State, Event]):
    """A transition table: where a thing starts, where it may end, and its moves."""

    start: State
    ends: frozenset[State]
    moves: tuple[Move[State, Event], ...]


class Fault(StrEnum):
    """What can be wrong with a table."""

    UNREACHABLE = "unreachable"  # no way from the start to this state
    DEAD_END = "dead_end"  # no way from this state to any end
    AMBIGUOUS = "ambiguous"  # one event, one actor, two targets
    NOBODY = "nobody"  # no actor may cause the event


@dataclass(frozen=True, order=True)
class Problem:
    """A fault, the state it concerns and, for moves, the event."""

    fault: Fault
    state: str
    event: str = ""


def move(
    sources: State | Iterable[State], event: Event, target: State, *actors: str
) -> Move[State, Event]:
    """A row, written short: `move(DRAFT, PUBLISH, PUBLISHED, "arbeidsleder")`."""
    several = frozenset((sources,)) if isinstance(sources, StrEnum) else frozenset(sources)
    return Move(several, event, target, frozenset(actors))


def allowed(
    table: Lifecycle[State, Event], state: State, actor: str | None = None
) -> tuple[Event, ...]:
    """The events that may happen in the state (by the actor), in the table's order, each once."""
    return tuple(dict.fromkeys(row.event for row in _rows(table, state, actor)))


def next_state(
    table: Lifecycle[State, Event], state: State, event: Event, actor: str | None = None
) -> State:
    """Where the event leads.

    Raises:
        NotAllowedError: nowhere, or not when this actor causes it.
    """
    for row in _rows(table, state, actor):
        if row.event == event:
            return row.target
    raise NotAllowedError(state, event, actor)


def problems(table: Lifecycle[State, Event]) -> list[Problem]:
    """Every fault of a table, sorted; an empty list is what a test asks for."""
    states = set(type(table.start))
    forward = _reach({table.start}, [(row.sources, {row.target}) for row in table.moves])
    backward = _reach(set(table.ends), [({row.target}, row.sources) for row in table.moves])
    return sorted(
        [Problem(Fault.UNREACHABLE, state) for state in states - forward]
        + [Problem(Fault.DEAD_END, state) for state in states - backward]
        + _faulty_moves(table)
    )


def _rows(
    table: Lifecycle[State, Event], state: State, actor: str | None
) -> list[Move[State, Event]]:
    return [
        row
        for row in table.moves
        if state in row.sources and (actor is None or actor in row.actors)
    ]


def _reach(reached: set[State], steps: list[tuple[Iterable[State], Iterable[State]]]) -> set[State]:
    """Everything a chain of steps leads to from what is reached already."""
    while True:
        further = {
            target
            for sources, targets in steps
            if not reached.isdisjoint(sources)
            for target in targets
        }
        if further <= reached:
            return reached
        reached |= further


def _faulty_moves(table: Lifecycle[State, Event]) -> list[Problem]:
    causes = Counter(
        (state, row.event, actor)
        for row in table.moves
        for state in row.sources
        for actor in row.actors
    )
    twice = {(state, event) for (state, event, _), times in causes.items() if times > 1}
    nobody = {(state, row.event) for row in table.moves if not row.actors for state in row.sources}
    return [Problem(Fault.AMBIGUOUS, *where) for where in twice] + [
        Problem(Fault.NOBODY, *where) for where in nobody
    ]
