"""One hat at a time, and its rights alone; rights end the minute they end."""

from __future__ import annotations

from datetime import date, timedelta

import time_machine
from sqlalchemy import select

from portal.access.actor import Assurance, Hat, Relation
from portal.accounts import service
from portal.accounts.models import User, UserSession
from portal.core import clock, ids
from portal.signin import identity
from tests.signin.people import come_in, knock

START = "2026-11-22 12:00"


def actor(session, user, hat=None):
    token = ids.new_token()
    session.add(
        UserSession(
            municipality_id=user.municipality_id,
            user_id=user.id,
            token_hash=ids.digest(token),
            assurance=Assurance.HIGH,
            hat=hat,
        )
    )
    session.flush()
    return identity.actor_of(identity.of_token(token))


def test_the_actor_is_read_in_two_statements(make, session, statements):
    child = make.child()
    user = make.coordinator()
    ordning = make.ordning(child=child)
    make.leader(ordning=ordning, user=user)
    make.role(user=user, hat="parent")
    token = ids.new_token()
    session.add(
        UserSession(
            municipality_id=user.municipality_id,
            user_id=user.id,
            token_hash=ids.digest(token),
            assurance=Assurance.HIGH,
        )
    )
    session.flush()
    session.expire_all()
    statements.clear()
    found = identity.actor_of(identity.of_token(token))
    assert len(statements) == 2
    assert found.hats == (Hat.COORDINATOR, Hat.PARENT)
    assert found.is_in(Relation.LEADS, ordning.id)


def test_offices_and_suppliers_belong_to_the_hat(make, session):
    office, other = make.office(), make.office()
    user = make.coordinator(office=office)
    supplier = make.supplier()
    make.role(user=user, hat="supplier", supplier_id=supplier.id)
    make.role(user=user, hat="parent", office_id=other.id)
    assert actor(session, user).office_ids == {office.id}
    assert actor(session, user, "supplier").office_ids == frozenset()
    assert actor(session, user, "supplier").supplier_ids == {supplier.id}
    assert actor(session, user, "parent").office_ids == {other.id}


def test_a_hat_that_is_no_longer_owned_is_not_worn(make, session):
    user = make.admin()
    assert actor(session, user, "coordinator").hat is Hat.ADMIN
    assert actor(session, make.user()).hat is None


def test_changing_hat_changes_what_one_may_do(page, make, session):
    user = make.coordinator(with_password=True, with_factor=True)
    make.role(user=user, hat="admin")
    come_in(page, user).get("/brukere", status=403)
    page.get("/rolle")
    assert page.h1 == "Hvilken rolle vil du være i?"
    page.submit(hat="admin")
    assert page.location == "/hjem"
    page.get("/brukere")
    page.get("/rolle").submit(hat="coordinator")
    page.get("/brukere", status=403)


def test_a_page_for_another_of_ones_hats_offers_to_change(page, make):
    user = make.parent()
    make.role(user=user, hat="admin")
    page.sign_in(user, hat="parent").get("/brukere", status=403)
    assert page.h1 == "Dette hører til en annen av rollene dine"
    page.submit(hat="admin")
    assert page.location == "/brukere"


def test_a_page_for_nobody_one_is_says_so(page, make):
    page.sign_in(make.parent()).get("/brukere", status=403)
    assert page.h1 == "Denne siden er ikke for rollen du er i"
    assert "Bytt" not in page.text
    page.post("/brukere", {"q": "x"}, status=403)
    assert "Ingenting er lagret." in page.text


def test_a_hat_one_does_not_own_is_refused(page, make, session):
    page.sign_in(make.parent()).get("/rolle")
    for hat in ("admin", "king", ""):
        page.post("/rolle", {"hat": hat}, status=422)
    assert session.scalar(select(UserSession.hat)) is None


def test_the_hat_of_last_time_is_on_again(page, make, session):
    user = make.parent(with_password=True)
    make.role(user=user, hat="worker")
    knock(page, user.email).get("/rolle").submit(hat="worker")
    knock(page.sign_out(), user.email).get("/rolle")
    rows = session.scalars(select(UserSession.hat)).all()
    assert list(rows) == ["worker", "worker"]


def test_a_role_given_meanwhile_takes_nobody_off_their_page(page, make):
    worker = make.user(with_password=True, with_factor=True)
    make.role(user=worker, hat="worker")
    come_in(page, worker).get("/mine-timer")
    make.role(user=worker, hat="parent")
    page.get("/mine-timer")
    page.get("/rolle").submit(hat="parent")
    page.get("/mine-timer", status=403)


def test_rights_end_the_minute_the_role_ends(page, make):
    admin = make.admin()
    with time_machine.travel(START, tick=False):
        page.sign_in(admin).get("/brukere")
    role = service.queries.roles(admin.id)[0].role
    with time_machine.travel(START, tick=False) as now:
        role.ended_at = clock.now() + timedelta(minutes=1)
        page.get("/brukere")
        now.shift(timedelta(minutes=1))
        page.get("/brukere", status=403)
        page.get("/min-side")
        assert page.h1 == "Min side"


def test_rights_end_with_the_last_day_in_norway(page, make):
    admin = make.admin()
    service.queries.roles(admin.id)[0].role.valid_to = date(2026, 11, 22)
    with time_machine.travel("2026-11-22 22:55", tick=False) as now:  # 23.55 in Oslo
        page.sign_in(admin).get("/brukere")
        now.shift(timedelta(minutes=5))
        page.get("/brukere", status=403)


def test_a_disabled_account_is_out_at_once(page, make, session):
    parent = make.parent()
    page.sign_in(parent).get("/min-side")
    session.get(User, parent.id).disabled_at = clock.now()
    page.get("/min-side", status=303)
