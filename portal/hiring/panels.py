"""What certificates, interviews, references and home visits show on the page of an applicant."""

from typing import Any

from portal.access.actor import Actor
from portal.bookings import overview
from portal.bookings.states import Purpose
from portal.certificates import queries as certificates
from portal.interviews import queries as interviews
from portal.recruitment.models import Application
from portal.recruitment.states import RUNNING
from portal.references import queries as references
from portal.visits import queries as visits


def of(actor: Actor, application: Application) -> dict[str, Any]:
    """Return what ``hiring/panels.html`` is drawn with."""
    booked = overview.shown(application.id)
    interview = interviews.of_application(application)
    visit = visits.of_application(application)
    return {
        "actor_id": actor.user_id,
        "is_open": application.stage in RUNNING,
        "reference_lines": references.lines(application),
        "interview": interview,
        "interview_booked": booked.get(Purpose.INTERVIEW),
        "visit": visit if application.needs_home_visit or visit.booking else None,
        "certificate": certificates.of_application(application),
        "visit_booked": booked.get(Purpose.HOME_VISIT),
    }
