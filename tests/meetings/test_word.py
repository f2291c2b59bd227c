"""After the meeting each side says yes or no, and never reads what the other said or why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.matching import candidates
from portal.matching.models import ProposalEvent
from portal.meetings import nightly, wiring
from portal.meetings.models import Verdict
from tests.asking.conftest import body, mails
from tests.asking.test_ask import actor_of
from tests.meetings.conftest import FAMILYS, PERSONS
from tests.plugins.office import NOW

WHY = "Kjente ikke trygghet"


def say(page, token, answer, status=303, **more):
    page.get(f"/mote/{token}")
    near = {"is_near": "no"} if (token, answer) == (PERSONS, "yes") else {}
    return page.submit(status, answer=answer, **near | more)


def test_both_yes_is_a_match_and_both_are_told(page, app, family, ada, met):
    say(page, PERSONS, "yes").follow()
    assert page.h1 == "Takk. Svaret ditt er lagret"
    assert ada.state == "meeting"
    say(page, FAMILYS, "yes")
    assert ada.state == "accepted"
    sent = mails(page, "match_made")
    assert {it.address for it in sent} == {family.email, ada.user.email}
    said = " ".join(body(app, it) for it in sent)
    for secret in ("Hemmelig", "Oppdiktet", "J.O."):
        assert secret not in said


@pytest.mark.parametrize("token", [FAMILYS, PERSONS])
def test_one_no_is_a_no_and_nobody_reads_why(page, app, session, kari, family, ada, met, token):
    say(page, token, "no", reason=WHY)
    assert ada.state == "declined"
    assert session.query(ProposalEvent).one().why == WHY
    for mail in mails(page, "match_off"):
        assert WHY not in f"{mail.params} {body(app, mail)}"
        assert "nei" not in body(app, mail).lower()
    page.sign_in(family, hat="parent").get(f"/til-dere/{ada.id}")
    assert WHY not in page.text
    page.get("/til-dere")
    assert WHY not in page.text
    page.sign_in(ada.user, hat="worker").get(f"/meg/mote/{met.id}")
    assert page.h1 == "Det ble ikke noe av denne gangen"
    assert WHY not in page.text
    page.sign_in(kari).get(f"/behov/{ada.need_id}/forslag")
    assert WHY in page.text


def test_example_52_declined_by_the_family(page, app, session, kari, need, family, ada, met):
    """Back to the pool; no reason text of others; not proposed again unless forced."""
    say(page, FAMILYS, "no", reason=WHY)
    field = candidates.field_of(actor_of(need), need, NOW.date())
    assert [it.consent.user_id for it in field.hidden] == [ada.user_id]
    assert field.hidden[0].rule is candidates.Rule.DECLINED
    page.sign_in(kari).get(f"/behov/{need.id}/forslag/{ada.user_id}/likevel")
    page.submit(why="Begge har ombestemt seg")
    assert ada.state == "proposed"


def test_a_word_may_change_until_the_other_has_spoken(page, session, ada, met):
    say(page, PERSONS, "yes")
    page.get(f"/mote/{PERSONS}")
    assert "Vi har et svar." in page.text
    page.submit(answer="yes", is_near="no", reason="Gleder meg")
    assert session.query(Verdict).one().reason == "Gleder meg"
    page.get(f"/mote/{PERSONS}")
    say(page, FAMILYS, "yes")
    page.post(f"/mote/{PERSONS}", {"answer": "no"}, 410)
    assert ada.state == "accepted"


def test_nothing_is_said_before_they_have_met(page, session, ada, met, today):
    today.move_to(NOW - timedelta(days=3))
    page.get(f"/mote/{PERSONS}")
    page.submit(409, answer="yes", is_near="no")
    assert session.query(Verdict).count() == 0


def test_what_is_missing_is_said(page, ada, met):
    say(page, PERSONS, None, 422)
    assert page.errors == ["Velg ja eller nei."]
    say(page, PERSONS, "yes", 422, is_near=None)
    assert page.errors == ["Velg ja eller nei."]
    say(page, PERSONS, "yes", 422, is_near="yes")
    assert page.errors == ["Skriv hvordan dere er i familie, for eksempel tante."]
    say(page, FAMILYS, "no", 422, reason="x" * 10_000)
    assert page.errors == ["Skriv høyst 1000 tegn."]


def test_reading_the_link_says_nothing_and_the_unknown_is_not_found(page, session, met):
    page.get(f"/mote/{FAMILYS}")
    assert "Hemmelig" not in page.response.get_data(as_text=True)
    assert session.query(Verdict).count() == 0
    page.get(f"/mote/{'x' * 43}", 404)


def test_a_meeting_that_was_called_off_is_over(page, session, met):
    met.state = "cancelled"
    session.flush()
    page.get(f"/mote/{FAMILYS}", 410)
    assert page.h1 == "Dette er avgjort, eller møtet ble avlyst"


def test_signed_in_both_sides_say_it_too(page, family, ada, met):
    page.sign_in(family, hat="parent").get("/hjem")
    assert "Vil du at det blir noe av?" in page.text
    page.get(f"/til-dere/{ada.id}")
    assert page.h1 == "Vil dere at det blir noe av med Ada?"
    page.submit(answer="yes").follow()
    assert "Dere har svart: Ja." in page.text
    page.sign_in(ada.user, hat="worker").get("/hjem")
    assert "Vil du at det blir noe av?" in page.text
    page.get(f"/meg/mote/{met.id}").submit(answer="yes", is_near="no").follow()
    assert page.h1 == "Begge vil. Vi gjør papirene klare"
    assert "Randi Hemmelig" in page.text


def test_the_office_writes_down_a_telephone_call(page, session, kari, ada, met):
    page.get(f"/behov/{ada.need_id}/forslag")
    assert "Skriv inn svar" in page.text
    page.get(f"/forslag/{ada.id}/mote/svar").submit(422, answer="yes")
    assert page.errors == ["Velg hvem du har snakket med."]
    page.submit(answer="yes", side="family", reason="Trivdes").follow()
    verdict = session.query(Verdict).one()
    assert (verdict.side, verdict.is_told, verdict.by_id) == ("family", True, kari.id)
    assert "Familien sa ja: «Trivdes»." in page.text
    page.get(f"/forslag/{ada.id}/mote/svar").submit(422, answer="yes", side="person")
    assert page.errors == ["Velg ja eller nei."]
    page.submit(is_near="no")
    assert ada.state == "accepted"


# What a family sees --------------------------------------------------------------------------


def test_the_family_sees_little_before_and_how_to_reach_them_after(page, session, family, ada, met):
    ada.user.phone = "+4741234567"
    session.flush()
    page.sign_in(family, hat="parent").get("/til-dere")
    assert page.h1 == "Én kan passe for dere"
    page.get(f"/til-dere/{ada.id}")
    assert "Oppdiktet" not in page.response.get_data(as_text=True)
    assert "41 23 45 67" not in page.text
    ada.state = "accepted"
    session.flush()
    page.get(f"/til-dere/{ada.id}")
    assert "Ada Oppdiktet" in page.text
    assert "41 23 45 67" in page.text


@pytest.mark.parametrize("state", ["proposed", "asked", "not_interested", "withdrawn"])
def test_a_family_is_not_shown_who_has_not_said_yes(page, session, family, ada, state):
    ada.state = state
    session.flush()
    page.sign_in(family, hat="parent").get("/til-dere")
    assert page.h1 == "Ingen forslag akkurat nå"
    page.get(f"/til-dere/{ada.id}", 404)


def test_who_is_protected_is_shown_to_the_named(page, session, make, family, ada, met):
    ada.worker.gradering = "fortrolig"
    met.starts_at, met.ends_at = NOW + timedelta(days=1), NOW + timedelta(days=1, hours=1)
    session.flush()
    page.sign_in(family, hat="parent").get("/til-dere")
    assert page.h1 == "Ingen forslag akkurat nå"
    page.get(f"/til-dere/{ada.id}", 404)
    page.get("/hjem")
    assert "Ada" not in page.text
    make.named_access(graded=ada.worker, user=family)
    page.get("/hjem")
    assert "Dere skal møte Ada" in page.text
    page.get(f"/til-dere/{ada.id}")


def test_another_family_finds_nothing(page, make, office, ada, met):
    other = make.user(municipality=None, municipality_id=office.municipality_id)
    make.role(user=other, hat="parent")
    page.sign_in(other, hat="parent").get(f"/til-dere/{ada.id}", 404)
    page.get("/til-dere")
    assert page.h1 == "Ingen forslag akkurat nå"
    page.sign_in(make.worker_user(municipality=None, municipality_id=office.municipality_id),
                 hat="worker").get(f"/meg/mote/{met.id}", 404)  # fmt: skip


def test_the_list_asks_as_much_for_twenty_as_for_two(
    page, session, make, need, family, helper, statements
):
    page.sign_in(family, hat="parent")
    counts = []
    for count in (2, 18):
        for number in range(count):
            user = helper(f"P{count}-{number}").user
            make.match_meeting(proposal=make.proposal(need=need, user=user, state="meeting"))
        session.expire_all()
        statements.clear()
        page.get("/til-dere")
        counts.append(len(statements))
    assert counts[0] == counts[1]


# Mails and tasks -----------------------------------------------------------------------------


def test_both_are_asked_after_it_and_reminded_once(page, app, session, need, family, ada, met):
    assert nightly.ask_all(NOW) == 2
    assert nightly.ask_all(NOW) == 0
    say(page, PERSONS, "yes")
    assert wiring.tasks_of(actor_of(need)) == []
    later = NOW + timedelta(days=3)
    assert nightly.ask_all(later) == 1
    assert nightly.ask_all(later) == 0
    (mail,) = (it for it in mails(page, "meeting_over") if it.params["is_again"])
    assert mail.address == family.email
    assert "/mote/" in body(app, mail)
    session.flush()
    (task,) = wiring.tasks_of(actor_of(need))
    assert (task.code, task.page) == ("no_word", "meetings.record")


def test_a_meeting_to_come_is_not_asked_about(session, met):
    met.starts_at, met.ends_at = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    session.flush()
    assert nightly.ask_all(NOW) == 0


@pytest.mark.parametrize("who", ["child", "worker"])
def test_nobody_is_asked_about_who_is_graded_since(session, ada, met, who):
    graded = ada.need.ordning.child if who == "child" else ada.worker
    graded.gradering = "fortrolig"
    session.flush()
    assert nightly.ask_all(NOW) == 0
    graded.gradering = "ugradert"
    session.flush()
    assert nightly.ask_all(NOW) == 2
    graded.gradering = "fortrolig"
    session.flush()
    assert nightly.ask_all(NOW + timedelta(days=3)) == 0


@pytest.mark.parametrize(
    ("state", "code", "page_of"),
    [
        ("interested", "to_plan", "meetings.plan"),
        ("accepted", "to_engage", "matching.proposals"),
    ],
)
def test_the_office_has_a_task_for_what_is_its_turn(session, need, ada, state, code, page_of):
    ada.state = state
    session.flush()
    (task,) = wiring.tasks_of(actor_of(need))
    assert (task.code, task.page, task.about) == (code, page_of, "Ada Oppdiktet")
