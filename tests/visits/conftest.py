"""The same office as for bookings, and a home visit that was made today by two."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.visits.checklists import DEFAULT
from tests.bookings.conftest import applicant, one, per, today  # noqa: F401 - fixtures
from tests.plugins.office import NOW

URL = "/rekruttering/{}/hjemmebesok/rapport"


@pytest.fixture
def made(make, one, kari, per):  # noqa: F811 - fixtures
    return make.booking(
        application=one, purpose="home_visit", mode="place", hosts=[kari, per],
        starts_at=NOW - timedelta(hours=3),
    )  # fmt: skip


@pytest.fixture
def write(page, one, made):  # noqa: F811 - fixtures
    """Write the report as this user, with everything in order."""

    def written(user, status=303, **changes):
        page.sign_in(user)
        page.get(f"{URL.format(one.id)}/skriv")
        found = {f"findings-{place}-found": "ok" for place in range(len(DEFAULT))}
        told = {"summary": "Et rolig hjem med god plass.", "conclusion": "suitable"}
        page.submit(status, "", **{**found, **told, **changes})

    return written
