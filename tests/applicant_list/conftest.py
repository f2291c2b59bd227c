"""An office in Prøvevik, in a municipality that makes a public list of applicants."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from portal.municipality.models import DatedSetting

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def office(make):
    return make.office(municipality=make.municipality(slug="provevik"))


@pytest.fixture
def decide(session, office):
    """Decide a setting of the municipality, from the first day of the year."""

    def decided(key, value):
        session.add(
            DatedSetting(
                municipality_id=office.municipality_id, key=key, value=value,
                valid_from=date(2026, 1, 1), source="Prøve", set_by_id=None,
            )
        )  # fmt: skip
        session.flush()

    return decided


@pytest.fixture
def has_list(decide):
    decide("public_applicant_list", "1")


@pytest.fixture
def kari(make, office, page):
    user = make.coordinator(office=office, name="Kari Koordinator")
    page.sign_in(user)
    return user


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
