"""The office offers times, agrees on one, moves it and calls it off."""

from __future__ import annotations

from datetime import UTC, datetime

import icalendar
import pytest

from portal.audit.models import AuditEvent
from portal.bookings.models import Booking
from portal.bookings.states import BookingState
from portal.recruitment.models import ApplicationEvent
from tests.bookings.conftest import THREE, body, files, mails, newest, the_booking


def ical(text):
    calendar = icalendar.Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    return calendar["METHOD"], event


def acts(page):
    return [event.act for event in page.session.query(AuditEvent).order_by(AuditEvent.number)]


def test_three_times_are_offered_in_one_mail_with_a_link(page, app, offer, one):
    booking = offer()
    assert page.location == f"/rekruttering/{one.id}"
    assert [it.starts_at for it in booking.slots] == [
        datetime(2026, 11, 24, 9, tzinfo=UTC),
        datetime(2026, 11, 25, 9, tzinfo=UTC),
        datetime(2026, 11, 26, 16, 30, tzinfo=UTC),
    ]
    (mail,) = mails(page)
    said = body(app, mail)
    assert "Tirsdag 24. november kl. 10.00–11.00" in said
    assert "/tid/" in said
    assert "Kari Koordinator og Per Koordinator" in said
    assert acts(page)[-1] == "booking:times_offered"
    page.follow()
    assert "har fått disse tidene og velger selv" in page.text
    assert "Sendte tider å velge mellom. Samtale: 3 tider" in page.text


BAD = {
    "no day": ({"slots-0-day": ""}, "Skriv hvilken dag."),
    "a day that is none": ({"slots-0-day": "31.2.2027"}, "Datoen finnes ikke. Se i kalenderen."),
    "past": ({"slots-0-day": "21.11.2026"}, "Tiden er over. Velg en tid som kommer."),
    "an hour ago": (
        {"slots-0-day": "22.11.2026", "slots-0-starts": "12", "slots-0-ends": "13"},
        "Tiden er over.",
    ),
    "backwards": ({"slots-0-ends": "9"}, "Slutt må være etter start."),
    "all day": ({"slots-0-ends": "19"}, "mer enn åtte timer"),
    "the same twice": ({"slots-1-day": "24.11.2026"}, "overlapper en av de andre"),
    "skipped hour": (
        {"slots-0-day": "28.3.2027", "slots-0-starts": "2.30", "slots-0-ends": "3.30"},
        "Klokka stilles fram",
    ),
    "repeated hour": (
        {"slots-0-day": "31.10.2027", "slots-0-starts": "2.30", "slots-0-ends": "4"},
        "Klokka kommer to ganger",
    ),
    "nobody": ({"hosts": None}, "Velg minst én fra kontoret."),
    "no place": ({"place": " "}, "Skriv hvor dere møtes."),
    "long place": ({"place": "x" * 10_000}, "Skriv høyst"),
    "forged host": ({"hosts": "00000000-0000-0000-0000-000000000000"}, "choice"),
}


@pytest.mark.parametrize("bad", BAD)
def test_what_cannot_be_offered_is_said_at_the_field(page, kari, per, one, bad):
    changes, sentence = BAD[bad]
    page.get(f"/rekruttering/{one.id}/samtale/tider")
    page.submit(422, "tider", **{"hosts": [str(kari.id)], **THREE, **changes})
    assert sentence in page.text
    assert page.session.query(Booking).count() == 0
    assert not mails(page)


@pytest.mark.parametrize(("which", "hour"), [("first", 0), ("second", 1)])
def test_a_time_that_comes_twice_is_the_one_that_is_chosen(page, offer, which, hour):
    twice = {"slots-0-day": "31.10.2027", "slots-0-starts": "2.30", "slots-0-ends": "4",
             "slots-0-which": which}  # fmt: skip
    empty = {name: "" for name in THREE if name.startswith(("slots-1", "slots-2"))}
    booking = offer(**twice, **empty)
    assert [it.starts_at for it in booking.slots] == [datetime(2027, 10, 31, hour, 30, tzinfo=UTC)]


