"""All that a new line is judged by, in one statement, however many lines there are.

Settings, closed periods, the person's other work in every family, what the vedtak grant and
what has been used of them, and kilometres driven. One statement, because logging is what a
telephone with a poor network does most.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Date,
    Integer,
    Row,
    Select,
    String,
    Uuid,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from portal.core import db
from portal.engagements.models import Engagement
from portal.hours import queries as hours
from portal.hours.counting import DOGN_MINUTES
from portal.hours.granting import Grant
from portal.hours.queries import Work
from portal.municipality import settings as municipality_settings
from portal.municipality.models import ClosedPeriod, DatedSetting
from portal.municipality.states import SettingKey
from portal.rules import budget
from portal.rules.periods import DAY, Days, local_day, midnight, year_of
from portal.rules.spans import Span
from portal.shifts.models import Entry
from portal.shifts.states import NOT_COUNTED, EntryCode
from portal.timesheets.lines import Line
from portal.vedtak import timeline
from portal.vedtak.models import Pause, Portion, Vedtak
from portal.vedtak.timeline import Pot

MARGIN = timedelta(days=28)  # a week for rest and hours, four for Sundays in a row

# The columns every part of the statement has; a part leaves out what it has not.
_COLUMNS: dict[str, Any] = {
    "id": Uuid(), "starts_at": db.UtcDateTime(), "ends_at": db.UtcDateTime(),
    "ordning_id": Uuid(), "shift_id": Uuid(), "kind": String(), "engagement_id": Uuid(),
    "worker_id": Uuid(), "supplier_id": Uuid(), "engaged_as": String(), "terms": String(),
    "first_on": Date(), "last_on": Date(), "number": Integer(), "amount": Integer(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Used:
    """Minutes used of an ordning's vedtak in one month, by what they were worked as."""

    month: date
    engaged_as: str
    is_dogn_long: bool
    minutes: int


@dataclass(slots=True)
class Facts:
    """What is known when lines are judged."""

    settings: dict[SettingKey, str]
    closed: list[Days] = field(default_factory=list)
    work: list[Work] = field(default_factory=list)
    granted: dict[UUID, dict[Pot, list[budget.Portion]]] = field(default_factory=dict)
    pauses: dict[UUID, list[Days]] = field(default_factory=lambda: defaultdict(list))
    used: dict[UUID, list[Used]] = field(default_factory=lambda: defaultdict(list))
    km: dict[tuple[UUID, date], int] = field(default_factory=dict)  # engagement, month

    def grant(self, ordning_id: UUID, pot: Pot) -> Grant:
        """Return what a pot of an ordning is granted: the same as the account says."""
        portions = self.granted.get(ordning_id, {}).get(pot, ())
        return Grant(portions, self.pauses[ordning_id], self.settings)

    def is_closed(self, day: date) -> bool:
        """Tell whether the pay period of a day is closed: its hours go with the next."""
        return any(period.clip(day, day) for period in self.closed)


def read(lines: Sequence[Line], on: date) -> Facts:
    """Read what the lines are judged by: one worker's lines, one statement."""
    first = lines[0].engagement
    window = Span(
        min(line.span.start for line in lines) - MARGIN,
        max(line.span.end for line in lines) + MARGIN,
    )
    ordning_ids = {line.engagement.ordning_id for line in lines}
    months = months_of(lines)  # the year before them too: hours may come over from it
    replaced = [line.entry_id for line in lines if line.entry_id]
    parts = [
        _work(first.worker_id, window),
        _settings(first.municipality_id, on),
        _closed(first.municipality_id, lines),
        _granted(ordning_ids),
        _pauses(ordning_ids),
        _used(ordning_ids, months, replaced),
        _km(first.worker_id, months, replaced),
    ]
    rows = db.session().execute(union_all(*parts)).all()
    return _gathered(rows, months, {*replaced, *(line.shift_id for line in lines)})


def months_of(lines: Iterable[Line]) -> list[date]:
    """Return the first days of all months from the year before the lines, and the day after."""
    years = {local_day(at).year for line in lines for at in (line.span.start, line.span.end)}
    running = range(min(years) - 1, max(years) + 1)
    found = [date(year, month, 1) for year in running for month in range(1, 13)]
    return [*found, year_of(found[-1]).to_on + DAY]


# The parts -------------------------------------------------------------------------------


def _part(what: str, **given: Any) -> list[Any]:  # noqa: ANN401 - columns of any type
    blank = {name: cast(null(), type_) for name, type_ in _COLUMNS.items()}
    return [
        literal(what, String).label("what"),
        *(column.label(name) for name, column in (blank | given).items()),
    ]


def _work(worker_id: UUID, window: Span) -> Select[Any]:
    near = hours.work_of(worker_id, window).subquery()
    shared = {name: near.c[name] for name in _COLUMNS if name in near.c}
    return select(*_part("work", **shared))


def _settings(municipality_id: UUID, on: date) -> Select[Any]:
    columns = {"kind": DatedSetting.key, "terms": DatedSetting.value}
    return select(*_part("setting", **columns, first_on=DatedSetting.valid_from)).where(
        DatedSetting.municipality_id == municipality_id, DatedSetting.valid_from <= on
    )


