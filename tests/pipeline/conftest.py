"""An office with its administrator and coordinator, and today's date."""

from __future__ import annotations

import pytest

from tests.hiring.conftest import (  # noqa: F401 - fixtures
    apply,
    interviewed,
    office,
    ready,
    today,
)


@pytest.fixture
def admin(make, office, page):  # noqa: F811 - fixtures
    user = make.user(municipality=None, municipality_id=office.municipality_id)
    make.role(user=user, hat="admin")
    page.sign_in(user)
    return user


@pytest.fixture
def coordinator(make, office):  # noqa: F811 - fixtures
    return make.coordinator(office=office, name="Kari Koordinator")
