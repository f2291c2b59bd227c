"""A need that is filled or taken back keeps nobody waiting, whichever way it came about."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.engagements import service as engagements
from portal.engagements.service import Job
from portal.engagements.states import Kind
from portal.meetings import wiring
from tests.asking.conftest import body, mails
from tests.asking.test_ask import actor_of
from tests.plugins.office import NOW

SOON = {"starts_at": NOW + timedelta(days=3), "ends_at": NOW + timedelta(days=3, hours=1)}


def press(page, need, act):
    page.post(f"/behov/{need.id}/{act}", {"version": need.version})


@pytest.mark.parametrize("act", ["besatt", "trekk"])
def test_whoever_waits_is_thanked_and_nothing_is_left_to_do(
    page, app, make, session, kari, family, need, ada, helper, act
):
    bo = make.proposal(need=need, user=helper("Bo").user, state="proposed")
    session.flush()
    press(page, need, act)
    assert (ada.state, bo.state) == ("withdrawn", "withdrawn")
    (mail,) = mails(page, "question_over")
    assert mail.address == ada.user.email
    assert "Det er ikke ledig lenger" in body(app, mail)
    assert wiring.tasks_of(actor_of(need)) == []
    page.get(f"/behov/{need.id}/forslag")
    assert "Avtal møte" not in page.text
    page.sign_in(family, hat="parent").get("/hjem")
    assert "vil gjerne møte dere" not in page.text


def test_a_meeting_that_is_planned_is_called_off_for_both(page, make, session, kari, family, need,
                                                         ada):  # fmt: skip
    ada.state = "meeting"
    meeting = make.match_meeting(proposal=ada, family=[family], **SOON)
    session.flush()
    press(page, need, "besatt")
    assert meeting.state == "cancelled"
    assert {it.address for it in mails(page, "meeting")} == {family.email, ada.user.email}


def test_who_was_told_that_both_want_it_hears_that_it_went_to_another(
    page, make, session, kari, need, ada, helper
):
    bo = make.proposal(need=need, user=helper("Bo").user, state="accepted")
    ada.state = "accepted"
    session.flush()
    engage(session, actor_of(need, kari.id), ada)
    assert (ada.state, bo.state) == ("engaged", "withdrawn")
    assert [it.address for it in mails(page, "question_over")] == [bo.user.email]


def test_who_is_engaged_by_another_way_is_not_told_that_it_went_to_another(
    page, session, kari, need, ada
):
    engage(session, actor_of(need, kari.id), ada)  # nobody waited for the meeting
    press(page, need, "besatt")
    assert ada.state == "withdrawn"
    assert mails(page, "question_over") == []


def engage(session, actor, proposal):
    job = Job(ordning=proposal.need.ordning, kind=Kind.STOTTEKONTAKT, valid_from=NOW.date())
    engagements.engage(actor, proposal.worker, job)
    session.flush()
