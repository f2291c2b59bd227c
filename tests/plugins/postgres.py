"""A PostgreSQL server for this test process, started by the first test that needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.postgres_cluster import Cluster, NoServerError

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """One server for each pytest-xdist worker: nothing to lock, nothing to share."""
    try:
        with Cluster.started() as cluster:
            yield cluster
    except NoServerError as error:
        pytest.exit(f"PUSTEROM_TEST_DATABASE=postgresql, but {error}", returncode=3)
