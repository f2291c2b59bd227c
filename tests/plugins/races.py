"""Two people at the same moment, on connections of their own, on a database of the test's own.

The other tests share one connection, where nothing can wait for anything.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Barrier, BrokenBarrierError, local
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from portal.core import db
from tests.factories import Factories
from tests.page import Page, fields_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from sqlalchemy import Engine

    from portal.accounts.models import User

ALONE_SECONDS = 0.7  # how long one waits for the other to come as far


@dataclass(frozen=True)
class Binds:
    engine: Engine
    units: dict[str, Any]


@dataclass
class Race:
    """Where two meet. ``make`` is for ``with race.making() as make:``, which commits."""

    app: Flask
    engine: Engine

    @contextmanager
    def making(self) -> Iterator[Factories]:
        with db.transaction() as session:
            yield Factories(session)

    def browser(self, user: User | None = None, hat: str | None = None) -> Page:
        """Sit down at a browser of one's own."""
        with db.transaction() as session:
            page = Page(self.app, session)
            return page.sign_in(user, hat=hat) if user else page

    def run(self, *acts: Callable[[], Any], meet: str | tuple[str, ...]) -> list[Any]:
        """Do the acts side by side and return what came of each.

        They meet just before the statement that begins with ``meet``: where both get that
        far, both have looked and neither has written. Where one is kept waiting, the other
        goes on alone after a while.
        """
        ready, met, mine = Barrier(len(acts), timeout=20), Barrier(len(acts)), local()

        def wait(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            if statement.startswith(meet) and getattr(mine, "is_racing", False):
                mine.is_racing = False
                with suppress(BrokenBarrierError):
                    met.wait(ALONE_SECONDS)

        def start(act: Callable[[], Any]) -> Any:
            ready.wait()
            mine.is_racing = True
            return act()

        event.listen(self.engine, "before_cursor_execute", wait)
        try:
            with ThreadPoolExecutor(len(acts)) as pool:
                return list(pool.map(start, acts))
        finally:
            event.remove(self.engine, "before_cursor_execute", wait)


def pressing(page: Page, form: str = "", **changes: Any) -> Callable[[], int]:
    """Fill in a form of the open page; return the act of sending it, answered by a status."""
    found = page._form(form)  # noqa: SLF001 - filled in now, sent later
    data = {**fields_of(found), **changes}
    action = found.get("action") or page.path
    return lambda: page._client.post(action, data=data).status_code  # noqa: SLF001 - as above


@pytest.fixture(scope="session")
def _track(app: Flask, new_database_url: Callable[[], str]) -> Iterator[Binds]:
    """The database of all races, and where units read and write while one is run."""
    before = db.binds()
    engine = db.connect(new_database_url())
    db.Base.metadata.create_all(engine)
    yield Binds(engine, db.binds())
    db.use_bind(**before)
    engine.dispose()


@pytest.fixture
def race(app: Flask, _track: Binds) -> Iterator[Race]:
    """A database where commits stay, empty at first; the usual one is back afterwards."""
    before = db.binds()
    db.use_bind(**_track.units)
    yield Race(app, _track.engine)
    with _track.engine.begin() as connection:
        for table in reversed(db.Base.metadata.sorted_tables):
            connection.execute(table.delete())
    db.use_bind(**before)
