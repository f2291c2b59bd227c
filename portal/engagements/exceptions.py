"""What packages above show under somebody's usual times: the days they are away."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Part:
    """One package's part of the page; ``template`` draws it, with the part as ``part``."""

    template: str
    data: object


Source = Callable[[Actor], Part]
_sources: list[Source] = []


def add(source: Source) -> None:
    """Let a package have a part of the page; called at start-up."""
    if source not in _sources:
        _sources.append(source)


def of(actor: Actor) -> list[Part]:
    """Return the parts of the actor's own page."""
    return [source(actor) for source in _sources]
