"""A worker's own page: what is not logged, what came back, what runs, and where the money is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from portal.access.actor import Actor, Relation
from portal.core import clock
from portal.families.models import Child
from portal.municipality import settings as municipality_settings
from portal.rules.deadlines import add_months
from portal.rules.periods import DAY, Days, local_day, midnight, month_of, week_of
from portal.rules.spans import Span
from portal.shifts.models import Entry, RunningShift
from portal.shifts.states import EntryCode, EntryState
from portal.timesheets import pay_dates, queries, running
from portal.timesheets.lines import Settings
from portal.timesheets.own_shifts import OwnShift
from portal.timesheets.pay_dates import PayDates
from portal.timesheets.queries import Money

SOON = timedelta(hours=30)
CANCELLED_LATELY = timedelta(days=30)
MONTHS_OF_MONEY = 6
# How many of the five money steps are behind.
REACHED = {
    EntryState.DRAFT: 0,
    EntryState.RETURNED: 0,
    EntryState.SUBMITTED: 1,
    EntryState.ATTESTED: 2,
    EntryState.APPROVED: 3,
    EntryState.IN_BATCH: 4,
    EntryState.PAID: 5,
}


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """Hours of a month in a family that have come equally far, and when they are paid."""

    of: Money
    reached: int
    place: str
    dates: PayDates
    waits_for: Sequence[str]


@dataclass(frozen=True, slots=True)
class Overview:
    """All that stands on the page."""

    month: Days
    today: date
    now: datetime
    running: RunningShift | None
    next: OwnShift | None
    to_log: Sequence[OwnShift]
    cancelled: Sequence[OwnShift]
    returned: Sequence[Entry]
    drafts: Sequence[Entry]
    lines: Sequence[Entry]
    money: Sequence[MoneyLine]
    named: frozenset[UUID]
    minutes_today: int
    minutes_week: int

    @property
    def can_start(self) -> bool:
        """Whether the next shift's clock may be started now."""
        return self.running is None and running.can_start(self.next, self.now)

    @property
    def can_undo(self) -> bool:
        """Whether the start of the clock that runs may be undone."""
        return self.running is not None and running.can_undo(self.running, self.now)

    @property
    def minutes(self) -> int:
        """Return the sum of the month, whatever has become of the lines."""
        return sum(it.minutes for it in self.lines)

    @property
    def planned_ones(self) -> Sequence[OwnShift]:
        """Return what can be logged as planned in one act."""
        return [it for it in self.to_log if it.code is EntryCode.WORKED]

    def place(self, child: Child) -> str:
        """Return what the page calls a child: initials, unless it is protected."""
        return place(child, self.named)


def place(child: Child, named: frozenset[UUID]) -> str:
    """Return a child's initials; nothing for a protected one the reader is not named for."""
    return child.initials if child.graded_ids <= named else ""


def of(actor: Actor, month: date) -> Overview:
    """Read a worker's page; six statements."""
    now, today = clock.now(), clock.today()
    days = month_of(month)
    entries = queries.lines_of(actor.user_id, _window(days, today))
    shifts = queries.unlogged(actor.user_id, now + SOON)
    running = queries.running(actor.user_id)
    shifts = [it for it in shifts if running is None or it.shift.id != running.shift_id]
    assert actor.municipality_id is not None
    settings = municipality_settings.all_on(actor.municipality_id, today)
    sent = [it for it in entries if not it.is_changeable]
    ahead = [it for it in shifts if it.span.end > now and it.is_work]
    return Overview(
        month=days, today=today, now=now, running=running, next=next(iter(ahead), None),
        to_log=[it for it in shifts if it.is_due(now)],
        cancelled=[
            it for it in shifts
            if it.code is EntryCode.LATE_CANCELLED and now - CANCELLED_LATELY < it.span.start < now
        ],
        returned=[it for it in entries if it.state == EntryState.RETURNED],
        drafts=[it for it in entries if it.state == EntryState.DRAFT],
        lines=[it for it in sent if days.clip(local_day(it.starts_at), local_day(it.starts_at))],
        money=_money(actor, settings, today),
        named=actor.of(Relation.NAMED_FOR),
        minutes_today=_sum(sent, Days(today, today)), minutes_week=_sum(sent, week_of(today)),
    )  # fmt: skip


def _window(month: Days, today: date) -> Span:
    """The month, and this week when it is this month: it may begin in another."""
    first = week_of(today).from_on if month.clip(today, today) else month.from_on
    return Span(midnight(min(first, month.from_on)), midnight(month.to_on + DAY))


def _sum(entries: Iterable[Entry], days: Days) -> int:
    return sum(
        it.minutes for it in entries if days.clip(local_day(it.starts_at), local_day(it.starts_at))
    )


def _money(actor: Actor, settings: Settings, today: date) -> list[MoneyLine]:
    first = add_months(today.replace(day=1), 1 - MONTHS_OF_MONEY)
    months = [add_months(first, number) for number in range(MONTHS_OF_MONEY)]
    rows = queries.money(actor.user_id, [(it, month_of(it).span) for it in months])
    rows = [it for it in rows if it.state is not EntryState.PAID or _is_recent(it, today)]
    names = queries.leader_names({it.ordning_id for it in rows}, today)
    return [
        MoneyLine(
            it, REACHED[it.state], _place_of(it, actor),
            pay_dates.coming(it.month, today, settings), names.get(it.ordning_id, ()),
        )
        for it in rows
    ]  # fmt: skip


def _is_recent(row: Money, today: date) -> bool:
    return row.pay_on is not None and (today - row.pay_on).days < 45


def _place_of(row: Money, actor: Actor) -> str:
    return (
        "" if row.is_graded and not actor.is_in(Relation.NAMED_FOR, row.child_id) else row.initials
    )
