"""What the municipality asks for, decided by its administrator, from a day on."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from portal.clearance.models import ClearanceOfficer
from portal.requirements import queries
from portal.requirements.models import Course, Requirement
from tests.clearance.conftest import missing, read, staff


@pytest.fixture
def admin(make, engagement):
    return staff(make, engagement, hat="admin")


@pytest.fixture
def course(make, engagement):
    return make.course(municipality_id=engagement.municipality_id, name="Førstehjelp")


def typed(course, **more):
    return {
        "role": "bpa_assistant", "what": str(course.id), "valid_from": "1.12.2026",
        "source": "Formannskapet, sak 41/26", **more,
    }  # fmt: skip


def test_the_law_is_shown_with_its_source_and_cannot_be_changed(page, admin):
    page.sign_in(admin).get("/kommunen/papirer")
    for source in ("hol § 5-4", "hol § 12-1", "aml § 14-5"):
        assert source in page.text
    assert page.text.count("Kommunen krever ikke mer enn loven.") == 3


def test_one_more_is_asked_for_from_a_day_on(page, session, admin, course, engagement):
    page.sign_in(admin).get("/kommunen/papirer/ny")
    page.submit(**typed(course)).follow()
    assert "Formannskapet, sak 41/26" in page.text
    assert "1.\u00a0desember 2026" in page.response.get_data(as_text=True)
    assert "course" not in missing(session, engagement)  # it began before
    page.submit(form="fjern").follow()
    assert session.scalars(select(Requirement)).all() == []


def test_for_everybody_it_holds_at_once(page, session, make, admin, course, engagement):
    running = make.engagement(ordning=engagement.ordning)
    for kind in ("politiattest", "taushetserklaering", "contract"):
        make.clearance_item(engagement=running, **{kind: True})
    page.sign_in(admin).get("/kommunen/papirer/ny")
    page.submit(**typed(course, valid_from="22.11.2026", is_for_all="y"))
    one = read(session, running)
    assert (one.was_cleared, one.is_cleared) == (True, False)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"role": ""}, "Velg en rolle."),
        ({"role": "sjef"}, "Velg en rolle."),
        ({"what": "x"}, "Velg hva som kreves."),
        ({"bond": "x"}, "Velg hvem det gjelder for."),
        ({"is_required": "x"}, "Velg ja eller nei."),
        ({"valid_from": "1.1.2026"}, "Skriv en dag fra og med i dag."),
        ({"source": ""},
         "Skriv hvor det er bestemt, for eksempel «Formannskapet, sak 41/26»."),
        ({"what": "household"},
         "Skriv hvilken lov dere krever attest av andre i hjemmet etter."),
        ({"legal_basis": "x" * 10_000}, "Skriv høyst 200 tegn."),
    ],
)  # fmt: skip
def test_what_cannot_be_decided(page, admin, course, changes, sentence):
    page.sign_in(admin).get("/kommunen/papirer/ny")
    page.submit(422, **typed(course, **changes))
    assert page.errors == [sentence]


def test_the_household_is_asked_on_the_municipalitys_own_basis(page, session, admin, course):
    page.sign_in(admin).get("/kommunen/papirer/ny")
    page.submit(**typed(course, role="avlaster", what="household", legal_basis="forskrift § 4"))
    row = session.scalars(select(Requirement)).one()
    assert (row.paper, row.legal_basis, row.is_at_home) == ("household", "forskrift § 4", True)


def test_the_same_day_is_decided_once(page, admin, course):
    page.sign_in(admin).get("/kommunen/papirer/ny")
    page.submit(**typed(course))
    page.get("/kommunen/papirer/ny")
    page.submit(422, **typed(course))
    assert page.errors == ["Noe er bestemt fra den dagen alt. Velg en annen dag."]


# Courses -------------------------------------------------------------------------------


def test_a_course_says_in_words_what_it_gives(page, session, admin, course, engagement):
    page.sign_in(admin).get("/kommunen/kurs/ny")
    page.submit(
        name="Førstehjelp for barn", duration_minutes="3,5", refresh_months="24",
        gives=str(course.id),
    ).follow()  # fmt: skip
    better = session.scalars(select(Course).where(Course.name == "Førstehjelp for barn")).one()
    assert (better.duration_minutes, better.refresh_months) == (210, 24)
    assert queries.of(engagement.municipality_id).gives == {better.id: frozenset({course.id})}
    page.get(f"/kommunen/kurs/{course.id}")
    page.submit(422, refresh_months="24", gives=str(better.id))
    assert page.errors == ["Kursene ville gitt hverandre i ring. Ta bort ett av dem."]


def test_a_course_gives_only_what_is_here(page, make, admin, course):
    elsewhere = make.course()
    page.sign_in(admin).get("/kommunen/kurs/ny")
    page.submit(422, name="Kurs", refresh_months="0", gives=str(elsewhere.id))
    assert page.errors == ["Velg blant kursene."]


def test_two_courses_are_not_called_the_same(page, admin, course):
    page.sign_in(admin).get("/kommunen/kurs/ny")
    page.submit(422, name=course.name, refresh_months="0")
    assert page.errors == ["Et annet kurs heter det. Velg et annet navn."]


# Who is named --------------------------------------------------------------------------


def test_a_coordinator_of_the_office_is_named_and_ended(
    page, session, make, admin, engagement, coordinator
):
    page.sign_in(admin).get("/kommunen/papirer/ansvarlige")
    page.submit(office_id=str(engagement.office_id), user_id=str(coordinator.id)).follow()
    row = session.scalars(select(ClearanceOfficer)).one()
    assert (row.office_id, row.user_id) == (engagement.office_id, coordinator.id)
    page.submit(422, form="utpek", user_id=str(coordinator.id))
    assert page.errors == ["Personen er utpekt for kontoret alt."]
    judging = f"/oppdrag/{engagement.id}/vurdering"
    page.sign_in(coordinator).get(judging)
    page.sign_in(admin).get("/kommunen/papirer/ansvarlige")
    page.submit(form="fjern").follow()
    page.sign_in(coordinator).get(judging, 403)


def test_nobody_is_named_for_an_office_they_do_not_work_at(page, make, admin, engagement):
    home = {"municipality": None, "municipality_id": engagement.municipality_id}
    other = make.office(**home)
    stranger = make.user(**home)
    make.role(user=stranger, hat="coordinator", office_id=other.id)
    page.sign_in(admin).get("/kommunen/papirer/ansvarlige")
    page.submit(422, office_id=str(engagement.office_id), user_id=str(stranger.id))
    assert page.errors == ["Velg en som er koordinator ved kontoret."]
    page.submit(422, form="utpek", office_id="x", user_id="x")
    assert page.errors == ["Velg et kontor.", "Velg en som er koordinator ved kontoret."]


def test_the_day_something_is_decided_for_is_kept(make, engagement, course):
    row = make.requirement(course=course, valid_from=date(2026, 12, 1))
    assert queries.rows(engagement.municipality_id) == [row]
