"""What waits for a family or a helper: packages above tell it here, home pages show it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.access.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One thing that waits for the person at the keyboard: a sentence, and where to go.

    ``yes`` is a button that answers at once, when that can be done with one.
    """

    text: str
    act: str
    url: str
    yes: str = ""
    yes_url: str = ""


Source = Callable[[Actor], Sequence[Turn]]
_sources: list[Source] = []


def add(source: Source) -> None:
    """Let a package tell what waits; called at start-up."""
    if source not in _sources:
        _sources.append(source)


def of(actor: Actor) -> list[Turn]:
    """Return what waits for the actor in the hat that is on."""
    return [turn for source in _sources for turn in source(actor)]
