"""SQLite files for tests: a real file, since an in-memory database knows no second connection."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="session")
def new_sqlite_url(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Return a function that gives the URL of a file that does not exist yet."""
    folder: Path = tmp_path_factory.mktemp("sqlite")
    numbers = itertools.count(1)
    return lambda: f"sqlite:///{folder}/test_{next(numbers)}.db"
