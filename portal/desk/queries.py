"""What the home pages show that no other feature shows in that shape."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, lazyload

from portal.access.actor import Actor, Relation
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.core import clock, db
from portal.engagements.models import Engagement, Worker
from portal.engagements.queries import is_active
from portal.families.models import Child, Ordning
from portal.families.states import Gradering
from portal.hours.models import HoursAlert
from portal.recruitment import queries as recruitment
from portal.recruitment.models import Application
from portal.recruitment.states import RUNNING
from portal.rules.spans import Span
from portal.shifts import queries as shifts
from portal.shifts.models import Absence, Shift, ShiftDraft
from portal.shifts.states import ShiftState
from portal.vedtak import queries as vedtak
from portal.vedtak.models import Vedtak


def may_see_child(actor: Actor) -> ColumnElement[bool]:
    """Make the condition that a child is not protected, or the actor is named for it."""
    return or_(Child.gradering == Gradering.UGRADERT, Child.id.in_(actor.of(Relation.NAMED_FOR)))


def may_see_worker(actor: Actor) -> ColumnElement[bool]:
    """Make the condition that a worker is not protected, or the actor is named for them."""
    return or_(Worker.gradering == Gradering.UGRADERT, Worker.id.in_(actor.of(Relation.NAMED_FOR)))


def in_office(actor: Actor) -> ColumnElement[bool]:
    """Make the condition that a child is one of the actor's own office."""
    return Child.office_id.in_(actor.office_ids)


def week_shifts(actor: Actor, ordning_id: UUID, window: Span) -> Sequence[Shift]:
    """Return the published shifts of an ordning that the actor may know of, in order."""
    query = (
        shifts.visible(actor)
        .where(
            Shift.ordning_id == ordning_id,
            Shift.state == ShiftState.PLANNED,
            Shift.starts_at < window.end,
            Shift.starts_at >= window.start,
        )
        .order_by(Shift.starts_at, Shift.id)
    )
    return db.session().scalars(query).all()


