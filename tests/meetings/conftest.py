"""The same office, family and helpers as for asking, and a meeting that has been."""

from __future__ import annotations

import pytest

from tests.asking.conftest import helper, need, proposed, today  # noqa: F401 - fixtures

FAMILYS, PERSONS = "f" * 43, "p" * 43


@pytest.fixture
def ada(make, need, helper):  # noqa: F811 - fixtures
    """Somebody in the pool who has said yes to meet the family."""
    return make.proposal(need=need, user=helper("Ada").user, state="interested")


@pytest.fixture
def met(make, ada, family):
    """They met yesterday, and nobody has said anything."""
    ada.state = "meeting"
    return make.match_meeting(
        proposal=ada, family=[family], tokens={"family": FAMILYS, "person": PERSONS}
    )
