"""A parent asks, the person says yes, and an engagement to clear is there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.accounts.models import OneTimeLink, Role, User
from portal.core import sealing
from portal.engagements.models import Engagement, Invitation
from portal.messages.models import OutboxMessage

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def family(make):
    ordning = make.ordning()
    parent = make.parent(municipality=None, municipality_id=ordning.municipality_id)
    make.leader(ordning=ordning, user=parent)
    return ordning, parent


def invite(page, family, email="Ny.Assistent@provevik.example"):
    ordning, parent = family
    page.sign_in(parent).get(f"/assistenter/{ordning.id}/inviter")
    return page.submit(name="Ny Assistent", email=email)


def link_of(session):
    mail = session.scalars(
        select(OutboxMessage).where(OutboxMessage.template == "assistant_invitation")
    ).one()
    return f"/invitasjon/{sealing.unseal('link', mail.params['link'])}"


def test_the_whole_way(page, family, session):
    invite(page, family).follow()
    assert "Invitert 22. november, har ikke svart" in page.text
    page.sign_out().get(link_of(session))
    assert page.h1 == "Hei, Ny Assistent. Vil du bli assistent?"
    page.submit().follow()
    user = session.scalars(select(User).where(User.email == "ny.assistent@provevik.example")).one()
    engagement = session.scalars(select(Engagement)).one()
    assert (engagement.worker.user_id, engagement.is_cleared) == (user.id, False)
    assert session.scalars(select(Role.hat).where(Role.user_id == user.id)).all() == ["worker"]
    assert session.scalars(select(OneTimeLink).where(OneTimeLink.user_id == user.id)).one()
    page.sign_in(family[1]).get("/assistenter")
    assert page.h1 == "1 assistent er ikke klar ennå"
    assert "Mangler politiattest, taushetserklæring og avtale" in page.text


def test_opening_the_link_says_nothing_yet(page, family, session):
    invite(page, family)
    page.sign_out().get(link_of(session)).get(link_of(session))
    assert session.scalars(select(Engagement)).all() == []


def test_a_link_is_used_once_and_expires(page, family, session):
    invite(page, family)
    path = link_of(session)
    with time_machine.travel(NOW + timedelta(days=15), tick=False):
        page.sign_out().get(path, 410)
    page.get(path).submit()
    page.get(path, 410)
    page.post(path, status=410)
    assert len(session.scalars(select(Engagement)).all()) == 1


def test_an_invented_link_is_gone_too(page):
    page.get("/invitasjon/finnes-ikke", 410)


def test_the_same_person_is_asked_once_at_a_time(page, family, session):
    invite(page, family)
    ordning, _parent = family
    page.get(f"/assistenter/{ordning.id}/inviter")
    page.submit(422, name="Igjen", email="ny.assistent@provevik.example")
    assert page.errors == ["Denne adressen er invitert allerede og har ikke svart."]


def test_a_withdrawn_invitation_is_dead(page, family, session):
    invite(page, family).follow()
    path = link_of(session)
    page.get(next(link for link in page.links() if link.endswith("/trekk"))).submit().follow()
    assert "er trukket tilbake" in page.text
    page.sign_out().get(path, 410)
    assert session.scalars(select(Invitation.state)).one() == "withdrawn"


def test_another_family_can_neither_invite_nor_withdraw(page, make, family, session):
    invite(page, family)
    ordning, _parent = family
    sent = session.scalars(select(Invitation)).one()
    page.sign_in(make.parent())
    page.get(f"/assistenter/{ordning.id}/inviter", 404)
    page.get(f"/assistenter/invitasjon/{sent.id}/trekk", 404)


@pytest.mark.parametrize(
    ("name", "email", "sentences"),
    [
        (
            "",
            "",
            [
                "Skriv navnet til den du vil invitere.",
                "Skriv e-postadressen invitasjonen skal sendes til.",
            ],
        ),
        ("Ola", "ikke-en-adresse", ["Skriv en e-postadresse, for eksempel navn@eksempel.no."]),
        ("x" * 10_000, "a@b.example", ["Skriv høyst 200 tegn."]),
    ],
)
def test_wrong_input_is_said_at_the_field(page, family, name, email, sentences):
    ordning, parent = family
    page.sign_in(parent).get(f"/assistenter/{ordning.id}/inviter")
    page.submit(422, name=name, email=email)
    assert page.errors == sentences
