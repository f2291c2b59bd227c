"""Whoever is asked answers, on a link or signed in, and may answer anew until a meeting."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.asking.models import Question
from portal.families.models import DeclaredRelation
from portal.matching.models import ProposalEvent
from tests.asking.conftest import TOKEN
from tests.plugins.office import NOW

LINK = f"/sporsmal/{TOKEN}"


@pytest.fixture
def question(make, need, helper):
    proposal = make.proposal(need=need, user=helper("Ada").user, state="asked")
    return make.question(proposal=proposal, token=TOKEN)


@pytest.mark.parametrize(
    ("given", "why", "state", "said"),
    [
        ("yes", "times", "interested", "Nå finner vi en tid"),
        ("no", "far", "not_interested", "Et nei er også til hjelp"),
        ("other", "", "not_interested", "Vi spør deg om noe annet"),
    ],
)
def test_the_link_takes_an_answer(page, question, given, why, state, said):
    page.get(LINK)
    assert page.h1 == "Hei, Ada. Vil du møte denne familien?"
    assert question.answer == ""
    page.submit(answer=given, why=why, is_near="no").follow()
    assert said in f"{page.h1} {page.text}"
    assert (question.answer, question.proposal.state) == (given, state)
    assert question.why == ("" if given == "yes" else why)
    event = page.session.query(ProposalEvent).one()
    assert (event.to_state, event.by_id) == (state, None)


def test_the_page_tells_nothing_of_the_child_or_the_others(page, question):
    page.get(LINK)
    for secret in ("Hemmelig", "J.O.", "Randi"):
        assert secret not in page.response.get_data(as_text=True)


def test_reading_answers_nothing_and_no_choice_is_said(page, question):
    page.get(LINK).submit(422, answer=None)
    assert page.errors == ["Velg ett av svarene."]
    page.submit(422, answer="kanskje")
    page.submit(422, answer="no", why="ingenting")
    assert question.proposal.state == "asked"


def test_whoever_says_yes_says_whether_they_are_near_family(page, session, question, need):
    page.get(LINK).submit(422, answer="yes")
    assert page.errors == ["Velg ja eller nei."]
    page.submit(422, is_near="yes")
    assert page.errors == ["Skriv hvordan dere er i familie, for eksempel tante."]
    assert question.proposal.state == "asked"
    page.submit(kinship="tante")
    declared = session.query(DeclaredRelation).one()
    assert (declared.user_id, declared.child_id) == (question.user_id, need.child_id)
    assert (declared.relation, declared.approved_by_id) == ("tante", None)
    assert question.proposal.state == "interested"


def test_it_is_told_once_though_it_is_answered_anew(page, session, question):
    near = {"answer": "yes", "is_near": "yes", "kinship": "svoger"}
    page.get(LINK).submit(answer="yes", is_near="no")
    page.get(LINK).submit(**near)
    page.get(LINK).submit(**near)
    assert session.query(DeclaredRelation).count() == 1
    page.get(LINK)
    assert "svoger" not in page.response.get_data(as_text=True)


def test_whoever_says_no_is_asked_nothing_more(page, session, question):
    page.get(LINK).submit(answer="no", is_near="yes", kinship="onkel")
    assert session.query(DeclaredRelation).count() == 0


def test_an_answer_may_be_changed_until_there_is_a_meeting(page, session, question):
    page.get(LINK).submit(answer="no", why="times")
    page.get(LINK)
    assert page.h1 == "Hei, Ada. Du har svart"
    page.submit(answer="yes", is_near="no")
    assert (question.answer, question.proposal.state) == ("yes", "interested")
    page.get(LINK)
    question.proposal.state = "meeting"
    session.flush()
    page.submit(410, answer="no")
    assert page.h1 == "Du har sagt ja, og er kommet videre"
    page.get(LINK, 410)


def test_the_same_answer_twice_is_one_and_an_old_page_loses(page, session, question):
    page.get(LINK)
    page.post(LINK, {"answer": "yes", "is_near": "no", "version": "1"})
    page.post(LINK, {"answer": "yes", "is_near": "no", "version": "1"})
    assert page.session.query(ProposalEvent).count() == 1
    page.post(LINK, {"answer": "no", "version": "1"}, 409)
    assert question.proposal.state == "interested"


def test_a_late_yes_is_a_yes_until_the_link_is_old(page, question, today):
    today.move_to(NOW + timedelta(days=5))
    page.get(LINK)
    assert "Fristen var onsdag 25. november, men du kan fortsatt svare." in page.text
    today.move_to(NOW + timedelta(days=14))
    page.get(LINK, 410)
    assert page.h1 == "Lenken er for gammel"
    page.post(LINK, {"answer": "yes", "is_near": "no", "version": "1"}, 410)
    assert question.proposal.state == "asked"


@pytest.mark.parametrize("state", ["filled", "withdrawn"])
def test_nobody_is_needed_any_more(page, session, question, need, state):
    page.get(LINK)
    need.state = state
    session.flush()
    page.submit(410, answer="yes", is_near="no")
    assert page.h1 == "Oppdraget er ikke ledig lenger"


def test_what_was_taken_back_is_over(page, session, question):
    question.proposal.state = "withdrawn"
    session.flush()
    page.get(LINK, 410)
    assert page.h1 == "Oppdraget er ikke ledig lenger"


def test_a_child_graded_since_is_told_of_to_nobody(page, session, question, need):
    need.ordning.child.gradering = "fortrolig"
    session.flush()
    page.get(LINK, 410)
    page.sign_in(question.proposal.user, hat="worker")
    page.get(f"/meg/sporsmal/{question.id}", 404)
    page.get("/meg/sporsmal")
    assert page.h1 == "Ingenting venter på svar fra deg"


def test_unknown_links_are_not_found(page, question):
    page.get(f"/sporsmal/{'x' * 43}", 404)


# Signed in -----------------------------------------------------------------------------------


def test_the_same_question_waits_at_home(page, question):
    page.sign_in(question.proposal.user, hat="worker")
    page.get("/hjem")
    assert "Vi spør deg om et oppdrag." in page.text
    page.get("/meg/sporsmal")
    assert page.h1 == "Vi spør deg om et oppdrag"
    page.get(f"/meg/sporsmal/{question.id}").submit(answer="yes", is_near="no").follow()
    assert page.h1 == "Ingenting venter på svar fra deg"
    assert "Du vil gjerne" in page.text
    page.get("/hjem")
    assert "Vi spør deg om et oppdrag." not in page.text


def test_an_applicant_in_the_pool_answers_too(page, make, need, office):
    user = make.applicant(municipality=None, municipality_id=office.municipality_id)
    proposal = make.proposal(need=need, user=user, state="asked")
    question = make.question(proposal=proposal)
    page.sign_in(user, hat="applicant").get("/meg/sporsmal")
    assert page.h1 == "Vi spør deg om et oppdrag"
    page.get(f"/meg/sporsmal/{question.id}").submit(answer="no")
    assert proposal.state == "not_interested"


def test_others_questions_are_not_found(page, make, question, office):
    other = make.worker_user(municipality=None, municipality_id=office.municipality_id)
    page.sign_in(other, hat="worker").get(f"/meg/sporsmal/{question.id}", 404)
    page.get("/meg/sporsmal")
    assert page.h1 == "Ingenting venter på svar fra deg"


def test_the_list_asks_as_much_for_twenty_as_for_two(page, make, office, helper, statements):
    ada = helper("Ada").user
    page.sign_in(ada, hat="worker")
    counts = []
    for count in (2, 18):
        for _ in range(count):
            need = make.need(ordning=make.ordning(child=make.child(office=office)))
            make.question(proposal=make.proposal(need=need, user=ada, state="asked"))
        page.session.expire_all()
        statements.clear()
        page.get("/meg/sporsmal")
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert page.session.query(Question).count() == 20


def test_the_office_reads_the_answer_and_why(page, kari, question, need):
    page.get(LINK).submit(answer="no", why="far")
    page.get(f"/behov/{need.id}/forslag")
    assert "Takket nei: det er for langt, 22. november." in page.text
