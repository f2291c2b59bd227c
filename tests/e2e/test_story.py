"""The whole story in a browser: on a telephone, without scripts, and by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.keyboard import Keyboard
from tests.e2e.person import Person
from tests.e2e.story import tell

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.e2e.portal_at import PortalAt

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(
    ("kind", "width", "script"),
    [(Person, 390, True), (Person, 390, False), (Keyboard, 1280, True)],
    ids=["phone", "no-js", "keyboard"],
)
def test_from_the_first_click_to_the_money(
    browser: Browser, portal: PortalAt, kind: type[Person], width: int, *, script: bool
) -> None:
    tell(lambda: kind(browser, portal, width, script=script))


@pytest.mark.long
@pytest.mark.parametrize(
    ("kind", "width"), [(Person, 1280), (Keyboard, 320)], ids=["desktop", "narrow-keyboard"]
)
def test_from_the_first_click_to_the_money_elsewhere(
    browser: Browser, portal: PortalAt, kind: type[Person], width: int
) -> None:
    tell(lambda: kind(browser, portal, width))
