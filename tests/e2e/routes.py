"""Which of the portal's addresses are pages, and which kind of page an address is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from werkzeug.exceptions import HTTPException

if TYPE_CHECKING:
    from werkzeug.routing import Map

# What is sent for these is no page of the portal's.
NOT_PAGES = {
    "agreements.file": "a document",
    "agreements.receipt": "a document",
    "certificates.letter_file": "a document",
    "certificates.own_letter": "a document",
    "clearance.letter_file": "a document",
    "feeds.feed": "a calendar",
    "front.alive": "a word for machines",
    "front.language": "sets a cookie and goes back",
    "front.ready": "a word for machines",
    "hours.sheet": "a file",
    "payroll.file": "a file",
    "pipeline.number_sheet": "a file",
    "recruitment.applicants_cv": "a document",
    "recruitment.draft_cv_file": "a document",
    "recruitment.own_cv_file": "a document",
    "retention.sheet": "a file",
    "rota.shift_file": "a calendar",
    "static": "files",
    "waiting.figures_sheet": "a file",
    "waiting.sheet": "a file",
}
# Of these an address says which page it is; of others only whose.
TELLING = {"key", "kind", "step", "to"}


@dataclass(frozen=True)
class Routes:
    url_map: Map

    @property
    def pages(self) -> set[str]:
        """The endpoints that somebody can go to and get a page."""
        gets = {rule.endpoint for rule in self.url_map.iter_rules() if "GET" in rule.methods}
        return gets - set(NOT_PAGES)

    def kind_of(self, address: str) -> str | None:
        """The endpoint and how it is asked; None when no page is there."""
        parts = urlsplit(address)
        try:
            endpoint, given = self.url_map.bind("localhost").match(parts.path)
        except HTTPException:
            return None
        if endpoint in NOT_PAGES:
            return None
        told = [str(given[name]) for name in sorted(TELLING & given.keys())]
        asked = sorted({f"?{name}" for name, _ in parse_qsl(parts.query)})
        return " ".join([endpoint, *told, *asked])
