"""The coordinator's page: exceptions first, then the rest in one act, and what stops."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.access.actor import Actor
from portal.approval import office, queries, service, sums
from portal.approval.office import GreenLine, LeaderContact, Stops
from portal.approval.sums import PersonSum
from portal.core import clock
from portal.municipality import settings as municipality_settings
from portal.shifts.models import Entry
from portal.shifts.states import EntryState
from portal.timesheets import pay_dates, told
from portal.timesheets.pay_dates import PayDates
from portal.timesheets.states import Flag
from portal.timesheets.told import Reason


@dataclass(frozen=True, slots=True)
class Exceptional:
    """A line to look at: why, how long the family has had it, and whom to ring."""

    entry: Entry
    reasons: Sequence[Reason]
    waited_days: int
    is_late: bool  # the family has had its time
    leaders: Sequence[LeaderContact]

    @property
    def is_unattested(self) -> bool:
        """Whether the family has not attested it."""
        return self.entry.state == EntryState.SUBMITTED

    @property
    def takes_reason(self) -> bool:
        """Whether approving it takes a reason."""
        return self.is_unattested or service.needs_reason(self.entry)

    @property
    def rank(self) -> int:
        """Return its place by harm: unpaid by silence first, then by what is wrong."""
        if self.is_unattested:
            return -1
        return min((list(Flag).index(it.flag) for it in self.reasons), default=len(Flag))


@dataclass(frozen=True, slots=True)
class Queue:
    """All that stands on the page."""

    exceptions: Sequence[Exceptional]
    green: Sequence[GreenLine]
    stops: Stops
    dates: PayDates

    @property
    def people(self) -> list[PersonSum]:
        """Return the sum of each person's lines without exceptions."""
        return sums.of_rows(self.green)

    @property
    def minutes(self) -> int:
        """Return how much the one act approves."""
        return sum(it.minutes for it in self.green)

    @property
    def families(self) -> int:
        """Return how many families the green lines are from."""
        return len({it.ordning_id for it in self.green})

    @property
    def not_yours(self) -> int:
        """Return how many lines wait that somebody else must decide on."""
        return self.stops.not_yours


def queue(actor: Actor) -> Queue:
    """Read the page; five statements."""
    assert actor.municipality_id is not None
    now, today = clock.now(), clock.today()
    settings = municipality_settings.all_on(actor.municipality_id, today)
    before = queries.take_over_before(settings, now)
    entries = office.exceptions(actor, before)
    contacts = office.leaders({it.ordning_id for it in entries}, today)
    found = [_exceptional(it, now, before, contacts) for it in entries]
    return Queue(
        sorted(found, key=lambda it: (it.rank, -it.waited_days, it.entry.starts_at)),
        office.green(actor), office.stops(actor), pay_dates.coming(today, today, settings),
    )  # fmt: skip


def _exceptional(
    entry: Entry, now: datetime, before: datetime, contacts: dict[UUID, list[LeaderContact]]
) -> Exceptional:
    sent_at = entry.submitted_at or entry.logged_at
    return Exceptional(
        entry, told.reasons(entry), (now - sent_at).days, sent_at < before,
        contacts.get(entry.ordning_id, ()),
    )  # fmt: skip
