"""Who is told when an application comes to another stage; higher packages register here."""

from collections.abc import Callable

from portal.recruitment.models import Application

Listener = Callable[[Application], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Have ``listener`` called, in the same transaction, after each move of an application."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(application: Application) -> None:
    """Tell those who listen that an application is where it now is."""
    for listener in _listeners:
        listener(application)
