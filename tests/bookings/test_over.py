"""An application is over: nobody is to meet, and nobody is reminded of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.bookings import reminders
from portal.bookings.models import Booking
from portal.bookings.states import BookingState
from portal.core import db
from portal.recruitment.models import ApplicationEvent
from portal.recruitment.service import move
from portal.recruitment.states import Happening, Stage
from tests.bookings.conftest import body, mails, newest, the_booking
from tests.plugins.office import NOW
from tests.plugins.races import pressing

TUESDAY = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAY = timedelta(days=1)
TOKEN = "t" * 43
OVER = [Stage.WITHDRAWN, Stage.NOT_APPROVED, Stage.APPROVED]
OFFERED = {"state": "offered", "starts_at": None, "ends_at": None, "chosen_at": None}


@pytest.fixture
def booked(make, one, kari, per):
    return make.booking(application=one, hosts=[kari, per], starts_at=TUESDAY, token=TOKEN)


@pytest.fixture
def offered(make, one, kari):
    return make.booking(
        application=one, slots=[TUESDAY, TUESDAY + DAY], hosts=[kari], token=TOKEN, **OFFERED
    )


def end(one, stage):
    move(one, stage, None, Happening.MOVED)


@pytest.mark.parametrize("stage", OVER)
def test_both_sides_have_it_taken_out_of_the_calendar(page, one, booked, per, kari, stage):
    end(one, stage)
    page.session.flush()
    assert the_booking(page).state == BookingState.CANCELLED
    for address in (one.email, per.email, kari.email):
        assert len(mails(page, to=address)) == 1
        method, event = newest(page, address)
        assert (method, event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert reminders.remind(TUESDAY - DAY) == 0
    said = page.session.query(ApplicationEvent).filter_by(event=Happening.TIME_CANCELLED).one()
    assert (said.by_id, said.why) == (None, "Samtale")


def test_who_withdraws_is_told_that_the_time_is_called_off(page, app, one, booked, applicant):
    page.sign_in(applicant)
    page.get(f"/min-soknad/{one.id}/trekk").submit()
    told = {mail.template: mail for mail in mails(page, to=one.email)}
    assert set(told) == {"booking_time", "application_withdrawn"}
    said = body(app, told["booking_time"])
    assert told["booking_time"].subject == "Tiden for samtalen er avlyst"
    assert "Tirsdag 24. november kl. 10.00–11.00" in said


@pytest.mark.parametrize("stage", OVER)
def test_times_to_choose_from_are_gone_without_a_mail(page, one, offered, kari, stage):
    end(one, stage)
    page.session.flush()
    assert the_booking(page).state == BookingState.CANCELLED
    assert not mails(page)
    page.get(f"/tid/{TOKEN}", 410)
    assert page.h1 == "Lenken gjelder ikke lenger"
    assert "Du trenger ikke velge tid lenger." in page.text
    page.sign_in(kari)
    page.get("/rekruttering/moter")
    assert page.h1 == "Ingen møter med søkere nå"


def test_what_has_been_stays_as_it_was(page, make, one, kari):
    make.booking(application=one, hosts=[kari], starts_at=NOW - timedelta(hours=2))
    end(one, Stage.NOT_APPROVED)
    page.session.flush()
    assert the_booking(page).state == BookingState.BOOKED
    assert not mails(page)


def test_on_its_way_nothing_is_called_off(page, one, booked):
    end(one, Stage.HOME_VISIT)
    page.session.flush()
    assert the_booking(page).state == BookingState.BOOKED
    assert not mails(page)


# However it came to be over -------------------------------------------------------------------


def test_nobody_chooses_a_time_afterwards(page, one, offered, applicant):
    page.sign_in(applicant)
    page.get(f"/tid/{TOKEN}")
    one.stage = Stage.NOT_APPROVED
    form = {"slot": str(offered.slots[0].id), "version": str(offered.version)}
    page.post(f"/tid/{TOKEN}", form, 410)
    page.post(f"/min-soknad/{one.id}/samtale/tid", form, 409)
    page.post(f"/min-soknad/{one.id}/samtale/tid", {**form, "refuse": "1"}, 409)
    assert the_booking(page).state == BookingState.OFFERED


def test_nobody_is_reminded_afterwards(page, one, booked):
    one.stage = Stage.WITHDRAWN
    page.session.flush()
    assert reminders.remind(TUESDAY - DAY) == 0


def test_a_choice_and_a_withdrawal_at_the_same_moment(race) -> None:
    """Whoever is first: afterwards nobody's hour is taken."""
    with race.making() as make:
        office = make.office()
        user = make.applicant(municipality=None, municipality_id=office.municipality_id)
        one = make.application(
            office=office, stage="interview", user_id=user.id, email=user.email, name=user.name
        )
        host = make.coordinator(office=office)
        booking = make.booking(
            application=one, slots=[TUESDAY], hosts=[host], token=TOKEN, **OFFERED
        )
        slot = str(booking.slots[0].id)
    choosing = pressing(race.browser().get(f"/tid/{TOKEN}"), slot=slot)
    leaving = pressing(race.browser(user, "applicant").get(f"/min-soknad/{one.id}/trekk"))
    answers = race.run(choosing, leaving, meet=("UPDATE booking", "UPDATE application"))
    assert answers[1] == 303
    assert answers[0] in {303, 409, 410}
    with db.unit(write=False) as session:
        assert session.scalars(select(Booking.state)).all() == [BookingState.CANCELLED]
