"""What packages above add to the applicant's own page: a card, and lines under the steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.recruitment.models import Application
from portal.recruitment.states import RUNNING
from portal.recruitment.timeline import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One package's part of the page.

    ``template`` draws it, with the part as ``part``; empty when there is nothing to draw.
    ``head`` is the page's heading when it is the applicant's turn; ``told`` is what stands
    under a step of the way, never what somebody else has said of the applicant.
    """

    template: str = ""
    data: Any = None
    head: str = ""
    told: Mapping[Mark, str] = field(default_factory=dict)


Source = Callable[[Application], Part | None]
_sources: dict[Source, bool] = {}


def add(source: Source, *, stays: bool = False) -> None:
    """Let a package have a part of the page; called at start-up.

    ``stays``: also when all is decided, and nobody waits for anything.
    """
    _sources[source] = stays


def of(application: Application) -> list[Part]:
    """Return the parts of an application, what waits for the applicant first."""
    is_running = application.stage in RUNNING
    sources = [source for source, stays in _sources.items() if is_running or stays]
    found = [part for source in sources if (part := source(application))]
    return sorted(found, key=lambda part: not part.head)
