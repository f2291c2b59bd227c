"""All that a new line is judged by, in one statement, however many lines there are.

Settings, closed periods, the person's other work in every family, what the vedtak grant and
what has been used of them, kilometres driven, and the clock that runs. One statement, because
logging is what a telephone with a poor network does most.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from portal.core import db
from portal.families.states import Service
from portal.hours.granting import Grant
from portal.hours.queries import Work
from portal.municipality import settings as municipality_settings
from portal.municipality.states import SettingKey
from portal.rules import budget
from portal.rules.limits import Limit
from portal.rules.periods import DAY, Days, local_day, whole_days, year_of
from portal.rules.spans import Span
from portal.timesheets import fact_parts
from portal.timesheets.lines import Line
from portal.vedtak import timeline
from portal.vedtak.models import Limit as VedtakLimit
from portal.vedtak.models import Portion, Vedtak
from portal.vedtak.states import Unit
from portal.vedtak.timeline import InForce, Pot


@dataclass(frozen=True, slots=True)
class Used:
    """Minutes used of an ordning's vedtak in one month, by what they were worked as."""

    month: date
    engaged_as: str
    is_dogn_long: bool
    minutes: int


@dataclass(frozen=True, slots=True)
class Logged:
    """A line of an ordning that has limits, and the minutes it took of the vedtak."""

    span: Span
    engaged_as: str
    minutes: int

    @property
    def is_dogn_long(self) -> bool:
        """Whether it lasted a døgn or more."""
        return whole_days(self.span) > 0

    def inside(self, days: Days) -> Fraction:
        """Return what it took on some days: its share of elapsed time, as in the account."""
        return Fraction(self.minutes * self.span.minutes_inside(days.span), self.span.minutes)


@dataclass(slots=True)
class Facts:
    """What is known when lines are judged."""

    settings: dict[SettingKey, str]
    closed: list[Days] = field(default_factory=list)
    work: list[Work] = field(default_factory=list)
    granted: dict[UUID, dict[Pot, list[budget.Portion]]] = field(default_factory=dict)
    limits: dict[UUID, dict[Pot, list[Limit]]] = field(default_factory=dict)
    approved: dict[UUID, dict[Pot, dict[int, int]]] = field(
        default_factory=lambda: defaultdict(dict)
    )  # hours to come over on application
    pauses: dict[UUID, list[Days]] = field(default_factory=lambda: defaultdict(list))
    used: dict[UUID, list[Used]] = field(default_factory=lambda: defaultdict(list))
    logged: dict[UUID, list[Logged]] = field(default_factory=lambda: defaultdict(list))
    km: dict[tuple[UUID, date], int] = field(default_factory=dict)  # engagement, month
    paid: dict[tuple[UUID, date], int] = field(default_factory=dict)  # minutes, of the same
    clocks: dict[UUID, UUID] = field(default_factory=dict)  # that run, and on which shift

    def grant(self, ordning_id: UUID, pot: Pot) -> Grant:
        """Return what a pot of an ordning is granted: the same as the account says."""
        portions = self.granted.get(ordning_id, {}).get(pot, ())
        on_top = self.limits.get(ordning_id, {}).get(pot, ())
        approved = self.approved[ordning_id].get(pot, {})
        return Grant(portions, on_top, self.pauses[ordning_id], self.settings, approved)

    def is_closed(self, day: date) -> bool:
        """Tell whether the pay period of a day is closed: its hours go with the next."""
        return any(period.clip(day, day) for period in self.closed)


def read(lines: Sequence[Line], on: date) -> Facts:
    """Read what the lines are judged by: one worker's lines, one statement."""
    months = months_of(lines)  # the year before them too: hours may come over from it
    replaced = [line.entry_id for line in lines if line.entry_id]
    rows = db.session().execute(fact_parts.statement(lines, on, months, replaced)).all()
    return _gathered(rows, months, {*replaced, *(line.shift_id for line in lines)})


def months_of(lines: Iterable[Line]) -> list[date]:
    """Return the first days of all months from the year before the lines, and the day after."""
    years = {local_day(at).year for line in lines for at in (line.span.start, line.span.end)}
    running = range(min(years) - 1, max(years) + 1)
    found = [date(year, month, 1) for year in running for month in range(1, 13)]
    return [*found, year_of(found[-1]).to_on + DAY]


# What they say ---------------------------------------------------------------------------


def _gathered(
    rows: Sequence[Row[Any]], months: Sequence[date], replaced: Iterable[UUID | None]
) -> Facts:
    found = Facts({key: default.value for key, default in municipality_settings.DEFAULTS.items()})
    gone = {it for it in replaced if it}
    by_what: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_what[row.what].append(row)
    found.settings.update(_set(by_what["setting"]))
    found.work = [_work_of(it) for it in by_what["work"] if not gone & {it.id, it.shift_id}]
    found.closed = [Days(it.first_on, it.last_on) for it in by_what["closed"]]
    held = _held_by_ordning(by_what["granted"], by_what["limit"])
    found.granted = {it: timeline.granted_in(of) for it, of in held.items()}
    found.limits = {it: timeline.limits_in(of) for it, of in held.items()}
    found.clocks = {it.id: it.shift_id for it in by_what["clock"]}
    for it in by_what["logged"]:
        logged = Logged(Span(it.starts_at, it.ends_at), it.engaged_as, it.amount)
        found.logged[it.ordning_id].append(logged)
    for it in by_what["pause"]:
        found.pauses[it.ordning_id].append(Days(it.first_on, it.last_on))
    for it in by_what["carried"]:
        pot = Pot(Service(it.kind), Unit(it.engaged_as))
        found.approved[it.ordning_id].setdefault(pot, {})[it.number] = it.amount
    for it in by_what["used"]:
        used = Used(months[it.number], it.engaged_as, it.kind == "dogn", it.amount)
        found.used[it.ordning_id].append(used)
    for it in by_what["month"]:
        key = it.engagement_id, months[it.number]
        found.km[key], found.paid[key] = it.amount, it.minutes
    return found


def _set(rows: Iterable[Any]) -> dict[SettingKey, str]:
    return {SettingKey(it.kind): it.terms for it in sorted(rows, key=lambda it: it.first_on)}


def _work_of(row: Any) -> Work:  # noqa: ANN401 - a row of the statement
    return Work(
        row.id, Span(row.starts_at, row.ends_at), row.ordning_id, row.shift_id, row.kind,
        row.engagement_id, row.worker_id, row.supplier_id, row.engaged_as, row.terms,
    )  # fmt: skip


def _held_by_ordning(rows: Iterable[Any], on_top: Iterable[Any]) -> dict[UUID, list[InForce]]:
    """The rows as the versions they are, laid out in time by the one who knows how."""
    versions: dict[UUID, dict[int, Vedtak]] = defaultdict(dict)
    portions: dict[tuple[UUID, int, str, str], Portion] = {}
    for row in rows:
        vedtak = versions[row.ordning_id].setdefault(
            row.number,
            Vedtak(version=row.number, valid_from=row.first_on, valid_to=row.last_on, portions=[]),
        )
        portion = Portion(
            service=row.kind, unit=row.engaged_as, per=row.terms, amount_minutes=row.amount
        )
        portions[row.ordning_id, row.number, row.kind, row.engaged_as] = portion
        vedtak.portions.append(portion)
    for row in on_top:
        portion = portions[row.ordning_id, row.number, row.kind, row.engaged_as]
        portion.limits.append(VedtakLimit(kind=row.terms, amount_minutes=row.amount))
    return {ordning_id: timeline.in_force(of.values()) for ordning_id, of in versions.items()}
