"""Parts of a child's page that packages above bring: a template, and what it shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.access.actor import Actor
from portal.families.models import Child, Ordning

Load = Callable[[Actor, Child, Sequence[Ordning]], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Panel:
    """One part; ``load(actor, child, ordninger)`` is asked once the page is allowed."""

    template: str
    load: Load


_panels: list[Panel] = []


def register(panel: Panel) -> None:
    """Add a part to every child's page."""
    if panel not in _panels:
        _panels.append(panel)


def of_child(
    actor: Actor, child: Child, ordninger: Sequence[Ordning]
) -> list[tuple[str, Mapping[str, Any]]]:
    """Return (template, context) of each part, in the order they were registered."""
    return [(it.template, it.load(actor, child, ordninger)) for it in _panels]
