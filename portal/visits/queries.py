"""Home visits: of an application, and what those who were there have to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import lazyload

from portal.access.actor import Actor
from portal.accounts.models import User
from portal.bookings import queries as bookings
from portal.bookings.models import Booking, BookingHost
from portal.bookings.states import BookingState, Purpose
from portal.core import clock, db
from portal.municipality.keeping import Kept, Look, after
from portal.recruitment import queries as recruitment
from portal.recruitment.application_part import ApplicationPart
from portal.recruitment.models import Application
from portal.recruitment.states import RUNNING
from portal.recruitment.tasks import Task
from portal.rules.periods import local_day
from portal.visits.models import VisitReport, VisitSignature
from portal.visits.states import VisitTask

SHOWN = 100  # rows of a coordinator's list


@dataclass(frozen=True)
class Visit(ApplicationPart):
    """The home visit of an applicant: when, by whom, and the report of it."""

    booking: Booking | None
    report: VisitReport | None

    @cached_property
    def participant_ids(self) -> frozenset[UUID]:
        """Return who was there: they alone write and sign."""
        return frozenset(it.user_id for it in self.booking.hosts) if self.booking else frozenset()

    @property
    def has_begun(self) -> bool:
        """Whether its day has come."""
        booking = self.booking
        if booking is None or booking.starts_at is None:
            return False
        is_there = booking.state in {BookingState.BOOKED, BookingState.HELD}
        return is_there and local_day(booking.starts_at) <= clock.today()

    @property
    def missing(self) -> list[User]:
        """Return who was there and has not signed what the report says now."""
        signed = {it.user_id for it in self.report.signed} if self.report else set()
        hosts = self.booking.hosts if self.booking else []
        left = [it.user for it in hosts if it.user_id not in signed]
        return sorted(left, key=lambda it: it.name)

    def is_signed_by(self, user_id: UUID | None) -> bool:
        """Tell whether somebody has signed what the report says now."""
        signed = self.report.signed if self.report else []
        return any(it.user_id == user_id for it in signed)


def of_application(application: Application) -> Visit:
    """Return the home visit of an applicant whom the caller has found for the actor."""
    booking = bookings.current(application.id, Purpose.HOME_VISIT)
    return Visit(application, booking, of_booking(booking.id) if booking else None)


def of_booking(booking_id: UUID) -> VisitReport | None:
    """Return the report of a visit."""
    query = select(VisitReport).where(VisitReport.booking_id == booking_id)
    return db.session().scalar(query)


def visit(actor: Actor, application_id: UUID) -> Visit | None:
    """Return the home visit of one of the office's applicants, when there is to be one."""
    application = recruitment.known(actor, application_id)
    if application is None:
        return None
    found = of_application(application)
    return found if application.needs_home_visit or found.booking else None


def locked(report_id: UUID) -> VisitReport:
    """Return a report as it is now, held until the unit is done."""
    query = select(VisitReport).where(VisitReport.id == report_id).with_for_update(of=VisitReport)
    found = db.session().execute(query.execution_options(populate_existing=True))
    return found.scalar_one()


def is_signed(application_id: UUID) -> bool:
    """Tell whether a home visit was made and two different people have signed the report."""
    query = select(VisitReport.id).where(
        VisitReport.application_id == application_id, VisitReport.signed_at.is_not(None)
    )
    return db.session().scalar(query.limit(1)) is not None


def to_forget(look: Look) -> Sequence[Kept]:
    """Return the reports that may not be kept longer, and the applicant's number."""
    query = (
        select(VisitReport, Application.number)
        .join(Application, Application.id == VisitReport.application_id)
        .where(
            VisitReport.municipality_id == look.municipality_id,
            VisitReport.delete_on < clock.local(look.until).date(),
            VisitReport.forgotten_at.is_(None),
        )
    )
    if look.only is not None:
        query = query.where(VisitReport.id == look.only).with_for_update(of=VisitReport)
    rows = db.session().execute(query.order_by(VisitReport.id))
    return [Kept(report.id, after(report.delete_on), number) for report, number in rows]


def tasks(actor: Actor) -> Sequence[Task]:
    """Return the visits the actor was on, that have no report or not the actor's signature."""
    has_signed = exists().where(
        VisitSignature.report_id == VisitReport.id,
        VisitSignature.user_id == actor.user_id,
        VisitSignature.edition == VisitReport.edition,
    )
    query = (
        select(Booking, Application, VisitReport)
        .join(
            BookingHost,
            and_(BookingHost.booking_id == Booking.id, BookingHost.user_id == actor.user_id),
        )
        .join(Application, Application.id == Booking.application_id)
        .outerjoin(VisitReport, VisitReport.booking_id == Booking.id)
        .where(
            *recruitment.known_to(actor),
            Application.stage.in_(RUNNING),
            Booking.purpose == Purpose.HOME_VISIT,
            Booking.state.in_([BookingState.BOOKED, BookingState.HELD]),
            Booking.ends_at <= clock.now(),
            or_(VisitReport.id.is_(None), and_(VisitReport.signed_at.is_(None), ~has_signed)),
        )
        .order_by(Booking.ends_at, Booking.id)
        .limit(SHOWN)
        .options(lazyload("*"))
    )
    rows = db.session().execute(query)
    return [_task(booking, application, report) for booking, application, report in rows]


def _task(booking: Booking, application: Application, report: VisitReport | None) -> Task:
    since = report.written_at if report else booking.ends_at or clock.now()
    return Task(
        code=VisitTask.SIGN if report else VisitTask.REPORT,
        application_id=application.id,
        name=application.name,
        number=application.number,
        since_on=local_day(since),
        page="visits.show" if report else "visits.write",
    )
