"""Everything about one line: its reasons, its corrections, how far it has come, its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal.access.actor import Actor, Relation
from portal.approval import disputes, queries
from portal.approval.corrections import Total
from portal.approval.models import Dispute
from portal.audit import queries as audit
from portal.core import clock
from portal.municipality import settings as municipality_settings
from portal.rules.periods import local_day
from portal.shifts.models import Entry
from portal.shifts.states import EntryState
from portal.timesheets import overview, pay_dates, told
from portal.timesheets.pay_dates import PayDates
from portal.timesheets.told import Reason

OF_THE_LINE = "entry:"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: what, who, when, and what was said or changed."""

    act: str
    who: str
    at: datetime
    details: dict[str, Any]

    @property
    def changes(self) -> list[tuple[str, Any, Any]]:
        """Return (what, old, new) of each thing that was changed."""
        old, new = self.details.get("old") or {}, self.details.get("new") or {}
        return [
            (name, _value(name, was), _value(name, new.get(name)))
            for name, was in old.items()
            if new.get(name) != was
        ]


def _value(name: str, value: Any) -> Any:  # noqa: ANN401 - whatever the log keeps
    return datetime.fromisoformat(value) if name.endswith("_at") and value else value


@dataclass(frozen=True, slots=True)
class LinePage:
    """All that stands on the page of a line."""

    entry: Entry
    place: str
    reasons: Sequence[Reason]
    chain: Sequence[Entry]
    total: Total
    reached: int
    dates: PayDates
    events: Sequence[Event]
    waits_for: Sequence[str]
    is_own: bool
    dispute: Dispute | None

    @property
    def pay_on(self) -> date:
        """Return when the money comes, or came."""
        return self.entry.pay_on or self.dates.pay_on

    @property
    def corrections(self) -> Sequence[Entry]:
        """Return the lines that correct the first one."""
        return self.chain[1:]


def of(actor: Actor, entry: Entry) -> LinePage:
    """Read the page of a line; the same number of statements however long its history."""
    today = clock.today()
    settings = municipality_settings.all_on(entry.municipality_id, today)
    is_own = entry.user_id == actor.user_id
    chain = queries.chain(entry)
    waits = [it.name for it in queries.leader_users(entry.ordning_id, today)]
    return LinePage(
        entry, overview.place(entry.ordning.child, actor.of(Relation.NAMED_FOR)),
        told.reasons(entry, is_own=is_own), chain, Total.of(chain),
        overview.REACHED.get(EntryState(entry.state), 0),
        pay_dates.coming(local_day(entry.starts_at), today, settings),
        _history(chain[0] if chain else entry), waits, is_own, disputes.waiting_of(entry),
    )  # fmt: skip


def _history(entry: Entry) -> list[Event]:
    rows = [it for it in audit.of_thing(entry.id) if it[0].act.startswith(OF_THE_LINE)]
    names = queries.names({event.actor_id for event, _details in rows})
    return [
        Event(
            event.act.removeprefix(OF_THE_LINE),
            names.get(event.actor_id, "") if event.actor_id else "",
            event.at, details.details if details else {},
        )
        for event, details in reversed(rows)
    ]  # fmt: skip
