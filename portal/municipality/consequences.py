"""What a new value of a setting would do at once; packages above say it before it is saved."""

from collections.abc import Callable, Sequence
from uuid import UUID

from portal.municipality.states import SettingKey

Source = Callable[[UUID, SettingKey, str], Sequence[str]]
_sources: list[Source] = []


def add(source: Source) -> None:
    """Let a package tell what a new value would do, in sentences; called at start-up."""
    if source not in _sources:
        _sources.append(source)


def of(municipality_id: UUID, key: SettingKey, value: str) -> list[str]:
    """Return what a new value would do; nothing when nothing happens at once."""
    return [sentence for source in _sources for sentence in source(municipality_id, key, value)]
