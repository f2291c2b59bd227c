"""Which database the tests run on: PUSTEROM_TEST_DATABASE=sqlite (default) or postgresql.

``make test`` runs a worker for each side by side and sets PUSTEROM_TEST_SHARED: then what
needs no database is run once, by the SQLite worker, and what drives a browser once, by the
PostgreSQL worker. Coverage is taken by the first of them: both run the same lines.
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
    if "PUSTEROM_TEST_SHARED" in os.environ:
        items[:] = [item for item in items if _is_for_this_worker(item)]


def _is_for_this_worker(item: pytest.Item) -> bool:
    drives_browser = item.get_closest_marker("e2e") is not None
    needs_database = "database_kind" in getattr(item, "fixturenames", ())
    if os.environ.get("PUSTEROM_TEST_DATABASE") == "sqlite":
        return not drives_browser
    return needs_database or drives_browser


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
