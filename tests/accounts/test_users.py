"""The administrator's list: who has an account, with which roles."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from sqlalchemy import func, select

from portal.access.actor import Hat
from portal.accounts import queries
from portal.accounts.models import Role, User, UserSession
from portal.audit.models import AuditEvent
from portal.messages.models import OutboxMessage
from tests.factories.accounts import PASSWORD
from tests.signin.people import knock

NEW = {"name": "Ada Ny", "email": "ada@provevik.example", "hat": "parent"}


@pytest.fixture
def admin(make):
    return make.admin(name="Aa Admin")


@pytest.fixture
def here(page, admin):
    """The administrator's browser."""
    return page.sign_in(admin)


def person(make, admin, **more) -> User:
    return make.user(municipality=None, municipality_id=admin.municipality_id, **more)


def acts(session) -> list[str]:
    return list(session.scalars(select(AuditEvent.act).order_by(AuditEvent.number)))


def test_the_list_is_the_municipalitys(here, make, admin):
    person(make, admin, name="Bo Her")
    make.user(name="Cy Nabo")
    here.get("/brukere")
    assert "Bo Her" in here.text
    assert "Cy Nabo" not in here.text


def test_the_list_costs_the_same_for_two_and_for_twenty(here, make, admin, statements):
    counts = []
    for more in (1, 18):
        for _ in range(more):
            make.role(user=person(make, admin))
        here.get("/brukere")
        statements.clear()
        here.get("/brukere")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 2 + 3


def test_a_long_list_has_pages(here, make, admin):
    for number in range(30):
        person(make, admin, name=f"Person {number:02}")
    here.get("/brukere")
    assert "Viser 1–25 av 31" in here.text
    here.get("/brukere?side=2")
    assert "Person 29" in here.text
    here.get("/brukere?side=tull")
    assert "Viser 1–25 av 31" in here.text


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("åse", ["Åse Berg"]),
        ("BERG", ["Bo Bergli", "Åse Berg"]),
        ("bo@", ["Bo Bergli"]),
        ("%", []),
        ("_", []),
        ("nabo", []),
    ],
)
def test_a_search_is_posted(here, make, admin, typed, found):
    person(make, admin, name="Åse Berg", email="aase@provevik.example")
    person(make, admin, name="Bo Bergli", email="bo@provevik.example")
    make.user(name="Nabo Berg", email="nabo@nabo.example")
    here.get("/brukere").submit(q=typed, status=200)
    names = [name for name in ("Bo Bergli", "Nabo Berg", "Åse Berg") if name in here.text]
    assert names == found


def test_a_protected_childs_guardian_is_seen_by_those_named_for_it(here, make, admin):
    child = make.child(graded=True)
    user = make.guardian(child=child, user=person(make, admin, name="Skjult Person")).user_id
    here.get(f"/brukere/{user}", status=404)
    make.named_access(graded=child, user=admin)
    here.get(f"/brukere/{user}")
    assert "Skjult Person" in here.text


def test_protected_people_are_seen_by_those_named_for_them(here, make, admin, session):
    worker = make.worker(gradering="fortrolig", user=person(make, admin, name="Skjult Person"))
    here.get("/brukere")
    assert "Skjult" not in here.text
    here.get("/brukere").submit(q="Skjult", status=200)
    assert "0 brukere" in here.h1
    here.get(f"/brukere/{worker.user_id}", status=404)
    make.named_access(graded=worker, user=admin)
    here.get(f"/brukere/{worker.user_id}")


@pytest.mark.parametrize(
    "path", ["", "/roller", "/steng", "/apne", "/inviter", "/totrinn/nullstill"]
)
def test_another_municipalitys_account_is_not_there(here, make, path):
    user = make.user(name="Langt Borte")
    here.post(f"/brukere/{user.id}{path}", status=404)
    assert "Langt Borte" not in here.text
    assert user.disabled_at is None


