"""One shift, for whoever has it: what it says, who may read it, and the file to keep."""

from __future__ import annotations

import icalendar
import pytest
import time_machine

from tests.factories.shifts import at


@pytest.fixture
def shift(family):
    return family.shift(
        family.tor, "2026-11-25 17:00", "2026-11-25 20:00", note="Regntøyet henger i gangen"
    )


def test_it_says_when_what_and_how_much_is_left(family, shift) -> None:
    family.shift(family.maja, "2026-11-25 19:00", "2026-11-25 21:00")
    page = family.page.sign_in(family.tor.worker.user, hat="worker").get(f"/vakter/{shift.id}")
    assert page.h1 == "Onsdag 25. november kl. 17.00–20.00"
    assert "Din vakt hos A.B." in page.text
    assert "«Regntøyet henger i gangen»" in page.text
    assert "Samtidig Maja, 19.00–21.00" in page.text
    assert "Igjen av timene i 2026 1 037 t 51 min" in page.text
    assert f"/vakter/{shift.id}/syk" in page.links()
    assert f"/vakter/{shift.id}/timer" not in page.links()


def test_once_it_has_begun_the_hours_are_logged(family, shift) -> None:
    with time_machine.travel(at("2026-11-25 21:00"), tick=False):
        page = family.page.sign_in(family.tor.worker.user, hat="worker").get(f"/vakter/{shift.id}")
    assert f"/vakter/{shift.id}/timer" in page.links()
    assert f"/vakter/{shift.id}/syk" not in page.links()


def test_a_cancelled_one_says_so_and_asks_for_nothing(family, shift) -> None:
    shift.state = "cancelled"
    page = family.page.sign_in(family.tor.worker.user, hat="worker").get(f"/vakter/{shift.id}")
    assert "Vakten er avlyst. Ingen trenger å komme." in page.text
    assert f"/vakter/{shift.id}/syk" not in page.links()


def test_the_leader_is_sent_on_to_the_rota(family, shift) -> None:
    page = family.sign_in().get(f"/vakter/{shift.id}")
    assert family.url() in page.links()
    assert "Igjen av timene" not in page.text


def test_a_colleague_does_not_read_it(family, shift) -> None:
    family.page.sign_in(family.maja.worker.user, hat="worker").get(f"/vakter/{shift.id}", 404)


def test_after_the_engagement_has_ended_the_own_shift_is_still_there(family, shift) -> None:
    family.tor.ended_at = at("2026-11-22 11:00")
    page = family.page.sign_in(family.tor.worker.user, hat="worker")
    assert page.get(f"/vakter/{shift.id}").h1.startswith("Onsdag")


def test_a_graded_child_is_only_there_for_who_is_named(family, shift) -> None:
    family.ordning.child.gradering = "strengt_fortrolig"
    page = family.page.sign_in(family.tor.worker.user, hat="worker")
    page.get(f"/vakter/{shift.id}", 404)
    family.make.named_access(graded=family.ordning.child, user=family.tor.worker.user)
    assert page.get(f"/vakter/{shift.id}").h1.startswith("Onsdag")


def test_the_file_is_the_own_calendars_event_and_tells_nothing_more(family, shift) -> None:
    page = family.page.sign_in(family.tor.worker.user, hat="worker")
    page.get(f"/vakter/{shift.id}/kalender.ics")
    assert page.response is not None
    assert page.response.content_type == "text/calendar; charset=utf-8"
    body = page.response.get_data()
    (event,) = icalendar.Calendar.from_ical(body).walk("VEVENT")
    assert event.decoded("dtstart") == at("2026-11-25 17:00")
    assert str(event["summary"]) == "Vakt"
    assert b"A.B." not in body
    assert "Regntøyet".encode() not in body


def test_there_is_no_file_for_who_does_not_have_the_shift(family, shift) -> None:
    family.sign_in().get(f"/vakter/{shift.id}/kalender.ics", 404)
