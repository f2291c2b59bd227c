"""Bookings: of an application, of a link, and what the office's people have in their days."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import lazyload

from portal.access.actor import Actor, Hat
from portal.accounts.models import Role, User
from portal.accounts.queries import role_is_in_force
from portal.bookings.models import Booking, BookingHost, BookingLink, BookingSlot
from portal.bookings.states import LIVE, BookingState, Purpose
from portal.core import clock, db, ids
from portal.recruitment import queries as recruitment
from portal.recruitment.models import Application
from portal.recruitment.states import RUNNING

SHOWN = 100  # rows of a coordinator's list


def of_application(application_id: UUID) -> Sequence[Booking]:
    """Return everything that was booked with an applicant, the newest first."""
    query = select(Booking).where(Booking.application_id == application_id)
    return db.session().scalars(query.order_by(Booking.id.desc())).all()


def has_any(application_id: UUID) -> bool:
    """Tell whether anything was offered or held that was not called off."""
    query = exists().where(
        Booking.application_id == application_id, Booking.state != BookingState.CANCELLED
    )
    return bool(db.session().scalar(select(query)))


def live(application_id: UUID, purpose: Purpose) -> Booking | None:
    """Return the booking that is on its way, if one is."""
    query = select(Booking).where(
        Booking.application_id == application_id,
        Booking.purpose == purpose,
        Booking.state.in_(LIVE),
    )
    return db.session().scalar(query)


def current(application_id: UUID, purpose: Purpose) -> Booking | None:
    """Return the newest booking that was not called off."""
    query = select(Booking).where(
        Booking.application_id == application_id,
        Booking.purpose == purpose,
        Booking.state != BookingState.CANCELLED,
    )
    return db.session().scalars(query.order_by(Booking.id.desc()).limit(1)).first()


def one(application_id: UUID, booking_id: UUID) -> Booking | None:
    """Return one booking of an application that the caller has found for the actor."""
    query = select(Booking).where(
        Booking.id == booking_id, Booking.application_id == application_id
    )
    return db.session().scalar(query)


def locked(booking_id: UUID) -> Booking:
    """Return a booking as it is now, held until the unit is done."""
    query = select(Booking).where(Booking.id == booking_id).with_for_update(of=Booking)
    found = db.session().execute(query.execution_options(populate_existing=True))
    return found.scalar_one()


def locked_live(application_id: UUID) -> Sequence[Booking]:
    """Return what is on its way with an applicant as it is now, held until the unit is done."""
    query = select(Booking).where(Booking.application_id == application_id, Booking.state.in_(LIVE))
    held = query.order_by(Booking.id).with_for_update(of=Booking)
    return db.session().scalars(held.execution_options(populate_existing=True)).all()


def of_token(token: str) -> tuple[Booking, Application] | None:
    """Return what the link in a mail leads to, whatever has become of it."""
    query = (
        select(Booking, Application)
        .join(BookingLink, BookingLink.booking_id == Booking.id)
        .join(Application, Application.id == Booking.application_id)
        .where(BookingLink.token_hash == ids.digest(token))
    )
    return next(((one, its) for one, its in db.session().execute(query)), None)


# The office's people and their days ---------------------------------------------------------


def colleagues(application: Application) -> Sequence[User]:
    """Return the coordinators of the office that treats an application, by name."""
    has_role = exists().where(
        Role.user_id == User.id,
        Role.hat == Hat.COORDINATOR,
        Role.office_id == application.office_id,
        role_is_in_force(),
    )
    query = select(User).where(has_role, User.disabled_at.is_(None))
    return db.session().scalars(query.order_by(User.name)).all()


@dataclass(frozen=True, slots=True)
class Busy:
    """A time somebody of the office has, or has offered; never with whom."""

    host: str
    user_id: UUID
    booking_id: UUID
    purpose: Purpose
    starts_at: datetime
    ends_at: datetime
    is_booked: bool


def busy(user_ids: Collection[UUID], *, apart_from: UUID | None = None) -> list[Busy]:
    """Return the coming times of these people, in two statements however many there are."""
    rows = [
        *db.session().execute(_booked(user_ids, apart_from)),
        *db.session().execute(_offered(user_ids, apart_from)),
    ]
    found = [
        Busy(name, user_id, booking_id, Purpose(purpose), starts_at, ends_at, is_booked)
        for name, user_id, booking_id, purpose, starts_at, ends_at, is_booked in (
            (*row[:6], row[6] == BookingState.BOOKED) for row in rows
        )
    ]
    return sorted(found, key=lambda it: (it.starts_at, it.host))


def _booked(user_ids: Collection[UUID], apart_from: UUID | None) -> Select[tuple[object, ...]]:
    query = (
        select(
            User.name, User.id, Booking.id, Booking.purpose, Booking.starts_at, Booking.ends_at,
            Booking.state,
        )
        .join(BookingHost, BookingHost.booking_id == Booking.id)
        .join(User, User.id == BookingHost.user_id)
    )  # fmt: skip
    return query.where(  # type: ignore[return-value]
        User.id.in_(user_ids),
        Booking.state == BookingState.BOOKED,
        Booking.ends_at > clock.now(),
        Booking.id != (apart_from or UUID(int=0)),
    )


def _offered(user_ids: Collection[UUID], apart_from: UUID | None) -> Select[tuple[object, ...]]:
    query = (
        select(
            User.name, User.id, Booking.id, Booking.purpose, BookingSlot.starts_at,
            BookingSlot.ends_at, Booking.state,
        )
        .join(BookingHost, BookingHost.booking_id == Booking.id)
        .join(BookingSlot, BookingSlot.booking_id == Booking.id)
        .join(User, User.id == BookingHost.user_id)
    )  # fmt: skip
    return query.where(  # type: ignore[return-value]
        User.id.in_(user_ids),
        Booking.state == BookingState.OFFERED,
        BookingSlot.ends_at > clock.now(),
        Booking.id != (apart_from or UUID(int=0)),
    )


def free_slots(booking: Booking) -> list[BookingSlot]:
    """Return the offered times that are ahead, and that nobody else has got meanwhile."""
    taken = [
        it
        for it in busy([host.user_id for host in booking.hosts], apart_from=booking.id)
        if it.is_booked
    ]
    return [
        slot
        for slot in booking.open_slots
        if not any(it.starts_at < slot.ends_at and slot.starts_at < it.ends_at for it in taken)
    ]


def hold_hosts(booking: Booking) -> None:
    """Hold those who meet the applicant, so that two never get the same hour of one of them."""
    user_ids = sorted(host.user_id for host in booking.hosts)
    query = select(User.id).where(User.id.in_(user_ids)).order_by(User.id)
    db.session().execute(query.with_for_update(key_share=True))


def coming(actor: Actor) -> Sequence[tuple[Booking, Application]]:
    """Return the office's bookings that are live, those with a time first, the soonest first."""
    query = (
        select(Booking, Application)
        .join(Application, Application.id == Booking.application_id)
        .where(*recruitment.known_to(actor), Booking.state.in_(LIVE))
        .order_by(Booking.starts_at.is_(None), Booking.starts_at, Booking.id)
        .limit(SHOWN)
    )
    return [(one, application) for one, application in db.session().execute(query)]


