"""Shifts, entries and absences, as the actor may see them or as a calculation needs them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select

from portal.access.actor import Actor, Relation
from portal.core import db
from portal.engagements.models import Engagement, Worker
from portal.families.models import Child, Ordning
from portal.rules.periods import DAY, Days, local_day
from portal.rules.spans import Span
from portal.shifts.models import Absence, Attendee, Shift
from portal.shifts.states import ILL, AttendeeStatus, ShiftState


def visible(actor: Actor) -> Select[Shift]:
    """Select the shifts the actor may know of: own, own family's, own office's, own supplier's.

    What a protected person has a part in is there only for those who are named.
    """
    named = actor.of(Relation.NAMED_FOR)
    return (
        select(Shift)
        .join(Ordning, Shift.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .outerjoin(Engagement, Shift.engagement_id == Engagement.id)
        .outerjoin(Worker, Engagement.worker_id == Worker.id)
        .where(
            Shift.municipality_id == actor.municipality_id,
            or_(
                Worker.user_id == actor.user_id,
                Shift.ordning_id.in_(actor.of(Relation.LEADS)),
                Child.office_id.in_(actor.office_ids),
                Engagement.supplier_id.in_(actor.supplier_ids),
            ),
            or_(Child.gradering == "ugradert", Child.id.in_(named)),
            or_(Worker.id.is_(None), Worker.gradering == "ugradert", Worker.id.in_(named)),
        )
    )


def one(actor: Actor, shift_id: UUID) -> Shift | None:
    """Return a shift the actor may know of, cancelled ones too."""
    return db.session().scalar(visible(actor).where(Shift.id == shift_id))


def of_ordning(ordning_id: UUID, window: Span) -> Sequence[Shift]:
    """Return an ordning's planned shifts that touch the window (UTC), in order."""
    query = _planned(window).where(Shift.ordning_id == ordning_id)
    return db.session().scalars(query).all()


def of_user(user_id: UUID, window: Span) -> Sequence[Shift]:
    """Return one person's planned shifts that touch the window (UTC), in every family."""
    query = (
        _planned(window)
        .join(Engagement, Shift.engagement_id == Engagement.id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .where(Worker.user_id == user_id)
    )
    return db.session().scalars(query).all()


def _planned(window: Span) -> Select[Shift]:
    return (
        select(Shift)
        .where(Shift.state == ShiftState.PLANNED, touches(window))
        .order_by(Shift.starts_at, Shift.id)
    )


def touches(window: Span) -> ColumnElement[bool]:
    """Make the condition that a shift lies in the window, wholly or in part."""
    return and_(Shift.starts_at < window.end, Shift.ends_at > window.start)


def locked(shift_id: UUID) -> Shift | None:
    """Return a shift as it is now, held until the commit: two who want it come in turn."""
    query = (
        select(Shift)
        .where(Shift.id == shift_id)
        .with_for_update(of=Shift)
        .execution_options(populate_existing=True)
    )
    return db.session().scalar(query)


def attendees(shift_ids: Collection[UUID]) -> dict[UUID, list[Attendee]]:
    """Return the calendar rows of shifts by shift id; cancelled ones too."""
    found: dict[UUID, list[Attendee]] = defaultdict(list)
    if shift_ids:
        for row in db.session().scalars(select(Attendee).where(Attendee.shift_id.in_(shift_ids))):
            found[row.shift_id].append(row)
    return dict(found)


def attendee(shift_id: UUID, user_id: UUID) -> Attendee | None:
    """Return a shift as it stands in one person's calendar."""
    query = select(Attendee).where(Attendee.shift_id == shift_id, Attendee.user_id == user_id)
    return db.session().scalar(query)


def missed(user_id: UUID, window: Span) -> Sequence[Attendee]:
    """Return the shifts somebody was to have and lost by being ill, with the times they had.

    What sick pay is derived from: the calendar row is cancelled, the shift was opened for
    the same reason, and an absence of that kind covers the day it began.
    """
    query = (
        select(Attendee)
        .join(Shift, Attendee.shift_id == Shift.id)
        .where(
            Attendee.user_id == user_id,
            Attendee.status == AttendeeStatus.CANCELLED,
            Attendee.starts_at < window.end,
            Attendee.ends_at > window.start,
            Shift.open_reason.in_(ILL),
        )
        .order_by(Attendee.starts_at)
    )
    rows = db.session().scalars(query).all()
    away = _ill(user_id, window)
    return [row for row in rows if any(_covers(days, row) for days in away)]


def _covers(days: Days, row: Attendee) -> bool:
    return days.from_on <= local_day(row.starts_at) <= days.to_on


def _ill(user_id: UUID, window: Span) -> list[Days]:
    query = (
        select(Absence)
        .join(Worker, Absence.worker_id == Worker.id)
        .where(
            Worker.user_id == user_id,
            Absence.kind.in_(ILL),
            Absence.first_on <= local_day(window.end),
            Absence.last_on >= local_day(window.start) - DAY,
        )
    )
    return [Days(row.first_on, row.last_on) for row in db.session().scalars(query)]


def ill(user_id: UUID | None, since: date) -> Sequence[Absence]:
    """Return when somebody has said to be ill that is not over by a day, the first one first."""
    query = (
        select(Absence)
        .join(Worker, Absence.worker_id == Worker.id)
        .where(Worker.user_id == user_id, Absence.kind.in_(ILL), Absence.last_on >= since)
        .order_by(Absence.first_on, Absence.id)
    )
    return db.session().scalars(query).all()


def absences(worker_ids: Collection[UUID], first_on: date, last_on: date) -> Sequence[Absence]:
    """Return the absences of workers that touch the days, both ends included."""
    query = (
        select(Absence)
        .where(
            Absence.worker_id.in_(worker_ids),
            Absence.first_on <= last_on,
            Absence.last_on >= first_on,
        )
        .order_by(Absence.first_on, Absence.id)
    )
    return db.session().scalars(query).all()
