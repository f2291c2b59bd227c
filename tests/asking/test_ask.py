"""The office asks those who fit best, a batch at a time, and never by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.access.actor import Actor, Hat
from portal.asking import queries, service, wiring
from portal.asking.models import AskBatch, Question, QuestionLink
from portal.audit.models import AuditEvent
from portal.core import ids
from portal.pool.models import PoolConsent
from tests.asking.conftest import body, mails
from tests.plugins.office import NOW

SIX = ("Ada", "Bo", "Cy", "Dag", "Eli", "Finn")


def actor_of(need, user_id=None):
    return Actor(
        user_id=user_id or ids.new_id(), municipality_id=need.municipality_id,
        hat=Hat.COORDINATOR, office_ids=frozenset({need.office_id}),
    )  # fmt: skip


def ask(page, need, status=303, **changes):
    page.get(f"/behov/{need.id}/sporsmal")
    return page.submit(status, **changes)


def test_the_first_five_are_asked_in_one_act(page, app, kari, need, proposed):
    people = proposed(*SIX)
    page.get(f"/behov/{need.id}/forslag")
    assert "Spør de 5 første" in page.text
    ask(page, need).follow()
    assert [it.state for it in people] == ["asked"] * 5 + ["proposed"]
    assert "Spør den neste" in page.text
    assert "Spurt 22. november. Svar innen 25. november." in page.text
    assert [mail.template for mail in mails(page)] == ["question"] * 5
    assert page.session.query(QuestionLink).count() == 5
    assert "need:asked" in {it.act for it in page.session.query(AuditEvent)}


def test_the_mail_tells_the_advert_and_nothing_of_the_child(page, app, kari, need, proposed):
    proposed("Ada")
    ask(page, need)
    (mail,) = mails(page)
    said = body(app, mail)
    for words in ("en gutt på 10–12 år", "Tirsdager kl. 16–19", "Liker fotball", "/sporsmal/",
                  "Svar gjerne innen onsdag 25. november."):  # fmt: skip
        assert words in said
    for secret in ("Hemmelig", "Jon", "J.O.", "Randi"):
        assert secret not in said
        assert secret not in str(mail.params)


def test_some_may_be_left_for_later(page, kari, need, proposed):
    ada, bo, cy = proposed("Ada", "Bo", "Cy")
    ask(page, need, people=[str(ada.id), str(cy.id)], answer_by="30.11.2026")
    assert (ada.state, bo.state, cy.state) == ("asked", "proposed", "asked")
    assert page.session.query(AskBatch).one().answer_by_on == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"people": None}, "Velg minst én du vil spørre."),
        ({"answer_by": ""}, "Skriv hvilken dag de må svare innen."),
        ({"answer_by": "22.11.2026"}, "Velg en dag som kommer."),
        ({"answer_by": "31.2.2027"}, "Datoen finnes ikke. Se i kalenderen."),
        ({"answer_by": "1.6.2027"}, "Velg en dag innen to måneder."),
    ],
)
def test_what_is_missing_is_said(page, kari, need, proposed, changes, said):
    proposed("Ada")
    ask(page, need, 422, **changes)
    assert page.errors == [said]
    assert mails(page) == []


def test_the_size_and_the_days_are_the_municipalitys(page, decide, kari, need, proposed):
    for key, value in (("ask_batch_size", "2"), ("ask_answer_days", "7")):
        decide(key, value)
    people = proposed("Ada", "Bo", "Cy")
    ask(page, need)
    assert [it.state for it in people] == ["asked", "asked", "proposed"]
    assert page.session.query(AskBatch).one().answer_by_on == date(2026, 11, 29)


def test_who_has_paused_or_gone_is_not_asked(page, session, kari, need, helper, make):
    there = make.proposal(need=need, user=helper("Ada").user)
    make.proposal(need=need, user=helper("Bo", paused_on=NOW.date()).user)
    make.proposal(need=need, user=helper("Cy", ended_at=NOW).user)
    page.get(f"/behov/{need.id}/sporsmal")
    assert page.h1 == "Spør den første"
    page.submit(303)
    assert [it.proposal_id for it in session.query(Question)] == [there.id]


def test_who_is_asked_about_two_is_shown(page, make, kari, need, office, helper):
    ada = helper("Ada").user
    make.proposal(need=need, user=ada)
    other = make.need(ordning=make.ordning(child=make.child(office=office)))
    make.proposal(need=other, user=ada, state="asked")
    page.get(f"/behov/{need.id}/sporsmal")
    assert "Er også spurt om 1 annet oppdrag." in page.text


def test_forged_and_others_people_are_not_asked(page, make, kari, need, proposed, office):
    proposed("Ada")
    other = make.proposal(need=make.need(), state="proposed")
    ask(page, need, 409, people=[str(other.id)])
    page.get(f"/behov/{other.need_id}/sporsmal", 404)
    asked = make.proposal(need=need, state="asked")
    ask(page, need, 409, people=[str(asked.id)])
    assert page.session.query(Question).count() == 0


def test_an_old_page_asks_nobody_twice(page, session, kari, need, proposed):
    (ada,) = proposed("Ada")
    page.get(f"/behov/{need.id}/sporsmal")
    service.ask(actor_of(need, kari.id), need, [ada.id], date(2026, 11, 25))
    session.flush()
    page.submit(409)
    assert len(mails(page)) == 1


def test_a_closed_need_asks_nobody(session, need, proposed):
    (ada,) = proposed("Ada")
    need.state = "filled"
    session.flush()
    with pytest.raises(service.ConflictError):
        service.ask(actor_of(need), need, [ada.id], date(2026, 11, 25))


def test_nobody_at_hand_is_said(page, kari, need):
    page.get(f"/behov/{need.id}/sporsmal")
    assert page.h1 == "Ingen flere kan spørres nå"


# Reminders and the next batch ----------------------------------------------------------------


def test_one_reminder_before_the_last_day(page, app, session, kari, need, proposed, today):
    proposed("Ada", "Bo")
    ask(page, need)
    assert service.remind_all(NOW + timedelta(days=1)) == 0
    first, second = session.query(Question).order_by(Question.id)
    second.answer, second.answered_at = "no", NOW
    session.flush()
    assert service.remind_all(NOW + timedelta(days=2)) == 1
    assert service.remind_all(NOW + timedelta(days=2)) == 0
    (mail,) = mails(page, "question_reminder")
    assert "Dette er eneste påminnelse." in body(app, mail)
    assert (first.reminded_at is not None, second.reminded_at) == (True, None)


def test_no_reminder_when_it_is_too_late_or_over(page, session, kari, need, proposed):
    ada, _bo = proposed("Ada", "Bo")
    ask(page, need)
    assert service.remind_all(NOW + timedelta(days=4)) == 0
    need.state = "withdrawn"
    session.flush()
    assert service.remind_all(NOW + timedelta(days=2)) == 0
    assert ada.state == "asked"


def test_a_child_graded_since_is_in_no_reminder(page, session, kari, need, proposed):
    proposed("Ada", "Bo")
    ask(page, need)
    need.ordning.child.gradering = "fortrolig"
    session.flush()
    assert service.remind_all(NOW + timedelta(days=2)) == 0


def test_no_answer_in_time_suggests_the_next_and_sends_nothing(
    page, session, kari, need, proposed, today
):
    proposed(*SIX)
    ask(page, need)
    assert wiring.tasks_of(actor_of(need)) == []
    today.move_to(NOW + timedelta(days=4))
    (task,) = wiring.tasks_of(actor_of(need))
    assert (task.code, task.page, task.since_on) == ("next_batch", "asking.ask", date(2026, 11, 26))
    assert task.detail == "Ingen av de 5 har svart ja. Spør den neste?"
    assert task.about == need.ordning.child.label
    assert len(mails(page)) == 5
    page.sign_in(kari).get(f"/behov/{need.id}/forslag")
    assert "Svarte ikke innen 25. november." in page.text


def test_when_all_say_no_the_next_are_suggested_at_once(page, make, session, need, proposed):
    (ada,) = proposed("Ada", state="not_interested")
    make.question(proposal=ada, answer="no", answered_at=NOW)
    assert [it.left for it in queries.stuck(actor_of(need))] == [0]
    (task,) = wiring.tasks_of(actor_of(need))
    assert (task.code, task.page) == ("nobody_left", "matching.proposals")
    proposed("Bo", state="interested", first=2)
    assert wiring.tasks_of(actor_of(need)) == []


def test_other_offices_have_no_task(make, need, proposed, office):
    (ada,) = proposed("Ada", state="not_interested")
    make.question(proposal=ada, answer="no", answered_at=NOW)
    other = make.office(municipality=None, municipality_id=office.municipality_id)
    there = Actor(
        user_id=ids.new_id(), municipality_id=need.municipality_id, hat=Hat.COORDINATOR,
        office_ids=frozenset({other.id}),
    )  # fmt: skip
    assert wiring.tasks_of(there) == []


def test_the_page_asks_as_much_for_twenty_as_for_two(
    page, session, kari, make, need, helper, statements
):
    counts = []
    for count in (2, 18):
        for number in range(count):
            make.proposal(need=need, user=helper(f"P{count}-{number}").user)
        session.expire_all()
        statements.clear()
        page.get(f"/behov/{need.id}/sporsmal")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_whoever_is_not_approved_for_the_role_is_not_asked(page, session, kari, need, proposed):
    (ada,) = proposed("Ada")
    session.query(PoolConsent).filter_by(user_id=ada.user_id).one().roles = ["avlaster"]
    session.flush()
    page.get(f"/behov/{need.id}/sporsmal")
    assert page.h1 == "Ingen flere kan spørres nå"
