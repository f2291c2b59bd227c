"""An office with its administrator and coordinator, and today's date."""

from __future__ import annotations

import pytest

from tests.hiring.conftest import apply, interviewed, ready, today  # noqa: F401 - fixtures


@pytest.fixture
def admin(make, office, page):
    user = make.user(municipality=None, municipality_id=office.municipality_id)
    make.role(user=user, hat="admin")
    page.sign_in(user)
    return user


@pytest.fixture
def coordinator(make, office):
    return make.coordinator(office=office, name="Kari Koordinator")
