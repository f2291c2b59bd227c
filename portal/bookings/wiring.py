"""What bookings tell the packages below at start-up."""

from collections.abc import Sequence

from portal.access.actor import Actor
from portal.bookings import labels, own_part, queries, service
from portal.bookings.states import BookingState, BookingTask
from portal.recruitment import begun, moved, own_parts, retention, tasks
from portal.recruitment.tasks import Task
from portal.rules.periods import local_day


def tasks_of(actor: Actor) -> Sequence[Task]:
    """Return the bookings that wait for the office."""
    return [
        Task(
            code=BookingTask.NONE_SUITS
            if booking.state == BookingState.REFUSED
            else BookingTask.NO_ANSWER,
            application_id=application.id,
            name=application.name,
            number=application.number,
            since_on=local_day(booking.changed_at),
            detail=booking.word,
        )
        for booking, application in queries.needing(actor)
    ]


def wire() -> None:
    """Give the codes their words, the applicant a part of the page, the office its tasks.

    And call off what is ahead the minute an application is over.
    """
    labels.register()
    own_parts.add(own_part.interview)
    own_parts.add(own_part.home_visit)
    tasks.add(tasks_of)
    moved.listen(service.follow)
    begun.add(queries.has_any)
    retention.along(service.forget)
