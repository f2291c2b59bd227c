"""What somebody has been approved as: told by the package that decides, at start-up."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from portal.engagements.states import Kind


@dataclass(frozen=True, slots=True)
class Approvals:
    """The kinds somebody was found fit for, and those they were not. Both empty: never asked."""

    approved: frozenset[Kind] = frozenset()
    refused: frozenset[Kind] = frozenset()

    def leaves_out(self, kind: Kind) -> bool:
        """Tell whether they were approved, but as something else than this."""
        return bool(self.approved) and kind not in self.approved


Source = Callable[[UUID], Approvals]
_sources: list[Source] = []


def learn_from(source: Source) -> None:
    """Let ``source`` say what a user has been approved as."""
    _sources[:] = [source]


def of(user_id: UUID) -> Approvals:
    """Return what a user has been approved as."""
    return _sources[0](user_id) if _sources else Approvals()
