from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.portal_at import PortalAt, copy_of, running, seeded
from tests.e2e.routes import Routes
from tests.e2e.town import Town, lived_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's database, made once; nobody writes to it."""
    return seeded(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def portal(demo: Path, tmp_path: Path) -> Iterator[PortalAt]:
    """A portal of the test's own: it may change whatever it likes."""
    with running(copy_of(demo, tmp_path)) as portal:
        yield portal


@pytest.fixture(scope="session")
def town(app: Flask, demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The demo after all that happens in acts, with everybody signed in."""
    database = copy_of(demo, tmp_path_factory.mktemp("town"))
    with lived_in(database, Routes(app.url_map)) as town:
        yield town