def test_others_appointments_are_shown_and_do_not_collide(page, make, office, offer, kari, one):
    offer()
    other = make.application(office=office, stage="interview")
    page.get(f"/rekruttering/{other.id}/samtale/avtalt")
    assert "tilbudt, ikke valgt ennå" in page.text
    assert one.name not in page.text
    agreed = {"slots-0-day": "24.11.2026", "slots-0-starts": "10", "slots-0-ends": "11"}
    page.submit(303, "avtalt", hosts=[str(kari.id)], mode="phone", place="", **agreed)
    page.get(f"/rekruttering/{one.id}/samtale/avtalt")
    overlapping = {**agreed, "slots-0-starts": "10.30", "slots-0-ends": "11.30"}
    page.submit(422, "avtalt", hosts=[str(kari.id)], mode="phone", **overlapping)
    assert "Kari Koordinator har en avtale kl. 10.00–11.00 den dagen." in page.text


def test_two_coordinators_do_not_both_offer(page, kari, per, one):
    page.get(f"/rekruttering/{one.id}/samtale/tider")
    fields = {"hosts": [str(kari.id)], **THREE, "version": "0"}
    page.submit(303, "tider", **fields)
    page.post(
        f"/rekruttering/{one.id}/samtale/tider",
        {**fields, "request_key": "", "slots-0-day": "30.11.2026"}, 409,
    )  # fmt: skip
    assert len(mails(page)) == 1
    assert page.session.query(Booking).count() == 1


def test_an_application_that_is_over_gets_no_times(page, kari, per, make, office):
    over = make.application(office=office, stage="withdrawn")
    page.get(f"/rekruttering/{over.id}/samtale/tider")
    page.submit(409, "tider", hosts=[str(kari.id)], **THREE)
    assert page.session.query(Booking).count() == 0


@pytest.mark.parametrize("act", ["tider", "avtalt", "avlys"])
def test_others_applicants_and_other_words_are_not_found(page, make, office, kari, one, act):
    other = make.application(
        office=make.office(municipality=None, municipality_id=office.municipality_id)
    )
    page.get(f"/rekruttering/{other.id}/samtale/{act}", 404)
    page.get(f"/rekruttering/{one.id}/kaffe/{act}", 404)
    elsewhere = make.application(office=office, roles=["stottekontakt"])
    page.get(f"/rekruttering/{elsewhere.id}/hjemmebesok/{act}", 404)


def test_a_home_visit_takes_two(page, kari, per, one):
    page.get(f"/rekruttering/{one.id}/hjemmebesok/tider")
    fields = {name: value for name, value in THREE.items() if "-" in name}
    page.submit(422, "tider", hosts=[str(kari.id)], **fields)
    assert "Velg to: begge skal signere rapporten." in page.text


# Agreed, moved, called off ------------------------------------------------------------------


@pytest.fixture
def settle(page, kari, per, one):
    def made(day="27.11.2026", **changes):
        page.sign_in(kari)
        page.get(f"/rekruttering/{one.id}/samtale/avtalt")
        fields = {"slots-0-day": day, "slots-0-starts": "9", "slots-0-ends": "10",
                  "mode": "video", "place": "https://video.provevik.example/1",
                  "hosts": [str(kari.id), str(per.id)]}  # fmt: skip
        page.submit(303, "avtalt", **{**fields, **changes})
        return the_booking(page)

    return made


