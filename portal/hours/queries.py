"""What the account and the findings read: few statements, however many the shifts."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    String,
    Subquery,
    Uuid,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from portal.core import db
from portal.engagements.models import Engagement
from portal.hours.dogn import lasts_dogn
from portal.municipality.models import SchoolHoliday
from portal.rules.periods import Days
from portal.rules.spans import Span
from portal.shifts.models import Entry, Shift
from portal.shifts.states import APPROVED_STATES, NOT_COUNTED, EntryCode, ShiftState
from portal.vedtak.models import Pause

# Nothing lasts longer; lets the index on the start be used for what reaches into a window.
LONGEST = timedelta(days=31)
Time = InstrumentedAttribute[datetime]
_original, _own = aliased(Entry), aliased(Engagement)
_CROSSING = -1  # the bucket of what lies in more than one


# The account -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Used:
    """Time of an ordning: logged time of one bucket as a sum, or one piece with its span.

    ``minutes`` are vedtak minutes; None for a shift that is planned and not logged.
    """

    engaged_as: str | None
    is_dogn_long: bool
    is_approved: bool
    bucket: int
    span: Span | None
    minutes: int | None
    kind: str
    shift_id: UUID | None


def time_used(ordning_id: UUID, edges: Sequence[datetime]) -> Iterator[Used]:
    """Yield logged and planned time from the first edge to the last (UTC), in one statement.

    The database sums logged time per bucket between two edges; only what crosses an edge
    comes line by line, to be cut by elapsed time.
    """
    window = Span(edges[0], edges[-1])
    statement = union_all(_logged(ordning_id, edges), _held(ordning_id, window))
    for row in db.session().execute(statement):
        yield Used(
            engaged_as=row.engaged_as,
            is_dogn_long=bool(row.is_long),
            is_approved=bool(row.is_approved),
            bucket=row.bucket,
            span=Span(row.starts_at, row.ends_at) if row.starts_at else None,
            minutes=row.minutes,
            kind=row.kind,
            shift_id=row.shift_id,
        )


def _logged(ordning_id: UUID, edges: Sequence[datetime]) -> Select[Any]:
    lines = _lines(ordning_id, edges)
    crosses = lines.c.bucket == _CROSSING
    placed = select(
        lines.c.engaged_as,
        lines.c.is_long,
        lines.c.is_approved,
        lines.c.bucket,
        case((crosses, lines.c.starts_at)).label("starts_at"),
        case((crosses, lines.c.ends_at)).label("ends_at"),
        lines.c.minutes,
    ).subquery()
    keys = [column for column in placed.c if column.name != "minutes"]
    return select(
        *keys,
        func.sum(placed.c.minutes).label("minutes"),
        literal("", String).label("kind"),
        cast(null(), Uuid()).label("shift_id"),
    ).group_by(*keys)


def _lines(ordning_id: UUID, edges: Sequence[datetime]) -> Subquery:
    """Every line that counts. A correction belongs with the line it corrects."""
    clock_minutes = func.coalesce(_original.minutes, Entry.minutes)
    table = Entry.__table__.c  # dozens of comparisons: plain columns take half the time
    buckets = [
        (and_(table.starts_at >= start, table.ends_at <= end), literal(number))
        for number, (start, end) in enumerate(pairwise(edges))
    ]
    return (
        select(
            Engagement.kind.label("engaged_as"),
            case((lasts_dogn(clock_minutes, edges[0], edges[-1]), 1), else_=0).label("is_long"),
            case((Entry.state.in_(APPROVED_STATES), 1), else_=0).label("is_approved"),
            case(*buckets, else_=_CROSSING).label("bucket"),
            Entry.starts_at,
            Entry.ends_at,
            case((Entry.code == EntryCode.SICK, 0), else_=Entry.vedtak_minutes).label("minutes"),
        )
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .outerjoin(_original, Entry.corrects_id == _original.id)
        .where(
            Entry.ordning_id == ordning_id,
            Entry.state.not_in(NOT_COUNTED),
            Entry.starts_at >= edges[0] - LONGEST,
            Entry.starts_at < edges[-1],
            Entry.ends_at > edges[0],
        )
        .subquery()
    )


def _held(ordning_id: UUID, window: Span) -> Select[*tuple[Any, ...]]:
    """Published shifts that hold hours: neither logged nor cancelled."""
    return (
        select(
            Engagement.kind,
            literal(0),
            literal(0),
            literal(_CROSSING),
            Shift.starts_at,
            Shift.ends_at,
            cast(null(), Integer),
            Shift.kind,
            Shift.id,
        )
        .outerjoin(Engagement, Shift.engagement_id == Engagement.id)
        .where(
            Shift.ordning_id == ordning_id,
            Shift.state == ShiftState.PLANNED,
            *_touching(Shift.starts_at, Shift.ends_at, window),
            ~_is_logged(),
        )
    )


def _is_logged() -> ColumnElement[bool]:
    """Whether a line takes the shift's place; somebody else's sick leave does not."""
    return (
        select(Entry.id)
        .where(
            Entry.shift_id == Shift.id,
            Entry.shift_id.is_not(None),
            Entry.state != literal_column("'discarded'"),  # as the index says it
            Entry.corrects_id.is_(None),
            or_(Entry.code != EntryCode.SICK, Entry.engagement_id == Shift.engagement_id),
        )
        .exists()
    )


def _touching(starts_at: Time, ends_at: Time, window: Span) -> tuple[ColumnElement[bool], ...]:
    return (
        starts_at >= window.start - LONGEST,
        starts_at < window.end,
        ends_at > window.start,
    )


# Days that are different ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SpecialDays:
    """Days on which an ordning is granted nothing, and days without school."""

    pauses: Sequence[Days]
    school_holidays: Sequence[Days]


def special_days(ordning_id: UUID, municipality_id: UUID, days: Days) -> SpecialDays:
    """Return the pauses and school holidays that touch the days, in one statement."""
    pauses = select(literal("pause").label("what"), Pause.first_on, Pause.last_on).where(
        Pause.ordning_id == ordning_id,
        Pause.first_on <= days.to_on,
        Pause.last_on >= days.from_on,
    )
    holidays = select(literal("school"), SchoolHoliday.first_on, SchoolHoliday.last_on).where(
        SchoolHoliday.municipality_id == municipality_id,
        SchoolHoliday.first_on <= days.to_on,
        SchoolHoliday.last_on >= days.from_on,
    )
    found: dict[str, list[Days]] = {"pause": [], "school": []}
    for what, first_on, last_on in db.session().execute(union_all(pauses, holidays)):
        found[what].append(Days(first_on, last_on))
    return SpecialDays(found["pause"], found["school"])


# The findings -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work of one person, as it was done or else as it is planned.

    ``worker_id`` and what follows are None for a shift nobody has.
    """

    id: UUID  # of the shift or the line
    span: Span
    ordning_id: UUID
    shift_id: UUID | None
    kind: str
    engagement_id: UUID | None
    worker_id: UUID | None
    supplier_id: UUID | None
    engaged_as: str | None
    terms: str | None


