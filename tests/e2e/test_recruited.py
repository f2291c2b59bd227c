"""How a place is filled: the applicant and the family by telephone, the office at a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.person import Person
from tests.e2e.recruited import tell

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.e2e.portal_at import PortalAt

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(
    "script", [True, pytest.param(False, marks=pytest.mark.long)], ids=["script", "no-js"]
)
def test_from_the_advert_to_the_first_shift(
    browser: Browser, portal: PortalAt, *, script: bool
) -> None:
    tell(
        lambda: Person(browser, portal, 390, script=script),
        lambda: Person(browser, portal, 1280, script=script),
    )
