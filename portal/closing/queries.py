"""Which pay period may be closed next, what it waits for, and which are closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select

from portal.access.actor import Actor
from portal.core import clock, db
from portal.families.models import Child, Ordning
from portal.municipality import settings
from portal.municipality.models import ClosedPeriod, Office
from portal.municipality.states import SettingKey
from portal.rules.pay_period import pay_period
from portal.rules.periods import Days
from portal.shifts.models import Entry
from portal.shifts.states import EntryState

SIZE = 24  # two years of months
# Nobody has decided on these yet; closed, they would never be paid.
UNDECIDED = (EntryState.DRAFT, EntryState.SUBMITTED, EntryState.RETURNED, EntryState.ATTESTED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Lines of an office that nobody has decided on."""

    office: str
    state: EntryState
    count: int


@dataclass(frozen=True, slots=True)
class Next:
    """The pay period that comes after the last closed one, and what it waits for."""

    period: Days
    is_over: bool
    waiting: Sequence[Waiting]

    @property
    def undecided(self) -> int:
        """How many lines must be decided on first."""
        return sum(one.count for one in self.waiting)

    @property
    def may_close(self) -> bool:
        """Whether nothing stands in the way."""
        return self.is_over and not self.waiting


def closed(actor: Actor) -> Sequence[ClosedPeriod]:
    """Return the closed pay periods, newest first."""
    query = select(ClosedPeriod).where(ClosedPeriod.municipality_id == actor.municipality_id)
    return db.session().scalars(query.order_by(ClosedPeriod.last_on.desc()).limit(SIZE)).all()


def newest(actor: Actor, period_id: UUID) -> ClosedPeriod | None:
    """Return a closed pay period if it is the last one: only that may be opened again."""
    found = closed(actor)
    return found[0] if found and found[0].id == period_id else None


def next_period(actor: Actor) -> Next:
    """Return what may be closed next; without any closed, the newest period that is over."""
    assert actor.municipality_id is not None
    last = next(iter(closed(actor)), None)
    if last:
        first = last.last_on + timedelta(days=1)
        # from the day after, so that a new start day leaves no gap
        period = Days(first, _period(actor.municipality_id, first).to_on)
    else:
        current = _period(actor.municipality_id, clock.today())
        period = _period(actor.municipality_id, current.from_on - timedelta(days=1))
    return Next(period, period.to_on < clock.today(), _waiting(actor.municipality_id, period))


def _period(municipality_id: UUID, day: date) -> Days:
    start_day = settings.number(municipality_id, SettingKey.PAY_PERIOD_START_DAY, day)
    return pay_period(day, start_day)


def _waiting(municipality_id: UUID, period: Days) -> Sequence[Waiting]:
    query = (
        select(Office.name, Entry.state, func.count())
        .join(Ordning, Ordning.id == Entry.ordning_id)
        .join(Child, Child.id == Ordning.child_id)
        .join(Office, Office.id == Child.office_id)
        .where(
            Entry.municipality_id == municipality_id,
            Entry.state.in_(UNDECIDED),
            Entry.starts_at >= period.span.start,
            Entry.starts_at < period.span.end,
        )
        .group_by(Office.name, Entry.state)
        .order_by(Office.name, Entry.state)
    )
    rows = db.session().execute(query)
    return [Waiting(office, EntryState(state), count) for office, state, count in rows]
