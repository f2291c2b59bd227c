"""What a rota is made of, and whose rota the actor may know of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, literal, or_, select
from sqlalchemy.orm import contains_eager, lazyload

from portal.access.actor import Actor, Hat, Relation
from portal.core import clock, db
from portal.engagements.models import AvailabilitySlot, Engagement, Worker
from portal.families.models import Child, Ordning
from portal.families.states import Gradering
from portal.rota import times
from portal.rota.eligibility import Times
from portal.rota.plan import Line
from portal.rules.periods import Days, named_month, named_week, week_of
from portal.rules.spans import Span
from portal.shifts import queries as shift_queries
from portal.shifts.models import Absence, Shift, ShiftDraft
from portal.shifts.states import ShiftState

_SLOT = (AvailabilitySlot.weekday, AvailabilitySlot.from_minute, AvailabilitySlot.to_minute)
AHEAD = timedelta(days=2 * 366)


@dataclass(frozen=True, kw_only=True)
class Rota:
    """An ordning's rota over some days, with everybody engaged in it then."""

    ordning: Ordning
    days: Days
    team: Sequence[Engagement]
    times: Times = field(default_factory=Times)
    month: Days | None = None  # the days are then its whole weeks
    line: Line | None = None  # the one that something is done to

    @property
    def municipality_id(self) -> UUID:
        """Return the municipality."""
        return self.ordning.municipality_id

    @property
    def ordning_id(self) -> UUID:
        """Return whose rota it is."""
        return self.ordning.id

    @property
    def office_id(self) -> UUID:
        """Return the office whose family it is."""
        return self.ordning.office_id

    @property
    def child_id(self) -> UUID:
        """Return the child."""
        return self.ordning.child_id

    @property
    def graded_ids(self) -> frozenset[UUID]:
        """Return the ids one must be named for to see it."""
        return self.ordning.graded_ids

    @property
    def week(self) -> str:
        """Return the week it begins in, as addresses write it."""
        return week_name(self.days.from_on)

    @property
    def can_plan(self) -> Sequence[Engagement]:
        """Return those who may be given a shift: engaged, with every paper in place."""
        return [one for one in self.team if one.is_cleared]

    @property
    def found(self) -> Line:
        """Return the one line that something is done to."""
        assert self.line is not None, "only for a rota loaded with of_line"
        return self.line


def week_name(day: date) -> str:
    """Return ``2026-48``."""
    year, week, _day = day.isocalendar()
    return f"{year}-{week:02d}"


def week_to_plan(today: date) -> Days:
    """Return this week; on a Sunday the one that begins tomorrow, which is what one plans for."""
    is_sunday = today.weekday() == 6
    return week_of(today + timedelta(days=1) if is_sunday else today)


# Loaders: what the actor may know exists ------------------------------------------------


def of_week(actor: Actor, ordning_id: UUID, week: str) -> Rota | None:
    """Return a week of a rota."""
    days = named_week(week)
    return _rota(actor, ordning_id, days) if days else None


def of_month(actor: Actor, ordning_id: UUID, month: str) -> Rota | None:
    """Return the whole weeks of a month of a rota."""
    days = named_month(month)
    if days is None:
        return None
    weeks = Days(week_of(days.from_on).from_on, week_of(days.to_on).to_on)
    rota = _rota(actor, ordning_id, weeks)
    return replace(rota, month=days) if rota else None


def of_ordning(actor: Actor, ordning_id: UUID) -> Rota | None:
    """Return a rota from this week and as far ahead as anything is planned."""
    first = week_of(clock.today()).from_on
    return _rota(actor, ordning_id, Days(first, first + AHEAD))


def of_line(actor: Actor, ordning_id: UUID, line_id: UUID) -> Rota | None:
    """Return a rota and the one line of it that something is done to."""
    rota = of_ordning(actor, ordning_id)
    found = line(ordning_id, line_id) if rota else None
    if rota is None or found is None or not _may_see(actor, found.engagement):
        return None
    return replace(rota, line=found)


def _may_see(actor: Actor, engagement: Engagement | None) -> bool:
    return engagement is None or engagement.graded_ids <= actor.of(Relation.NAMED_FOR)