@pytest.mark.parametrize("url", ["/brukere", "/brukere/ny"])
def test_only_administrators_come_in(page, make, url):
    page.sign_in(make.coordinator()).get(url, status=403)
    page.sign_in(make.parent()).get(url, status=403)
    page.sign_out().get(url, status=303)
    assert page.location.startswith("/logg-inn")


def test_a_new_account_has_a_role_and_an_invitation(here, session):
    here.get("/brukere/ny").submit(**NEW).follow()
    user = session.scalar(select(User).where(User.email == NEW["email"]))
    assert here.h1 == "Ada Ny"
    assert [held.hat for held in queries.roles_now(user.id)] == [Hat.PARENT]
    assert session.scalars(select(OutboxMessage.template)).all() == ["invitation"]
    assert acts(session) == ["user:created", "role:given", "user:invited"]


def test_pressing_twice_makes_one(here, session):
    here.get("/brukere/ny")
    key = next(f.get("value") for f in here.all("input") if f.get("name") == "request_key")
    form = {**NEW, "office": "", "supplier": "", "request_key": key}
    here.post("/brukere/ny", form)
    first = here.location
    here.post("/brukere/ny", form)
    assert here.location == first
    assert session.scalars(select(OutboxMessage.template)).all() == ["invitation"]


def test_an_address_in_use_says_the_same_wherever_it_is_used(here, make, admin):
    person(make, admin, email="her@provevik.example")
    make.user(email="der@nabo.example")
    for email in ("her@provevik.example", "der@nabo.example"):
        here.get("/brukere/ny").submit(**NEW | {"email": email}, status=422)
        assert here.errors == ["Adressen er i bruk. Velg en annen, eller finn kontoen i lista."]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"hat": ""}, "Velg en rolle."),
        ({"hat": "coordinator"}, "Velg kontoret koordinatoren hører til."),
        ({"hat": "supplier"}, "Velg hvilken leverandør det gjelder."),
        (
            {"valid_from": "1.12.2026", "valid_to": "30.11.2026"},
            "Siste dag kan ikke være før første dag.",
        ),
        ({"name": "x" * 10_000}, "Skriv høyst 100 tegn."),
    ],
)
def test_a_role_needs_its_place_and_its_days(here, changes, sentence):
    here.get("/brukere/ny").submit(**NEW | changes, status=422)
    assert here.errors == [sentence]


def test_another_municipalitys_office_is_no_choice(here, make):
    other = make.office(name="Nabokontoret")
    here.get("/brukere/ny")
    assert "Nabokontoret" not in here.text
    here.submit(**NEW | {"hat": "coordinator", "office": str(other.id)}, status=422)


def test_a_role_is_given_from_and_to(here, make, admin, session):
    office = make.office(municipality=None, municipality_id=admin.municipality_id)
    user = person(make, admin)
    with time_machine.travel("2026-11-22 12:00", tick=False):
        here.sign_in(admin).get(f"/brukere/{user.id}").submit(
            form="/roller", hat="coordinator", office=str(office.id),
            valid_from="1.12.2026", valid_to="31.12.2026",
        )  # fmt: skip
        role = session.scalar(select(Role).where(Role.user_id == user.id))
        assert (role.office_id, role.valid_from, role.valid_to) == (
            office.id, date(2026, 12, 1), date(2026, 12, 31),
        )  # fmt: skip
        here.follow()
        assert "Begynner 1. desember 2026" in here.text


def test_a_role_given_wrongly_keeps_what_was_typed(here, make, admin):
    user = person(make, admin)
    here.get(f"/brukere/{user.id}")
    here.submit(form="/roller", hat="coordinator", valid_from="i går", status=422)
    assert here.errors == [
        "Velg kontoret koordinatoren hører til.",
        "Skriv datoen som dag.måned.år, for eksempel 25.11.2026.",
    ]
    fields = {field.get("name"): field.get("value") for field in here.all("input")}
    assert fields["valid_from"] == "i går"
    assert fields["name"] == user.name


