"""Approving: the applicant becomes a worker once, with everything, and never by accident."""

from __future__ import annotations

from datetime import date

import pytest

from portal.accounts.models import Role, User
from portal.audit.models import AuditEvent
from portal.engagements.models import AvailabilitySlot, Engagement, Worker
from portal.families.models import DeclaredRelation
from portal.messages.models import OutboxMessage
from portal.messages.worker import rendered
from portal.needs.states import NeedState
from portal.recruitment.states import Stage


def test_nothing_is_typed_again(page, coordinator, ready):
    one = ready(availability=["2-evening", "6-night"], interests="Turer")
    page.get(f"/rekruttering/{one.id}/ansett").submit()
    page.follow()
    worker = page.session.query(Worker).one()
    assert (worker.user_id, worker.office_id) == (one.user_id, one.office_id)
    assert (worker.born_on, worker.interests, worker.has_car) == (date(1992, 3, 4), "Turer", True)
    assert worker.employee_number == "1001"
    slots = page.session.query(AvailabilitySlot).order_by(AvailabilitySlot.weekday).all()
    assert [(it.weekday, it.from_minute, it.to_minute) for it in slots] == [
        (0, 0, 360), (2, 960, 1320), (6, 1320, 1440),
    ]  # fmt: skip
    hats = {role.hat for role in page.session.query(Role).filter_by(user_id=one.user_id)}
    assert hats == {"applicant", "worker"}
    assert one.stage == Stage.APPROVED
    assert page.session.query(Engagement).count() == 0
    assert [mail.template for mail in page.session.query(OutboxMessage)] == ["application_approved"]
    acts = [event.act for event in page.session.query(AuditEvent)]
    assert acts.count("application:hired") == acts.count("worker:hired") == 1


def test_a_get_hires_nobody(page, coordinator, ready):
    one = ready()
    page.get(f"/rekruttering/{one.id}/ansett")
    assert "Godkjenn Sol som støttekontakt" in page.h1
    assert page.session.query(Worker).count() == 0


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"stage": "interview", "roles": ["stottekontakt"]}, "Roller: ikke avgjort"),
        (
            {"stage": "interview", "roles": ["avlaster"], "is_at_home": True},
            "Hjemmebesøk: ingen signert rapport",
        ),
    ],
)
def test_what_stops_it_stops_it(page, coordinator, apply, facts, missing):
    one = apply(**facts)
    page.get(f"/rekruttering/{one.id}/ansett")
    assert missing in page.text
    assert not list(page.all("button", under="card--main"))
    form = {"version": one.version, "has_seen": "y"}
    page.post(f"/rekruttering/{one.id}/ansett", form, 422)
    assert page.session.query(Worker).count() == 0


def test_what_is_missing_must_have_been_seen(page, coordinator, ready):
    one = ready()
    one.referees[1].spoken_on = None
    page.get(f"/rekruttering/{one.id}/ansett")
    assert "Referanser: 1 av 2 har svart" in page.text
    page.submit(422)
    assert page.errors == ["Kryss av for at du har sett hva som mangler."]
    page.submit(has_seen="y")
    assert one.stage == Stage.APPROVED


@pytest.mark.parametrize(
    "stage", ["acknowledged", "references", "withdrawn", "not_approved", "approved"]
)
def test_only_after_the_interview(page, coordinator, ready, stage):
    one = ready(stage=stage)
    page.get(f"/rekruttering/{one.id}/ansett", 409)
    page.post(f"/rekruttering/{one.id}/ansett", {"version": one.version}, 409)
    assert page.session.query(Worker).count() == 0


def test_a_home_counts_as_visited_when_the_report_is_signed(page, coordinator, ready, visited):
    """Standing in the stage says nothing: what counts is what was done."""
    one = ready(stage="home_visit", roles=["avlaster"], is_at_home=True)
    page.get(f"/rekruttering/{one.id}/ansett")
    assert page.h1.endswith("kan ikke godkjennes ennå")
    visited(one)
    page.get(f"/rekruttering/{one.id}/ansett").submit()
    assert one.stage == Stage.APPROVED


