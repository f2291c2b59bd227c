"""The coordinator's workers, and a worker's own page."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.access.actor import Actor
from portal.engagements import service
from portal.engagements.models import AvailabilitySlot, Engagement
from portal.engagements.week import cells_of, slots_of


@pytest.fixture
def office(make):
    return make.office()


@pytest.fixture
def coordinator(make, office):
    return make.coordinator(office=office)


def hired(make, office, **more):
    child = make.child(office=office)
    return make.engagement(ordning=make.ordning(child=child), **more)


def test_an_empty_list_says_how_they_come(page, coordinator):
    page.sign_in(coordinator).get("/medarbeidere")
    assert page.h1 == "0 medarbeidere"
    assert "De kommer når en søknad godkjennes" in page.text


def test_the_list_is_the_own_offices_and_hides_the_protected(page, make, office, coordinator):
    hired(make, office)
    hired(make, office, worker__graded=True)
    make.engagement()
    page.sign_in(coordinator).get("/medarbeidere")
    assert page.h1 == "1 medarbeider"


def test_the_protected_is_there_for_who_is_named(page, make, office, coordinator):
    worker = hired(make, office, worker__graded=True).worker
    page.sign_in(coordinator).get(f"/medarbeidere/{worker.id}", 404)
    make.named_access(graded=worker, user=coordinator)
    page.get(f"/medarbeidere/{worker.id}")
    assert page.get("/medarbeidere").h1 == "1 medarbeider"


def test_search_goes_by_post_and_finds_by_number(page, make, office, coordinator):
    one, other = hired(make, office).worker, hired(make, office).worker
    page.sign_in(coordinator).get("/medarbeidere")
    page.submit(200, text=one.employee_number)
    assert one.name in page.text
    assert other.name not in page.text
    assert page.path == "/medarbeidere"


@pytest.mark.parametrize("count", [2, 20])
def test_the_list_takes_as_many_statements_whatever_its_length(
    page, make, office, coordinator, statements, count
):
    for _ in range(count):
        hired(make, office)
    page.sign_in(coordinator)
    statements.clear()
    page.get("/medarbeidere")
    assert len(statements) == 2 + 3  # the Actor; count, workers, engagements


def test_another_office_does_not_know_the_worker(page, make, office):
    engagement = hired(make, office)
    page.sign_in(make.coordinator())
    for path in (
        f"/medarbeidere/{engagement.worker_id}",
        f"/medarbeidere/{engagement.worker_id}/nytt-oppdrag",
        f"/oppdrag/{engagement.id}",
        f"/oppdrag/{engagement.id}/papirer",
    ):
        page.get(path, 404)


def test_a_new_engagement_must_be_cleared(page, make, office, coordinator, session):
    worker = hired(make, office).worker
    ordning = make.ordning(child=make.child(office=office), service="avlastning")
    page.sign_in(coordinator).get(f"/medarbeidere/{worker.id}/nytt-oppdrag")
    page.submit(
        200, ordning_id=str(ordning.id), terms="employee_permanent", valid_from="1.12.2026",
        is_near="no",
    )  # fmt: skip
    page.submit(button="confirmed=1").follow()
    assert page.h1 == "Ikke klart: politiattest, taushetserklæring og avtale"
    made = session.scalars(select(Engagement).where(Engagement.ordning_id == ordning.id)).one()
    assert (made.kind, made.is_cleared) == ("avlaster", False)


def test_it_is_said_when_the_child_comes_home_to_the_worker(page, make, office, coordinator):
    worker = hired(make, office).worker
    ordning = make.ordning(child=make.child(office=office), service="avlastning")
    page.sign_in(coordinator).get(f"/medarbeidere/{worker.id}/nytt-oppdrag")
    page.submit(
        200, ordning_id=str(ordning.id), terms="employee_permanent", valid_from="1.12.2026",
        is_near="no", is_at_home="y",
    )  # fmt: skip
    page.submit(button="confirmed=1").follow()
    made = make.session.scalars(select(Engagement).where(Engagement.ordning_id == ordning.id)).one()
    assert made.is_at_home
    page.get(f"/oppdrag/{made.id}/husstand")


def test_an_end_before_the_beginning_is_refused(page, make, office, coordinator):
    worker = hired(make, office).worker
    page.sign_in(coordinator).get(f"/medarbeidere/{worker.id}/nytt-oppdrag")
    page.submit(422, valid_from="1.12.2026", valid_to="30.11.2026")
    assert page.errors[-1] == "Skriv en dag etter at oppdraget begynner."


def test_another_offices_ordning_cannot_be_chosen(page, make, office, coordinator):
    worker = hired(make, office).worker
    page.sign_in(coordinator).get(f"/medarbeidere/{worker.id}/nytt-oppdrag")
    page.submit(422, ordning_id=str(make.ordning().id), valid_from="1.12.2026")


def test_free_times_are_kept_and_shown_again(page, make, session):
    worker = make.engagement().worker
    page.sign_in(worker.user).get("/meg/tider").submit(cells=["0-evening", "5-night"]).follow()
    assert "Tidene dine er lagret." in page.text
    slots = session.scalars(select(AvailabilitySlot).where(AvailabilitySlot.worker_id == worker.id))
    assert cells_of(slots) == ["0-evening", "5-night"]
    page.submit(cells=None).follow()
    assert session.scalars(select(AvailabilitySlot)).all() == []


def test_a_night_is_two_slots_over_midnight():
    assert slots_of(["6-night"]) == [(0, 0, 360), (6, 1320, 1440)]


def test_only_the_worker_confirms_the_times(make, coordinator, session):
    worker = make.worker()
    for actor, confirmed in ((coordinator, False), (worker.user, True)):
        who = Actor(user_id=actor.id, municipality_id=worker.municipality_id)
        service.set_availability(who, worker, ["0-evening"])
        assert (worker.availability_confirmed_on is not None) is confirmed


def test_the_office_reads_when_somebody_can_work(page, make, office, coordinator):
    worker = hired(make, office).worker
    worker.has_car, worker.interests = True, "kino, fiske"
    worker.user.phone = "+4747501691"
    for weekday in (0, 2):
        make.availability_slot(
            worker=worker, weekday=weekday, from_minute=16 * 60, to_minute=22 * 60
        )
    page.sign_in(coordinator).get(f"/medarbeidere/{worker.id}")
    assert "Har bil. Liker kino, fiske." in page.text
    assert "47 50 16 91" in page.text
    said = page.text.split("Kan vanligvis jobbe")[-1]
    assert (said.count("Ja"), said.count("Nei")) == (2, 26)
