"""Whether people outside the office have been drawn in: packages above tell what they have begun.

An application that has an appointment or a question out to a referee cannot be put away.
"""

from collections.abc import Callable
from uuid import UUID

Source = Callable[[UUID], bool]
_sources: list[Source] = []


def add(source: Source) -> None:
    """Let a package say whether it has begun on an application; called at start-up."""
    if source not in _sources:
        _sources.append(source)


def on(application_id: UUID) -> bool:
    """Tell whether anything has begun on an application."""
    return any(source(application_id) for source in _sources)
