"""Courses: what gives what, when it lapses, what that stops and what it never stops."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from portal.clearance import expiry, training
from portal.clearance.training import Taken
from portal.engagements import paper_queries
from portal.engagements.models import WorkerCourse
from portal.messages import worker as mail_worker
from portal.messages.models import OutboxMessage
from portal.payroll import queries as payroll
from tests.clearance.conftest import missing, read

LATER = datetime(2027, 3, 1, tzinfo=UTC)


@pytest.fixture
def course(make, engagement):
    return make.course(municipality_id=engagement.municipality_id, name="Medisinkurs A")


@pytest.fixture
def engagement(make):
    """Cleared, and all the law asks for is there."""
    one = make.engagement()
    for kind in ("politiattest", "taushetserklaering", "contract"):
        make.clearance_item(engagement=one, **{kind: True})
    return one


@pytest.fixture
def required(make, course):
    return make.requirement(course=course)


def held(make, engagement, course, until):
    return make.worker_course(
        worker=engagement.worker, course=course, completed_on=date(2025, 1, 10), expires_on=until
    )


def judged(session):
    expiry.remind()
    session.flush()


def templates(session):
    return sorted(session.scalars(select(OutboxMessage.template)))


def test_another_course_will_do_when_it_gives_this_one(session, make, engagement, required):
    better = make.course(municipality_id=engagement.municipality_id, name="Medisinkurs B")
    best = make.course(municipality_id=engagement.municipality_id, name="Medisinkurs C")
    make.course_gives(course=better, gives=required.course)
    make.course_gives(course=best, gives=better)
    assert missing(session, engagement) == ["course"]
    held(make, engagement, best, None)  # C gives B, B gives A
    assert missing(session, engagement) == []


def test_and_the_other_way_round_it_will_not(session, make, engagement, required):
    less = make.course(municipality_id=engagement.municipality_id, name="Introkurs")
    make.course_gives(course=required.course, gives=less)
    held(make, engagement, less, None)
    assert missing(session, engagement) == ["course"]


def test_a_lapsed_course_stops_new_shifts_and_never_pay(
    page, session, make, engagement, required, coordinator, actor, clock
):
    held(make, engagement, required.course, date(2026, 11, 30))
    shift = make.shift(engagement=engagement, start="2026-11-20 15:00", end="2026-11-20 18:00")
    make.entry(shift=shift, approved=True)
    leader = make.user(municipality=None, municipality_id=engagement.municipality_id)
    make.role(user=leader, hat="parent")
    make.leader(ordning=engagement.ordning, user=leader)
    judged(session)
    clock.move_to(date(2026, 11, 30))
    assert read(session, engagement).is_cleared  # its last day
    clock.move_to(date(2026, 12, 1))
    one = read(session, engagement)
    assert (one.is_cleared, one.was_cleared) == (False, True)
    assert len(payroll.payable(one.municipality_id, None, LATER)) == 1
    page.sign_in(leader, hat="parent").get(f"/vaktplan/{one.ordning_id}/ny")
    plan = {"engagement": str(one.id), "day": "4.12.2026", "starts": "15.00", "ends": "18.00"}
    page.submit(422, **plan)
    name = one.worker.first_name
    assert f"{name} kan ikke settes opp ennå. Medisinkurs A gikk ut 30. november 2026." in (
        text.replace("\u00a0", " ") for text in page.errors
    )
    taken = Taken(course=required.course, completed_on=date(2026, 12, 1), duration_minutes=240)
    training.register(actor, one.worker, taken)
    assert read(session, engagement).is_cleared
    page.get(f"/vaktplan/{one.ordning_id}/ny")
    page.submit(**plan)


def test_hours_worked_after_it_lapsed_are_logged_and_paid_too(
    page, session, make, engagement, required, clock
):
    held(make, engagement, required.course, date(2026, 11, 18))
    judged(session)
    shift = make.shift(engagement=engagement, start="2026-11-20 15:00", end="2026-11-20 18:00")
    assert not read(session, engagement).is_cleared
    page.sign_in(engagement.worker.user, hat="worker").get(f"/vakter/{shift.id}/timer")
    assert "kan ikke føres ennå" not in page.text


def test_reminders_at_60_30_and_7_days_once_each(
    session, make, engagement, required, coordinator, clock
):
    held(make, engagement, required.course, date(2027, 1, 31))
    both = ["paper_lapses", "papers_lapse"]
    for day, sent in [
        (date(2026, 12, 1), 0),  # 61 days
        (date(2026, 12, 2), 1),
        (date(2026, 12, 3), 1),
        (date(2027, 1, 1), 2),
        (date(2027, 1, 24), 3),
        (date(2027, 1, 31), 3),
        (date(2027, 2, 1), 3),
    ]:
        clock.move_to(day)
        judged(session)
        judged(session)  # twice in a night
        assert templates(session) == sorted(both * sent), day


def test_who_missed_two_gets_one(session, make, engagement, required, clock):
    held(make, engagement, required.course, date(2026, 11, 27))
    judged(session)
    assert templates(session) == ["paper_lapses"]


def test_the_reminder_says_what_and_when(app, session, make, engagement, required):
    held(make, engagement, required.course, date(2026, 11, 27))
    judged(session)
    (message,) = session.scalars(select(OutboxMessage))
    with app.app_context():
        mail_worker.rendered(message)
    assert message.subject == "Medisinkurs A går ut om 5 dager"
    assert "27.\u00a0november 2026" in message.body


def test_what_comes_for_everybody_is_told_about_and_stops_from_its_day(
    session, make, engagement, course, clock
):
    make.requirement(course=course, valid_from=date(2026, 12, 20), is_for_all=True)
    judged(session)
    (paper,) = [it for it in paper_queries.of(read(session, engagement)) if it.course]
    assert (paper.state, paper.until) == ("to_do", date(2026, 12, 19))
    assert templates(session) == ["paper_lapses"]
    clock.move_to(date(2026, 12, 20))
    assert read(session, engagement).is_lapsed
    assert missing(session, engagement) == ["course"]


def test_what_comes_for_new_ones_leaves_the_others_alone(session, make, engagement, course, clock):
    make.requirement(course=course, valid_from=date(2026, 12, 20))
    clock.move_to(date(2027, 1, 1))
    assert missing(session, engagement) == []
    newer = make.engagement(
        ordning=engagement.ordning, worker=engagement.worker, valid_from=date(2026, 12, 20),
        uncleared=True,
    )  # fmt: skip
    assert "course" in missing(session, newer)


@pytest.mark.parametrize(
    ("bond", "terms", "is_asked"),
    [
        ("", "contractor", True),
        ("employee", "employee_temporary", True),
        ("employee", "contractor", False),
        ("contractor", "contractor", True),
    ],
)
def test_terms_decide_who_is_asked(session, make, engagement, course, bond, terms, is_asked):
    make.requirement(course=course, bond=bond)
    engagement.terms = terms
    assert ("course" in missing(session, engagement)) is is_asked


def test_a_later_row_takes_it_back(session, make, engagement, required):
    make.requirement(course=required.course, valid_from=date(2020, 6, 1), is_required=False)
    engagement.valid_from = date(2021, 1, 1)
    assert missing(session, engagement) == []


# The pages -----------------------------------------------------------------------------


def test_the_workers_own_page_shows_hours_date_and_what_a_course_gives(
    page, make, engagement, required
):
    better = make.course(municipality_id=engagement.municipality_id, name="Medisinkurs B")
    make.course_gives(course=better, gives=required.course)
    held(make, engagement, better, date(2027, 1, 10))
    page.sign_in(engagement.worker.user, hat="worker").get("/mine-papirer")
    assert page.h1 == "Papirene dine er i orden"
    text = page.text.replace("\u00a0", " ")
    assert "Gir også Medisinkurs A" in text
    assert "Har Medisinkurs B, som også gir Medisinkurs A." in text
    assert "4 t" in text
    assert "10. januar 2027" in text


def test_a_course_is_registered_with_its_own_refresh_date(
    page, session, engagement, course, coordinator
):
    address = f"/medarbeidere/{engagement.worker_id}/kurs"
    page.sign_in(coordinator).get(address)
    page.submit(course_id=str(course.id), completed_on="31.10.2026", duration="6").follow()
    row = session.scalars(select(WorkerCourse)).one()
    assert (row.expires_on, row.duration_minutes) == (date(2028, 10, 31), 360)
    page.submit(422, form="nytt-kurs", completed_on="31.10.2026")
    assert page.errors == ["Kurset er registrert den dagen alt."]
    page.submit(form="fjern").follow()
    assert session.scalars(select(WorkerCourse)).all() == []


@pytest.mark.parametrize(("ticked", "is_said"), [({"has_certificate": "y"}, True), ({}, False)])
def test_that_a_certificate_was_seen_is_said_and_no_copy_is_asked_for(
    page, engagement, course, coordinator, ticked, is_said
):
    page.sign_in(coordinator).get(f"/medarbeidere/{engagement.worker_id}/kurs")
    assert not [it for it in page.all("input") if it.get("type") == "file"]
    page.submit(course_id=str(course.id), completed_on="31.10.2026", **ticked)
    page.sign_in(engagement.worker.user, hat="worker").get("/mine-papirer")
    assert ("Kursbevis er sett" in page.text) is is_said


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"completed_on": ""}, "Skriv dagen kurset var ferdig."),
        ({"completed_on": "23.11.2026"}, "Skriv en dag som har vært."),
        ({"course_id": "x"}, "Velg et kurs."),
        ({"expires_on": "1.1.2020"}, "Skriv en dag etter at kurset var ferdig."),
    ],
)
def test_a_course_that_cannot_be_right(page, engagement, course, coordinator, typed, sentence):
    page.sign_in(coordinator).get(f"/medarbeidere/{engagement.worker_id}/kurs")
    page.submit(422, **{"completed_on": "1.11.2026", **typed})
    assert page.errors == [sentence]


def test_the_list_costs_the_same_for_two_and_for_twenty(
    page, make, engagement, required, coordinator, statements
):
    def lapsing(count):
        for _ in range(count):
            one = make.engagement(ordning=engagement.ordning, papers_until=date(2026, 11, 30))
            held(make, one, required.course, date(2026, 11, 30))

    lapsing(2)
    page.sign_in(coordinator).get("/papirer")
    statements.clear()
    page.get("/papirer")
    few = len(statements)
    lapsing(18)
    make.session.expire_all()
    statements.clear()
    page.get("/papirer")
    assert len(statements) == few
