"""One session a unit, one commit, and a GET that cannot write."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import event, func, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from portal.accounts.models import FailedSignIn, User
from portal.core import db
from portal.municipality.models import Municipality


def test_a_reading_unit_refuses_to_write(connection):
    with db.unit(write=False) as session:
        session.add(FailedSignIn(account_hash="a", address_hash="b"))
        with pytest.raises(db.ReadOnlyError):
            session.flush()


def test_the_database_refuses_what_a_reading_unit_writes_by_statement(app):
    with db.unit(write=False) as session, pytest.raises(DBAPIError, match=r"read-?only"):
        session.execute(update(Municipality).values(name="Endret"))


def test_what_was_changed_while_reading_is_not_written(app):
    with db.unit(write=False) as session:
        session.add(FailedSignIn(account_hash="a", address_hash="b"))
    with db.unit(write=False) as session:
        assert session.scalars(select(FailedSignIn)).all() == []


def test_what_is_read_often_is_planned_once(app, database_kind):
    """A ROLLBACK would have PostgreSQL plan every statement of every page anew."""
    rollbacks = []
    reader, note = db.binds()["reader"], rollbacks.append
    event.listen(reader, "rollback", note)
    for _ in range(50):  # the fifth time on a connection it is prepared
        with db.unit(write=False) as session:
            session.scalar(select(func.count(Municipality.id)))
    event.remove(reader, "rollback", note)
    assert rollbacks == []
    if database_kind == "postgresql":
        with db.unit(write=False) as session:
            kept = session.scalars(text("SELECT statement FROM pg_prepared_statements")).all()
        assert any("count(municipality.id)" in it for it in kept)


def test_nothing_is_written_without_commit(connection):
    with db.unit(write=True) as session:
        session.add(FailedSignIn(account_hash="a", address_hash="b"))
    with db.unit(write=False) as session:
        assert session.scalars(select(FailedSignIn)).all() == []


def test_kept_rows_survive_the_rollback(connection):
    with db.unit(write=True) as session:
        session.add(FailedSignIn(account_hash="lost", address_hash="b"))
        db.keep(FailedSignIn(account_hash="kept", address_hash="b"))
    with db.unit(write=False) as session:
        assert session.scalars(select(FailedSignIn.account_hash)).all() == ["kept"]


@pytest.mark.parametrize(("write", "asked"), [(False, 1), (True, 2)])
def test_a_page_reads_a_thing_once_and_a_form_anew(connection, write, asked):
    read = iter(range(9))
    with db.unit(write=write):
        assert [db.read_once("key", lambda: next(read)) for _ in range(2)] == [0, asked - 1]
    with db.unit(write=False):
        assert db.read_once("key", lambda: next(read)) == asked, "kept for no other unit"


def test_a_naive_instant_is_refused(session):
    with pytest.raises(StatementError, match="aware"):
        session.execute(select(FailedSignIn).where(FailedSignIn.at == datetime(2026, 1, 1)))  # noqa: DTZ001 - the mistake itself


def test_instants_come_back_in_utc(make, session):
    user = make.user(created_at=datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    session.expire_all()
    assert session.get(User, user.id).created_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_refused_constraint_is_known_by_name(make, session):
    make.user(email="same@provevik.example")
    with pytest.raises(IntegrityError) as caught:
        make.user(email="same@provevik.example")
    names = ["uq_user_account_email", "user_account.email"]
    assert db.constraint_of(caught.value, names) in names
    assert db.constraint_of(caught.value, ["uq_child_number"]) is None


def test_outside_a_unit_there_is_no_session(app):
    with pytest.raises(LookupError):
        db.session()


def test_factories_make_a_whole_family(make, session):
    entry = make.entry(submitted=True)
    assert entry.engagement.ordning.child.municipality_id == entry.municipality_id
    assert entry.engagement.worker.user.municipality_id == entry.municipality_id
    assert len(session.scalars(select(Municipality)).all()) == 1