def test_an_unsigned_report_is_no_visit(page, coordinator, ready, visited):
    one = ready(stage="home_visit", roles=["avlaster"], is_at_home=True)
    visited(one, signed_at=None)
    page.get(f"/rekruttering/{one.id}/ansett")
    assert "Hjemmebesøk: ingen signert rapport" in page.text


def test_an_interview_without_assessments_must_have_been_seen(page, coordinator, apply):
    one = apply("interview")
    one.roles[0].outcome = "approved"
    page.get(f"/rekruttering/{one.id}/ansett")
    assert "Samtale: ikke vurdert" in page.text
    page.submit(422)
    page.submit(has_seen="y")
    assert one.stage == Stage.APPROVED


def test_a_double_click_hires_once(page, coordinator, ready):
    one = ready()
    page.get(f"/rekruttering/{one.id}/ansett")
    form = {"version": one.version, "employee_number": "1001",
            "request_key": "01a20320-a200-7202-ad3a-4bb8933fc2ea"}  # fmt: skip
    for _click in range(2):
        page.post(f"/rekruttering/{one.id}/ansett", form)
        assert page.location == f"/rekruttering/{one.id}"
    assert page.session.query(Worker).count() == 1
    assert page.session.query(OutboxMessage).count() == 1


def test_of_two_coordinators_one_wins(page, make, office, coordinator, ready):
    one = ready()
    form = {"version": one.version}
    page.post(f"/rekruttering/{one.id}/ansett", form)
    page.sign_in(make.coordinator(office=office))
    page.post(f"/rekruttering/{one.id}/ansett", form, 409)
    assert page.session.query(Worker).count() == 1


def test_changed_since_it_was_read(page, coordinator, ready):
    one = ready()
    page.post(f"/rekruttering/{one.id}/ansett", {"version": one.version - 1}, 409)
    assert page.session.query(Worker).count() == 0


def test_a_number_somebody_has(page, make, office, coordinator, ready):
    make.worker(office=office, employee_number="4711")
    one = ready()
    page.get(f"/rekruttering/{one.id}/ansett").submit(422, employee_number="4711")
    assert page.errors == ["Nummeret er i bruk. Velg et annet."]
    page.submit(employee_number="4712")
    assert page.session.query(Worker).filter_by(employee_number="4712").one().user_id == one.user_id


def test_somebody_who_works_here_keeps_their_number_and_times(
    page, make, session, office, coordinator, ready
):
    one = ready()
    worker = make.worker(office=office, user=session.get(User, one.user_id), interests="Sang")
    page.get(f"/rekruttering/{one.id}/ansett").submit()
    assert (worker.interests, page.session.query(Worker).count()) == ("Sang", 1)
    assert page.session.query(AvailabilitySlot).count() == 0


def test_without_an_account_nobody_is_hired(page, coordinator, ready):
    one = ready(user_id=None)
    page.get(f"/rekruttering/{one.id}/ansett").submit(422)
    assert page.session.query(Worker).count() == 0


# In the same act, the engagement the application is about ------------------------------------


@pytest.fixture
def need(make, office):
    ordning = make.ordning(child=make.child(office=office), service="stottekontakt")
    return make.need(ordning=ordning)


@pytest.fixture
def relate(session, need):
    """Let the office know of a near relation to whom the need is about."""

    def made(application, **columns):
        facts = {"relation": "sibling", "user_id": application.user_id, **columns}
        row = DeclaredRelation(
            municipality_id=need.municipality_id, child_id=need.child_id, **facts
        )
        session.add(row)
        session.flush()
        return row

    return made


def test_the_engagement_is_made_uncleared_and_the_need_filled(page, coordinator, ready, need):
    one = ready(need_id=need.id)
    page.get(f"/rekruttering/{one.id}/ansett").submit(engages="y", engage_from="1.12.2026")
    made = page.session.query(Engagement).one()
    assert (made.ordning_id, made.kind, made.terms) == (
        need.ordning_id,
        "stottekontakt",
        "contractor",
    )
    assert (made.valid_from, made.cleared_at) == (date(2026, 12, 1), None)
    assert need.state == NeedState.FILLED


