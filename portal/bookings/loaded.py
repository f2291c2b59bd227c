"""What the addresses of bookings lead to, with the rights of the application they are of."""

from dataclasses import dataclass
from uuid import UUID

from portal.access.actor import Actor
from portal.bookings import queries
from portal.bookings.models import Booking
from portal.bookings.states import Purpose
from portal.recruitment import queries as recruitment
from portal.recruitment.application_part import ApplicationPart
from portal.recruitment.models import Application

# The word in the address of what one meets for.
PURPOSES = {"samtale": Purpose.INTERVIEW, "hjemmebesok": Purpose.HOME_VISIT}
SLUGS = {purpose: slug for slug, purpose in PURPOSES.items()}


@dataclass(frozen=True)
class Meeting(ApplicationPart):
    """An application, what one would meet for, and the booking that is live."""

    purpose: Purpose
    booking: Booking | None

    @property
    def slug(self) -> str:
        """Return the word in the address."""
        return SLUGS[self.purpose]


def meeting(actor: Actor, application_id: UUID, what: str) -> Meeting | None:
    """Return one of the office's applications with what is booked."""
    return _of(recruitment.known(actor, application_id), what)


def own(actor: Actor, application_id: UUID, what: str) -> Meeting | None:
    """Return the actor's own application with what is booked."""
    found = recruitment.own(actor, application_id)
    return _of(found.application, what) if found else None


def _of(application: Application | None, what: str) -> Meeting | None:
    purpose = PURPOSES.get(what)
    if application is None or purpose is None:
        return None
    if purpose is Purpose.HOME_VISIT and not application.needs_home_visit:
        return None
    return Meeting(application, purpose, queries.live(application.id, purpose))


def of_link(_actor: Actor, token: str) -> Meeting | None:
    """Return what the link in a mail leads to, whatever has become of it."""
    found = queries.of_token(token)
    return Meeting(found[1], found[0].purpose_code, found[0]) if found else None
