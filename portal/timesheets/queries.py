"""A worker's own shifts and hours. What is one's own is found by the person, not by the hat."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import lazyload

from portal.access.actor import Actor
from portal.accounts.models import User
from portal.core import clock, db
from portal.core.db import Query
from portal.engagements.models import Engagement, Worker
from portal.families.models import Child, Leader, Ordning
from portal.rules.spans import Span
from portal.shifts.models import Entry, RunningShift, Shift
from portal.shifts.states import (
    NOT_COUNTED,
    EntryState,
)
from portal.timesheets.own_shifts import OwnShift, is_logged, read, select_own

LOOKS_BACK = timedelta(days=400)  # what is older is found by its address, not in a list


# Shifts ----------------------------------------------------------------------------------


def to_log(user_id: UUID) -> list[OwnShift]:
    """Return what a person has not logged: shifts that are over, and those they were ill for."""
    now = clock.now()
    return [it for it in unlogged(user_id, now) if it.is_due(now)]


def unlogged(user_id: UUID | None, until: datetime) -> list[OwnShift]:
    """Return one's shifts without a line that begin before ``until``, in order; one statement.

    Those that were cancelled, and those somebody else has because one was ill, are there too.
    """
    since = until - LOOKS_BACK
    query = select_own(user_id).where(
        Shift.starts_at > since, Shift.starts_at < until, ~is_logged()
    )
    return read(query)


def some(user_id: UUID, shift_ids: Collection[UUID]) -> list[OwnShift]:
    """Return these of one's shifts that have no line yet, in order; one statement."""
    return read(in_turn(select_own(user_id).where(Shift.id.in_(shift_ids), ~is_logged())))


def loggable(actor: Actor, shift_id: UUID) -> OwnShift | None:
    """Return one of one's own shifts, logged or not."""
    found = read(in_turn(select_own(actor.user_id).where(Shift.id == shift_id)))
    return next(iter(found), None)


def in_turn(query: Query) -> Query:
    """Hold the worker when something is to be logged: one person's lines are judged in turn.

    By the statement before the one that judges. What PostgreSQL answers is as it was when the
    statement began, so one that waits and judges at once would miss the line it waited for.
    """
    return db.held(query, Worker)


# The clock -------------------------------------------------------------------------------


def running(user_id: UUID | None) -> RunningShift | None:
    """Return the clock that runs for somebody."""
    return db.session().scalar(select(RunningShift).where(RunningShift.user_id == user_id))


def running_in_turn(user_id: UUID | None) -> RunningShift | None:
    """Return the clock that runs for somebody, to be stopped: in turn with what they log."""
    db.session().execute(in_turn(select(Worker.id).where(Worker.user_id == user_id)))
    return running(user_id)


def forgotten(before: datetime) -> Sequence[UUID]:
    """Return whose clocks still run though their shift was over by then."""
    query = (
        select(RunningShift.user_id)
        .join(Shift, RunningShift.shift_id == Shift.id)
        .where(Shift.ends_at < before)
        .order_by(RunningShift.id)
    )
    return db.session().scalars(query).all()


# Lines -----------------------------------------------------------------------------------


def own_entry(actor: Actor, entry_id: UUID) -> Entry | None:
    """Return one of one's own lines."""
    return db.session().scalar(in_turn(_lines(actor.user_id).where(Entry.id == entry_id)))


def lines_of(user_id: UUID | None, window: Span) -> Sequence[Entry]:
    """Return one's lines that begin in the window, and all that wait for oneself; in order."""
    mine = (EntryState.DRAFT, EntryState.RETURNED)
    in_window = and_(Entry.starts_at >= window.start, Entry.starts_at < window.end)
    query = _lines(user_id).where(
        Entry.state.not_in(NOT_COUNTED), or_(in_window, Entry.state.in_(mine))
    )
    return db.session().scalars(query.order_by(Entry.starts_at, Entry.logged_at)).all()


def _lines(user_id: UUID | None) -> Select[Entry]:
    return (
        select(Entry)
        .options(lazyload(Entry.ordning))  # its engagement brings the same one
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .where(Worker.user_id == user_id)
    )


