"""Before they have met a family may say that it will not: why is for the office alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.families.models import DeclaredRelation
from portal.meetings import wiring
from tests.asking.conftest import body, mails
from tests.asking.test_ask import actor_of
from tests.meetings.test_plan import event_of
from tests.plugins.office import NOW

WHY = "Vi kjenner familien hans"


@pytest.fixture
def planned(session, met):
    """They are to meet on Tuesday."""
    met.starts_at, met.ends_at = NOW + timedelta(days=2), NOW + timedelta(days=2, hours=1)
    session.flush()
    return met


def turn_down(page, family, ada, status=303, **said):
    page.sign_in(family, hat="parent").get(f"/til-dere/{ada.id}")
    assert f"/til-dere/{ada.id}/nei" in page.links()
    return page.get(f"/til-dere/{ada.id}/nei").submit(status, **{"why": WHY} | said)


def test_somebody_who_waits_is_told_politely_and_never_why(page, app, session, family, ada):
    turn_down(page, family, ada).follow()
    assert "Takk for at dere sa fra. Vi leter videre." in page.text
    assert ada.state == "declined"
    (mail,) = mails(page)
    assert (mail.template, mail.address) == ("match_spared", ada.user.email)
    said = f"{mail.params} {body(app, mail)}"
    assert "Takk for at du ville møte en familie." in said
    for secret in (WHY, "Hemmelig", "J.O."):
        assert secret not in said
    page.sign_in(ada.user, hat="worker").get("/meg/sporsmal")
    assert WHY not in page.text


def test_a_meeting_is_called_off_as_the_office_would_and_there_is_no_other(
    page, app, session, family, ada, planned
):
    turn_down(page, family, ada)
    assert (ada.state, planned.state) == ("declined", "cancelled")
    sent = mails(page)
    assert {it.address for it in sent} == {family.email, ada.user.email}
    for mail in sent:
        calendar, event = event_of(page, mail)
        assert (str(calendar["METHOD"]), str(event["STATUS"])) == ("CANCEL", "CANCELLED")
        said = body(app, mail)
        assert "Møtet er avlyst" in said
        assert "Det blir ikke noe av denne gangen." in said
        assert "finne en ny tid" not in said
        for secret in (WHY, "Hemmelig"):  # the one who called it off is no coordinator
            assert secret not in f"{mail.params} {said}"
    page.sign_in(ada.user, hat="worker").get(f"/meg/mote/{planned.id}")
    assert page.h1 == "Det ble ikke noe av denne gangen"


@pytest.mark.parametrize("why", [WHY, ""])
def test_the_office_reads_why_and_looks_on(page, family, kari, need, ada, planned, why):
    turn_down(page, family, ada, why=why)
    page.sign_in(kari).get(f"/behov/{need.id}/forslag")
    told = f"Det ble nei før de møttes: «{why}»." if why else "Det ble nei før de møttes."
    assert told in page.text
    assert "Skal møtes" not in page.text
    assert wiring.tasks_of(actor_of(need)) == []


def test_once_they_have_met_it_is_said_as_everybody_does(page, family, ada, met):
    page.sign_in(family, hat="parent").get(f"/til-dere/{ada.id}")
    assert f"/til-dere/{ada.id}/nei" not in page.links()
    page.get(f"/til-dere/{ada.id}/nei", 409)
    page.post(f"/til-dere/{ada.id}/nei", {"why": WHY}, 409)
    assert (ada.state, mails(page)) == ("meeting", [])


def test_two_who_lead_say_it_once(page, make, need, family, ada):
    turn_down(page, family, ada)
    page.post(f"/til-dere/{ada.id}/nei", {"why": WHY}, 409)
    assert len(mails(page)) == 1


def test_too_much_is_said_at_the_field(page, family, ada):
    turn_down(page, family, ada, 422, why="x" * 1001)
    assert page.errors == ["Skriv høyst 1000 tegn."]


def test_another_family_finds_nothing(page, make, office, ada):
    other = make.user(municipality=None, municipality_id=office.municipality_id)
    make.role(user=other, hat="parent")
    page.sign_in(other, hat="parent").get(f"/til-dere/{ada.id}/nei", 404)


# Near relations that are told of before ------------------------------------------------------


@pytest.fixture
def aunt(make, need, ada):
    return make.declared_relation(child=need.ordning.child, user=ada.user, relation="tante")


def test_a_relation_is_decided_before_they_meet(page, session, kari, need, ada, aunt):
    (task,) = wiring.tasks_of(actor_of(need))
    assert (task.code, task.page) == ("related", "meetings.relation")
    page.get(f"/behov/{need.id}/forslag")
    assert "Avgjør slektskapet" in page.text
    page.get(f"/forslag/{ada.id}/slekt")
    assert "Avgjør om det kan brukes her før de møtes." in page.text
    page.submit(accepts="yes", why="Barnet er trygt på henne").follow()
    assert aunt.approved_by_id == kari.id
    assert "Avtal møte" in page.text
    assert mails(page) == []


def test_a_relation_refused_before_they_meet_is_told_to_who_waits(page, session, kari, ada, aunt):
    page.get(f"/forslag/{ada.id}/slekt").submit(accepts="no", why="For nær").follow()
    assert ada.state == "declined"
    assert session.query(DeclaredRelation).one().refused_reason == "For nær"
    (mail,) = mails(page)
    assert (mail.template, mail.address) == ("match_spared", ada.user.email)