def work_near(worker_ids: Collection[UUID], ordning_id: UUID | None, window: Span) -> list[Work]:
    """Return all work in the window of these workers, in every family, and of the ordning.

    One statement. A logged line takes the place of its shift; who was ill did not work.
    """
    parts = _work_of(worker_ids, window)
    if ordning_id is not None:  # each part can use an index of its own
        parts.append(_planned(window).where(Shift.ordning_id == ordning_id))
        parts.append(_done(window).where(Entry.ordning_id == ordning_id))
    rows = db.session().execute(union(*parts))
    return [Work(row_id, Span(start, end), *rest) for row_id, start, end, *rest in rows]


def work_of(worker_id: UUID, window: Span) -> CompoundSelect[Any]:
    """Select the same of one worker, as a part of a larger statement."""
    return union(*_work_of((worker_id,), window))


def _work_of(worker_ids: Collection[UUID], window: Span) -> list[Select[Any]]:
    """By the engagement, which the index has: the join alone would be tried on every shift."""
    theirs = select(_own.id).where(_own.worker_id.in_(worker_ids))
    return [
        _planned(window).where(Shift.engagement_id.in_(theirs)),
        _done(window).where(Entry.engagement_id.in_(theirs)),
    ]


def _planned(window: Span) -> Select[Any]:
    shift = (Shift.id, Shift.starts_at, Shift.ends_at, Shift.ordning_id, Shift.id.label("shift_id"))
    return (
        select(*shift, Shift.kind, *_engaged())
        .outerjoin(Engagement, Shift.engagement_id == Engagement.id)
        .where(
            Shift.state == ShiftState.PLANNED,
            *_touching(Shift.starts_at, Shift.ends_at, window),
            ~_is_logged(),
        )
    )


def _done(window: Span) -> Select[Any]:
    entry = (Entry.id, Entry.starts_at, Entry.ends_at, Entry.ordning_id, Entry.shift_id)
    return (
        select(*entry, Entry.kind, *_engaged())
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .where(
            Entry.code.in_((EntryCode.WORKED, EntryCode.EXTRA)),
            Entry.state.not_in(NOT_COUNTED),
            *_touching(Entry.starts_at, Entry.ends_at, window),
        )
    )


def _engaged() -> tuple[Any, ...]:
    return (
        Engagement.id.label("engagement_id"),
        Engagement.worker_id,
        Engagement.supplier_id,
        Engagement.kind.label("engaged_as"),
        Engagement.terms,
    )
