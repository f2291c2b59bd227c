"""How a place is filled: one who is chosen at once, and one who is declined and matched later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e import chosen, matched
from tests.e2e.cast import Cast
from tests.e2e.person import Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

    from tests.e2e.portal_at import PortalAt

pytestmark = pytest.mark.e2e
SCRIPT = pytest.mark.parametrize(
    "script", [True, pytest.param(False, marks=pytest.mark.long)], ids=["script", "no-js"]
)
CHOSEN = (
    chosen.applies,
    chosen.referees_answer,
    chosen.is_talked_with,
    chosen.is_visited,
    chosen.is_approved,
    chosen.comes_in,
    matched.is_asked,
    matched.meets_the_family,
    matched.is_engaged,
    matched.papers_are_in_order,
    matched.agree,
    matched.has_a_shift,
)
KEPT = (
    chosen.applies,
    chosen.is_declined,
    matched.is_asked,
    matched.meets_the_family,
)


@SCRIPT
@pytest.mark.parametrize(
    ("name", "chapters", "ends"),
    [("Siri Nordli", CHOSEN, "engaged"), ("Odd Solheim", KEPT, "accepted")],
    ids=["chosen", "kept"],
)
def test_from_the_advert_to_the_first_shift(
    browser: Browser,
    portal: PortalAt,
    name: str,
    chapters: tuple[Callable[[Cast], None], ...],
    ends: str,
    *,
    script: bool,
) -> None:
    def at(width: int) -> Callable[[], Person]:
        return lambda: Person(browser, portal, width, script=script)

    cast = Cast(at(390), at(1280), name)
    for chapter in chapters:
        chapter(cast)
    assert cast.stands() == ends
