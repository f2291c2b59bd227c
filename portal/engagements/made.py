"""Who is told when somebody is engaged; higher packages register here."""

from collections.abc import Callable

from portal.access.actor import Actor
from portal.engagements.models import Engagement

Listener = Callable[[Actor, Engagement], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Have ``listener`` called, in the same transaction, with each new engagement."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(actor: Actor, engagement: Engagement) -> None:
    """Tell those who listen that somebody is engaged."""
    for listener in _listeners:
        listener(actor, engagement)
