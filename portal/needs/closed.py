"""Who is told when nobody is looked for any more; higher packages register here."""

from collections.abc import Callable

from portal.access.actor import Actor
from portal.needs.models import Need

Listener = Callable[[Actor, Need], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Have ``listener`` called, in the same transaction, when a need is filled or taken back."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(actor: Actor, need: Need) -> None:
    """Tell those who listen that a need is filled, or taken back."""
    for listener in _listeners:
        listener(actor, need)
