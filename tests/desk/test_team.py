"""A child's page tells the office who works there, and who is needed."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from tests.factories.shifts import at


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel(at("2026-11-22 12:00"), tick=False):
        yield


@pytest.fixture
def office(make):
    return make.office()


@pytest.fixture
def ordning(make, office):
    return make.ordning(child=make.child(office=office))


@pytest.fixture
def desk(make, page, office):
    return page.sign_in(make.coordinator(office=office))


def test_nobody_works_there_and_nobody_is_asked_for(desk, ordning) -> None:
    desk.get(f"/familier/{ordning.child_id}")
    assert "Ingen jobber her nå." in desk.text
    assert f"/vaktplan/{ordning.id}/uke/2026-47" in desk.links()
    assert f"/assistenter/{ordning.id}/inviter" in desk.links()
    assert f"/behov/ny/{ordning.id}" in desk.links()
    for link in desk.links():
        if str(ordning.id) in link:
            desk.get(link)


def test_the_team_stands_with_its_papers(make, desk, ordning) -> None:
    maja = make.engagement(ordning=ordning, worker__user__name="Maja Lund")
    tor = make.engagement(ordning=ordning, worker__user__name="Tor Nygård", uncleared=True)
    gone = make.engagement(ordning=ordning, valid_to=date(2026, 11, 21))
    hidden = make.engagement(ordning=ordning, worker__graded=True)
    desk.get(f"/familier/{ordning.child_id}")
    assert f"/oppdrag/{maja.id}" in desk.links()
    assert "Tor Nygård BPA-assistent, fra 1. januar 2020 Ikke klar: politiattest" in desk.text
    assert f"/oppdrag/{tor.id}" in desk.links()
    for unseen in (gone, hidden):
        assert unseen.worker.name not in desk.text


def test_an_open_need_is_a_link(make, desk, ordning) -> None:
    need = make.need(ordning=ordning, waiting_since_on=date(2026, 9, 1))
    desk.get(f"/familier/{ordning.child_id}")
    assert "Behovet har stått siden 1. september 2026." in desk.text
    assert f"/behov/{need.id}" in desk.links()
    desk.get(f"/behov/{need.id}")


def test_who_acts_for_the_child_sees_no_team(make, page, ordning) -> None:
    make.engagement(ordning=ordning, worker__user__name="Maja Lund")
    parent = make.parent(municipality=None, municipality_id=ordning.municipality_id)
    make.guardian(child=ordning.child, user=parent)
    page.sign_in(parent, hat="parent").get(f"/familier/{ordning.child_id}")
    assert "Maja Lund" not in page.text
    assert "Hvem som jobber her" not in page.text


def test_the_office_takes_back_an_invitation_it_sent(desk, ordning) -> None:
    desk.get(f"/assistenter/{ordning.id}/inviter").submit(
        name="Ola Ny", email="ola.ny@provevik.example"
    )
    assert desk.location == f"/familier/{ordning.child_id}"
    desk.follow().get(next(it for it in desk.links() if it.endswith("/trekk")))
    assert f"/familier/{ordning.child_id}" in desk.links()
    desk.submit().follow()
    assert desk.path == f"/familier/{ordning.child_id}"
    assert "Invitasjonen til Ola Ny er trukket tilbake." in desk.text
    assert "har ikke svart" not in desk.text
