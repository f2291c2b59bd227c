"""The times a child has gone without the help that is granted. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.rules.periods import DAY


@dataclass(frozen=True, slots=True)
class Help:
    """Somebody worked from ``first`` to ``last``, both included; None: works still."""

    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A time without anybody: since the vedtak's first day, or the last day somebody worked.

    ``until`` is the day somebody came; None: nobody has.
    """

    since: date
    until: date | None

    def days(self, on: date) -> int:
        """Return how many days it has lasted by a day."""
        return ((self.until or on) - self.since).days


def gaps(granted_on: date, helped: Iterable[Help]) -> list[Gap]:
    """Return every time without anybody, oldest first; the last one goes on if nobody works.

    The count begins anew when the last of those who work has ended (case 48). That the vedtak
    runs out ends no gap (domain/recruitment.md § 0.10).
    """
    found: list[Gap] = []
    since = without = granted_on  # what is counted from, and the first whole day with nobody
    for one in sorted(helped, key=lambda one: one.first):
        if one.first > without:
            found.append(Gap(since, one.first))
        if one.last is None:
            return found
        if one.last >= without:
            since, without = one.last, one.last + DAY
    return [*found, Gap(since, None)]
