"""Times with applicants: the office offers, agrees, calls off; the applicant chooses."""

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import guard
from portal.access.actor import Actor
from portal.access.permissions import Permission
from portal.bookings import forms, loaded, queries, service
from portal.bookings.forms import BookingForm, ChooseForm
from portal.bookings.loaded import Meeting
from portal.bookings.models import Booking
from portal.bookings.states import BookingState, Purpose
from portal.core import format as formats
from portal.core import web
from portal.core.errors import ConflictError
from portal.recruitment import queries as recruitment
from portal.recruitment import tasks

bp = Blueprint("bookings", __name__)
SLOTS = 3


# The office ---------------------------------------------------------------------------------


@bp.get("/rekruttering/moter")
@guard.rule(Permission.APPLICATION_LIST)
def index(actor: Actor) -> str:
    """Show whom the office is to meet, and what waits to be dealt with."""
    return render_template(
        "bookings/index.html", coming=queries.coming(actor), tasks=tasks.of(actor)
    )


@bp.route("/rekruttering/<uuid:application_id>/<what>/tider", methods=["GET", "POST"])
@guard.rule(Permission.APPLICATION_TREAT, loaded.meeting)
def offer(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Offer the applicant three times to choose from."""
    form, busy = _form(actor, meeting, SLOTS)
    if form.validate_on_submit() and not form.meets(busy):
        service.offer(actor, meeting.application, meeting.purpose, form.plan)
        flash(_("%(name)s får tidene på e-post.", name=meeting.application.first_name))
        return _back(meeting)
    page = render_template("bookings/offer.html", form=form, busy=busy, meeting=meeting)
    return web.again(page) if form.has_errors else page


@bp.route("/rekruttering/<uuid:application_id>/<what>/avtalt", methods=["GET", "POST"])
@guard.rule(Permission.APPLICATION_TREAT, loaded.meeting)
def settle(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Write down a time agreed on by telephone, or move what is booked."""
    form, busy = _form(actor, meeting, 1)
    if form.validate_on_submit() and not form.meets(busy):
        service.settle(actor, meeting.application, meeting.purpose, form.plan)
        flash(_("Tiden er lagret, og alle har fått den på e-post."))
        return _back(meeting)
    page = render_template("bookings/settle.html", form=form, busy=busy, meeting=meeting)
    return web.again(page) if form.has_errors else page


@bp.route("/rekruttering/<uuid:application_id>/<what>/avlys", methods=["GET", "POST"])
@guard.rule(Permission.APPLICATION_TREAT, loaded.meeting)
def cancel(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Call it off."""
    booking = _live(meeting)
    form = forms.CancelForm(data={"version": booking.version})
    if form.validate_on_submit():
        service.cancel(
            actor,
            meeting.application,
            booking,
            form.version.data or 0,
            (form.why.data or "").strip(),
        )
        flash(_("Avtalen er avlyst."))
        return _back(meeting)
    page = render_template("bookings/cancel.html", form=form, booking=booking, meeting=meeting)
    return web.again(page) if form.has_errors else page


def _form(actor: Actor, meeting: Meeting, count: int) -> tuple[BookingForm, list[queries.Busy]]:
    booking = meeting.booking
    colleagues = queries.colleagues(meeting.application)
    hosts = [it.user_id for it in booking.hosts] if booking else [actor.user_id]
    is_booked = booking is not None and booking.state == BookingState.BOOKED
    spans = [(booking.starts_at, booking.ends_at)] if booking and is_booked and count == 1 else []
    form = BookingForm(
        data={
            "version": booking.version if booking else 0,
            "mode": booking.mode if booking else "place",
            "place": booking.place if booking else "",
            "hosts": [str(it) for it in hosts],
            "slots": forms.filled(spans),  # type: ignore[arg-type]  # booked has both
        }
    )
    form.suit(count, colleagues, is_visit=meeting.purpose is Purpose.HOME_VISIT)
    ids = [it.id for it in colleagues]
    return form, queries.busy(ids, apart_from=booking.id if booking else None)


def _back(meeting: Meeting) -> ResponseReturnValue:
    return web.see_other("hiring.show", application_id=meeting.application.id)


def _live(meeting: Meeting) -> Booking:
    if meeting.booking is None:
        raise ConflictError(service.CHANGED)
    return meeting.booking


# The applicant ------------------------------------------------------------------------------


@bp.route("/min-soknad/<uuid:application_id>/<what>/tid", methods=["GET", "POST"])
@guard.rule(Permission.APPLICATION_MANAGE_OWN, loaded.own)
def choose(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Let the applicant choose, or say that none suits, on their own page."""
    booking = _live(meeting)
    form = ChooseForm(data={"version": booking.version}).suit(queries.free_slots(booking))
    if form.validate_on_submit() and _answered(actor, meeting, form):
        return web.see_other("recruitment.own", application_id=meeting.application.id)
    page = render_template(
        "bookings/choose.html",
        form=form,
        booking=booking,
        meeting=meeting,
        application=meeting.application,
    )
    return web.again(page) if form.has_errors else page


@bp.route("/tid/<token>", methods=["GET", "POST"])
@guard.rule(Permission.PUBLIC, loaded.of_link)
def link(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Let whoever has the mail choose. Reading the page changes nothing."""
    booking = _live(meeting)
    contact = recruitment.with_contact(meeting.application)
    if booking.state != BookingState.OFFERED or not meeting.application.is_running:
        gone = render_template(
            "bookings/link_used.html", booking=booking, contact=contact,
            is_running=meeting.application.is_running,
        )  # fmt: skip
        return gone, 410
    form = ChooseForm(data={"version": booking.version}).suit(queries.free_slots(booking))
    if form.validate_on_submit() and _answered(actor, meeting, form):
        return web.see_other("bookings.thanks")
    page = render_template("bookings/link.html", form=form, booking=booking, contact=contact)
    return web.again(page) if form.has_errors else page


@bp.get("/tid/takk")
@guard.rule(Permission.PUBLIC)
def thanks(_actor: Actor) -> str:
    """Say that the answer is in, and what happens next."""
    return render_template("bookings/thanks.html")


def _answered(actor: Actor, meeting: Meeting, form: ChooseForm) -> bool:
    """Do what was pressed; tell whether anything was."""
    booking = _live(meeting)
    version = form.version.data or 0
    if "refuse" in request.form:
        word = (form.word.data or "").strip()
        service.refuse(actor, meeting.application, booking, version, word)
        flash(_("Takk for beskjeden. Vi finner andre tider."))
        return True
    if form.slot_id is None:
        form.fail("slot", _("Velg en av tidene, eller trykk «Ingen av dem passer»."))
        return False
    service.choose(actor, meeting.application, booking, form.slot_id, version)
    if booking.starts_at and booking.ends_at:
        flash(
            _(
                "Tiden er avtalt: %(day)s kl. %(time)s. Du får den på e-post, med kalenderfil.",
                day=formats.day_long(booking.starts_at),
                time=formats.span(booking.starts_at, booking.ends_at),
            )
        )
    return True
