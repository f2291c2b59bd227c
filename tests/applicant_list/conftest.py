"""An office in Prøvevik, in a municipality that makes a public list of applicants."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def today(today):
    return today


@pytest.fixture
def has_list(decide):
    decide("public_applicant_list", "1")


@pytest.fixture
def apply(make, office):
    """Somebody who was told of the list applies."""

    def applied(name, **facts):
        known = {
            "name": name, "is_told_of_list": True, "occupation": "Lærer",
            "home_municipality": "Molde",
        }  # fmt: skip
        return make.application(**{"office": office, **known, **facts})

    return applied
