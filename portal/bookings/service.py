"""Offer times, choose one, say that none suits, agree on another, hold, call off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import delete, select, update

from portal.access.actor import NOBODY, Actor
from portal.accounts.models import User
from portal.audit.service import record_for
from portal.bookings import notices, queries
from portal.bookings.models import Booking, BookingHost, BookingLink, BookingSlot
from portal.bookings.states import ALLOWED, BookingAct, BookingState, Mode, Notice, Purpose
from portal.core import clock, db, ids
from portal.core import format as formats
from portal.core.config import settings
from portal.core.errors import ConflictError
from portal.ical.uid import uid
from portal.messages.service import File
from portal.recruitment import queries as recruitment
from portal.recruitment.models import Application
from portal.recruitment.service import MOVED, happened, take
from portal.recruitment.states import Happening

CHANGED = "Avtalen er endret siden du leste den. Se hva som gjelder nå."
TAKEN = "Den tiden er tatt nå. Velg en av de andre, eller be om nye tider."
PASSED = "Den tiden er over. Velg en av de andre, eller be om nye tider."

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a coordinator has filled in. ``version`` 0: there was nothing booked then."""

    version: int
    spans: Sequence[Span]
    hosts: Sequence[User]
    mode: Mode = Mode.PLACE
    place: str = ""


def offer(actor: Actor, seen: Application, purpose: Purpose, plan: Plan) -> Booking:
    """Give the applicant times to choose from, instead of what was offered or booked before.

    Raises ConflictError when somebody else has offered, or the application has moved on.
    """
    application = _running(seen)
    booking = _to_change(application, purpose, plan.version, BookingAct.OFFER)
    gone = _free(application, booking, actor.name, mails=False)
    _fill(booking, plan)
    booking.slots[:] = [_slot(booking, span) for span in plan.spans]
    booking.state, booking.word, booking.chosen_at = BookingState.OFFERED, "", None
    booking.starts_at = booking.ends_at = booking.reminded_at = None
    booking.offered_by_id, booking.offered_at = actor.user_id, clock.now()
    take(actor, application)
    _tell_log(actor, application, booking, Happening.TIMES_OFFERED, f"{len(plan.spans)} tider")
    db.session().flush()
    notices.offer(application, booking, actor.name, gone=gone)
    return booking


def settle(actor: Actor, seen: Application, purpose: Purpose, plan: Plan) -> Booking:
    """Book a time that was agreed on in another way, or move what is booked."""
    application = _running(seen)
    booking = _to_change(application, purpose, plan.version, BookingAct.SETTLE)
    _drop_hosts(application, booking, plan)
    _fill(booking, plan)
    booking.slots[:] = []
    take(actor, application)
    _book(actor, application, booking, plan.spans[0], Happening.TIME_SETTLED, actor.name)
    return booking


def choose(
    actor: Actor, application: Application, seen: Booking, slot_id: UUID | None, version: int
) -> Booking:
    """Let the applicant have one of the times. The same choice twice is made once.

    Raises ConflictError when the time is over, taken, or no longer offered, and when the
    application is.
    """
    booking = _to_answer(application, seen)
    slot = next((it for it in booking.slots if it.id == slot_id), None)
    if booking.state == BookingState.BOOKED and slot and slot.starts_at == booking.starts_at:
        return booking
    _demand(booking, BookingAct.CHOOSE, version)
    if slot is None:
        raise ConflictError(CHANGED)
    if slot.starts_at <= clock.now():
        raise ConflictError(PASSED)
    queries.hold_hosts(booking)
    if slot not in queries.free_slots(booking):
        raise ConflictError(TAKEN)
    span = (slot.starts_at, slot.ends_at)
    _book(actor, application, booking, span, Happening.TIME_CHOSEN)
    return booking


def refuse(actor: Actor, application: Application, seen: Booking, version: int, word: str) -> None:
    """Let the applicant say that none of the times suits, or that the chosen one no longer does."""
    booking = _to_answer(application, seen)
    if booking.state == BookingState.REFUSED and booking.word == word:
        return
    _demand(booking, BookingAct.REFUSE, version)
    if booking.starts_at and booking.starts_at <= clock.now():
        raise ConflictError(PASSED)
    _free(application, booking, "", mails=True)
    booking.state, booking.word, booking.changed_at = BookingState.REFUSED, word, clock.now()
    booking.starts_at = booking.ends_at = booking.chosen_at = None
    _tell_log(actor, application, booking, Happening.TIMES_REFUSED, word)
    notices.refused(application, booking)


def cancel(actor: Actor, seen: Application, of: Booking, version: int, why: str) -> None:
    """Call it off for good; a new one may be offered later."""
    application = recruitment.locked(seen.id)
    booking = queries.locked(of.id)
    _demand(booking, BookingAct.CANCEL, version)
    if booking.state == BookingState.BOOKED:
        _free(application, booking, actor.name, mails=True)
    elif booking.state == BookingState.OFFERED:
        notices.tell(application, booking, Notice.CANCELLED, actor.name)
    booking.state, booking.changed_at = BookingState.CANCELLED, clock.now()
    take(actor, application)
    _tell_log(actor, application, booking, Happening.TIME_CANCELLED, why)


