"""What can be done with the proposals of a need; the packages above that do it register here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from portal.matching.models import Proposal
from portal.needs.models import Need


@dataclass(frozen=True, slots=True)
class Step:
    """A link to an act: ``Spør de fem første``."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Steps:
    """One package's acts: for the need as a whole, and for single proposals by their id.

    ``told`` says in a sentence how a proposal stands: ``Skal møtes onsdag 2. desember``.
    """

    whole: Step | None = None
    single: Mapping[UUID, Step] = field(default_factory=dict)
    told: Mapping[UUID, str] = field(default_factory=dict)


Source = Callable[[Need, Sequence[Proposal]], Steps]
_sources: list[Source] = []


def add(source: Source) -> None:
    """Let a package offer acts on the page of proposals; called at start-up."""
    if source not in _sources:
        _sources.append(source)


def of(need: Need, proposals: Sequence[Proposal]) -> Steps:
    """Return every package's acts; the first that offers one for something has its way."""
    found = [source(need, proposals) for source in _sources]
    return Steps(
        next((it.whole for it in found if it.whole), None),
        {key: step for it in reversed(found) for key, step in it.single.items()},
        {key: text for it in reversed(found) for key, text in it.told.items()},
    )
