"""The addresses people and calendars have kept: none goes away, none appears, unseen.

An address that is meant to change is changed in ``routes.txt`` too, and an old one that
people may have kept (a calendar link, a mail) gets a redirect.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tests.tree import ROOT

if TYPE_CHECKING:
    from flask import Flask

LISTED = ROOT / "tests" / "routes.txt"


def test_the_addresses_are_those_on_the_list(app: Flask) -> None:
    listed = LISTED.read_text(encoding="utf-8").splitlines()
    now = _lines_of(app)
    assert sorted(set(listed) - set(now)) == [], "gone"
    assert sorted(set(now) - set(listed)) == [], "new"
    assert listed == now, "the list is sorted, and says each address once"


def test_no_address_leads_to_two_places(app: Flask) -> None:
    """The second of them would never be reached."""
    met = Counter(
        (re.sub(r"<[^>]*?(\w+:)?\w+>", "<>", rule.rule), method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    )
    assert [where for where, times in met.items() if times > 1] == []


def _lines_of(app: Flask) -> list[str]:
    """Return ``rule METHODS endpoint`` of every address, sorted."""
    return sorted(
        f"{rule.rule} {','.join(sorted((rule.methods or set()) - {'HEAD', 'OPTIONS'}))} "
        f"{rule.endpoint}"
        for rule in app.url_map.iter_rules()
    )
