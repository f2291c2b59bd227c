"""Be anybody with one press: in the demo, on this machine, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from portal.access.actor import Assurance
from portal.accounts.models import UserSession
from portal.core import clock, config
from portal.core.config import ConfigError
from portal.demo import marker
from portal.municipality.models import Municipality

HERE = {"REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture
def demo(settings, monkeypatch):
    monkeypatch.setattr(config, "_current", [replace(settings, is_demo=True)])


@pytest.fixture
def place(make):
    return make.municipality(is_demo=True, name="Nordvik kommune")


@pytest.fixture
def parent(make, place):
    return make.parent(
        municipality=None, municipality_id=place.id, name="Ingrid Demo", with_password=True
    )


def test_outside_the_demo_there_is_no_such_page(page, parent):
    page.get("/demo", status=404)
    page.post(f"/demo/logg-inn/{parent.id}", status=404)


def test_everybody_is_there_by_municipality(page, demo, make, parent, place):
    make.role(user=parent, hat="worker")
    neighbour = make.municipality(is_demo=True, name="Bortvik kommune")
    make.admin(municipality=None, municipality_id=neighbour.id, name="Adm Nabo", password_hash="x")
    make.parent(municipality=None, municipality_id=place.id, name="Uten Passord")
    make.parent(municipality=None, municipality_id=place.id, password_hash="x")
    page.get("/demo")
    text = page.text
    order = [text.index(it) for it in ("Nordvik kommune", "Ingrid Demo", "Bortvik kommune")]
    assert order == sorted(order)  # the largest first
    assert "Foresatt · Assistent" in text or "Assistent · Foresatt" in text
    assert "Uten Passord" not in text


def test_one_press_is_enough(page, demo, make, parent, session):
    page.get("/demo").submit(form=str(parent.id))
    assert page.location == "/hjem"
    assert session.scalar(select(UserSession.assurance)) == Assurance.HIGH
    page.get("/min-side")
    assert "Ingrid Demo" in page.response.get_data(as_text=True)


def test_becoming_another_ends_the_first(page, demo, make, parent, place, session):
    other = make.parent(municipality=None, municipality_id=place.id, password_hash="x")
    page.get("/demo").submit(form=str(parent.id))
    page.get("/demo").submit(form=str(other.id))
    ended = dict(session.execute(select(UserSession.user_id, UserSession.ended_at)).all())
    assert ended[parent.id] is not None
    assert ended[other.id] is None


def test_nobody_real_is_there(page, demo, make, parent):
    real = make.parent(with_password=True)
    page.get("/demo")
    assert real.name not in page.text
    page.post(f"/demo/logg-inn/{real.id}", status=404)
    parent.disabled_at = clock.now()
    page.post(f"/demo/logg-inn/{parent.id}", status=404)


@pytest.mark.parametrize(
    ("remote", "host", "status"),
    [
        ("127.0.0.1", "127.0.0.1:8000", 200),
        ("127.0.0.1", "localhost", 200),
        ("::1", "[::1]:8000", 200),
        ("192.0.2.7", "127.0.0.1:8000", 403),
        ("127.0.0.1", "evil.example", 403),
        ("127.0.0.1", "127.0.0.1.evil.example", 403),
    ],
)
def test_only_this_machine_is_answered(app, session, demo, remote, host, status):
    answer = app.test_client().get(
        "/demo", headers={"Host": host}, environ_base={"REMOTE_ADDR": remote}
    )
    assert answer.status_code == status


def test_outside_the_demo_every_machine_is_answered(app, session):
    answer = app.test_client().get("/healthz", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("is_demo", "marked", "starts"),
    [(True, True, True), (True, False, False), (False, False, True), (False, True, True)],
)
def test_the_demo_refuses_somebody_elses_database(settings, tmp_path, is_demo, marked, starts):
    url = f"sqlite:///{tmp_path / 'it.sqlite'}"
    chosen = replace(settings, database_url=url, is_demo=is_demo)
    engine = sa.create_engine(url)
    marker.check(chosen, engine)  # not made yet
    with engine.begin() as connection:
        marker.check(chosen, engine)  # made, without tables
        Municipality.__table__.create(connection)
    marker.check(chosen, engine)  # empty
    row = {"slug": "x", "name": "X", "number": "1", "phone": "", "email": "", "is_demo": marked}
    with engine.begin() as connection:
        connection.execute(sa.insert(Municipality), row)
    if starts:
        marker.check(chosen, engine)
    else:
        with pytest.raises(ConfigError, match="real use"):
            marker.check(chosen, engine)
    engine.dispose()
