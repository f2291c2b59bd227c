"""What packages above add to the applicant's own page: a card, and lines under the steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.recruitment.models import Application
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
_sources: list[Source] = []


def add(source: Source) -> None:
    """Let a package have a part of the page; called at start-up."""
    if source not in _sources:
        _sources.append(source)


def of(application: Application) -> list[Part]:
    """Return the parts of an application, what waits for the applicant first."""
    found = [part for source in _sources if (part := source(application))]
    return sorted(found, key=lambda part: not part.head)