def needing(actor: Actor) -> Sequence[tuple[Booking, Application]]:
    """Return the bookings the office must do something with: none suits, or all have passed."""
    now = clock.now()
    has_ahead = exists().where(BookingSlot.booking_id == Booking.id, BookingSlot.starts_at > now)
    query = (
        select(Booking, Application)
        .join(Application, Application.id == Booking.application_id)
        .where(
            *recruitment.known_to(actor),
            or_(
                Booking.state == BookingState.REFUSED,
                and_(Booking.state == BookingState.OFFERED, ~has_ahead),
            ),
        )
        .order_by(Booking.changed_at, Booking.id)
        .limit(SHOWN)
        .options(lazyload("*"))
    )
    return [(one, application) for one, application in db.session().execute(query)]


def to_remind(now: datetime, until: datetime) -> Sequence[tuple[Booking, Application]]:
    """Return what is booked before ``until`` and not reminded of, held by this worker.

    The applications are held too, so that none is withdrawn while its mail is written.
    """
    query = (
        select(Booking, Application)
        .join(Application, Application.id == Booking.application_id)
        .where(
            Booking.state == BookingState.BOOKED,
            Booking.reminded_at.is_(None),
            Booking.starts_at > now,
            Booking.starts_at < until,
            Application.stage.in_(RUNNING),
        )
        .order_by(Booking.id)
        .with_for_update(of=(Application, Booking), key_share=True, skip_locked=True)
    )
    return [(one, application) for one, application in db.session().execute(query)]
