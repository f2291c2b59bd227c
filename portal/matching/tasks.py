"""What waits for a coordinator about matches: packages above tell it here at start-up.

What is about an application goes to ``recruitment.tasks``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from portal.access.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do. ``code`` has its words among the labels.

    ``about`` is whom it is about: a name, or a child's initials and number. ``since_on`` is
    the day it began to wait. ``page`` is the endpoint where it is done, with ``ids``.
    """

    code: StrEnum
    about: str
    since_on: date
    page: str
    ids: Mapping[str, UUID]
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
    return sorted(found, key=lambda task: (task.since_on, task.about))
