"""What every test may use. A test that touches the database gets its own transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from portal.app import create_app
from portal.core import db
from portal.core.config import Settings
from tests.factories import Factories
from tests.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from sqlalchemy import Connection, Engine
    from sqlalchemy.orm import Session

pytest_plugins = [
    "tests.plugins.browser",
    "tests.plugins.databases",
    "tests.plugins.logged",
    "tests.plugins.office",
    "tests.plugins.races",
]


@pytest.fixture(scope="session")
def settings(database_url: str) -> Settings:
    return Settings(
        database_url=database_url,
        secret_key="test-" * 10,
        is_tls=False,
        argon2_kib=64,
        base_url="http://localhost",
    )


@pytest.fixture(scope="session")
def app(settings: Settings) -> Flask:
    """The whole app on an empty schema. Errors are raised into the test, not shown."""
    app = create_app(settings)
    app.testing = True
    db.Base.metadata.create_all(_engine())
    return app


def _engine() -> Engine:
    bind = db.binds()["writer"]
    return bind.engine


@pytest.fixture
def connection(app: Flask) -> Iterator[Connection]:
    """One connection in an outer transaction that is rolled back: commits become savepoints."""
    with _engine().connect() as connection:
        outer = connection.begin()
        before = db.binds()
        db.use_bind(connection, connection)
        yield connection
        db.use_bind(**before)
        outer.rollback()


@pytest.fixture
def session(connection: Connection) -> Iterator[Session]:
    """An open writing unit; ``db.session()`` is this session."""
    with db.unit(write=True) as session:
        yield session


@pytest.fixture
def make(session: Session) -> Factories:
    """Everything a test can make: ``make.child(initials="A.B.")``."""
    return Factories(session)


@pytest.fixture
def page(app: Flask, session: Session, *, is_second: bool) -> Page:
    """A browser without a screen; every page it fetches is audited."""
    return Page(app, session, is_audited=not is_second)


@pytest.fixture
def statements(connection: Connection) -> Iterator[list[str]]:
    """The SQL that was sent while the test ran; clear() it before what is measured."""
    sent: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA")):
            sent.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    yield sent
    event.remove(connection, "before_cursor_execute", note)