def draft_count(ordning_id: UUID) -> int:
    """Return how many changes of an ordning are not published."""
    query = select(func.count(ShiftDraft.id)).where(ShiftDraft.ordning_id == ordning_id)
    return db.session().scalar(query) or 0


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody in a team, and until when they are away; why is not for this page."""

    engagement: Engagement
    is_sick: bool
    away_until: date | None

    @property
    def is_cleared(self) -> bool:
        """Whether every paper is in place."""
        return self.engagement.is_cleared


def team(actor: Actor, ordning_id: UUID, today: date) -> list[Colleague]:
    """Return the team of an ordning by name, with those who are away today or tomorrow."""
    query = (
        select(Engagement, Absence)
        .join(Worker, Engagement.worker_id == Worker.id)
        .outerjoin(
            Absence,
            (Absence.worker_id == Worker.id)
            & (Absence.first_on <= today + timedelta(days=1))
            & (Absence.last_on >= today),
        )
        .where(
            Engagement.ordning_id == ordning_id,
            is_active(today),
            may_see_worker(actor),
        )
    )
    rows = cast("Iterable[tuple[Engagement, Absence | None]]", db.session().execute(query))
    people: dict[UUID, Engagement] = {}
    away: dict[UUID, list[Absence]] = defaultdict(list)  # ill today, on holiday from tomorrow
    for engagement, absence in rows:
        people[engagement.id] = engagement
        away[engagement.id] += [absence] if absence else []
    found = [
        Colleague(
            engagement,
            any(it.kind.startswith("sick") for it in away[engagement.id]),
            max((it.last_on for it in away[engagement.id]), default=None),
        )
        for engagement in people.values()
    ]
    return sorted(found, key=lambda one: (one.away_until is None, one.engagement.worker.name))


def next_shifts(actor: Actor, limit: int) -> Sequence[Shift]:
    """Return a worker's coming shifts."""
    query = (
        select(Shift)
        .join(Engagement, Shift.engagement_id == Engagement.id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .where(
            Worker.user_id == actor.user_id,
            Shift.state == ShiftState.PLANNED,
            Shift.ends_at > clock.now(),
        )
        .order_by(Shift.starts_at)
        .limit(limit)
    )
    return db.session().scalars(query).all()


def open_shifts_of_worker(actor: Actor, limit: int) -> Sequence[Shift]:
    """Return the open shifts of the ordninger somebody works in."""
    query = (
        _uncovered()
        .where(Shift.ordning_id.in_(actor.of(Relation.WORKS_IN)), may_see_child(actor))
        .limit(limit)
    )
    return db.session().scalars(query).all()


def _uncovered() -> Select[Shift]:
    return (
        select(Shift)
        .join(Ordning, Shift.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Shift.state == ShiftState.PLANNED,
            Shift.engagement_id.is_(None),
            Shift.starts_at > clock.now(),
        )
        .order_by(Shift.starts_at, Shift.id)
    )


def uncovered(actor: Actor, until: datetime) -> Sequence[Shift]:
    """Return the open shifts of the office's children before a moment, the next first."""
    query = _uncovered().where(in_office(actor), may_see_child(actor), Shift.starts_at < until)
    return db.session().scalars(query).all()


def ending(actor: Actor, today: date) -> list[tuple[Ordning, date]]:
    """Return the ordninger whose last vedtak has run out or soon will, the worst first."""
    query = (
        select(Ordning, Vedtak.valid_to)
        .join(Vedtak, Vedtak.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            in_office(actor),
            may_see_child(actor),
            _is_going_on(today),
            vedtak.is_last(),
            Vedtak.valid_to <= today + timedelta(days=vedtak.SOON_DAYS),
        )
        .order_by(Vedtak.valid_to, Ordning.id)
    )
    return [(ordning, on) for ordning, on in db.session().execute(query).unique()]


def hours_alerts(actor: Actor) -> Sequence[HoursAlert]:
    """Return what holds of the hours of the office's children."""
    query = (
        select(HoursAlert)
        .join(Ordning, HoursAlert.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            HoursAlert.municipality_id == actor.municipality_id,
            HoursAlert.holds,
            in_office(actor),
            may_see_child(actor),
        )
        .options(joinedload(HoursAlert.ordning), joinedload(HoursAlert.portion))
        .order_by(HoursAlert.until_on, HoursAlert.id)
    )
    return db.session().scalars(query).unique().all()


def _is_going_on(today: date) -> ColumnElement[bool]:
    return or_(Ordning.valid_to.is_(None), Ordning.valid_to >= today)


def waiting_applications(actor: Actor, limit: int) -> Sequence[Application]:
    """Return the applications the actor may know of that have stood longest where they are."""
    query = (
        select(Application)
        .where(
            *recruitment.known_to(actor),
            Application.stage.in_(RUNNING),
            or_(Application.user_id.is_(None), Application.user_id != actor.user_id),
        )
        .order_by(Application.stage_since_at, Application.id)
        .limit(limit)
        .options(lazyload("*"))
    )
    return db.session().scalars(query).all()


def suppliers_engagements(actor: Actor) -> Sequence[Engagement]:
    """Return the engagements of the suppliers the hat is for, by ordning."""
    query = (
        select(Engagement)
        .join(Ordning, Engagement.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .where(
            Engagement.supplier_id.in_(actor.supplier_ids),
            is_active(clock.today()),
            may_see_child(actor),
            may_see_worker(actor),
        )
        .order_by(Child.number, Engagement.id)
    )
    return db.session().scalars(query).unique().all()


def names(events: Sequence[AuditEvent]) -> dict[UUID, str]:
    """Return the names of those who did what is in the log."""
    user_ids = {event.actor_id for event in events if event.actor_id}
    query = select(User.id, User.name).where(User.id.in_(user_ids))
    return {row.id: row.name for row in db.session().execute(query)}
