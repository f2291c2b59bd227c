"""The same office as for bookings, and an interview that was held today by two."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.interviews import guides
from tests.bookings.conftest import applicant, one, per, today  # noqa: F401 - fixtures
from tests.plugins.office import NOW


@pytest.fixture
def held(make, one, kari, per):  # noqa: F811 - fixtures
    return make.booking(application=one, hosts=[kari, per], starts_at=NOW - timedelta(hours=2))


@pytest.fixture
def questions(one):  # noqa: F811 - fixtures
    newest = guides.current(one.municipality_id)
    return [it.text for part in guides.parts_of(one) for it in newest[part].questions]


@pytest.fixture
def assess(page, one, held, questions):  # noqa: F811 - fixtures
    """Deliver an assessment as this user, with the same score for every question."""

    def made(user, score=4, button="deliver=1", status=303, **changes):
        page.sign_in(user)
        page.get(f"/rekruttering/{one.id}/samtale/vurdering")
        scores = {f"scores-{place}-score": str(score) for place in range(len(questions))}
        notes = {"scores-0-note": f"Notat fra {user.name}", "summary": f"Inntrykk: {user.name}"}
        page.submit(status, "", button, **{**scores, **notes, **changes})

    return made
