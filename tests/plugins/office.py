"""An office in Prøvevik one Sunday noon, and its coordinator: what many folders start from.

A folder where it is always that Sunday says so with an ``autouse`` fixture of its own.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def office(make):
    return make.office(municipality=make.municipality(slug="provevik"))


@pytest.fixture
def kari(make, office, page):
    """The office's coordinator, at the keyboard."""
    user = make.coordinator(office=office, name="Kari Koordinator")
    page.sign_in(user)
    return user


@pytest.fixture
def decide(make, office):
    """Decide a setting of the municipality."""
    return lambda key, value: make.setting(
        municipality_id=office.municipality_id, key=key, value=value
    )


@pytest.fixture
def family(make, office):
    """A parent of the municipality: of whom, and what they lead, the tests say."""
    user = make.user(
        municipality=None, municipality_id=office.municipality_id, name="Randi Hemmelig"
    )
    make.role(user=user, hat="parent")
    return user
