"""The same person twice: found when it is sent, compared, merged into one, parted again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from portal.audit.models import AuditEvent
from portal.duplicates import service
from portal.duplicates.models import DuplicatePair
from portal.duplicates.states import PairState
from portal.recruitment.models import Application, ApplicationEvent, ApplicationFile, Referee
from portal.recruitment.states import Stage
from portal.retention.night import run
from tests.recruitment.answers import fill

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
APART = {"email": "en@provevik.example", "phone": "+4741111111", "born_on": date(1980, 1, 1)}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def coordinator(make, office, page):
    user = make.coordinator(office=office)
    page.sign_in(user)
    return user


@pytest.fixture
def two(make, office):
    """The same person, in March and in November."""
    first = make.application(
        office=office, name="Sol Dobbel", email="sol@provevik.example", phone="+4741234567",
        education="", experience="Barnehage", roles=["stottekontakt"], referees=1,
        stage="interview", submitted_at=NOW - timedelta(days=40),
    )  # fmt: skip
    second = make.application(
        office=office, name="Sol  dobbel", email="ny@provevik.example", phone="+4749999999",
        education="Fagbrev", experience="Skole", roles=["stottekontakt", "avlaster"], referees=2,
        is_at_home=True, home={"household": "Alene", "spare_bed": True, "about": ""},
        submitted_at=NOW - timedelta(days=2),
    )  # fmt: skip
    make.session.flush()
    service.look_for(second)
    make.session.flush()
    return first, second


def pairs(page):
    return page.session.query(DuplicatePair).all()


# Found -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("alike", "likeness"),
    [
        ({"email": "nora@provevik.example"}, ["email"]),
        ({"phone": "+4741234567"}, ["phone"]),
        ({"name": "NORA  oppdiktet", "born_on": date(1992, 3, 4)}, ["name_and_birth"]),
        ({"name": "Nora Oppdiktet"}, []),
        ({"born_on": date(1992, 3, 4)}, []),
        ({}, []),
        ({"email": "nora@provevik.example", "phone": "+4741234567"}, ["email", "phone"]),
    ],
)
def test_it_is_found_when_it_is_sent(page, make, office, alike, likeness):
    make.application(office=office, **{**APART, **alike})
    fill(page)
    assert [it.likeness for it in pairs(page)] == ([likeness] if likeness else [])


@pytest.mark.parametrize(
    ("stage", "found"),
    [("interview", 1), ("not_approved", 1), ("withdrawn", 0), ("approved", 0), ("expired", 0)],
)
def test_only_who_waits_or_was_refused_is_compared(page, make, office, stage, found):
    make.application(office=office, phone="+4741234567", stage=stage)
    fill(page)
    assert len(pairs(page)) == found


def test_another_municipality_is_another_world(page, make, office):
    make.application(phone="+4741234567")
    fill(page)
    assert pairs(page) == []


def test_the_applicant_is_told_nothing(page, make, office):
    make.application(office=office, email="nora@provevik.example", name="Hemmelig Navn")
    fill(page)
    page.follow()
    assert "samme person" not in page.text
    assert "Hemmelig" not in page.text


# Seen --------------------------------------------------------------------------------------


def test_the_coordinator_sees_it_on_both_pages_and_in_the_list(page, coordinator, two):
    first, second = two
    for one, other in (two, (second, first)):
        page.get(f"/rekruttering/{one.id}")
        assert "Ser ut til å være samme person som søknad nummer" in page.text
        assert f"/rekruttering/{one.id}/sla-sammen/{other.id}" in page.links()
    page.get("/rekruttering/duplikater")
    assert page.h1 == "1 par søknader ser ut til å være fra samme person"
    assert "samme navn og fødselsdato" in page.text


def test_across_offices_nobody_learns_of_the_other(page, make, office, coordinator, two):
    first, second = two
    elsewhere = make.office(municipality=None, municipality_id=office.municipality_id)
    second.office_id = elsewhere.id
    page.get(f"/rekruttering/{first.id}")
    assert "samme person" not in page.text
    page.get("/rekruttering/duplikater")
    assert page.h1.startswith("Ingen søknader")
    page.get(f"/rekruttering/{first.id}/sla-sammen/{second.id}", 404)
    page.post(f"/rekruttering/{first.id}/ikke-samme/{second.id}", {}, 404)


def test_a_graded_worker_is_never_shown(page, make, office, coordinator, two):
    first, second = two
    home = {"municipality": None, "municipality_id": office.municipality_id}
    hidden = make.worker(office=office, user=make.user(**home), graded=True)
    second.user_id = hidden.user_id
    page.get(f"/rekruttering/{first.id}")
    assert "samme person" not in page.text
    page.get("/rekruttering/duplikater")
    assert page.h1.startswith("Ingen søknader")
    page.get(f"/rekruttering/{first.id}/sla-sammen/{second.id}", 404)


def test_two_people_are_asked_about_once(page, coordinator, two):
    first, second = two
    page.get(f"/rekruttering/{first.id}").submit(form="ikke-samme")
    assert pairs(page)[0].state == PairState.OTHERS
    page.get(f"/rekruttering/{first.id}")
    assert "samme person som" not in page.text
    service.look_for(second)
    assert pairs(page)[0].state == PairState.OTHERS


@pytest.mark.parametrize("many", [2, 20])
def test_the_list_takes_the_same_statements(page, make, office, coordinator, statements, many):
    for number in range(many):
        phone = f"+474000{number:04}"
        make.application(office=office, phone=phone)
        twin = make.application(office=office, phone=phone, name=f"Tvilling {number}")
        make.session.flush()
        service.look_for(twin)
    page.get("/rekruttering/duplikater")
    statements.clear()
    page.get("/rekruttering/duplikater")
    assert len(statements) <= 8


# Merged ------------------------------------------------------------------------------------


def merged(page, kept, other, **picks):
    picks = {f"pick-{name}": side for name, side in picks.items()}
    return page.get(f"/rekruttering/{kept.id}/sla-sammen/{other.id}").submit(**picks)


def test_the_preview_shows_both_and_suggests_what_is_filled_in_and_newest(page, coordinator, two):
    first, second = two
    page.get(f"/rekruttering/{first.id}/sla-sammen/{second.id}")
    assert page.h1 == "Er dette samme person?"
    for value in ("Barnehage", "Skole", "Fagbrev"):
        assert value in page.text
    chosen = {
        it.get("name"): it.get("value") for it in page.all("input") if it.get("checked") is not None
    }
    assert chosen["pick-education"] == "other"  # the first one has none
    assert chosen["pick-experience"] == "other"  # newest
    read = page.session.query(AuditEvent).filter_by(act="application:read").all()
    assert [it.thing_id for it in read] == [first.id]  # the read log knows
    page.get(f"/rekruttering/{second.id}/sla-sammen/{first.id}")
    chosen = {
        it.get("name"): it.get("value") for it in page.all("input") if it.get("checked") is not None
    }
    assert chosen["pick-education"] == "kept"
    assert chosen["pick-experience"] == "kept"


def test_one_application_remains_and_the_other_points_to_it(page, coordinator, two, statements):
    first, second = two
    second.cv = ApplicationFile(
        municipality_id=second.municipality_id, kind="pdf", size_bytes=3, content=b"%PD"
    )
    page.session.add(
        ApplicationEvent(
            municipality_id=second.municipality_id, application_id=second.id, event="note",
            why="Sa noe om turer",
        )
    )  # fmt: skip
    merged(page, first, second, experience="kept", email="other", education="other", phone="kept")
    assert page.location == f"/rekruttering/{first.id}"
    assert (first.experience, first.education) == ("Barnehage", "Fagbrev")
    assert (first.email, first.phone) == ("ny@provevik.example", "+4741234567")
    assert {it.kind for it in first.roles} == {"stottekontakt", "avlaster"}
    assert [it.position for it in first.referees] == [1, 2]  # one was known
    assert first.is_at_home
    assert first.cv.content == b"%PD"
    assert first.stage == Stage.INTERVIEW
    assert second.merged_into_id == first.id
    page.follow()
    assert "Sa noe om turer" in page.text
    assert "Slått sammen med en annen søknad" in page.text
    page.get(f"/rekruttering/{second.id}", 303)
    assert page.location == f"/rekruttering/{first.id}"
    page.get("/rekruttering/liste")
    assert str(second.id) not in page.response.get_data(as_text=True)
    assert page.session.query(AuditEvent).filter_by(act="application:merged").count() == 1


def test_the_old_address_leads_nobody_to_what_they_may_not_see(
    page, make, office, coordinator, two
):
    first, second = two
    merged(page, first, second)
    elsewhere = make.office(municipality=None, municipality_id=office.municipality_id)
    page.sign_in(make.coordinator(office=elsewhere)).get(f"/rekruttering/{second.id}", 404)
    page.sign_in(make.coordinator(office=make.office())).get(f"/rekruttering/{second.id}", 404)


def test_it_is_undone_and_both_are_as_they_were(page, coordinator, two):
    first, second = two
    before = {name: getattr(first, name) for name in ("experience", "education", "email", "name",
              "is_at_home", "home", "born_on", "phone")}  # fmt: skip
    merged(page, first, second)
    page.get(f"/rekruttering/{first.id}")
    record = next(link for link in page.links() if "/sammenslaing/" in link)
    page.get(record)
    assert page.h1 == f"Søknad nummer {second.number} gikk inn i nummer {first.number}"
    assert "Utdanning" in page.text
    page.submit()
    assert {name: getattr(first, name) for name in before} == before
    assert [it.kind for it in first.roles] == ["stottekontakt"]
    assert len(first.referees) == 1
    assert second.merged_into_id is None
    page.get(f"/rekruttering/{second.id}")
    page.get(record, 404)


@pytest.mark.parametrize("what", ["a week", "a change"])
def test_it_is_not_undone_when_it_is_too_late(page, coordinator, two, today, what):
    first, second = two
    merged(page, first, second)
    record = f"/rekruttering/{first.id}/sammenslaing/{pairs(page)[0].id}"
    if what == "a week":
        today.move_to(NOW + timedelta(days=7))
        page.sign_in(coordinator)
    else:
        first.interests = "Noe nytt"
    page.get(record)
    assert "kan ikke angres lenger" in page.text
    page.post(record, {}, 409)
    assert second.merged_into_id == first.id


def test_after_a_week_the_other_is_emptied_and_its_history_moves(page, coordinator, two):
    first, second = two
    page.session.add(
        ApplicationEvent(
            municipality_id=second.municipality_id, application_id=second.id, event="note",
            why="Sa noe om turer",
        )
    )  # fmt: skip
    merged(page, first, second)
    assert run(NOW + timedelta(days=6)).total == 0
    assert run(NOW + timedelta(days=7)).total == 1
    page.session.flush()
    page.session.expire_all()
    assert (second.name, second.email, second.referees) == ("", "", [])
    assert pairs(page)[0].before == {}
    assert first.name == "Sol  dobbel"
    page.get(f"/rekruttering/{first.id}")
    assert "Sa noe om turer" in page.text
    assert run(NOW + timedelta(days=8)).total == 0


@pytest.mark.parametrize("which", ["kept", "other"])
def test_a_page_that_is_old_merges_nothing(page, coordinator, two, which):
    first, second = two
    page.get(f"/rekruttering/{first.id}/sla-sammen/{second.id}")
    (first if which == "kept" else second).languages = "Tysk"
    page.session.flush()
    page.submit(409)
    assert second.merged_into_id is None


def test_merged_twice_it_is_merged_once(page, coordinator, two):
    first, second = two
    page.get(f"/rekruttering/{first.id}/sla-sammen/{second.id}")
    old = page.tree
    page.submit()
    page.look_at(old)
    page.submit(303)  # the same form again gets the first answer
    assert page.session.query(AuditEvent).filter_by(act="application:merged").count() == 1


def test_who_is_hired_stays(page, coordinator, two):
    first, second = two
    second.stage = Stage.APPROVED.value
    page.get(f"/rekruttering/{first.id}/sla-sammen/{second.id}")
    assert "må bli stående" in page.text
    page.post(
        f"/rekruttering/{first.id}/sla-sammen/{second.id}",
        {"kept_version": first.version, "other_version": second.version}, 422,
    )  # fmt: skip
    merged(page, second, first)
    assert first.merged_into_id == second.id


@pytest.mark.parametrize("begun", ["an interview", "a referee"])
def test_what_others_have_been_drawn_into_stays(page, make, coordinator, two, begun):
    """An appointment or a question by mail would be left with an application nobody sees."""
    first, second = two
    if begun == "an interview":
        make.booking(application=second, hosts=[coordinator])
    else:
        make.reference_request(application=second)
    page.get(f"/rekruttering/{first.id}/sla-sammen/{second.id}")
    assert "La den bli stående, eller avlys først." in page.text
    page.post(
        f"/rekruttering/{first.id}/sla-sammen/{second.id}",
        {"kept_version": first.version, "other_version": second.version}, 422,
    )  # fmt: skip
    merged(page, second, first)
    assert first.merged_into_id == second.id


def test_what_is_not_a_field_is_not_taken(page, coordinator, two):
    first, second = two
    merged(page, first, second, stage="other", number="other", office_id="other")
    assert (first.stage, first.number) == (Stage.INTERVIEW, first.number)
    assert first.number != second.number


def test_nobody_merges_ones_own(page, make, office, coordinator, two):
    first, second = two
    second.user_id = coordinator.id
    page.get(f"/rekruttering/{first.id}/sla-sammen/{second.id}", 403)
    second.user_id, first.user_id = None, coordinator.id
    page.get(f"/rekruttering/{first.id}/sla-sammen/{second.id}", 403)


def test_one_and_the_same_is_no_couple(page, coordinator, two):
    first, _second = two
    page.get(f"/rekruttering/{first.id}/sla-sammen/{first.id}", 404)


def test_the_applicant_is_told_where_it_went(page, make, office, coordinator, two):
    first, second = two
    me = make.applicant(municipality=None, municipality_id=office.municipality_id)
    second.user_id = me.id
    merged(page, first, second)
    page.sign_in(me).get(f"/min-soknad/{second.id}")
    assert page.h1 == "Søknaden er slått sammen med en annen søknad fra deg"
    assert first.user_id == me.id  # it had no account, and has one now
    assert f"/min-soknad/{first.id}" in page.links()
    page.post(f"/min-soknad/{second.id}/trekk", {}, 409)


def test_the_referees_of_the_other_come_with_what_they_said(page, coordinator, two):
    first, second = two
    second.referees[1].spoken_on = date(2026, 11, 20)
    merged(page, first, second)
    kept = page.session.query(Referee).filter_by(application_id=first.id, position=2).one()
    assert kept.spoken_on == date(2026, 11, 20)


def test_a_second_pair_may_be_merged_after_the_first(page, make, office, coordinator, two):
    first, second = two
    third = make.application(office=office, name="Sol Dobbel", phone="+4748888888")
    make.session.flush()
    service.look_for(third)
    merged(page, first, second)
    merged(page, first, third)
    assert page.session.query(Application).filter_by(merged_into_id=first.id).count() == 2
