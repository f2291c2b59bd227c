"""The parts of the one statement that new lines are judged by; ``facts`` says what they mean."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CompoundSelect,
    Date,
    Integer,
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
from portal.hours.dogn import lasts_dogn
from portal.municipality.models import ClosedPeriod, DatedSetting
from portal.rules.periods import DAY, days_between, local_day, midnight, month_of, week_of
from portal.rules.spans import Span
from portal.shifts.models import Entry, RunningShift
from portal.shifts.states import NOT_COUNTED, EntryCode
from portal.timesheets.lines import Line
from portal.vedtak.models import CarriedHours, Limit, Pause, Portion, Vedtak

MARGIN = timedelta(days=28)  # a week for rest and hours, four for Sundays in a row

# The columns every part of the statement has; a part leaves out what it has not.
_COLUMNS: dict[str, Any] = {
    "id": Uuid(), "starts_at": db.UtcDateTime(), "ends_at": db.UtcDateTime(),
    "ordning_id": Uuid(), "shift_id": Uuid(), "kind": String(), "engagement_id": Uuid(),
    "worker_id": Uuid(), "supplier_id": Uuid(), "engaged_as": String(), "terms": String(),
    "first_on": Date(), "last_on": Date(), "number": Integer(), "amount": Integer(),
    "minutes": Integer(),
}  # fmt: skip


def statement(
    lines: Sequence[Line], on: date, months: Sequence[date], replaced: Sequence[UUID]
) -> CompoundSelect[Any]:
    """Make the statement: one worker's lines, the months to add up, lines that are replaced."""
    first = lines[0].engagement
    window = Span(
        min(line.span.start for line in lines) - MARGIN,
        max(line.span.end for line in lines) + MARGIN,
    )
    ordning_ids = {line.engagement.ordning_id for line in lines}
    return union_all(
        _work(first.worker_id, window),
        _settings(first.municipality_id, on),
        _closed(first.municipality_id, lines),
        _granted(ordning_ids),
        _limits(ordning_ids),
        _logged(ordning_ids, lines, replaced),
        _pauses(ordning_ids),
        _carried(ordning_ids),
        _used(ordning_ids, months, replaced),
        _by_month(first.worker_id, months, replaced),
        _clock(first.user_id),
    )


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


def _limits(ordning_ids: Iterable[UUID]) -> Select[Any]:
    columns = {
        "ordning_id": Vedtak.ordning_id, "number": Vedtak.version, "kind": Portion.service,
        "engaged_as": Portion.unit, "terms": Limit.kind, "amount": Limit.amount_minutes,
    }  # fmt: skip
    return (
        select(*_part("limit", **columns))
        .join(Portion, Limit.portion_id == Portion.id)
        .join(Vedtak, Portion.vedtak_id == Vedtak.id)
        .where(Vedtak.ordning_id.in_(ordning_ids))
    )


def _logged(
    ordning_ids: Iterable[UUID], lines: Iterable[Line], replaced: Sequence[UUID]
) -> Select[Any]:
    """Lines of the weeks and months these lie in, one by one, where there are limits at all."""
    days = [day for line in lines for day in days_between(line.span)]
    first = min(week_of(min(days)).from_on, month_of(min(days)).from_on)
    last = max(week_of(max(days)).to_on, month_of(max(days)).to_on)
    has_limits = (
        select(Vedtak.ordning_id)
        .join(Portion, Portion.vedtak_id == Vedtak.id)
        .join(Limit, Limit.portion_id == Portion.id)
        .where(Vedtak.ordning_id.in_(ordning_ids))
    )
    columns = {
        "starts_at": Entry.starts_at, "ends_at": Entry.ends_at, "ordning_id": Entry.ordning_id,
        "engaged_as": Engagement.kind, "amount": _taken(),
    }  # fmt: skip
    return (
        select(*_part("logged", **columns))
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .where(
            Entry.ordning_id.in_(has_limits),
            Entry.state.not_in(NOT_COUNTED),
            Entry.starts_at >= midnight(first) - hours.LONGEST,
            Entry.starts_at < midnight(last + DAY),
            Entry.ends_at > midnight(first),
            Entry.id.not_in(replaced),
        )
    )


def _taken() -> Any:  # noqa: ANN401 - a CASE of integers
    return case((Entry.code == EntryCode.SICK, 0), else_=Entry.vedtak_minutes)


def _paid() -> Any:  # noqa: ANN401 - a CASE of integers
    """Hours of pay, but for somebody who was ill: what they were to work was worked by another."""
    return case((Entry.code == EntryCode.SICK, 0), else_=Entry.pay_minutes)


def _pauses(ordning_ids: Iterable[UUID]) -> Select[Any]:
    columns = {"ordning_id": Pause.ordning_id, "first_on": Pause.first_on, "last_on": Pause.last_on}
    return select(*_part("pause", **columns)).where(Pause.ordning_id.in_(ordning_ids))


def _carried(ordning_ids: Iterable[UUID]) -> Select[Any]:
    columns = {
        "ordning_id": CarriedHours.ordning_id, "kind": CarriedHours.service,
        "engaged_as": CarriedHours.unit, "number": CarriedHours.year,
        "amount": CarriedHours.amount_minutes,
    }  # fmt: skip
    return select(*_part("carried", **columns)).where(CarriedHours.ordning_id.in_(ordning_ids))


def _used(
    ordning_ids: Iterable[UUID], months: Sequence[date], replaced: Sequence[UUID]
) -> Select[Any]:
    """Hours by the month they begin in: near enough to say that somebody should look."""
    is_long = lasts_dogn(Entry.minutes, midnight(months[0]), midnight(months[-1]))
    length = case((is_long, "dogn"), else_="hours")
    keys = [Entry.ordning_id, Engagement.kind, length, _month(months)]
    columns = dict(zip(("ordning_id", "engaged_as", "kind", "number"), keys, strict=True))
    return (
        select(*_part("used", **columns, amount=cast(func.sum(_taken()), Integer)))
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .where(Entry.ordning_id.in_(ordning_ids), *_counted(months, replaced))
        .group_by(*keys)
    )


def _by_month(worker_id: UUID, months: Sequence[date], replaced: Sequence[UUID]) -> Select[Any]:
    """Kilometres and paid hours of each engagement, month by month."""
    keys = [Entry.engagement_id, _month(months)]
    columns = dict(zip(("engagement_id", "number"), keys, strict=True))
    return (
        select(
            *_part(
                "month",
                **columns,
                amount=cast(func.sum(Entry.km), Integer),
                minutes=cast(func.sum(_paid()), Integer),
            )
        )
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .where(Engagement.worker_id == worker_id, *_counted(months, replaced))
        .group_by(*keys)
    )


def _clock(user_id: UUID) -> Select[Any]:
    columns = {"id": RunningShift.id, "shift_id": RunningShift.shift_id}
    return select(*_part("clock", **columns)).where(
        RunningShift.user_id == user_id, RunningShift.shift_id.is_not(None)
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
