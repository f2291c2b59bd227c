"""The applicant chooses a time, on their own page or by the mail's link, or none of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from portal.bookings import reminders
from portal.bookings.states import BookingState
from portal.recruitment.models import ApplicationEvent
from tests.bookings.conftest import body, files, mails, newest, the_booking
from tests.plugins.office import NOW

TUESDAY = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAY = timedelta(days=1)
TOKEN = "t" * 43


@pytest.fixture
def offered(make, one, kari, per):
    return make.booking(
        application=one, state="offered", starts_at=None, ends_at=None, chosen_at=None,
        slots=[TUESDAY, TUESDAY + DAY, TUESDAY + 2 * DAY], hosts=[kari, per], token=TOKEN,
        offered_by_id=kari.id,
    )  # fmt: skip


def test_ones_own_page_says_whose_turn_it_is(page, one, offered, applicant):
    page.sign_in(applicant)
    page.get("/min-soknad")
    assert page.h1 == "Nå venter vi på deg: velg tid for samtalen"
    assert "Tirsdag 24. november kl. 10.00–11.00" in page.text
    assert "Kari Koordinator og Per Koordinator ringer deg." in page.text
    page.submit(303, "tid", slot=str(offered.slots[1].id))
    page.follow()
    assert page.h1 != "Nå venter vi på deg: velg tid for samtalen"
    assert "Samtale onsdag 25. november kl. 10.00–11.00" in page.text
    assert "Avtalt onsdag 25. november kl. 10.00." in page.text


def test_everybody_gets_the_chosen_time_in_the_calendar(page, one, offered, applicant, per, app):
    page.sign_in(applicant)
    page.get("/min-soknad")
    page.submit(303, "tid", slot=str(offered.slots[0].id))
    for address in (one.email, per.email):
        method, event = newest(page, address)
        assert (method, event["SEQUENCE"], event["DTSTART"].dt) == ("PUBLISH", 0, TUESDAY)
        assert one.name not in event.to_ical().decode()
    (mail,) = mails(page, to=one.email)
    assert "Dette er avtalt:" in body(app, mail)


def test_a_link_is_read_without_signing_in_and_pressed_once(page, one, offered):
    page.sign_out()
    page.get(f"/tid/{TOKEN}")
    assert page.h1 == "Velg tid for samtalen"
    assert the_booking(page).state == BookingState.OFFERED
    page.submit(303, slot=str(offered.slots[2].id))
    assert page.location == "/tid/takk"
    page.follow()
    assert page.h1 == "Takk. Svaret ditt er lagret"
    page.get(f"/tid/{TOKEN}", 410)
    assert page.h1 == "Tiden er avtalt: torsdag 26. november kl. 10.00–11.00"


@pytest.mark.parametrize("state", ["held", "cancelled", "refused"])
def test_a_link_to_what_is_over_says_so(page, offered, state):
    offered.state, offered.starts_at, offered.ends_at = state, TUESDAY, TUESDAY + DAY
    page.get(f"/tid/{TOKEN}", 410)
    page.post(f"/tid/{TOKEN}", {"slot": str(offered.slots[0].id)}, 410)
    assert the_booking(page).state == state


def test_a_link_nobody_made_is_not_found(page, offered):
    page.get(f"/tid/{'x' * 43}", 404)
    page.post(f"/tid/{'x' * 43}", {}, 404)


def test_nothing_chosen_is_said_at_the_field(page, one, offered, applicant):
    page.sign_in(applicant)
    page.get("/min-soknad")
    page.submit(422, "tid")
    assert page.errors == ["Velg en av tidene, eller trykk «Ingen av dem passer»."]
    page.get(f"/tid/{TOKEN}")
    page.submit(422)


def test_none_suits_with_a_word_about_when(page, app, one, offered, applicant, kari):
    page.sign_in(applicant)
    page.get("/min-soknad")
    page.submit(303, "tid", "refuse=1", word="Etter kl. 16")
    page.follow()
    assert "Vi finner nye tider til deg" in page.text
    (mail,) = mails(page, to=kari.email)
    assert mail.template == "booking_refused"
    assert "Etter kl. 16" not in body(app, mail)
    page.sign_in(kari)
    page.get("/rekruttering/moter")
    assert "Ingen av tidene passet. Tilby nye." in page.text
    assert "Etter kl. 16" in page.text
    page.get(f"/rekruttering/{one.id}/samtale/tider")
    assert "Søkeren skrev: «Etter kl. 16»" in page.text


def test_a_chosen_time_may_be_given_back_before_it_begins(page, one, offered, applicant, today):
    page.sign_in(applicant)
    page.get("/min-soknad")
    page.submit(303, "tid", slot=str(offered.slots[0].id))
    page.get("/min-soknad")
    page.submit(303, "tid", "refuse=1")
    method, event = newest(page, one.email)
    assert (method, event["SEQUENCE"]) == ("CANCEL", 1)
    assert the_booking(page).state == BookingState.REFUSED


def test_it_is_not_given_back_once_it_has_begun(page, make, one, applicant, kari, today):
    booking = make.booking(application=one, hosts=[kari], starts_at=NOW - timedelta(minutes=5))
    page.sign_in(applicant)
    page.get("/min-soknad")
    assert "Passer ikke tiden likevel?" not in page.text
    form = {"version": str(booking.version), "refuse": "1"}
    page.post(f"/min-soknad/{one.id}/samtale/tid", form, 409)


def test_the_same_choice_twice_is_made_once(page, one, offered, applicant):
    page.sign_in(applicant)
    form = {"slot": str(offered.slots[0].id), "version": str(offered.version)}
    page.post(f"/min-soknad/{one.id}/samtale/tid", form)
    page.post(f"/min-soknad/{one.id}/samtale/tid", form)
    assert page.session.query(ApplicationEvent).count() == 1
    assert len(mails(page, to=one.email)) == 1


def test_another_choice_from_an_old_page_changes_nothing(page, one, offered, applicant):
    page.sign_in(applicant)
    form = {"slot": str(offered.slots[0].id), "version": str(offered.version)}
    page.post(f"/min-soknad/{one.id}/samtale/tid", form)
    page.post(f"/min-soknad/{one.id}/samtale/tid", {**form, "slot": str(offered.slots[1].id)}, 409)
    assert the_booking(page).starts_at == TUESDAY


@pytest.mark.parametrize("slot", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_forged_time_is_not_booked(page, one, offered, applicant, slot):
    page.sign_in(applicant)
    form = {"slot": slot, "version": str(offered.version)}
    status = 409 if slot.startswith("0") else 422
    page.post(f"/min-soknad/{one.id}/samtale/tid", form, status)
    assert the_booking(page).state == BookingState.OFFERED


def test_a_time_that_has_passed_meanwhile_is_not_booked(page, one, offered, applicant, today):
    page.sign_in(applicant)
    page.get("/min-soknad")
    slot, version = str(offered.slots[0].id), str(offered.version)
    today.move_to(TUESDAY + timedelta(minutes=1))
    page.sign_in(applicant)
    page.get("/min-soknad")
    assert "Tirsdag 24. november" not in page.text
    page.post(f"/min-soknad/{one.id}/samtale/tid", {"slot": slot, "version": version}, 409)
    today.move_to(TUESDAY + 5 * DAY)
    page.get(f"/tid/{TOKEN}")
    assert "Tidene vi sendte deg, er over eller tatt." in page.text
    page.submit(303, "", "refuse=1")
    assert the_booking(page).state == BookingState.REFUSED


def test_two_applicants_do_not_get_the_same_hour(page, make, office, one, offered, applicant, kari):
    other = make.application(office=office, stage="interview")
    make.booking(application=other, hosts=[kari], starts_at=TUESDAY + timedelta(minutes=30))
    page.sign_in(applicant)
    page.get("/min-soknad")
    assert "Tirsdag 24. november" not in page.text
    form = {"slot": str(offered.slots[0].id), "version": str(offered.version)}
    page.post(f"/min-soknad/{one.id}/samtale/tid", form, 409)
    assert "Den tiden er tatt nå." in page.text


def test_others_offers_are_not_found(page, make, office, offered, one):
    page.sign_in(make.applicant(municipality=None, municipality_id=office.municipality_id))
    page.get(f"/min-soknad/{one.id}/samtale/tid", 404)
    page.post(f"/min-soknad/{one.id}/samtale/tid", {"refuse": "1"}, 404)


def test_an_offer_nobody_answers_becomes_a_task(page, offered, kari, today):
    today.move_to(TUESDAY + 5 * DAY)
    page.sign_in(kari)
    page.get("/rekruttering/moter")
    assert "Tidene er over uten svar." in page.text


# The day before -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "reminded"),
    [
        ("2026-11-22T22:59:00+00:00", 0),  # 23.59 on Sunday in Norway
        ("2026-11-22T23:00:00+00:00", 2),  # Monday, the day before: the applicant and the host
        ("2026-11-24T08:59:00+00:00", 2),
        ("2026-11-24T09:00:00+00:00", 0),  # it has begun
    ],
)
def test_a_reminder_goes_the_day_before_and_once(page, make, one, kari, now, reminded, today):
    make.booking(application=one, hosts=[kari], starts_at=TUESDAY)
    at = datetime.fromisoformat(now)
    today.move_to(at)
    assert reminders.remind(at) == reminded
    assert reminders.remind(at) == 0


def test_who_chose_yesterday_is_not_reminded(page, app, make, one, kari, today):
    make.booking(application=one, hosts=[kari], starts_at=TUESDAY, chosen_at=TUESDAY - DAY)
    assert reminders.remind(TUESDAY - timedelta(hours=4)) == 0
    assert not mails(page)


def test_a_reminder_says_when_and_how(page, app, make, one, kari, today):
    make.booking(application=one, hosts=[kari], starts_at=TUESDAY)
    reminders.remind(TUESDAY - DAY)
    page.session.flush()
    (mail,) = mails(page, to=one.email)
    said = body(app, mail)
    assert mail.subject == "I morgen: samtalen"
    assert "Tirsdag 24. november kl. 10.00–11.00" in said


def test_the_hosts_are_reminded_with_no_name_and_no_new_file(
    page, app, make, one, kari, per, today
):
    make.booking(application=one, hosts=[kari, per], starts_at=TUESDAY)
    reminders.remind(TUESDAY - DAY)
    page.session.flush()
    for host in (kari, per):
        (mail,) = mails(page, to=host.email)
        said = body(app, mail)
        assert mail.subject == f"I morgen: samtale, søknad nummer {one.number}"
        assert "Tirsdag 24. november kl. 10.00–11.00" in said
        assert one.name not in said
        assert not files(page, mail)


def test_one_live_booking_at_a_time(make, one, kari):
    make.booking(application=one, hosts=[kari])
    with pytest.raises(IntegrityError, match="booking"):
        make.booking(application=one, hosts=[kari])