def test_whoever_else_was_asked_about_it_waits_no_more(page, make, coordinator, ready, need):
    other = make.proposal(need=need, state="interested")
    one = ready(need_id=need.id)
    page.get(f"/rekruttering/{one.id}/ansett").submit(engages="y", engage_from="1.12.2026")
    assert other.state == "withdrawn"
    sent = page.session.query(OutboxMessage).filter_by(template="question_over").all()
    assert [it.address for it in sent] == [other.user.email]


def test_it_is_only_made_when_asked_for(page, coordinator, ready, need):
    one = ready(need_id=need.id)
    page.get(f"/rekruttering/{one.id}/ansett").submit()
    assert page.session.query(Engagement).count() == 0
    assert need.state == NeedState.PUBLISHED


@pytest.mark.parametrize("why_not", ["other role", "filled", "other office"])
def test_it_is_not_offered(page, make, office, coordinator, ready, need, why_not):
    one = ready(
        need_id=need.id, roles=["avlaster"] if why_not == "other role" else ["stottekontakt"]
    )
    if why_not == "filled":
        need.state = NeedState.FILLED.value
    if why_not == "other office":
        elsewhere = make.office(municipality=None, municipality_id=office.municipality_id)
        need.ordning.child.office_id = elsewhere.id
    page.get(f"/rekruttering/{one.id}/ansett")
    assert "Lag oppdraget med det samme" not in page.text
    form = {"version": one.version, "engages": "y", "engage_from": "1.12.2026"}
    page.post(f"/rekruttering/{one.id}/ansett", form)
    assert page.session.query(Engagement).count() == 0


@pytest.mark.parametrize("engages", [True, False])
def test_the_mail_tells_of_papers_only_when_there_is_a_child(
    app, page, coordinator, ready, need, engages
):
    one = ready(need_id=need.id)
    chosen = {"engages": "y", "engage_from": "1.12.2026"} if engages else {}
    page.get(f"/rekruttering/{one.id}/ansett").submit(**chosen)
    mail = page.session.query(OutboxMessage).one()
    with app.app_context():
        rendered(mail)
    assert ("Før du kan få vakter, trenger vi tre ting" in mail.body) is engages
    assert ("Nå ser vi etter et barn som passer for deg" in mail.body) is not engages
    assert ("/min-soknad" in mail.body) is not engages


def test_example_06_near_relation_takes_a_reason(page, coordinator, ready, need):
    one = ready(need_id=need.id, relation="sibling")
    page.get(f"/rekruttering/{one.id}/ansett").submit(422, has_seen="y", engages="y")
    assert page.errors == ["Skriv hvorfor nær slekt kan brukes her."]
    page.submit(has_seen="y", engages="y", relation_reason="Familien ønsker det")
    declared = page.session.query(DeclaredRelation).one()
    assert (declared.user_id, declared.child_id) == (one.user_id, need.child_id)
    assert declared.approved_reason == "Familien ønsker det"


@pytest.mark.parametrize("relation", ["sibling", ""])
def test_a_relation_that_was_known_before_is_decided_on_where_it_lies(
    page, coordinator, ready, need, relate, relation
):
    """As told in a question or a meeting, whatever the application says."""
    one = ready(need_id=need.id, relation=relation)
    declared = relate(one, relation="tante")
    page.get(f"/rekruttering/{one.id}/ansett")
    unmet = {"has_seen": "y"} if relation else {}
    page.submit(422, engages="y", **unmet)
    assert page.errors == ["Skriv hvorfor nær slekt kan brukes her."]
    page.submit(engages="y", relation_reason="Familien ønsker det", **unmet)
    assert page.session.query(Engagement).count() == 1
    assert page.session.query(DeclaredRelation).one() is declared
    assert (declared.approved_by_id, declared.relation) == (coordinator.id, "tante")
    assert declared.approved_reason == "Familien ønsker det"


def test_a_relation_that_is_accepted_is_not_asked_about_again(
    page, coordinator, ready, need, relate
):
    one = ready(need_id=need.id, relation="sibling")
    relate(one, approved_by_id=coordinator.id, approved_reason="Foreslått likevel")
    page.get(f"/rekruttering/{one.id}/ansett")
    assert "Hvorfor kan nær slekt brukes her?" not in page.text
    page.submit(has_seen="y", engages="y")
    assert page.session.query(Engagement).count() == 1
    assert page.session.query(DeclaredRelation).one().approved_reason == "Foreslått likevel"
