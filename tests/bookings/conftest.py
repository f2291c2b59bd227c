"""An office in Prøvevik with two coordinators, and an applicant with an account."""

from __future__ import annotations

import icalendar
import pytest

from portal.bookings.models import Booking
from portal.messages.models import Attachment, OutboxMessage
from portal.messages.worker import rendered


@pytest.fixture(autouse=True)
def today(today):
    return today


@pytest.fixture
def per(make, office):
    return make.coordinator(office=office, name="Per Koordinator")


@pytest.fixture
def applicant(make, office):
    return make.applicant(municipality=None, municipality_id=office.municipality_id)


@pytest.fixture
def one(make, office, applicant):
    application = make.application(
        office=office, stage="interview", user_id=applicant.id, email=applicant.email,
        is_at_home=True, roles=["avlaster"],
    )  # fmt: skip
    make.session.flush()  # gives the referees their ids
    return application


THREE = {
    "slots-0-day": "24.11.2026", "slots-0-starts": "10", "slots-0-ends": "11",
    "slots-1-day": "25.11.2026", "slots-1-starts": "10", "slots-1-ends": "11",
    "slots-2-day": "26.11.2026", "slots-2-starts": "17.30", "slots-2-ends": "18.30",
    "mode": "place", "place": "Rådhuset, rom 2",
}  # fmt: skip


@pytest.fixture
def offer(page, kari, per, one):
    """Offer three times for an interview, as Kari, with Per."""

    def made(what="samtale", **changes):
        page.sign_in(kari)
        page.get(f"/rekruttering/{one.id}/{what}/tider")
        hosts = [str(kari.id), str(per.id)]
        fields = THREE if what == "samtale" else {k: v for k, v in THREE.items() if "-" in k}
        page.submit(303, "tider", **{"hosts": hosts, **fields, **changes})
        return the_booking(page, what)

    return made


def the_booking(page, what="samtale"):
    purpose = {"samtale": "interview", "hjemmebesok": "home_visit"}[what]
    found = page.session.query(Booking).filter(Booking.purpose == purpose)
    return found.order_by(Booking.id.desc()).first()


def mails(page, *, to=""):
    query = page.session.query(OutboxMessage).order_by(OutboxMessage.id)
    return [mail for mail in query if to in {"", mail.address}]


def files(page, mail):
    query = page.session.query(Attachment).filter(Attachment.message_id == mail.id)
    return [it.content.decode() for it in query]


def newest(page, address):
    """The calendar file with the highest sequence somebody was sent: (method, event)."""
    events = [
        (str(calendar["METHOD"]), event)
        for mail in mails(page, to=address)
        for text in files(page, mail)
        for calendar in [icalendar.Calendar.from_ical(text)]
        for event in calendar.walk("VEVENT")
    ]
    return max(events, key=lambda it: it[1]["SEQUENCE"])


def body(app, mail):
    with app.test_request_context():
        return rendered(mail).get_body(("plain",)).get_content().replace("\u00a0", " ")
