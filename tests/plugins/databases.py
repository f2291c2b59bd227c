"""Which database the tests run on: PUSTEROM_TEST_DATABASE=sqlite (default) or postgresql.

``make test`` runs three workers side by side, and PUSTEROM_TEST_SHARE says whose share each
takes: what needs no database is run once, by the SQLite worker; what drives a browser or is
marked ``once``, by a worker of its own. Only the SQLite worker takes coverage, since it doubles
the time and both databases run the same lines.
No test asks which database it has, except to say something that is true of one of them only.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

pytest_plugins = ["tests.plugins.postgres", "tests.plugins.sqlite"]

KINDS = ("sqlite", "postgresql")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    share = os.environ.get("PUSTEROM_TEST_SHARE")
    if share:
        items[:] = [item for item in items if share in _takers(item)]


def _takers(item: pytest.Item) -> tuple[str, ...]:
    if item.get_closest_marker("e2e") or item.get_closest_marker("once"):
        return ("browser",)
    needs_database = "database_kind" in getattr(item, "fixturenames", ())
    return KINDS if needs_database else ("sqlite",)


@pytest.fixture(scope="session")
def is_second() -> bool:
    """Whether another worker sees the same pages, so that they need not be audited here too."""
    return os.environ.get("PUSTEROM_TEST_SHARE") == "postgresql"


@pytest.fixture(scope="session")
def database_kind() -> Literal["sqlite", "postgresql"]:
    kind = os.environ.get("PUSTEROM_TEST_DATABASE", "sqlite")
    if kind not in KINDS:
        pytest.exit(f"PUSTEROM_TEST_DATABASE={kind}: must be one of {KINDS}", returncode=3)
    return kind


@pytest.fixture(scope="session")
def new_database_url(request: pytest.FixtureRequest, database_kind: str) -> Callable[[], str]:
    """Return a function that gives the URL of an empty database, another at each call."""
    if database_kind == "postgresql":
        return request.getfixturevalue("postgres_cluster").create_database
    return request.getfixturevalue("new_sqlite_url")


@pytest.fixture(scope="session")
def database_url(new_database_url: Callable[[], str]) -> str:
    """The database of this test process: empty at first, shared by its tests."""
    return new_database_url()


@pytest.fixture
def empty_database_url(new_database_url: Callable[[], str]) -> str:
    """A database for one test alone: migrations, several processes, commits that stay."""
    return new_database_url()
