"""A new engagement: the child is chosen, the role follows, and it is read before it is made."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from portal.engagements.models import Engagement, Invitation
from portal.families.models import DeclaredRelation


@pytest.fixture
def office(make):
    return make.office()


@pytest.fixture
def worker(make, office):
    return make.worker(office=office, user__name="Maja Lund")


@pytest.fixture
def form(page, make, office, worker):
    """The page of a new engagement, in front of the office's coordinator."""
    return page.sign_in(make.coordinator(office=office)).get(
        f"/medarbeidere/{worker.id}/nytt-oppdrag"
    )


def ordning_of(make, office, service="avlastning", **child):
    child = make.child(office=office, initials="A.B.", number=104, **child)
    return make.ordning(child=child, service=service)


@pytest.fixture
def ordning(make, office):
    return ordning_of(make, office)


def fill(ordning, **more):
    return {"ordning_id": str(ordning.id), "terms": "employee_permanent",
            "valid_from": "1.12.2026", "is_near": "no", **more}  # fmt: skip


def made(session):
    return session.scalars(select(Engagement)).all()


def test_untouched_it_makes_nothing(ordning, form, session):
    form.submit(422)
    assert form.errors == [
        "Velg hvem oppdraget gjelder.", "Velg ja eller nei.", "Velg tilknytning.",
    ]  # fmt: skip
    assert made(session) == []


@pytest.mark.parametrize(
    ("service", "kind", "words"),
    [
        ("avlastning", "avlaster", "Avlaster hos A.B. (104). Stemmer det?"),
        ("stottekontakt", "stottekontakt", "Støttekontakt hos A.B. (104). Stemmer det?"),
        ("bpa", "bpa_assistant", "BPA-assistent hos A.B. (104). Stemmer det?"),
    ],
)
def test_the_role_follows_from_the_service(make, office, form, session, service, kind, words):
    ordning = ordning_of(make, office, service)
    form.get(form.path).submit(200, **fill(ordning))
    assert form.h1 == words
    assert made(session) == []
    form.submit(button="confirmed=1").follow()
    assert [one.kind for one in made(session)] == [kind]


def test_one_can_go_back_and_change_it(make, ordning, form, session):
    form.get(form.path).submit(200, **fill(ordning, hours_per_week="7,5", valid_to="31.12.2026"))
    form.submit(200, button="change=1")
    assert form.h1 == "Nytt oppdrag for Maja"
    form.submit(200, valid_to="30.11.2027").submit(button="confirmed=1")
    (one,) = made(session)
    assert (one.hours_per_week_minutes, one.valid_to.isoformat()) == (450, "2027-11-30")


def test_what_was_refused_is_not_done(make, ordning, worker, form, session):
    sent = make.application(user_id=worker.user_id, municipality_id=worker.municipality_id)
    sent.roles[0].kind, sent.roles[0].outcome = "avlaster", "not_approved"
    form.get(form.path).submit(422, **fill(ordning))
    assert form.errors == ["Maja er ikke godkjent som avlaster."]


@pytest.mark.parametrize(("kind", "is_warned"), [("stottekontakt", True), ("avlaster", False)])
def test_what_was_not_asked_about_is_said(make, ordning, worker, form, kind, is_warned):
    sent = make.application(user_id=worker.user_id, municipality_id=worker.municipality_id)
    sent.roles[0].kind, sent.roles[0].outcome = kind, "approved"
    form.get(form.path).submit(200, **fill(ordning))
    assert ("Maja er godkjent, men ikke som avlaster" in form.text) is is_warned


@pytest.mark.parametrize("who", ["leader", "guardian", "worker"])
def test_who_cannot_work_there_is_not_engaged(make, ordning, worker, form, session, who):
    if who == "leader":
        make.leader(ordning=ordning, user=worker.user)
    elif who == "guardian":
        make.guardian(child=ordning.child, user=worker.user)
    else:
        make.engagement(ordning=ordning, worker=worker)
    before = len(made(session))
    form.get(form.path).submit(422, **fill(ordning))
    assert len(form.errors) == 1
    assert len(made(session)) == before


def test_one_that_follows_another_is_made(make, ordning, worker, form, session):
    make.engagement(ordning=ordning, worker=worker, valid_to=date(2026, 11, 30))
    form.get(form.path).submit(200, **fill(ordning)).submit(button="confirmed=1")
    assert len(made(session)) == 2


def test_near_family_takes_a_reason(make, office, ordning, worker, form, session):
    make.declared_relation(child=ordning.child, user=worker.user, relation="Tante")
    said_yes = Invitation(
        municipality_id=office.municipality_id, ordning_id=ordning.id, name="Maja Lund",
        email=worker.user.email, state="accepted", token_hash="x", invited_by_id=worker.user_id,
        expires_at=worker.created_at,
    )  # fmt: skip
    session.add(said_yes)
    assert "Tante" in form.get(f"/medarbeidere/{worker.id}").text
    form.get(f"/medarbeidere/{worker.id}/nytt-oppdrag").submit(200, **fill(ordning))
    assert "«Tante»" in form.text
    form.submit(422, button="confirmed=1")
    assert form.errors == ["Skriv hvorfor nær familie kan brukes her."]
    form.submit(relation_reason="Barnet har bare kontakt med henne.", button="confirmed=1")
    (one,) = made(session)
    declared = session.scalars(select(DeclaredRelation)).one()
    assert declared.approved_reason == "Barnet har bare kontakt med henne."
    assert said_yes.engagement_id == one.id


def test_near_family_that_the_office_tells_of_takes_a_reason_too(ordning, worker, form, session):
    form.get(form.path).submit(422, **fill(ordning, is_near="yes"))
    assert form.errors == ["Skriv hvordan de er i familie, for eksempel tante."]
    form.submit(200, kinship="Onkel")
    assert "«Onkel»" in form.text
    form.submit(422, button="confirmed=1")
    assert form.errors == ["Skriv hvorfor nær familie kan brukes her."]
    assert session.scalars(select(DeclaredRelation)).all() == []
    form.submit(relation_reason="Bor i nabohuset.", button="confirmed=1")
    declared = session.scalars(select(DeclaredRelation)).one()
    assert (declared.user_id, declared.relation) == (worker.user_id, "Onkel")
    assert (declared.approved_reason, len(made(session))) == ("Bor i nabohuset.", 1)


def test_a_no_does_not_hide_what_was_declared(make, ordning, worker, form, session):
    make.declared_relation(child=ordning.child, user=worker.user, relation="Tante")
    form.get(form.path).submit(200, **fill(ordning))
    form.submit(422, button="confirmed=1")
    assert made(session) == []


def test_sent_twice_it_is_made_once(ordning, form, session):
    form.get(form.path).submit(200, **fill(ordning))
    path, data = form.path, hidden(form)
    for _time in range(2):
        form.post(path, {**data, "confirmed": "1"})
    assert len(made(session)) == 1


def hidden(page):
    return {
        element.get("name"): element.get("value")
        for element in page.all("input")
        if element.get("type") == "hidden" and element.get("name") != "csrf_token"
    }
