"""What is booked with an applicant, as the coordinator's page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from portal.bookings import queries
from portal.bookings.models import Booking
from portal.bookings.states import BookingState, Purpose
from portal.messages import queries as messages


@dataclass(frozen=True, slots=True)
class Shown:
    """The newest booking of a kind, and how it goes with the mail about it."""

    booking: Booking
    mail: str  # a MessageState; empty when the mail is no longer kept


def shown(application_id: UUID) -> Mapping[Purpose, Shown]:
    """Return what is booked, by purpose; what was called off is not."""
    newest: dict[Purpose, Booking] = {}
    for booking in queries.of_application(application_id):
        if booking.state != BookingState.CANCELLED:
            newest.setdefault(booking.purpose_code, booking)
    mails = messages.states_of([it.mail_id for it in newest.values() if it.mail_id])
    return {
        purpose: Shown(booking, mails.get(booking.mail_id, "") if booking.mail_id else "")
        for purpose, booking in newest.items()
    }
