"""A demo that has been lived in, so that every kind of page is there to be looked at."""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from uuid import UUID

import html5lib

from tests.e2e.acts import ACTS
from tests.e2e.portal_at import running
from tests.e2e.resident import Resident
from tools.crawl import PASSWORD, walk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.portal_at import PortalAt
    from tests.e2e.routes import Routes

# One of each role, and who has what the first one lacks.
ROLES = {
    "applicant": "soker@demo.example",
    "parent": "forelder@demo.example",
    "assistant": "assistent@demo.example",
    "coordinator": "koordinator@demo.example",
    "admin": "admin@demo.example",
    "other coordinator": "koordinator2@demo.example",  # of the other office
    "neighbouring coordinator": "koordinator@nabo.example",  # whose way and rules are others
}
OTHERS = {
    "avlaster": "avlaster@demo.example",
    "stottekontakt": "stottekontakt@demo.example",
    "second assistant": "assistent2@demo.example",
    "second parent": "forelder2@demo.example",
    "neighbouring parent": "forelder@nabo.example",
    "neighbouring assistant": "assistent@nabo.example",
}
# Those whom the acts make.
MADE = (
    "supplier", "invited assistant", "pooled applicant", "nobody", "has applied", "halfway in",
    "met assistant", "asked assistant", "begun assistant", "signing assistant", "matched parent",
    "certified applicant",
)  # fmt: skip
FEW = (*ROLES, *MADE)
EVERYBODY = (*FEW, *OTHERS)
# What everybody who is signed in may go to.
ALWAYS = ("/hjem", "/rolle", "/min-side/totrinn")


@dataclass(frozen=True)
class Sight:
    """A page that somebody has come to."""

    kind: str
    url: str
    status: int

    @property
    def endpoint(self) -> str:
        return self.kind.split()[0]


@dataclass
class Town:
    """Everybody, each with cookies of their own, and where they begin to look around."""

    portal: PortalAt
    routes: Routes
    people: dict[str, Resident] = field(default_factory=dict)
    starts: dict[str, list[str]] = field(default_factory=dict)
    also: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _seen: dict[str, list[Sight]] = field(default_factory=dict)

    def pages(self, name: str) -> list[Sight]:
        """One page of each kind that this person finds by following links."""
        if name not in self._seen:
            walked = walk(
                self.people[name], self.starts[name], self.routes.kind_of, self.also[name]
            )
            self._seen[name] = [Sight(kind, page.url, page.status) for kind, page in walked]
        return self._seen[name]

    def main_pages(self, name: str) -> list[str]:
        """Where the person begins, and what the menu there leads to."""
        first = self.people[name].get(self.starts[name][0])
        page = html5lib.parse(first.text, namespaceHTMLElements=False)
        links = [link.get("href") or "" for nav in page.iter("nav") for link in nav.iter("a")]
        return list(dict.fromkeys([first.url, *(urljoin(first.url, link) for link in links)]))

    # for the acts

    def comes(self, name: str, account: str = "", password: str = PASSWORD) -> Resident:
        """Let somebody in; without an account, only near."""
        person = self.people[name] = Resident(self.portal.url)
        first = person.sign_in(account, password).url if account else "/nordvik/"
        self.starts[name] = [first, *(ALWAYS if account else ["/"])]
        return person

    def leads(self, name: str, *paths: str) -> None:
        """Say where else to begin: what no link leads to, or a page unlike others of its kind."""
        self.starts[name] += paths

    def combs(self, name: str, *paths: str) -> None:
        """Say which more pages to go through, for links that few of their kind have."""
        self.also[name] += paths

    def becomes(self, name: str, user_id: UUID) -> None:
        """Let somebody be anyone in the demo, also who has no password."""
        person = self.comes(name)
        person.get("/demo")
        person.submit(form="", to=f"/demo/logg-inn/{user_id}")
        self.starts[name] = [person.at.url, *ALWAYS]

    def mailed(self, part: str, account: str = "%") -> str:
        """Return the path with this part in a mail to somebody, or to anybody."""
        path = re.search(rf"{part}\S+", self.portal.mail_to(account, part))
        assert path
        return path[0]

    def id_of(self, select: str) -> UUID:
        return UUID(self.portal.sql(f"{select} LIMIT 1")[0][0])


@contextmanager
def lived_in(database: Path, routes: Routes) -> Iterator[Town]:
    """The demo with everybody signed in, after all that happens in acts."""
    with running(database) as portal:
        town = Town(portal, routes)
        for name, account in {**ROLES, **OTHERS}.items():
            town.comes(name, account)
        for happens in ACTS:
            happens(town)
        yield town
