"""Letting go of the database before slow work, and writing once the unit is over."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.accounts.models import FailedSignIn
from portal.core import db


def row(name: str) -> FailedSignIn:
    return FailedSignIn(account_hash=name, address_hash="x")


def test_nothing_is_open_while_one_pauses(make, connection):
    user_id = make.user().id
    with db.unit(write=True) as session:
        user = session.get(type(make.user()), user_id)
        db.pause()
        assert not session.in_transaction()
        assert user.name  # what was read stays read


@pytest.mark.parametrize("flushed", [True, False])
def test_one_does_not_pause_in_the_middle_of_writing(connection, flushed):
    with db.unit(write=True) as session:
        session.add(row("half"))
        if flushed:
            session.flush()
        with pytest.raises(RuntimeError, match="already"):
            db.pause()
    with db.unit(write=False) as session:
        assert session.scalars(select(FailedSignIn)).all() == []


def test_what_comes_afterwards_is_one_transaction_in_order(connection):
    seen = []
    with db.unit(write=False):
        db.afterwards(lambda own: own.add(row("first")))
        db.afterwards(lambda own: seen.extend(own.scalars(select(FailedSignIn.account_hash))))
        assert seen == []
    assert seen == ["first"]


def test_outside_a_unit_there_is_no_afterwards(app):
    with pytest.raises(LookupError):
        db.keep(row("never"))
