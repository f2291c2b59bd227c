"""Who lives where the child will be: example 16, on the municipality's own legal basis."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from portal.clearance import household as homes
from portal.clearance import queries, service
from portal.engagements import paper_queries
from portal.engagements import service as engaging
from portal.engagements.models import HouseholdMember
from portal.engagements.service import Job
from portal.engagements.states import Kind
from tests.clearance.conftest import missing, read

BASIS = "kommunens forskrift om avlastning § 4"
PEOPLE = [
    ("Per Hjemme", date(1981, 7, 4)),  # 45
    ("Eli Hjemme", date(2008, 3, 1)),  # 18
    ("Ola Hjemme", date(2009, 1, 15)),  # 17, until 15 January 2027
]


@pytest.fixture
def engagement(make):
    one = make.engagement(uncleared=True, kind="avlaster", is_at_home=True)
    make.requirement(household=True, municipality_id=one.municipality_id, legal_basis=BASIS)
    return one


@pytest.fixture
def lived_in(session, engagement, actor):
    homes.save(actor, read(session, engagement), PEOPLE)
    return engagement


def household_of(session, engagement):
    papers = paper_queries.of(read(session, engagement))
    return [it for it in papers if it.kind == "household"]


def names(papers):
    return [paper.member.name for paper in papers if not paper.item]


def test_example_16_the_grown_ups_are_tasks_and_a_birthday_stops_nobody(
    session, make, lived_in, actor, clock
):
    assert names(household_of(session, lived_in)) == ["Per Hjemme", "Eli Hjemme"]
    assert missing(session, lived_in).count("household") == 2
    everything_in_place(session, make, lived_in, actor)
    assert read(session, lived_in).is_cleared
    assert queries.tasks(actor) == []
    clock.move_to(date(2027, 1, 14))
    assert names(household_of(session, lived_in)) == []
    clock.move_to(date(2027, 1, 15))
    assert names(household_of(session, lived_in)) == ["Ola Hjemme"]
    assert missing(session, lived_in) == []
    assert read(session, lived_in).is_cleared
    (task,) = queries.tasks(actor)
    assert (task.urgency, [it.member.name for it in task.papers]) == ("to_do", ["Ola Hjemme"])


def everything_in_place(session, make, engagement, actor):
    make.clearance_item(engagement=engagement, politiattest=True, issued_on=date(2026, 11, 1))
    make.clearance_item(engagement=engagement, taushetserklaering=True)
    make.clearance_item(engagement=engagement, contract=True, signed_on=date(2026, 11, 20))
    for paper in household_of(session, engagement):
        one = read(session, engagement)
        member = session.get(HouseholdMember, paper.member.id)
        service.see_household(actor, one, member, date(2026, 11, 1), BASIS)


def test_before_anybody_is_written_down_that_is_what_is_missing(page, engagement, coordinator):
    page.sign_in(coordinator).get(f"/oppdrag/{engagement.id}/papirer")
    assert "Hvem som bor hjemme: ikke skrevet ned" in page.text


def test_who_lives_alone_says_so(page, session, engagement, coordinator):
    page.sign_in(coordinator).get(f"/oppdrag/{engagement.id}/husstand")
    assert page.h1 == "Hvem bor hjemme?"
    page.submit(form="husstand").follow()
    assert page.h1 == "Hjemmet er i orden"
    assert "household" not in missing(session, engagement)


def test_what_the_applicant_told_is_shown_until_it_is_written_down(page, engagement, coordinator):
    engagement.household_told = "Mann og to barn på 9 og 17"
    page.sign_in(coordinator).get(f"/oppdrag/{engagement.id}/husstand")
    assert "I søknaden står det: «Mann og to barn på 9 og 17»" in page.text


def test_people_are_written_down_and_seen_on_the_page(page, session, engagement, coordinator):
    page.sign_in(coordinator).get(f"/oppdrag/{engagement.id}/husstand")
    page.submit(**{"people-0-name": "Per Hjemme", "people-0-born_on": "4.7.1981"}).follow()
    assert page.h1 == "1 i hjemmet har ikke vist attest"
    assert f"etter {BASIS}" in page.text
    page.submit(form="sett", issued_on="1.11.2026").follow()
    assert page.h1 == "Hjemmet er i orden"
    (paper,) = household_of(session, engagement)
    assert (paper.item.legal_basis, paper.item.issued_on) == (BASIS, date(2026, 11, 1))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"people-0-name": "Per"}, "Skriv fødselsdatoen, for eksempel 4.7.1981."),
        ({"people-0-born_on": "4.7.1981"}, "Skriv navnet."),
        ({"people-0-name": "P", "people-0-born_on": "1.1.2030"}, "Skriv en dag som har vært."),
        ({"people-0-name": "x" * 10_000, "people-0-born_on": "4.7.1981"}, "Skriv høyst 200 tegn."),
    ],
)
def test_half_a_person_is_no_person(page, engagement, coordinator, typed, sentence):
    page.sign_in(coordinator).get(f"/oppdrag/{engagement.id}/husstand")
    page.submit(422, **typed)
    assert page.errors == [sentence]


def test_who_moves_out_takes_the_certificate_along(session, make, lived_in, actor):
    everything_in_place(session, make, lived_in, actor)
    homes.save(actor, read(session, lived_in), PEOPLE[1:])
    assert [it.name for it in read(session, lived_in).household] == ["Eli Hjemme", "Ola Hjemme"]
    kept = [it for it in read(session, lived_in).clearance if it.kind == "household"]
    assert len(kept) == 1


def test_nobody_is_asked_where_the_child_is_elsewhere_or_the_municipality_does_not(
    session, make, engagement, actor
):
    elsewhere = make.engagement(uncleared=True, kind="avlaster")
    asks_nobody = make.engagement(uncleared=True, kind="avlaster", is_at_home=True)
    make.requirement(household=True, municipality_id=elsewhere.municipality_id)
    for one in (elsewhere, asks_nobody):
        assert "household" not in missing(session, one)


def test_the_family_sees_no_names(page, make, lived_in):
    parent = make.user(municipality=None, municipality_id=lived_in.municipality_id)
    make.role(user=parent, hat="parent")
    make.leader(ordning=lived_in.ordning, user=parent)
    page.sign_in(parent, hat="parent").get(f"/oppdrag/{lived_in.id}")
    assert "Politiattest for andre i hjemmet: ikke klar" in page.text
    assert "Per Hjemme" not in page.text


def test_a_second_child_at_home_knows_who_lives_there(session, make, lived_in, actor):
    place = {"office_id": lived_in.office_id, "municipality_id": lived_in.municipality_id}
    other = make.ordning(service="avlastning", child=make.child(office=None, **place))
    job = Job(ordning=other, kind=Kind.AVLASTER, valid_from=date(2026, 12, 1), is_at_home=True)
    made = engaging.engage(actor, lived_in.worker, job)
    known = select(HouseholdMember.name).where(HouseholdMember.engagement_id == made.id)
    assert sorted(session.scalars(known)) == ["Eli Hjemme", "Ola Hjemme", "Per Hjemme"]
