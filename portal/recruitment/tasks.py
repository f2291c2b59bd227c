"""What waits for a coordinator: each package that has something tells it here at start-up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from portal.access.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do with an applicant. ``code`` has its words among the labels.

    ``since_on`` is the day it began to wait. ``page`` is the endpoint where it is done, which
    takes ``application_id`` alone.
    """

    code: StrEnum
    application_id: UUID
    name: str
    number: int | None
    since_on: date
    page: str = "hiring.show"
    detail: str = ""


Source = Callable[[Actor], Sequence[Task]]
_sources: list[Source] = []


def add(source: Source) -> None:
    """Let a package tell of its tasks; called at start-up."""
    if source not in _sources:
        _sources.append(source)


def of(actor: Actor) -> list[Task]:
    """Return every task of the actor, what has waited longest first."""
    found = [task for source in _sources for task in source(actor)]
    return sorted(found, key=lambda task: (task.since_on, task.number or 0))
