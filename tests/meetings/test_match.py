"""A match becomes an engagement: near relations are decided first, and nothing is typed again."""

from __future__ import annotations

import pytest

from portal.asking.models import Question
from portal.engagements import service as engagements
from portal.engagements.models import Engagement
from portal.engagements.service import Job
from portal.engagements.states import Kind
from portal.families.models import DeclaredRelation
from portal.meetings import wiring
from portal.needs.states import NeedState
from tests.asking.conftest import body, mails
from tests.asking.test_ask import actor_of
from tests.meetings.conftest import FAMILYS, PERSONS
from tests.plugins.office import NOW


@pytest.fixture
def aunt(page, session, ada, met):
    """Both want it, and Ada has said that she is the child's aunt."""
    page.get(f"/mote/{PERSONS}").submit(answer="yes", is_near="yes", kinship="tante")
    page.get(f"/mote/{FAMILYS}").submit(answer="yes")
    return session.query(DeclaredRelation).one()


def engage(session, actor, proposal):
    worker = proposal.worker
    job = Job(ordning=proposal.need.ordning, kind=Kind.STOTTEKONTAKT, valid_from=NOW.date())
    made = engagements.engage(actor, worker, job)
    session.flush()
    return made


def test_example_06_a_relation_stops_it_until_somebody_has_said_why(
    page, session, kari, need, ada, aunt
):
    """Declared relation: rule check and a logged decision with a reason before it is engaged."""
    actor = actor_of(need)
    assert [task.code for task in wiring.tasks_of(actor)] == ["related"]
    with pytest.raises(engagements.RefusedError):
        engage(session, actor, ada)
    page.get(f"/behov/{need.id}/forslag")
    assert "Avgjør slektskapet" in page.text
    page.get(f"/forslag/{ada.id}/slekt")
    assert page.h1 == "Ada er i nær familie: «tante»"
    page.submit(422, accepts="yes", why="")
    page.submit(accepts="yes", why="Bor langt unna og kjenner barnet godt").follow()
    assert (aunt.approved_by_id, aunt.approved_reason) == (
        kari.id, "Bor langt unna og kjenner barnet godt",
    )  # fmt: skip
    assert "Gjør oppdraget klart" in page.text
    assert engage(session, actor, ada)
    assert ada.state == "engaged"


def test_the_office_may_say_no_and_nobody_else_reads_why(page, app, kari, family, ada, aunt):
    page.get(f"/forslag/{ada.id}/slekt").submit(accepts="no", why="For nær").follow()
    assert (ada.state, aunt.approved_by_id) == ("declined", None)
    assert (aunt.refused_by_id, aunt.refused_reason) == (kari.id, "For nær")
    page.get(f"/medarbeidere/{ada.worker_id}")
    assert "tante" not in page.text
    sent = mails(page, "match_off")
    assert {it.address for it in sent} == {family.email, ada.user.email}
    assert all("For nær" not in f"{it.params} {body(app, it)}" for it in sent)
    page.get(f"/forslag/{ada.id}/slekt", 409)


def test_a_guardian_can_never_be_accepted(page, make, kari, need, ada, aunt):
    make.guardian(child=need.ordning.child, user=ada.user)
    page.get(f"/forslag/{ada.id}/slekt")
    assert "er foresatt for barnet, og kan ikke jobbe der" in page.text
    page.submit(422, accepts="yes", why="Vil gjerne")
    assert aunt.approved_by_id is None


def test_a_relation_of_a_no_is_kept_but_decided_by_nobody(page, session, ada, met):
    page.get(f"/mote/{PERSONS}").submit(answer="no", is_near="yes", kinship="onkel")
    assert session.query(DeclaredRelation).one().relation == "onkel"
    assert ada.state == "declined"


def test_a_match_is_engaged_from_a_page_that_is_filled_in(page, session, kari, need, ada):
    ada.state = "accepted"
    session.flush()
    page.get(f"/behov/{need.id}/forslag")
    link = next(it for it in page.links() if "nytt-oppdrag" in it)
    assert f"ordning={need.ordning_id}" in link
    page.get(link)
    page.submit(200, terms="contractor", is_near="no")
    page.submit(button="confirmed=1")
    engagement = session.query(Engagement).one()
    assert (engagement.user_id, engagement.ordning_id) == (ada.user_id, need.ordning_id)
    assert (ada.state, need.state) == ("engaged", NeedState.FILLED)


def test_an_applicant_is_approved_first(page, make, session, kari, need, office):
    user = make.applicant(municipality=None, municipality_id=office.municipality_id)
    application = make.application(office=office, user_id=user.id, stage="not_approved")
    make.proposal(need=need, user=user, application_id=application.id, state="accepted")
    page.get(f"/behov/{need.id}/forslag")
    assert f"/rekruttering/{application.id}" in page.links()


def test_the_others_are_thanked_when_it_is_filled(page, app, make, session, kari, need, ada,
                                                  family, helper):  # fmt: skip
    ada.state = "accepted"
    bo = make.proposal(need=need, user=helper("Bo").user, state="asked")
    make.question(proposal=bo)
    cy = make.proposal(need=need, user=helper("Cy").user, state="proposed")
    page.get(f"/behov/{need.id}/forslag")
    engage(session, actor_of(need, kari.id), ada)
    assert (bo.state, cy.state) == ("withdrawn", "withdrawn")
    (mail,) = mails(page, "question_over")
    assert mail.address == bo.user.email
    assert "Det er ikke ledig lenger" in body(app, mail)
    page.sign_in(bo.user, hat="worker").get(
        f"/meg/sporsmal/{session.query(Question).one().id}", 404
    )


def test_an_engagement_elsewhere_is_no_match(make, session, need, ada, office):
    ada.state = "accepted"
    session.flush()
    other = make.ordning(child=make.child(office=office), service="stottekontakt")
    job = Job(ordning=other, kind=Kind.STOTTEKONTAKT, valid_from=NOW.date())
    engagements.engage(actor_of(need), ada.worker, job)
    session.flush()
    assert (ada.state, need.state) == ("accepted", "published")
