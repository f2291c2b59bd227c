"""A shift as an event in one person's calendar."""

from uuid import UUID

from portal.core.config import settings
from portal.ical.events import Event, Organizer, Status
from portal.ical.write import Attachment, download, invitation
from portal.shifts.models import Attendee
from portal.shifts.states import AttendeeStatus

SUMMARY = "Vakt"  # says nothing of whose; links may ask for more
_STATUS = {
    AttendeeStatus.CONFIRMED: Status.CONFIRMED,
    AttendeeStatus.TENTATIVE: Status.TENTATIVE,
    AttendeeStatus.CANCELLED: Status.CANCELLED,
}


def address(shift_id: UUID) -> str:
    """Return the page of a shift, behind sign-in."""
    return f"{settings().base_url}/vakter/{shift_id}"


def event(row: Attendee, summary: str = SUMMARY, *, alarm_minutes: int | None = None) -> Event:
    """Return the event; everything in it comes from the row, so it only changes with it."""
    return Event(
        uid=row.uid,
        sequence=row.sequence,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        summary=summary,
        last_modified_at=row.changed_at,
        status=_STATUS[AttendeeStatus(row.status)],
        url=address(row.shift_id),
        alarm_minutes=alarm_minutes,
    )


def file(row: Attendee) -> bytes:
    """Return the event as a file to keep."""
    return download(event(row))


def notice(row: Attendee, office_name: str) -> Attachment:
    """Return the event as a file to go with a mail: news of it, or that it is cancelled."""
    return invitation(event(row), Organizer(name=office_name, mail=settings().mail_from))
