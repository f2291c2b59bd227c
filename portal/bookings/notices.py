"""The mails of a booking, each with the calendar file that goes with what it says."""

from typing import Any

from portal.accounts import links
from portal.accounts.queries import recipient as recipient_of
from portal.bookings.models import Booking, BookingHost, BookingLink
from portal.bookings.states import Mode, Notice, Purpose
from portal.core import clock, db, ids
from portal.core.config import settings
from portal.ical.events import Event, Organizer, Status
from portal.ical.write import invitation
from portal.messages.service import File, enqueue
from portal.recruitment.letters import Letter, signature
from portal.recruitment.models import Application
from portal.recruitment.states import LetterKind

# What stands in a calendar that others may see: never who, never why.
_SUMMARY = {
    Purpose.INTERVIEW: "Samtale med kommunen",
    Purpose.HOME_VISIT: "Besøk fra kommunen",
}
_HOST_SUMMARY = {
    Purpose.INTERVIEW: "Samtale, søknad {number}",
    Purpose.HOME_VISIT: "Hjemmebesøk, søknad {number}",
}
_FILE = {Purpose.INTERVIEW: "samtale.ics", Purpose.HOME_VISIT: "besok.ics"}


def offer(
    application: Application, booking: Booking, acting: str, *, gone: File | None = None
) -> None:
    """Send the times to choose from; ``gone`` takes the earlier time out of the calendar."""
    told = {
        "link": links.sealed(new_link(booking)),
        "slots": [_span(slot.starts_at, slot.ends_at) for slot in booking.slots],
        "is_again": gone is not None,
        **_facts(application, booking, acting),
    }
    booking.mail_id = Letter(application, LetterKind.TIMES, told).post(file=gone).id


def booked(application: Application, booking: Booking, acting: str = "") -> None:
    """Send the time that is agreed on to everybody; the second time it is a change."""
    notice = Notice.CHANGED if booking.invited_at else Notice.BOOKED
    _next(booking)
    tell(application, booking, notice, acting, file=file_of(application, booking))
    for host in booking.hosts:
        tell_host(application, booking, host, notice)


def called_off(application: Application, booking: Booking, acting: str, *, mails: bool) -> File:
    """Take a booked time out of everybody's calendar; return the applicant's file.

    ``mails`` is whether the applicant is told here, or in a mail of the caller's own.
    """
    _next(booking)
    gone = file_of(application, booking, is_cancelled=True)
    if mails:
        tell(application, booking, Notice.CANCELLED, acting, file=gone)
    for host in booking.hosts:
        tell_host(application, booking, host, Notice.CANCELLED)
    return gone


def tell(
    application: Application, booking: Booking, notice: Notice, acting: str = "",
    file: File | None = None,
) -> None:  # fmt: skip
    """Send the applicant what has become of the time."""
    told = {"notice": notice, **_facts(application, booking, acting)}
    booking.mail_id = Letter(application, LetterKind.TIME, told).post(file=file).id


def remind(application: Application, booking: Booking) -> None:
    """Remind everybody of the time. It is in their calendars: no file, and nothing is newer."""
    tell(application, booking, Notice.REMINDER)
    for host in booking.hosts:
        _write_host(application, booking, host, Notice.REMINDER, None)


def dropped(application: Application, booking: Booking, host: BookingHost) -> None:
    """Tell one of the office's who was to be there and is not any more."""
    booking.sequence += 1  # newer than what this person has; the others get a higher one still
    booking.changed_at = clock.now()
    tell_host(application, booking, host, Notice.CANCELLED)


def tell_host(
    application: Application, booking: Booking, host: BookingHost, notice: Notice
) -> None:
    """Send one of the office's the same, with a file of their own."""
    made = invitation(
        _event(booking, host.uid, _HOST_SUMMARY, notice is Notice.CANCELLED, application),
        _organizer(application),
    )
    name = _FILE[booking.purpose_code]
    file = File(name=name, content_type=made.content_type, content=made.body)
    _write_host(application, booking, host, notice, file)


def _write_host(
    application: Application, booking: Booking, host: BookingHost, notice: Notice, file: File | None
) -> None:
    enqueue(
        recipient_of(host.user), "booking_host", file=file, notice=notice,
        application_id=str(application.id), **_facts(application, booking, ""),
    )  # fmt: skip


def refused(application: Application, booking: Booking) -> None:
    """Tell whoever offered the times that none of them suits."""
    for host in booking.hosts:
        if host.user_id == booking.offered_by_id:
            enqueue(
                recipient_of(host.user), "booking_refused", application_id=str(application.id),
                number=application.number, purpose=booking.purpose,
            )  # fmt: skip


def file_of(application: Application, booking: Booking, *, is_cancelled: bool = False) -> File:
    """Return the applicant's calendar file as it is now."""
    event = _event(booking, booking.uid, _SUMMARY, is_cancelled, application)
    made = invitation(event, _organizer(application))
    name = _FILE[booking.purpose_code]
    return File(name=name, content_type=made.content_type, content=made.body)


def new_link(booking: Booking) -> str:
    """Make one more link to the booking; those in earlier mails go on working."""
    token = ids.new_token()
    db.add(
        BookingLink(
            municipality_id=booking.municipality_id, booking_id=booking.id,
            token_hash=ids.digest(token),
        )
    )  # fmt: skip
    return token


def _next(booking: Booking) -> None:
    if booking.invited_at:
        booking.sequence += 1
    booking.invited_at = booking.invited_at or clock.now()
    booking.changed_at = clock.now()


def _event(
    booking: Booking, uid: str, summary: dict[Purpose, str], is_cancelled: bool,  # noqa: FBT001 - one call a side
    application: Application,
) -> Event:  # fmt: skip
    assert booking.starts_at is not None
    assert booking.ends_at is not None
    return Event(
        uid=uid,
        sequence=booking.sequence,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        summary=summary[booking.purpose_code].format(number=application.number),
        last_modified_at=booking.changed_at,
        status=Status.CANCELLED if is_cancelled else Status.CONFIRMED,
        location=booking.place if booking.mode != Mode.PHONE and booking.place else None,
    )


def _organizer(application: Application) -> Organizer:
    signed = signature(application)
    name = signed["office"] or signed["municipality"]
    return Organizer(name=str(name), mail=settings().mail_from)


def _facts(application: Application, booking: Booking, acting: str) -> dict[str, Any]:
    time = _span(booking.starts_at, booking.ends_at) if booking.starts_at else {}
    return {
        **signature(application, acting),
        **time,
        "number": application.number,
        "purpose": booking.purpose,
        "mode": booking.mode,
        "place": booking.place,
        "hosts": booking.people,
        "has_login": application.user_id is not None,
    }


def _span(starts_at: Any, ends_at: Any) -> dict[str, str]:  # noqa: ANN401 - two instants
    return {"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}
