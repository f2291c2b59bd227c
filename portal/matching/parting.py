"""Who is told when two are never to meet again; higher packages register here."""

from collections.abc import Callable

from portal.access.actor import Actor
from portal.matching.models import Proposal
from portal.matching.states import Side

Listener = Callable[[Actor, Proposal, Side], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Have ``listener`` called, in the same transaction, before a proposal is taken back."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(actor: Actor, proposal: Proposal, by: Side) -> None:
    """Tell those who listen that a proposal comes to nothing, and which side asked for it."""
    for listener in _listeners:
        listener(actor, proposal, by)