def test_a_moved_interview_is_the_same_event_with_a_higher_sequence(page, app, settle, one, per):
    first = settle()
    settle("30.11.2026")
    assert the_booking(page).id == first.id
    to_applicant = sorted(mails(page, to=one.email), key=lambda it: it.params["notice"])
    invited, moved = [ical(files(page, mail)[0]) for mail in to_applicant]
    assert (invited[0], moved[0]) == ("PUBLISH", "PUBLISH")
    assert invited[1]["UID"] == moved[1]["UID"]
    assert (invited[1]["SEQUENCE"], moved[1]["SEQUENCE"]) == (0, 1)
    assert moved[1]["DTSTART"].dt == datetime(2026, 11, 30, 8, tzinfo=UTC)
    assert "Den gamle gjelder ikke lenger." in body(app, to_applicant[1])
    assert to_applicant[1].subject == "Ny tid for samtalen"
    hosts = [ical(files(page, mail)[0])[1] for mail in mails(page, to=per.email)]
    assert hosts[0]["UID"] == hosts[1]["UID"] != invited[1]["UID"]
    assert one.name not in str(hosts[0]["SUMMARY"])


def test_who_is_no_longer_with_us_gets_a_cancel(page, settle, kari, per):
    settle()
    settle("30.11.2026", hosts=[str(kari.id)])
    method, event = newest(page, per.email)
    assert (method, event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert event["SEQUENCE"] == 1


def test_new_times_take_the_old_one_out_of_the_calendar(page, app, settle, offer, one):
    settle()
    booking = offer()
    method, event = newest(page, one.email)
    assert (method, event["SEQUENCE"]) == ("CANCEL", 1)
    (mail,) = [it for it in mails(page, to=one.email) if it.template == "booking_offer"]
    assert "gjelder ikke lenger" in body(app, mail)
    assert (booking.state, booking.starts_at) == (BookingState.OFFERED, None)


def test_called_off_for_everybody_and_out_of_the_list(page, settle, one, per):
    settle()
    page.get("/rekruttering/moter")
    assert page.h1 == "Ett møte med søkere"
    page.get(f"/rekruttering/{one.id}/samtale/avlys")
    page.submit(422, "avlys", why="")
    page.submit(303, "avlys", why="Søkeren er syk")
    for address in (one.email, per.email):
        method, event = newest(page, address)
        assert (method, event["SEQUENCE"]) == ("CANCEL", 1)
    page.get("/rekruttering/moter")
    assert page.h1 == "Ingen møter med søkere nå"
    page.get(f"/rekruttering/{one.id}/samtale/avlys", 409)


def test_a_page_that_is_old_changes_nothing(page, settle, one):
    booking = settle()
    stale = {"version": str(booking.version - 1), "why": "x"}
    page.post(f"/rekruttering/{one.id}/samtale/avlys", stale, 409)
    assert the_booking(page).state == BookingState.BOOKED


def test_the_history_says_what_was_agreed(page, settle):
    settle()
    said = [it.why.replace("\u00a0", " ") for it in page.session.query(ApplicationEvent)]
    assert said == ["Samtale: fredag 27. november kl. 9.00"]


def test_a_mail_that_did_not_arrive_is_said_on_the_page(page, settle, one):
    settle()
    for mail in mails(page, to=one.email):
        mail.state = "failed"
    page.get(f"/rekruttering/{one.id}")
    assert "E-posten til søkeren kom ikke fram" in page.text


def test_the_list_asks_as_often_for_twenty_as_for_two(page, make, office, kari, statements):
    def made(count):
        for number in range(count):
            application = make.application(office=office, stage="interview")
            make.booking(application=application, hosts=[kari], hour=number)
        statements.clear()
        page.get("/rekruttering/moter")
        return len(statements)

    assert made(2) == made(18)


@pytest.mark.parametrize(
    ("tries", "said"),
    [(0, "E-posten sendes nå."), (1, "går ut så snart e-posttjeneren svarer")],
)
def test_the_mail_is_late_only_when_it_has_been_tried(page, session, offer, one, tries, said):
    offer()
    (mail,) = mails(page)
    mail.tries = tries
    session.flush()
    page.get(f"/rekruttering/{one.id}")
    assert said in page.text
