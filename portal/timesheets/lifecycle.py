"""The one way a line gets from state to state: what the table does not allow is a conflict."""

from portal.core.errors import ConflictError
from portal.shifts.models import Entry
from portal.shifts.states import ENTRY_TRANSITIONS, EntryState

MOVED_ON = "Linja er endret siden du leste den. Det du skrev, er tatt vare på."


def move(entry: Entry, target: EntryState, *, version: int | None = None) -> None:
    """Bring a line to a state; raise ConflictError when it cannot get there from where it is.

    ``version`` is the one the person read: a line that was changed since is a conflict too.
    """
    if version is not None:
        check_version(entry, version)
    if target not in ENTRY_TRANSITIONS[EntryState(entry.state)]:
        raise ConflictError(MOVED_ON)
    entry.state = target


def check_version(entry: Entry, version: int) -> None:
    """Raise ConflictError when the line is not as it was when it was read."""
    if entry.version != version:
        raise ConflictError(MOVED_ON)
