"""A parent asks, the person says yes, and an engagement to clear is there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.accounts.models import OneTimeLink, Role, User
from portal.core import sealing
from portal.engagements.models import Engagement, Invitation
from portal.families.models import DeclaredRelation
from portal.messages.models import OutboxMessage
from portal.messages.worker import rendered

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
    page.submit(is_near="no").follow()
    user = session.scalars(select(User).where(User.email == "ny.assistent@provevik.example")).one()
    engagement = session.scalars(select(Engagement)).one()
    assert (engagement.worker.user_id, engagement.is_cleared) == (user.id, False)
    assert session.scalars(select(Role.hat).where(Role.user_id == user.id)).all() == ["worker"]
    assert session.scalars(select(OneTimeLink).where(OneTimeLink.user_id == user.id)).one()
    page.sign_in(family[1]).get("/assistenter")
    assert page.h1 == "1 assistent er ikke klar ennå"
    assert "Ikke klar: politiattest, taushetserklæring og avtale" in page.text


def test_opening_the_link_says_nothing_yet(page, family, session):
    invite(page, family)
    page.sign_out().get(link_of(session)).get(link_of(session))
    assert session.scalars(select(Engagement)).all() == []


def test_a_link_is_used_once_and_expires(page, family, session):
    invite(page, family)
    path = link_of(session)
    with time_machine.travel(NOW + timedelta(days=15), tick=False):
        page.sign_out().get(path, 410)
    page.get(path).submit(is_near="no")
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


def test_the_mail_is_true_whoever_asks(app, page, make, family, session):
    ordning, _parent = family
    kari = make.user(municipality=None, municipality_id=ordning.municipality_id, name="Kari Moen")
    make.role(user=kari, hat="coordinator", office_id=ordning.office_id)
    page.sign_in(kari).get(f"/assistenter/{ordning.id}/inviter")
    page.submit(name="Ola Ny", email="ola.ny@provevik.example")
    with app.test_request_context():
        text = rendered(session.scalars(select(OutboxMessage)).one()).get_content()
    assert "Kari Moen vil gjerne ha deg med som assistent i en familie." in text
    assert "leder" not in text


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


# who cannot ---------------------------------------------------------------------------------

LEADS = "Personen leder assistentene hos barnet, og kan ikke være en av dem."
GUARDS = "Personen er foresatt for barnet, og kan ikke være assistent der."
WORKS = "Personen jobber hos barnet allerede, og står i lista over assistenter."


def of_child(make, family, who):
    """Somebody of the family's own, and the day they began."""
    ordning, parent = family
    if who == "guardian":
        user = make.parent(municipality=None, municipality_id=ordning.municipality_id)
        make.guardian(child=ordning.child, user=user)
    elif who == "leader of the other service":
        user = make.parent(municipality=None, municipality_id=ordning.municipality_id)
        other = make.ordning(child=ordning.child, service="avlastning")
        make.leader(ordning=other, user=user)
    elif who == "worker":
        user = make.engagement(ordning=ordning, uncleared=True).worker.user
    else:
        user = parent
    return user


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("self", LEADS),
        ("leader of the other service", LEADS),
        ("guardian", GUARDS),
        ("worker", WORKS),
    ],
)
def test_some_are_not_invited(page, make, family, session, who, sentence):
    user = of_child(make, family, who)
    ordning, parent = family
    page.sign_in(parent).get(f"/assistenter/{ordning.id}/inviter")
    page.submit(422, name="Noen", email=user.email.upper())
    assert page.errors == [sentence]
    assert session.scalars(select(Invitation)).all() == []


@pytest.mark.parametrize("who", ["guardian", "worker"])
def test_nor_do_they_get_in_by_a_link_sent_before(page, make, family, session, who):
    invite(page, family, email="senere@provevik.example")
    path = link_of(session)
    of_child(make, family, who).email = "senere@provevik.example"
    before = len(session.scalars(select(Engagement)).all())
    page.sign_out().get(path).submit(422, is_near="no")
    assert len(page.errors) == 1
    assert len(session.scalars(select(Engagement)).all()) == before


def test_a_worker_whose_engagement_is_over_is_invited_again(page, make, family, session):
    ordning, _parent = family
    former = make.engagement(ordning=ordning, ended=True)
    invite(page, family, email=former.worker.user.email)
    page.sign_out().get(link_of(session)).submit(is_near="no")
    assert len(session.scalars(select(Engagement)).all()) == 2


def test_a_protected_worker_is_not_given_away(page, make, family):
    ordning, _parent = family
    hidden = make.engagement(ordning=ordning, worker__graded=True)
    invite(page, family, email=hidden.worker.user.email)
    assert page.location == "/assistenter"


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Velg ja eller nei."),
        ({"is_near": "yes"}, "Skriv hvordan dere er i familie, for eksempel tante."),
    ],
)
def test_one_must_say_whether_one_is_near_family(page, family, session, answers, sentence):
    invite(page, family)
    page.sign_out().get(link_of(session)).submit(422, **answers)
    assert page.errors == [sentence]


def test_near_family_waits_for_the_office(app, page, family, session):
    invite(page, family)
    path = link_of(session)
    page.sign_out().get(path).submit(is_near="yes", kinship="Tante").follow()
    page.get(path, 410)
    assert session.scalars(select(Engagement)).all() == []
    declared = session.scalars(select(DeclaredRelation)).one()
    assert (declared.relation, declared.approved_by_id) == ("Tante", None)
    mail = session.scalars(
        select(OutboxMessage).where(OutboxMessage.template == "near_relation")
    ).one()
    with app.app_context():
        rendered(mail)
    assert mail.subject == "Noen i nær familie har sagt ja til å være assistent"
    assert "/medarbeidere/" in mail.body
    assert "Tante" not in mail.body
