"""What asks for attention, from this package and from those above that know more.

A source selects (child id, ordning id or null, code, rank, day): the lower the rank, the
worse. Lists of families are sorted by it; nothing is ever hidden because of it.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Date,
    Integer,
    Select,
    String,
    Subquery,
    Uuid,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from portal.core import db
from portal.families.models import Child
from portal.families.states import AlarmCode
from portal.rules.representation import REVIEW_AGES, birthday

Source = Callable[[date], Sequence[Select[Any]]]
BEFORE, AFTER = timedelta(days=60), timedelta(days=30)  # a birthday is looked at this long
LAST_RANK = 9


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing to look at, and the day it is about (None: it has none)."""

    child_id: UUID
    ordning_id: UUID | None
    code: AlarmCode
    rank: int
    on: date | None

    @property
    def is_urgent(self) -> bool:
        """Whether a right has run out already, rather than going to."""
        return self.code in {AlarmCode.VEDTAK_EXPIRED, AlarmCode.VEDTAK_MISSING}


def _reviews(today: date) -> list[Select[Any]]:
    """Birthdays that change who may act: rules.representation."""
    born = [
        Child.born_on.between(_years_before(today - AFTER, age), _years_before(today + BEFORE, age))
        for age in REVIEW_AGES
    ]
    return [row(Child.id, None, AlarmCode.REVIEW, 5, None).where(or_(*born))]


def _years_before(day: date, years: int) -> date:
    return birthday(day, -years)


def row(child_id: Any, ordning_id: Any, code: AlarmCode, rank: Any, on: Any) -> Select[Any]:  # noqa: ANN401 - columns or values
    """Make the SELECT of one kind of alarm, with its columns in order and typed."""
    return select(
        child_id.label("child_id"),
        (cast(null(), Uuid()) if ordning_id is None else ordning_id).label("ordning_id"),
        literal(str(code.value), String).label("code"),
        (literal(rank, Integer) if isinstance(rank, int) else rank).label("rank"),
        (cast(null(), Date()) if on is None else on).label("on"),
    )


_sources: list[Source] = [_reviews]


def register(source: Source) -> None:
    """Let a higher package add its alarms."""
    if source not in _sources:
        _sources.append(source)


def all_of(today: date, children: Collection[UUID] | Select[UUID]) -> Subquery:
    """Select every alarm of these children today."""
    parts = (part for source in _sources for part in source(today))
    own = (part.where(part.selected_columns.child_id.in_(children)) for part in parts)
    return union_all(*own).subquery("alarm")


def ranks(today: date, children: Select[UUID]) -> Subquery:
    """Select (child id, its worst rank, the first day of it) of these children."""
    alarm = all_of(today, children)
    return (
        select(
            alarm.c.child_id,
            func.min(alarm.c.rank).label("rank"),
            func.min(alarm.c.on).label("on"),
        )
        .group_by(alarm.c.child_id)
        .subquery("worst")
    )


def of_children(child_ids: Collection[UUID], today: date) -> dict[UUID, list[Alarm]]:
    """Return the alarms of children the caller may see, worst first, in one statement."""
    alarm = all_of(today, child_ids)
    query = select(alarm).order_by(alarm.c.rank, alarm.c.on, alarm.c.ordning_id)
    found: dict[UUID, list[Alarm]] = {child_id: [] for child_id in child_ids}
    for it in db.session().execute(query):
        found[it.child_id].append(
            Alarm(it.child_id, it.ordning_id, AlarmCode(it.code), it.rank, it.on)
        )
    return found
