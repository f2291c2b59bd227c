"""The links somebody has, and what a calendar that polls gets to see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, null, or_, select
from sqlalchemy.orm import aliased

from portal.access.actor import Actor
from portal.accounts.models import User
from portal.core import clock, db, moment
from portal.core.ids import digest
from portal.engagements.models import Engagement, Worker
from portal.engagements.queries import is_active_now
from portal.families.models import Child, Leader, Ordning
from portal.families.states import Gradering
from portal.feeds.models import FeedBody, FeedLink
from portal.feeds.states import Privacy, Scope
from portal.rules.periods import Days
from portal.shifts.models import Attendee, Shift
from portal.shifts.states import AttendeeStatus, ShiftState

DAYS_BACK = 30  # as long as a cancelled shift stays
DAYS_AHEAD = 180
_holder = aliased(User)  # of a shift; the reader is another


@dataclass(frozen=True, slots=True)
class Subscription:
    """A link whose owner still has the right to it, and what is kept for it, if anything.

    ``body`` is None when the reader has it already, and when nothing is kept.
    """

    link_id: UUID
    municipality_id: UUID
    user_id: UUID
    privacy: Privacy
    scope: Scope
    alarm_minutes: int | None
    fetched_at: datetime | None
    calendar_version: int
    kept_version: int | None
    kept_on: date | None
    etag: str | None
    body: bytes | None

    @property
    def is_fresh(self) -> bool:
        """Whether the kept body says what a new one would."""
        return self.kept_version == self.calendar_version and self.kept_on == clock.today()


def subscription(token: str, has: str | None = None) -> Subscription | None:
    """Return the live link of a token, in one statement; ``has`` is the ETag the reader sent.

    Unknown, revoked, disabled, protected and ended are the same None: a leader's right ends
    with the leading, a worker's with the last engagement.
    """
    asked = {"token_hash": digest(token), "has": has or ""}
    row = db.session().execute(_live(), asked).first()
    return Subscription(*row) if row else None


@cache
def _live() -> Select[*tuple[Any, ...]]:
    """Select what a poll needs and no more: calendars ask day and night."""
    body = case((FeedBody.etag == bindparam("has"), null()), else_=FeedBody.body)
    return (
        select(
            FeedLink.id, FeedLink.municipality_id, FeedLink.user_id, FeedLink.privacy,
            FeedLink.scope, FeedLink.alarm_minutes, FeedLink.fetched_at, User.calendar_version,
            FeedBody.calendar_version, FeedBody.built_on, FeedBody.etag, body,
        )
        .join(User, User.id == FeedLink.user_id)
        .outerjoin(FeedBody, FeedBody.link_id == FeedLink.id)
        .where(
            FeedLink.token_hash == bindparam("token_hash"),
            FeedLink.revoked_at.is_(None),
            User.disabled_at.is_(None),
            or_(
                and_(FeedLink.scope == Scope.FAMILY, _leads_something()),
                and_(FeedLink.scope != Scope.FAMILY, _works_somewhere()),
            ),
        )
    )  # fmt: skip


def _leads_something() -> ColumnElement[bool]:
    return exists().where(
        Leader.user_id == FeedLink.user_id,
        Leader.valid_from <= moment.TODAY,
        or_(Leader.valid_to.is_(None), Leader.valid_to >= moment.TODAY),
    )


def _works_somewhere() -> ColumnElement[bool]:
    """Make the condition of a worker with an engagement in force and no protected address."""
    return exists().where(
        Worker.user_id == FeedLink.user_id,
        Worker.gradering == Gradering.UGRADERT,
        Engagement.worker_id == Worker.id,
        is_active_now(),
    )


def window() -> Days:
    """Return the days a calendar shows: a month back, half a year ahead."""
    today = clock.today()
    return Days(today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD))


@dataclass(frozen=True, slots=True)
class Seen:
    """A shift as somebody's calendar has it, and what a link may say of it.

    ``uid`` is None where the reader's own calendar names it; ``worker`` is None when nobody
    has the shift.
    """

    shift_id: UUID
    uid: str | None
    sequence: int
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    status: str
    kind: str
    note: str
    initials: str
    worker: str | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has it."""
        return self.worker is None


def attendances(user_id: UUID) -> list[Seen]:
    """Return the shifts as they stand in one person's calendar; none of protected children."""
    days = window().span
    query = _seen(
        Attendee.shift_id, Attendee.uid, Attendee.sequence, Attendee.starts_at,
        Attendee.ends_at, Attendee.changed_at, Attendee.status,
    ).join(Attendee, Attendee.shift_id == Shift.id).where(
        Attendee.user_id == user_id,
        Attendee.starts_at < days.end,
        Attendee.ends_at > days.start,
        or_(Attendee.status != AttendeeStatus.CANCELLED, Attendee.changed_at > days.start),
    )  # fmt: skip
    return [Seen(*row) for row in db.session().execute(query)]


def family_shifts(user_id: UUID) -> list[Seen]:
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
    return [Seen(*row) for row in db.session().execute(query)]


def open_shifts(user_id: UUID) -> list[Seen]:
    """Return the shifts nobody has, in the ordninger somebody works in."""
    works_in = (
        select(Engagement.ordning_id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .where(Worker.user_id == user_id, is_active_now())
    )
    query = _shifts().where(
        Shift.ordning_id.in_(works_in),
        Shift.engagement_id.is_(None),
        Shift.state == ShiftState.PLANNED,
        Shift.ends_at > clock.now(),
    )
    return [Seen(*row) for row in db.session().execute(query)]


def _shifts() -> Select[Any]:
    """Select shifts that are not the reader's own: nothing names them in the reader's calendar.

    What a protected worker has is in no feed, as with a protected child: an address that leaks
    opens for anybody, also when its owner is named.
    """
    days = window().span
    status = case(
        (Shift.state == ShiftState.CANCELLED, AttendeeStatus.CANCELLED.value),
        (Shift.engagement_id.is_(None), AttendeeStatus.TENTATIVE.value),
        else_=AttendeeStatus.CONFIRMED.value,
    )
    return _seen(
        Shift.id, null(), Shift.version - 1, Shift.starts_at, Shift.ends_at, Shift.changed_at,
        status,
    ).where(
        Shift.starts_at < days.end, Shift.ends_at > days.start,
        or_(Worker.id.is_(None), Worker.gradering == Gradering.UGRADERT),
    )  # fmt: skip


def _seen(*columns: Any) -> Select[Any]:  # noqa: ANN401 - columns of several types
    """Select columns: a calendar has hundreds of shifts, and objects would cost ten times more."""
    return (
        select(*columns, Shift.kind, Shift.note, Child.initials, _holder.name)
        .join(Ordning, Shift.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .outerjoin(Engagement, Shift.engagement_id == Engagement.id)
        .outerjoin(Worker, Engagement.worker_id == Worker.id)
        .outerjoin(_holder, Worker.user_id == _holder.id)
        .where(Child.gradering == Gradering.UGRADERT)
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