@dataclass(frozen=True, slots=True)
class Money:
    """Where the hours of one month in one family are: how many, and how far they have come.

    ``is_unsigned``: they wait for an agreement, and are paid when both have accepted it.
    """

    month: date
    ordning_id: UUID
    initials: str
    child_id: UUID
    is_graded: bool
    state: EntryState
    minutes: int
    pay_on: date | None
    is_unsigned: bool = False


def money(user_id: UUID | None, months: Sequence[tuple[date, Span]]) -> list[Money]:
    """Return one's sent hours by month, family and state, newest first; one statement."""
    month = case(
        *((Entry.starts_at < window.end, literal(n)) for n, (_first, window) in enumerate(months)),
        else_=literal(-1),
    )
    is_unsigned = case((Engagement.cleared_at.is_(None), 1), else_=0)
    keys = (month, Ordning.id, Child.initials, Child.id, Child.gradering, Entry.state, is_unsigned)
    query = (
        select(*keys, func.sum(Entry.minutes), func.max(Entry.pay_on))
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .join(Ordning, Entry.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Worker.user_id == user_id,
            Entry.state.not_in((*NOT_COUNTED, EntryState.DRAFT, EntryState.RETURNED)),
            Entry.starts_at >= months[0][1].start,
            Entry.starts_at < months[-1][1].end,
        )
        .group_by(*keys)
    )
    found = [
        Money(
            months[n][0], ordning_id, initials, child_id, gradering != "ugradert",
            EntryState(state), int(minutes), pay_on, bool(unsigned),
        )
        for n, ordning_id, initials, child_id, gradering, state, unsigned, minutes, pay_on
        in db.session().execute(query)
    ]  # fmt: skip
    return sorted(found, key=lambda it: (it.month, it.initials, it.state), reverse=True)


def lines_of_shift(shift_id: UUID) -> Sequence[Entry]:
    """Return the lines a shift has, whosever they are; not what was thrown away or corrects."""
    query = select(Entry).where(
        Entry.shift_id == shift_id,
        Entry.state != EntryState.DISCARDED,
        Entry.corrects_id.is_(None),
    )
    return db.session().scalars(query).all()


def planned_of(entry: Entry) -> Span | None:
    """Return when the shift of a line was planned, as it stands; None for extra hours."""
    if entry.shift_id is None:
        return None
    query = select(Shift.starts_at, Shift.ends_at).where(Shift.id == entry.shift_id)
    row = db.session().execute(query).one()
    return Span(row.starts_at, row.ends_at)


def leader_names(ordning_ids: Collection[UUID], today: date) -> dict[UUID, list[str]]:
    """Return the names of those who attest in these ordninger today."""
    query = (
        select(Leader.ordning_id, User.name)
        .join(User, Leader.user_id == User.id)
        .where(
            Leader.ordning_id.in_(ordning_ids),
            Leader.valid_from <= today,
            or_(Leader.valid_to.is_(None), Leader.valid_to >= today),
            User.disabled_at.is_(None),
        )
        .order_by(Leader.kind, Leader.valid_from, User.name)
    )
    found: dict[UUID, list[str]] = {}
    for ordning_id, name in db.session().execute(query):
        found.setdefault(ordning_id, []).append(name)
    return found


def engagements_of(user_id: UUID | None, since: date) -> Sequence[Engagement]:
    """Return one's engagements in force on or after a day that hours can be logged for.

    What ended may still have hours to log, and so has what only waits for a signature.
    """
    query = (
        select(Engagement)
        .join(Worker, Engagement.worker_id == Worker.id)
        .where(
            Worker.user_id == user_id,
            or_(
                Engagement.cleared_at.is_not(None),
                and_(Engagement.lacks_only_contract, Engagement.hours_from_on.is_not(None)),
            ),
            or_(Engagement.valid_to.is_(None), Engagement.valid_to >= since),
        )
        .order_by(Engagement.valid_from, Engagement.id)
    )
    return db.session().scalars(in_turn(query)).all()