def follow(application: Application) -> None:
    """Call off what is ahead with somebody whose application is over. Heard of every move.

    Who had a time is told, and it leaves the calendars; who had times to choose from is told
    by the link, and by the letter about the application itself.
    """
    if application.is_running:
        return
    for booking in queries.locked_live(application.id):
        if booking.starts_at and booking.starts_at <= clock.now():
            continue  # they may have met: what says so comes afterwards
        _free(application, booking, "", mails=True)
        booking.state, booking.changed_at = BookingState.CANCELLED, clock.now()
        _record(NOBODY, application, booking, Happening.TIME_CANCELLED)
        happened(application, Happening.TIME_CANCELLED, None, why=_WORD[booking.purpose_code])


def hold(booking: Booking | None) -> None:
    """Say that it took place; what says so (an assessment, a report) stands in the history."""
    if booking and BookingState(booking.state) in ALLOWED[BookingAct.HOLD]:
        booking.state, booking.changed_at = BookingState.HELD, clock.now()


def forget(application_id: UUID) -> None:
    """Delete what the applicant wrote and the links that were sent; when they met stays."""
    own = select(Booking.id).where(Booking.application_id == application_id)
    db.session().execute(delete(BookingLink).where(BookingLink.booking_id.in_(own)))
    db.session().execute(
        update(Booking)
        .where(Booking.application_id == application_id)
        .values(word="", place="", mail_id=None)
    )


def _running(seen: Application) -> Application:
    application = recruitment.locked(seen.id)
    if not application.is_running:
        raise ConflictError(MOVED)
    return application


def _to_answer(seen: Application, of: Booking) -> Booking:
    """Return the booking an applicant answers, held; first the application, as the office does."""
    if not recruitment.locked(seen.id).is_running:
        raise ConflictError(CHANGED)
    return queries.locked(of.id)


def _to_change(
    application: Application, purpose: Purpose, version: int, act: BookingAct
) -> Booking:
    """Return the live booking, held, or a new one; ConflictError when another was quicker."""
    found = queries.live(application.id, purpose)
    if found is None:
        if version:
            raise ConflictError(CHANGED)
        return _begin(application, purpose)
    booking = queries.locked(found.id)
    _demand(booking, act, version)
    return booking


def _demand(booking: Booking, act: BookingAct, version: int) -> None:
    if BookingState(booking.state) not in ALLOWED[act] or booking.version != version:
        raise ConflictError(CHANGED)


def _begin(application: Application, purpose: Purpose) -> Booking:
    booking_id = ids.new_id()
    return db.add(
        Booking(
            id=booking_id, municipality_id=application.municipality_id,
            application_id=application.id, purpose=purpose, state=BookingState.OFFERED,
            uid=_uid(booking_id, application.id),
        )
    )  # fmt: skip


def _uid(booking_id: UUID, person_id: UUID) -> str:
    return uid(booking_id, person_id, urlsplit(settings().base_url).hostname or "pusterom")


def _fill(booking: Booking, plan: Plan) -> None:
    booking.mode, booking.place = plan.mode, plan.place
    chosen = {user.id: user for user in plan.hosts}
    kept = [host for host in booking.hosts if host.user_id in chosen]
    new = [user for user in plan.hosts if user.id not in {host.user_id for host in kept}]
    booking.hosts[:] = kept + [
        BookingHost(
            municipality_id=booking.municipality_id, user_id=user.id, user=user,
            uid=_uid(booking.id, user.id),
        )
        for user in new
    ]  # fmt: skip


def _slot(booking: Booking, span: Span) -> BookingSlot:
    return BookingSlot(municipality_id=booking.municipality_id, starts_at=span[0], ends_at=span[1])


def _free(application: Application, booking: Booking, acting: str, *, mails: bool) -> File | None:
    """Take what was booked out of the calendars; nothing when nothing was."""
    if booking.state != BookingState.BOOKED:
        return None
    return notices.called_off(application, booking, acting, mails=mails)


def _drop_hosts(application: Application, booking: Booking, plan: Plan) -> None:
    """Tell those who were to be there and are not any more."""
    staying = {user.id for user in plan.hosts}
    for host in booking.hosts if booking.state == BookingState.BOOKED else ():
        if host.user_id not in staying:
            notices.dropped(application, booking, host)


def _book(
    actor: Actor, application: Application, booking: Booking, span: Span, what: Happening,
    acting: str = "",
) -> None:  # fmt: skip
    booking.starts_at, booking.ends_at = span
    booking.state, booking.chosen_at, booking.reminded_at = BookingState.BOOKED, clock.now(), None
    booking.word = ""
    db.session().flush()
    _tell_log(actor, application, booking, what, formats.moment(span[0]))
    notices.booked(application, booking, acting)


_WORD = {Purpose.INTERVIEW: "Samtale", Purpose.HOME_VISIT: "Hjemmebesøk"}


def _tell_log(
    actor: Actor, application: Application, booking: Booking, what: Happening, why: str
) -> None:
    by_id = actor.user_id or application.user_id
    told = ": ".join(part for part in (_WORD[booking.purpose_code], why) if part)
    happened(application, what, by_id, why=told)
    _record(actor if actor.is_signed_in else NOBODY, application, booking, what)


def _record(actor: Actor, application: Application, booking: Booking, what: Happening) -> None:
    record_for(
        application.municipality_id, actor, f"booking:{what.value}", "application",
        application.id, booking=str(booking.id), purpose=booking.purpose,
    )  # fmt: skip
