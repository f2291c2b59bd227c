"""The office plans a meeting: mails with calendar files, and no word of who the child is."""

from __future__ import annotations

from datetime import timedelta

import icalendar
import pytest

from portal.core.errors import ConflictError
from portal.meetings import service
from portal.meetings.models import Meeting
from portal.messages.models import Attachment
from tests.asking.conftest import body, mails
from tests.asking.test_ask import actor_of
from tests.plugins.office import NOW

TIME = {"slot-day": "25.11.2026", "slot-starts": "17", "slot-ends": "18", "place": "Biblioteket"}


def plan(page, ada, status=303, **changes):
    page.get(f"/forslag/{ada.id}/mote")
    return page.submit(status, **{**TIME, **changes})


def event_of(page, mail):
    (file,) = page.session.query(Attachment).filter(Attachment.message_id == mail.id)
    calendar = icalendar.Calendar.from_ical(file.content)
    return calendar, calendar.walk("VEVENT")[0]


def test_both_sides_get_the_time_with_a_file_of_their_own(page, app, kari, family, ada):
    page.get(f"/behov/{ada.need_id}/forslag")
    assert "Avtal møte" in page.text
    plan(page, ada).follow()
    assert ada.state == "meeting"
    assert "Skal møtes onsdag 25. november kl. 17.00, Biblioteket." in page.text.replace(
        "\xa0", " "
    )
    sent = mails(page, "meeting")
    assert {it.address for it in sent} == {family.email, ada.user.email}
    events = [event_of(page, it)[1] for it in sent]
    assert len({str(it["UID"]) for it in events}) == 2
    for mail, event in zip(sent, events, strict=True):
        said = body(app, mail)
        assert "Onsdag 25. november kl. 17.00–18.00" in said
        assert "Biblioteket" in said
        assert str(event["SUMMARY"]) == "Bli kjent-møte"
        for secret in ("Hemmelig", "J.O.", "Oppdiktet"):
            assert secret not in f"{event} {mail.params}"
        assert "Jon" not in said


def test_moving_it_is_newer_in_the_same_calendars(page, kari, family, ada):
    plan(page, ada)
    first = {str(event_of(page, it)[1]["UID"]) for it in mails(page)}
    page.get(f"/forslag/{ada.id}/mote")
    assert page.h1 == "Flytt møtet med familien"
    page.submit(**{"slot-day": "26.11.2026"})
    moved = [it for it in mails(page) if it.params["notice"] == "changed"]
    events = [event_of(page, it)[1] for it in moved]
    assert {str(it["UID"]) for it in events} == first
    assert [int(it["SEQUENCE"]) for it in events] == [1, 1]


def test_what_has_been_said_of_a_meeting_is_not_taken_to_another(page, kari, ada, met):
    """From an old tab: the family's yes would count for a meeting that has not been."""
    page.get(f"/forslag/{ada.id}/mote", 409)
    moved = {**TIME, "version": str(met.version), "advice": ""}
    page.post(f"/forslag/{ada.id}/mote", moved, 409)
    assert "Skriv inn svarene i stedet." in page.text
    page.get(f"/forslag/{ada.id}/mote/svar")
    assert f"/forslag/{ada.id}/mote/avlys" in page.links()  # nobody came, perhaps
    page.submit(side="family", answer="yes")
    page.get(f"/forslag/{ada.id}/mote/svar")
    assert f"/forslag/{ada.id}/mote/avlys" not in page.links()
    page.get(f"/forslag/{ada.id}/mote/avlys", 409)
    assert met.state == "planned"


def test_a_meeting_that_has_begun_is_not_moved_behind_the_page(session, kari, need, ada, met):
    later = NOW + timedelta(days=2)
    planned = service.Plan(
        version=met.version, starts_at=later, ends_at=later + timedelta(hours=1), place="Kafeen",
        advice="",
    )  # fmt: skip
    with pytest.raises(ConflictError):
        service.plan(actor_of(need, kari.id), ada, planned)


def test_calling_it_off_takes_it_out_and_the_person_is_as_willing(page, kari, family, ada):
    plan(page, ada)
    page.get(f"/forslag/{ada.id}/mote/avlys").submit(422, why="")
    page.submit(why="Familien er syk").follow()
    assert ada.state == "interested"
    mail = next(it for it in mails(page) if it.params["notice"] == "cancelled")
    calendar, event = event_of(page, mail)
    assert (str(calendar["METHOD"]), str(event["STATUS"])) == ("CANCEL", "CANCELLED")
    assert int(event["SEQUENCE"]) == 1
    assert "Familien er syk" not in str(mail.params)
    plan(page, ada)
    assert page.session.query(Meeting).count() == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"place": ""}, "Skriv hvor dere møtes."),
        ({"slot-day": "21.11.2026"}, "Tiden er over. Velg en tid som kommer."),
        ({"slot-ends": "16"}, "Slutt må være etter start."),
        ({"place": "Hos Jon"}, "«Jon» kan røpe hvem barnet er. Skriv det på en annen måte."),
        ({"advice": "Har autisme"},
         "«autisme» kan røpe hvem barnet er. Skriv det på en annen måte."),
        ({"advice": "x" * 10_000}, "Skriv høyst 1000 tegn."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_sent(page, kari, family, ada, changes, said):
    plan(page, ada, 422, **changes)
    assert page.errors == [said]
    assert (ada.state, mails(page)) == ("interested", [])


def test_two_coordinators_plan_one_meeting(page, session, kari, family, ada):
    page.get(f"/forslag/{ada.id}/mote")
    other = {**TIME, "version": "0", "advice": ""}
    page.post(f"/forslag/{ada.id}/mote", other)
    page.post(f"/forslag/{ada.id}/mote", {**other, "slot-day": "27.11.2026"}, 409)
    assert session.query(Meeting).count() == 1


def test_who_has_not_said_yes_has_no_meeting(page, make, kari, need, helper):
    asked = make.proposal(need=need, user=helper("Bo").user, state="asked")
    page.get(f"/forslag/{asked.id}/mote", 409)
    page.get(f"/forslag/{asked.id}/mote/avlys", 409)
    page.get(f"/forslag/{asked.id}/mote/svar", 409)
    page.get(f"/forslag/{asked.id}/slekt", 409)


def test_other_offices_find_nothing(page, make, kari):
    other = make.proposal(state="interested")
    for act in ("mote", "mote/avlys", "mote/svar", "slekt"):
        page.get(f"/forslag/{other.id}/{act}", 404)


def test_a_closed_account_is_not_invited(page, make, session, kari, office, family, ada):
    family.disabled_at = NOW
    session.flush()
    plan(page, ada, 422)
    assert "Ingen i familien har en konto." in page.text
    other = make.user(municipality=None, municipality_id=office.municipality_id)
    make.guardian(child=ada.need.ordning.child, user=other)
    plan(page, ada)
    assert {it.address for it in mails(page, "meeting")} == {other.email, ada.user.email}


def test_a_family_without_an_account_is_said(page, session, make, kari, office):
    need = make.need(ordning=make.ordning(child=make.child(office=office)))
    alone = make.proposal(need=need, state="interested")
    plan(page, alone, 422)
    assert "Ingen i familien har en konto." in page.text
