"""The coordinator's page: exceptions first, then the rest in one act, and what stops."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.access.actor import Actor
from portal.approval import office, queries, service, sums
from portal.approval.office import GreenLine, LeaderContact, Stops
from portal.approval.sums import PersonSum
from portal.core import clock
from portal.core.errors import ConflictError
from portal.families.models import Ordning
from portal.municipality import settings as municipality_settings
from portal.municipality.states import SettingKey
from portal.shifts.models import Entry
from portal.shifts.states import EntryState
from portal.timesheets import pay_dates, told
from portal.timesheets.pay_dates import PayDates
from portal.timesheets.states import Flag
from portal.timesheets.told import Reason

NOTHING_LEFT = "Ingenting venter her lenger. Noen andre har attestert."


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
class Silent:
    """What a family has let lie though it is as planned: one act, with one reason."""

    lines: Sequence[Exceptional]

    @property
    def ordning(self) -> Ordning:
        """Return the family's ordning."""
        return self.lines[0].entry.ordning

    @property
    def leaders(self) -> Sequence[LeaderContact]:
        """Return whom to ring."""
        return self.lines[0].leaders

    @property
    def minutes(self) -> int:
        """Return how much it is in all."""
        return sum(it.entry.minutes for it in self.lines)

    @property
    def waited_days(self) -> int:
        """Return how long the oldest has waited."""
        return max(it.waited_days for it in self.lines)


@dataclass(frozen=True, slots=True)
class Queue:
    """All that stands on the page."""

    silent: Sequence[Silent]
    exceptions: Sequence[Exceptional]
    green: Sequence[GreenLine]
    stops: Stops
    dates: PayDates

    @property
    def odd(self) -> int:
        """Return how many lines there are to look at."""
        return len(self.exceptions) + sum(len(it.lines) for it in self.silent)

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
    today = clock.today()
    settings = _settings(actor)
    before = queries.take_over_before(settings, clock.now())
    found = _read(office.exceptions(actor, before), before)
    silent = _by_family(found)
    together = {it.entry.id for family in silent for it in family.lines}
    return Queue(
        silent, [it for it in found if it.entry.id not in together], office.green(actor),
        office.stops(actor), pay_dates.coming(today, today, settings),
    )  # fmt: skip


def silent(actor: Actor, ordning: Ordning) -> Silent:
    """Read what a family has let lie; ConflictError when nothing is left of it."""
    before = queries.take_over_before(_settings(actor), clock.now())
    found = _read(office.silent(actor, ordning.id, before), before)
    if not found:
        raise ConflictError(NOTHING_LEFT)
    return Silent(found)


def _settings(actor: Actor) -> Mapping[SettingKey, str]:
    assert actor.municipality_id is not None
    return municipality_settings.all_on(actor.municipality_id, clock.today())


def _read(entries: Sequence[Entry], before: datetime) -> list[Exceptional]:
    """What there is to know of lines, the most harmful first."""
    now = clock.now()
    contacts = office.leaders({it.ordning_id for it in entries}, clock.today())
    found = [_exceptional(it, now, before, contacts) for it in entries]
    return sorted(found, key=lambda it: (it.rank, -it.waited_days, it.entry.starts_at))


def _by_family(found: Iterable[Exceptional]) -> list[Silent]:
    """What several lines of a family have in common that they are late and nothing else."""
    by_family: dict[UUID, list[Exceptional]] = {}
    for it in found:
        if it.is_unattested and it.entry.is_as_planned:
            by_family.setdefault(it.entry.ordning_id, []).append(it)
    return [Silent(lines) for lines in by_family.values() if len(lines) > 1]


def _exceptional(
    entry: Entry, now: datetime, before: datetime, contacts: dict[UUID, list[LeaderContact]]
) -> Exceptional:
    sent_at = entry.submitted_at or entry.logged_at
    return Exceptional(
        entry, told.reasons(entry), (now - sent_at).days, sent_at < before,
        contacts.get(entry.ordning_id, ()),
    )  # fmt: skip