def _rota(actor: Actor, ordning_id: UUID, days: Days) -> Rota | None:
    """Read the ordning, its team and when they can work, in one statement.

    A row for each pair of a person's absences and usual times: few, and no more statements.
    """
    query = (
        _known(actor)
        .add_columns(Engagement, Absence, *_SLOT)
        .where(Ordning.id == ordning_id)
        .outerjoin(Engagement, and_(Engagement.ordning_id == Ordning.id, _is_active_in(days)))
        .outerjoin(Engagement.worker)
        .outerjoin(Worker.user)
        .outerjoin(Absence, and_(Absence.worker_id == Engagement.worker_id, _is_away_in(days)))
        .outerjoin(AvailabilitySlot, AvailabilitySlot.worker_id == Engagement.worker_id)
        .options(  # their own inner joins would leave out an ordning without a team
            contains_eager(Engagement.worker).contains_eager(Worker.user),
            lazyload(Engagement.ordning),
        )
    )
    rows = db.session().execute(query).all()
    if not rows:
        return None
    named = actor.of(Relation.NAMED_FOR)
    team = {one.id: one for _o, one, *_rest in rows if one and one.worker.graded_ids <= named}
    return Rota(
        ordning=rows[0][0],
        days=days,
        team=sorted(team.values(), key=lambda one: (one.worker.name, one.id)),
        times=_times((one, away, tuple(slot)) for _o, one, away, *slot in rows if one),
    )


def _times(rows: Iterable[tuple[Engagement, Absence | None, tuple[Any, ...]]]) -> Times:
    away: dict[UUID, dict[UUID, Absence]] = defaultdict(dict)
    usual: dict[UUID, set[tuple[int, int, int]]] = defaultdict(set)
    for engagement, absence, (weekday, first, last) in rows:
        if absence is not None:
            away[engagement.worker_id][absence.id] = absence
        if weekday is not None:
            usual[engagement.worker_id].add((weekday, first, last))
    return Times(
        {
            one: [(Days(it.first_on, it.last_on), it.kind) for it in found.values()]
            for one, found in away.items()
        },
        {one: frozenset(said) for one, said in usual.items()},
    )


def _known(actor: Actor) -> Select[Ordning]:
    """Select the ordninger whose rota the actor may know of: led, or of the own office."""
    by_hat = {
        Hat.PARENT: Ordning.id.in_(actor.of(Relation.LEADS)),
        Hat.COORDINATOR: Child.office_id.in_(actor.office_ids),
    }
    mine = by_hat.get(actor.hat) if actor.hat else None
    return (
        select(Ordning)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Ordning.municipality_id == actor.municipality_id,
            mine if mine is not None else literal(value=False),
            or_(
                Child.gradering == Gradering.UGRADERT,
                Child.id.in_(actor.of(Relation.NAMED_FOR)),
            ),
        )
    )


def _is_active_in(days: Days) -> ColumnElement[bool]:
    return and_(
        Engagement.valid_from <= days.to_on,
        or_(Engagement.valid_to.is_(None), Engagement.valid_to >= days.from_on),
        or_(Engagement.ended_at.is_(None), Engagement.ended_at > days.span.start),
    )


def _is_away_in(days: Days) -> ColumnElement[bool]:
    last = days.to_on + times.LONGEST  # what begins on the last day may end so much later
    return and_(Absence.first_on <= last, Absence.last_on >= days.from_on)


def ordninger(actor: Actor) -> Sequence[Ordning]:
    """Return the ordninger whose rota the actor may open, by the child's number."""
    today = clock.today()
    query = (
        _known(actor)
        .where(or_(Ordning.valid_to.is_(None), Ordning.valid_to >= today))
        .order_by(Child.number, Ordning.valid_from)
    )
    return db.session().scalars(query).all()


# What stands in it ----------------------------------------------------------------------


def drafts(ordning_id: UUID, *, lock: bool = False) -> Sequence[ShiftDraft]:
    """Return all unpublished changes of an ordning; ``lock`` holds them until the commit."""
    query = (
        select(ShiftDraft)
        .where(ShiftDraft.ordning_id == ordning_id)
        .order_by(ShiftDraft.starts_at, ShiftDraft.id)
    )
    if lock:
        query = query.with_for_update(of=ShiftDraft).execution_options(populate_existing=True)
    return db.session().scalars(query).all()


def line(ordning_id: UUID, line_id: UUID) -> Line | None:
    """Return one line as it will stand: a published shift, or a new one that is not."""
    shift = db.session().scalar(
        select(Shift).where(
            Shift.id == line_id,
            Shift.ordning_id == ordning_id,
            Shift.state == ShiftState.PLANNED,
        )
    )
    draft = db.session().scalar(
        select(ShiftDraft).where(
            or_(ShiftDraft.id == line_id, ShiftDraft.shift_id == line_id),
            ShiftDraft.ordning_id == ordning_id,
        )
    )
    is_it = shift is not None or (draft is not None and draft.shift_id is None)
    return Line(shift=shift, draft=draft) if is_it else None


def at_the_same_time(actor: Actor, shift: Shift) -> list[Shift]:
    """Return the colleagues' shifts that run beside this one, as far as the actor may know."""
    beside = shift_queries.of_ordning(shift.ordning_id, Span(shift.starts_at, shift.ends_at))
    others = [one for one in beside if one.id != shift.id]
    return [one for one in others if one.engagement and _may_see(actor, one.engagement)]
