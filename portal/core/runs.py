"""What runs by itself, with nobody at the keyboard to see that it failed.

Each thing is done in a transaction of its own. What fails is rolled back, said, and left for the
next run; the rest goes on.
"""

from collections.abc import Callable
from dataclasses import dataclass

from structlog import get_logger

from portal.core import db

log = get_logger()


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of things done alone: how much was done, and how many of them failed."""

    count: int = 0
    failed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.count + other.count, self.failed + other.failed)


def alone(what: str, act: Callable[[], int]) -> Tally:
    """Do one thing that says how much it did. ``what`` is for the log: codes and ids only."""
    try:
        with db.transaction():
            count = act()
    except Exception as error:  # noqa: BLE001 - one thing must not keep the others
        log.warning("not done", what=what, error=type(error).__name__)
        return Tally(failed=1)
    return Tally(count)
