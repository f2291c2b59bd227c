"""The log in words, and what it can be narrowed to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from portal.audit.chain import GENESIS
from portal.audit.models import AuditEvent
from portal.desk.log_words import said


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime(2026, 11, 22, 9, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def admin(make, page):
    user = make.user(name="Anne Admin")
    make.role(user=user, hat="admin")
    page.sign_in(user)
    return user


@pytest.fixture
def happened(session, admin):
    def event(number, act, day, actor_id=None):
        session.add(AuditEvent(
            municipality_id=admin.municipality_id, number=number, act=act, thing="x",
            at=datetime(2026, 11, day, 12, tzinfo=UTC), actor_id=actor_id, details_hash=GENESIS,
            chain_hash=GENESIS,
        ))  # fmt: skip

    return event


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("sign_in:ok", "Innlogging: gikk bra"),
        ("application:moved", "Søknad: flyttet"),
        ("child:read", "Barn: lest"),
        ("oppdiktet:gjort", "oppdiktet: gjort"),
    ],
)
def test_an_act_is_said_in_words(app, act, words):
    with app.test_request_context():
        assert said(act) == words


def test_the_log_is_read_in_words_and_by_person(page, admin, happened):
    happened(1, "application:moved", 20, admin.id)
    happened(2, "child:read", 21)
    page.get("/logg")
    assert "Anne Admin Søknad: flyttet" in page.text
    assert "Systemet Barn: lest" in page.text
    page.get(f"/logg?hvem={admin.id}")
    assert "Barn: lest" not in page.text
    assert "Viser bare det Anne Admin har gjort." in page.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("hva=child", {"Barn: lest"}),
        ("fra=2026-11-21", {"Barn: lest"}),
        ("til=2026-11-20", {"Søknad: flyttet"}),
        ("fra=2026-11-20&til=2026-11-21", {"Søknad: flyttet", "Barn: lest"}),
        ("hva=drop&fra=i-gar&til=99&hvem=x", {"Søknad: flyttet", "Barn: lest"}),
        ("fra=0001-01-01&til=9999-12-31", {"Søknad: flyttet", "Barn: lest"}),
        ("hva=vedtak", set()),
    ],
)
def test_the_log_is_narrowed_and_forged_filters_are_left_out(
    page, admin, happened, query, expected
):
    happened(1, "application:moved", 20, admin.id)
    happened(2, "child:read", 21)
    page.get(f"/logg?{query}")
    assert {it for it in ("Søknad: flyttet", "Barn: lest") if it in page.text} == expected
