"""The links somebody has, and what a calendar that polls gets to see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import joinedload

from portal.access.actor import Actor
from portal.accounts.models import User
from portal.core import clock, db
from portal.core.ids import digest
from portal.engagements.models import Engagement, Worker
from portal.engagements.queries import is_active
from portal.families.models import Child, Leader, Ordning
from portal.families.states import Gradering
from portal.feeds.models import FeedBody, FeedLink
from portal.feeds.states import Scope
from portal.rules.periods import Days
from portal.shifts.models import Attendee, Shift
from portal.shifts.states import AttendeeStatus, ShiftState

DAYS_BACK = 30  # as long as a cancelled shift stays
DAYS_AHEAD = 180


@dataclass(frozen=True, slots=True)
class Subscription:
    """A link whose owner still has the right to it, and the body kept for it, if any."""

    link: FeedLink
    user: User
    kept: FeedBody | None

    @property
    def is_fresh(self) -> bool:
        """Whether the kept body says what a new one would."""
        return (
            self.kept is not None
            and self.kept.calendar_version == self.user.calendar_version
            and self.kept.built_on == clock.today()
        )


def subscription(token: str) -> Subscription | None:
    """Return the live link of a token, in one statement.

    Unknown, revoked, disabled, protected and ended are the same None: a leader's right ends
    with the leading, a worker's with the last engagement.
    """
    query = (
        select(FeedLink, User, FeedBody)
        .join(User, User.id == FeedLink.user_id)
        .outerjoin(FeedBody, FeedBody.link_id == FeedLink.id)
        .where(
            FeedLink.token_hash == digest(token),
            FeedLink.revoked_at.is_(None),
            User.disabled_at.is_(None),
            or_(
                and_(FeedLink.scope == Scope.FAMILY, _leads_something()),
                and_(FeedLink.scope != Scope.FAMILY, _works_somewhere()),
            ),
        )
    )
    row = db.session().execute(query).first()
    return Subscription(*row) if row else None


def _leads_something() -> ColumnElement[bool]:
    today = clock.today()
    return exists().where(
        Leader.user_id == FeedLink.user_id,
        Leader.valid_from <= today,
        or_(Leader.valid_to.is_(None), Leader.valid_to >= today),
    )


def _works_somewhere() -> ColumnElement[bool]:
    """Make the condition of a worker with an engagement in force and no protected address."""
    return exists().where(
        Worker.user_id == FeedLink.user_id,
        Worker.gradering == Gradering.UGRADERT,
        Engagement.worker_id == Worker.id,
        is_active(clock.today()),
    )


def window() -> Days:
    """Return the days a calendar shows: a month back, half a year ahead."""
    today = clock.today()
    return Days(today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD))


def attendances(user_id: UUID) -> Sequence[Attendee]:
    """Return the shifts as they stand in one person's calendar; none of protected children."""
    days = window().span
    query = (
        select(Attendee)
        .join(Shift, Attendee.shift_id == Shift.id)
        .join(Ordning, Shift.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Attendee.user_id == user_id,
            Attendee.starts_at < days.end,
            Attendee.ends_at > days.start,
            or_(Attendee.status != AttendeeStatus.CANCELLED, Attendee.changed_at > days.start),
            Child.gradering == Gradering.UGRADERT,
        )
        .options(joinedload(Attendee.shift).joinedload(Shift.engagement, innerjoin=False))
    )
    return db.session().scalars(query).unique().all()


def family_shifts(user_id: UUID) -> Sequence[Shift]:
    """Return the shifts of the ordninger somebody leads today."""
    today = clock.today()
    led = select(Leader.ordning_id).where(
        Leader.user_id == user_id,
        Leader.valid_from <= today,
        or_(Leader.valid_to.is_(None), Leader.valid_to >= today),
    )
    days = window().span
    query = _shifts().where(
        Shift.ordning_id.in_(led),
        or_(Shift.state == ShiftState.PLANNED, Shift.changed_at > days.start),
    )
    return db.session().scalars(query).unique().all()


def open_shifts(user_id: UUID) -> Sequence[Shift]:
    """Return the shifts nobody has, in the ordninger somebody works in."""
    works_in = (
        select(Engagement.ordning_id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .where(Worker.user_id == user_id, is_active(clock.today()))
    )
    query = _shifts().where(
        Shift.ordning_id.in_(works_in),
        Shift.engagement_id.is_(None),
        Shift.state == ShiftState.PLANNED,
        Shift.ends_at > clock.now(),
    )
    return db.session().scalars(query).unique().all()


def _shifts() -> Select[Shift]:
    days = window().span
    return (
        select(Shift)
        .join(Ordning, Shift.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Shift.starts_at < days.end,
            Shift.ends_at > days.start,
            Child.gradering == Gradering.UGRADERT,
        )
    )


def own(actor: Actor) -> Sequence[FeedLink]:
    """Return the links the person has and has not deleted, newest first."""
    query = (
        select(FeedLink)
        .where(FeedLink.user_id == actor.user_id, FeedLink.revoked_at.is_(None))
        .order_by(FeedLink.created_at.desc(), FeedLink.id.desc())
    )
    return db.session().scalars(query).all()


def one(actor: Actor, link_id: UUID) -> FeedLink | None:
    """Return one of the person's own links that has not been deleted."""
    query = select(FeedLink).where(
        FeedLink.id == link_id, FeedLink.user_id == actor.user_id, FeedLink.revoked_at.is_(None)
    )
    return db.session().scalar(query)


def is_protected(actor: Actor) -> bool:
    """Tell whether the person has a protected address: then there is no link to make."""
    query = select(Worker.id).where(
        Worker.user_id == actor.user_id, Worker.gradering != Gradering.UGRADERT
    )
    return db.session().scalar(query) is not None
