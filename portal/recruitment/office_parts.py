"""What packages above add to the office's page of an applicant: a template and what it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.access.actor import Actor
from portal.recruitment.models import Application


@dataclass(frozen=True, slots=True)
class OfficePart:
    """One package's part: the template is given it as ``part``, and the application."""

    template: str
    data: Any = None


Source = Callable[[Actor, Application], OfficePart | None]
_sources: list[Source] = []


def add(source: Source) -> None:
    """Let a package have a part of the page; called at start-up."""
    if source not in _sources:
        _sources.append(source)


def of(actor: Actor, application: Application) -> list[OfficePart]:
    """Return the parts of an application, in the order they were registered."""
    return [part for source in _sources if (part := source(actor, application))]
