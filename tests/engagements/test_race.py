"""Invitations sent, answered and taken back by two at the same moment."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from portal.accounts.models import Role
from portal.core import clock, db, ids
from portal.engagements.models import AvailabilitySlot, Engagement, Invitation, Worker
from tests.plugins.races import pressing


@pytest.fixture
def family(race):
    """A family whose two parents sit at a keyboard each."""
    with race.making() as make:
        ordning = make.ordning()
        parents = [
            make.parent(municipality=None, municipality_id=ordning.municipality_id)
            for _ in range(2)
        ]
        for parent in parents:
            make.leader(ordning=ordning, user=parent)
    return SimpleNamespace(ordning=ordning, pages=[race.browser(it, "parent") for it in parents])


def invited(race, family, email="ny@provevik.example") -> tuple[str, Invitation]:
    """Return the address of the link, and the invitation."""
    token = ids.new_token()
    with race.making() as make:
        invitation = Invitation(
            municipality_id=family.ordning.municipality_id, ordning_id=family.ordning.id,
            email=email, name="Ny Assistent", state="sent", token_hash=ids.digest(token),
            expires_at=clock.now().replace(year=2099), invited_by_id=family.ordning.id,
        )  # fmt: skip
        make.session.add(invitation)
    return f"/invitasjon/{token}", invitation


def rows(table) -> list:
    with db.unit(write=False) as session:
        return list(session.scalars(select(table)))


def test_two_parents_ask_the_same_person_once(race, family) -> None:
    form = {"name": "Ny Assistent", "email": "ny@provevik.example"}
    acts = [
        pressing(page.get(f"/assistenter/{family.ordning.id}/inviter"), **form)
        for page in family.pages
    ]
    assert sorted(race.run(*acts, meet="INSERT INTO assistant_invitation")) == [303, 422]
    assert len(rows(Invitation)) == 1


@pytest.mark.parametrize("is_known", [False, True])
def test_an_invitation_is_accepted_once(race, family, is_known) -> None:
    """By somebody new, and by somebody who has an account and works already."""
    with race.making() as make:
        worker = make.worker(office=None, office_id=family.ordning.office_id,
                             municipality_id=family.ordning.municipality_id)  # fmt: skip
        email = worker.user.email if is_known else "ny@provevik.example"
    link, _invitation = invited(race, family, email)
    acts = [pressing(race.browser().get(link), is_near="no") for _device in range(2)]
    assert sorted(race.run(*acts, meet="INSERT INTO engagement")) == [303, 410]
    assert len(rows(Engagement)) == 1
    assert len({it.user_id for it in rows(Role)}) == len(rows(Role))


def test_two_coordinators_engage_somebody_once(race) -> None:
    with race.making() as make:
        office = make.office()
        worker = make.worker(office=office)
        ordning = make.ordning(child=make.child(office=office), service="avlastning")
        users = [make.coordinator(office=office) for _ in range(2)]
    pages = [race.browser(user) for user in users]
    for page in pages:
        page.get(f"/medarbeidere/{worker.id}/nytt-oppdrag").submit(
            200, ordning_id=str(ordning.id), terms="employee_permanent",
            valid_from="1.12.2026", is_near="no",
        )  # fmt: skip
    acts = [pressing(page, confirmed="1") for page in pages]
    answers = race.run(*acts, meet="INSERT INTO engagement")
    assert sorted(answers) in ([303, 409], [303, 422])  # told at the press, or at the field
    assert len(rows(Engagement)) == 1


def test_two_who_say_yes_to_two_families_get_a_number_each(race, family) -> None:
    links = [invited(race, family, f"ny{number}@provevik.example")[0] for number in range(2)]
    acts = [pressing(race.browser().get(link), is_near="no") for link in links]
    assert race.run(*acts, meet="INSERT INTO worker") == [303, 303]
    assert len({it.employee_number for it in rows(Worker)}) == 2


def test_a_yes_and_a_withdrawal(race, family) -> None:
    link, invitation = invited(race, family)
    yes = pressing(race.browser().get(link), is_near="no")
    no = pressing(family.pages[0].get(f"/assistenter/invitasjon/{invitation.id}/trekk"))
    answers = race.run(yes, no, meet="UPDATE assistant_invitation")
    assert answers.count(303) == 1
    (found,) = rows(Invitation)
    assert (found.state == "accepted") == (found.engagement_id is not None) == (answers[0] == 303)
    assert len(rows(Engagement)) == (answers[0] == 303)


def test_a_weekly_pattern_is_one_persons_and_not_two_mixed(race) -> None:
    with race.making() as make:
        worker = make.worker()
    weeks = ["0-day", "1-day"], ["3-day", "4-day"]
    acts = [
        pressing(race.browser(worker.user, "worker").get("/meg/tider"), cells=week)
        for week in weeks
    ]
    race.run(*acts, meet="INSERT INTO availability_slot")
    assert sorted({it.weekday for it in rows(AvailabilitySlot)}) in ([0, 1], [3, 4])