def _closed(municipality_id: UUID, lines: Iterable[Line]) -> Select[Any]:
    days = [local_day(line.span.start) for line in lines]
    columns = {"first_on": ClosedPeriod.first_on, "last_on": ClosedPeriod.last_on}
    return select(*_part("closed", **columns)).where(
        ClosedPeriod.municipality_id == municipality_id,
        ClosedPeriod.last_on >= min(days),
        ClosedPeriod.first_on <= max(days),
    )


def _granted(ordning_ids: Iterable[UUID]) -> Select[Any]:
    columns = {
        "ordning_id": Vedtak.ordning_id, "first_on": Vedtak.valid_from,
        "last_on": Vedtak.valid_to, "number": Vedtak.version, "kind": Portion.service,
        "engaged_as": Portion.unit, "terms": Portion.per, "amount": Portion.amount_minutes,
    }  # fmt: skip
    return (
        select(*_part("granted", **columns))
        .join(Portion, Portion.vedtak_id == Vedtak.id)
        .where(Vedtak.ordning_id.in_(ordning_ids))
    )


def _pauses(ordning_ids: Iterable[UUID]) -> Select[Any]:
    columns = {"ordning_id": Pause.ordning_id, "first_on": Pause.first_on, "last_on": Pause.last_on}
    return select(*_part("pause", **columns)).where(Pause.ordning_id.in_(ordning_ids))


def _used(
    ordning_ids: Iterable[UUID], months: Sequence[date], replaced: Sequence[UUID]
) -> Select[Any]:
    """Hours by the month they begin in: near enough to say that somebody should look."""
    length = case((Entry.minutes >= DOGN_MINUTES, "dogn"), else_="hours")
    keys = [Entry.ordning_id, Engagement.kind, length, _month(months)]
    columns = dict(zip(("ordning_id", "engaged_as", "kind", "number"), keys, strict=True))
    taken = case((Entry.code == EntryCode.SICK, 0), else_=Entry.vedtak_minutes)
    return (
        select(*_part("used", **columns, amount=cast(func.sum(taken), Integer)))
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .where(Entry.ordning_id.in_(ordning_ids), *_counted(months, replaced))
        .group_by(*keys)
    )


def _km(worker_id: UUID, months: Sequence[date], replaced: Sequence[UUID]) -> Select[Any]:
    keys = [Entry.engagement_id, _month(months)]
    columns = dict(zip(("engagement_id", "number"), keys, strict=True))
    return (
        select(*_part("km", **columns, amount=cast(func.sum(Entry.km), Integer)))
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .where(Engagement.worker_id == worker_id, *_counted(months, replaced))
        .group_by(*keys)
    )


def _month(months: Sequence[date]) -> Any:  # noqa: ANN401 - a CASE of integers
    ends = [midnight(after) for _first, after in pairwise(months)]
    return case(*((Entry.starts_at < end, literal(n)) for n, end in enumerate(ends)), else_=-1)


def _counted(months: Sequence[date], replaced: Sequence[UUID]) -> tuple[Any, ...]:
    return (
        Entry.state.not_in(NOT_COUNTED),
        Entry.starts_at >= midnight(months[0]),
        Entry.starts_at < midnight(months[-1]),
        Entry.id.not_in(replaced),
    )


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
    found.granted = _granted_by_ordning(by_what["granted"])
    for it in by_what["pause"]:
        found.pauses[it.ordning_id].append(Days(it.first_on, it.last_on))
    for it in by_what["used"]:
        used = Used(months[it.number], it.engaged_as, it.kind == "dogn", it.amount)
        found.used[it.ordning_id].append(used)
    found.km = {(it.engagement_id, months[it.number]): it.amount for it in by_what["km"]}
    return found


def _set(rows: Iterable[Any]) -> dict[SettingKey, str]:
    return {SettingKey(it.kind): it.terms for it in sorted(rows, key=lambda it: it.first_on)}


def _work_of(row: Any) -> Work:  # noqa: ANN401 - a row of the statement
    return Work(
        row.id, Span(row.starts_at, row.ends_at), row.ordning_id, row.shift_id, row.kind,
        row.engagement_id, row.worker_id, row.supplier_id, row.engaged_as, row.terms,
    )  # fmt: skip


def _granted_by_ordning(rows: Iterable[Any]) -> dict[UUID, dict[Pot, list[budget.Portion]]]:
    """The rows as the versions they are, laid out in time by the one who knows how."""
    versions: dict[UUID, dict[int, Vedtak]] = defaultdict(dict)
    for row in rows:
        vedtak = versions[row.ordning_id].setdefault(
            row.number,
            Vedtak(version=row.number, valid_from=row.first_on, valid_to=row.last_on, portions=[]),
        )
        vedtak.portions.append(
            Portion(service=row.kind, unit=row.engaged_as, per=row.terms, amount_minutes=row.amount)
        )
    return {
        ordning_id: timeline.granted_in(timeline.in_force(of.values()))
        for ordning_id, of in versions.items()
    }
