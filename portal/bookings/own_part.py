"""What the applicant's own page says of an interview or a home visit."""

from flask_babel import gettext as _

from portal.bookings import queries
from portal.bookings.forms import ChooseForm
from portal.bookings.loaded import SLUGS
from portal.bookings.models import Booking
from portal.bookings.states import BookingState, Purpose
from portal.core import clock
from portal.core import format as formats
from portal.recruitment.models import Application
from portal.recruitment.own_parts import Part
from portal.recruitment.timeline import Mark

_MARK = {Purpose.INTERVIEW: Mark.INTERVIEW, Purpose.HOME_VISIT: Mark.HOME_VISIT}


def interview(application: Application) -> Part | None:
    """Return the part about the interview."""
    return _part(application, Purpose.INTERVIEW)


def home_visit(application: Application) -> Part | None:
    """Return the part about the home visit."""
    return _part(application, Purpose.HOME_VISIT)


def _part(application: Application, purpose: Purpose) -> Part | None:
    booking = queries.live(application.id, purpose)
    if booking is None:
        return None
    slots = queries.free_slots(booking) if booking.state == BookingState.OFFERED else []
    form = ChooseForm(formdata=None, data={"version": booking.version}).suit(slots)
    data = {
        "booking": booking,
        "form": form,
        "slug": SLUGS[purpose],
        "may_regret": booking.starts_at is not None and booking.starts_at > clock.now(),
    }
    told = {_MARK[purpose]: _told(booking)}
    if booking.state == BookingState.OFFERED:
        heads = {
            Purpose.INTERVIEW: _("Nå venter vi på deg: velg tid for samtalen"),
            Purpose.HOME_VISIT: _("Nå venter vi på deg: velg tid for hjemmebesøk"),
        }
        return Part(
            template="bookings/own_offer.html", data=data, head=str(heads[purpose]), told=told
        )
    return Part(template="bookings/own_time.html", data=data, told=told)


def _told(booking: Booking) -> str:
    if booking.state == BookingState.OFFERED:
        return str(_("Vi har sendt deg tider. Velg den som passer."))
    if booking.state == BookingState.REFUSED or booking.starts_at is None:
        return str(_("Vi finner nye tider til deg."))
    return str(_("Avtalt %(moment)s.", moment=formats.moment(booking.starts_at)))
