"""Interviews: who holds one, what they thought, and who may see it yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import aliased, lazyload

from portal.access.actor import Actor
from portal.accounts.models import User
from portal.bookings import queries as bookings
from portal.bookings.models import Booking, BookingHost
from portal.bookings.states import BookingState, Purpose
from portal.core import clock, db
from portal.interviews.models import Assessment
from portal.interviews.states import FAR_APART, InterviewTask
from portal.recruitment import queries as recruitment
from portal.recruitment.application_part import ApplicationPart
from portal.recruitment.models import Application
from portal.recruitment.states import RUNNING
from portal.recruitment.tasks import Task
from portal.rules.periods import local_day

SHOWN = 100  # rows of a coordinator's list


@dataclass(frozen=True)
class Interview(ApplicationPart):
    """The interview with an applicant: when, by whom, and every assessment of it."""

    booking: Booking | None
    assessments: Sequence[Assessment]  # all versions, the oldest first

    @cached_property
    def participant_ids(self) -> frozenset[UUID]:
        """Return who holds it: they alone assess."""
        return (
            frozenset(host.user_id for host in self.booking.hosts) if self.booking else frozenset()
        )

    @property
    def has_begun(self) -> bool:
        """Whether its day has come: what is said can be written down."""
        booking = self.booking
        if booking is None or booking.starts_at is None:
            return False
        is_there = booking.state in {BookingState.BOOKED, BookingState.HELD}
        return is_there and local_day(booking.starts_at) <= clock.today()

    @cached_property
    def delivered(self) -> dict[UUID, Assessment]:
        """Return the newest delivered assessment of each who holds the interview."""
        return {
            it.interviewer_id: it
            for it in self.assessments
            if it.delivered_at and it.interviewer_id in self.participant_ids
        }

    @property
    def is_done(self) -> bool:
        """Whether everybody who holds it has delivered: then they see each other's."""
        return bool(self.participant_ids) and self.participant_ids == set(self.delivered)

    @property
    def missing(self) -> list[User]:
        """Return who holds it and has not delivered."""
        hosts = self.booking.hosts if self.booking else []
        left = [it.user for it in hosts if it.user_id not in self.delivered]
        return sorted(left, key=lambda it: it.name)

    @property
    def replaced(self) -> list[Assessment]:
        """Return what was delivered and corrected since."""
        newest = {it.id for it in self.delivered.values()}
        return [it for it in self.assessments if it.delivered_at and it.id not in newest]

    def draft_of(self, user_id: UUID | None) -> Assessment | None:
        """Return what somebody has begun and not delivered."""
        mine = [it for it in self.assessments if it.interviewer_id == user_id]
        return next((it for it in mine if it.delivered_at is None), None)

    @property
    def compared(self) -> "list[Compared]":
        """Return question by question what each thought; only for an interview that is done."""
        sides = list(self.delivered.values())
        found: dict[UUID, Compared] = {}
        for place, side in enumerate(sides):
            for score in side.scores:
                line = found.setdefault(
                    score.question_id,
                    Compared(score.question.text, [None] * len(sides), [""] * len(sides)),
                )
                line.scores[place], line.notes[place] = score.score, score.note
        return list(found.values())


@dataclass(frozen=True)
class Compared:
    """What each interviewer gave a question, in the order of the interviewers."""

    text: str
    scores: list[int | None]
    notes: list[str]

    @property
    def difference(self) -> int:
        """Return how many steps there are between the lowest and the highest."""
        given = [it for it in self.scores if it is not None]
        return max(given) - min(given) if given else 0

    @property
    def is_far_apart(self) -> bool:
        """Whether they should talk about it."""
        return self.difference >= FAR_APART


def of_application(application: Application) -> Interview:
    """Return the interview with an applicant whom the caller has found for the actor."""
    query = (
        select(Assessment)
        .where(Assessment.application_id == application.id)
        .order_by(Assessment.interviewer_id, Assessment.number)
    )
    booking = bookings.current(application.id, Purpose.INTERVIEW)
    return Interview(application, booking, db.session().scalars(query).all())


def interview(actor: Actor, application_id: UUID) -> Interview | None:
    """Return the interview with one of the office's applicants."""
    application = recruitment.known(actor, application_id)
    return of_application(application) if application else None


def is_done(application_id: UUID) -> bool:
    """Tell whether an interview was held and everybody who held it has delivered."""
    application = db.session().get(Application, application_id)
    return application is not None and of_application(application).is_done


def tasks(actor: Actor) -> Sequence[Task]:
    """Return the interviews the actor has held and not delivered an assessment of."""
    mine = aliased(Assessment)
    has_delivered = exists().where(
        mine.application_id == Booking.application_id,
        mine.interviewer_id == actor.user_id,
        mine.delivered_at.is_not(None),
    )
    query = (
        select(Booking, Application)
        .join(
            BookingHost,
            and_(BookingHost.booking_id == Booking.id, BookingHost.user_id == actor.user_id),
        )
        .join(Application, Application.id == Booking.application_id)
        .where(
            *recruitment.known_to(actor),
            Application.stage.in_(RUNNING),
            Booking.purpose == Purpose.INTERVIEW,
            Booking.state.in_([BookingState.BOOKED, BookingState.HELD]),
            Booking.ends_at <= clock.now(),
            ~has_delivered,
        )
        .order_by(Booking.ends_at, Booking.id)
        .limit(SHOWN)
        .options(lazyload("*"))
    )
    return [
        Task(
            code=InterviewTask.ASSESS,
            application_id=application.id,
            name=application.name,
            number=application.number,
            since_on=local_day(booking.ends_at or clock.now()),
            page="interviews.assess",
        )
        for booking, application in db.session().execute(query)
    ]