def test_a_role_ends_now_or_after_a_day(here, make, admin, session):
    user = person(make, admin)
    roles = [make.role(user=user, hat=hat) for hat in ("parent", "worker")]
    with time_machine.travel("2026-11-22 12:00", tick=False):
        url = f"/brukere/{user.id}/roller/{roles[0].id}/avslutt"
        here.sign_in(admin).get(url).submit(last_on="21.11.2026", status=422)
        assert here.errors == ["Siste dag kan ikke ligge bak oss."]
        here.submit(last_on="30.11.2026")
        here.get(url.replace(str(roles[0].id), str(roles[1].id))).submit()
        assert [held.hat for held in queries.roles_now(user.id)] == [Hat.PARENT]
    with time_machine.travel("2026-12-01 12:00", tick=False):
        assert queries.roles_now(user.id) == []


def test_somebody_elses_role_is_not_ended_through_another(here, make, admin):
    role = make.role(user=make.user())
    here.get(f"/brukere/{admin.id}/roller/{role.id}/avslutt", status=404)
    here.post(f"/brukere/{admin.id}/roller/{role.id}/avslutt", status=404)
    assert role.ended_at is None


def test_nobody_takes_their_own_last_way_in(here, make, admin, session):
    role = queries.roles(admin.id)[0].role
    url = f"/brukere/{admin.id}/roller/{role.id}/avslutt"
    here.get(url).submit(status=422)
    assert "Du kan ikke ta fra deg selv den siste administratorrollen." in here.text
    here.post(f"/brukere/{admin.id}/steng", status=422)
    assert queries.roles_now(admin.id)
    make.role(user=admin, hat="admin")
    here.get(url).submit()


def test_a_closed_account_is_out_and_stays_out(here, make, admin, session, app):
    user = person(make, admin, with_password=True)
    session.add(
        UserSession(
            municipality_id=user.municipality_id, user_id=user.id, token_hash="x", assurance=3
        )
    )
    here.get(f"/brukere/{user.id}").submit(form="/steng").follow()
    assert here.text.count("Kontoen er stengt") == 2
    ended = select(UserSession.ended_at).where(UserSession.user_id == user.id)
    assert session.scalar(ended) is not None
    here.submit(form="/apne")
    knock(here.sign_out(), user.email, PASSWORD)
    assert acts(session)[:2] == ["user:disabled", "user:enabled"]


def test_an_invitation_is_sent_again(here, make, admin, session):
    user = person(make, admin)
    here.get(f"/brukere/{user.id}").submit(form="/inviter").follow().submit(form="/inviter")
    assert session.scalar(select(func.count()).select_from(OutboxMessage)) == 2


def test_a_lost_second_factor_is_taken_away(here, make, admin, session):
    user = person(make, admin, with_factor=True)
    here.get(f"/brukere/{user.id}").submit(form="/nullstill")
    session.refresh(user)
    assert user.totp_secret is None
    assert session.scalars(select(OutboxMessage.template)).all() == ["second_factor_off"]


def test_name_and_address_are_changed_and_the_old_address_told(here, make, admin, session):
    user = person(make, admin, email="for@provevik.example", name="Feil Navn")
    here.get(f"/brukere/{user.id}").submit(
        form=f"{user.id} ", name="Rett Navn", email="etter@provevik.example"
    )
    session.refresh(user)
    assert (user.name, user.email) == ("Rett Navn", "etter@provevik.example")
    assert session.scalars(select(OutboxMessage.address)).all() == ["for@provevik.example"]


def test_an_empty_search_shows_everybody(here):
    here.get("/brukere").submit(q="  ")
    assert here.location == "/brukere"


def test_an_address_cannot_be_changed_to_one_in_use(here, make, admin, session):
    make.user(email="der@nabo.example")
    user = person(make, admin, email="her@provevik.example")
    here.get(f"/brukere/{user.id}").submit(form=f"{user.id} ", email="Der@Nabo.example", status=422)
    assert here.errors == ["Adressen er i bruk. Velg en annen, eller finn kontoen i lista."]
    session.refresh(user)
    assert user.email == "her@provevik.example"
