"""The same office and applicant as for bookings, with two referees."""

from __future__ import annotations

import pytest

from tests.bookings.conftest import applicant, one, per, today  # noqa: F401 - fixtures

TOKEN = "r" * 43
ANSWER = {
    "knows_how": "Jeg var sjefen hennes i barnehagen.",
    "known_since": "2019",
    "trust": "yes",
    "strengths": "Rolig, og hører etter.",
    "other": "",
}


@pytest.fixture
def asked(make, one):  # noqa: F811 - a fixture
    return make.reference_request(application=one, token=TOKEN)
