"""Who is in a tale of recruitment: applicant and family by telephone, an office at desks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from tests.e2e.person import Person
    from tests.e2e.portal_at import PortalAt


@dataclass
class Cast:
    """Everybody in it; ``office`` and ``colleague`` are coordinators of the same office."""

    phone: Callable[[], Person]
    desk: Callable[[], Person]
    name: str  # the applicant's
    slug: str = ""  # of the advert, once it is chosen

    def __post_init__(self) -> None:
        self.applicant = self.phone()
        self.portal: PortalAt = self.applicant.portal
        self.office = self.desk().sign_in("koordinator2@demo.example")
        self.colleague = self.desk().sign_in("koordinator3@demo.example")

    @property
    def email(self) -> str:
        return f"{self.name.split()[0].lower()}@soker.example"

    def sent(self, part: str, address: str = "") -> str:
        """Return the path with this part that was mailed last, to the applicant if to nobody."""
        path = re.search(rf"{part}[^\s<>]+", self.portal.mail_to(address or self.email, part))
        assert path
        return path[0]

    def application(self, coordinator: Person) -> Person:
        coordinator.open("/rekruttering/liste").fill("Navn, e-post eller telefon", self.name)
        return coordinator.press("Søk").go(self.name)

    def proposals(self) -> Person:
        """Let the office stand where the need's proposals are."""
        need = self._id("SELECT id FROM need WHERE slug = ?")
        return self.office.open(f"/behov/{need}/forslag")

    def family(self) -> Person:
        """Let the family in, in the demo's way: they have no password there."""
        parent = self._id(
            "SELECT user_id FROM guardian JOIN ordning USING (child_id)"
            " JOIN need ON need.ordning_id = ordning.id WHERE slug = ?"
        )
        family = self.phone().open("/demo")
        form = family.main.locator("form[action*='/demo/logg-inn/']").first
        form.evaluate("(form, to) => { form.action = to }", f"/demo/logg-inn/{parent}")
        return family.leave(form.locator("button"))

    def stands(self) -> str:
        """Return the state of the match."""
        query = "SELECT proposal.state FROM proposal JOIN user_account ON user_account.id = user_id"
        ((state,),) = self.portal.sql(f"{query} WHERE email = ?", self.email)
        return state

    def _id(self, select: str) -> UUID:
        return UUID(self.portal.sql(select, self.slug)[0][0])


def offers(coordinator: Person, day: str, number: int = 0) -> Person:
    """Fill in a time around noon."""
    coordinator.fill("Dag", day, number).fill("Fra kl.", "12", number)
    return coordinator.fill("Til kl.", "13", number)


def named(person: Person, name: str, nth: int = 0) -> Locator:
    """Return the field with this name, for those whose label the municipality decides."""
    return person.main.locator(f"[name$='{name}']").nth(nth)
