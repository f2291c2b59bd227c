"""From a place in the pool to the first planned shift, chapter by chapter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.e2e.cast import named, offers

if TYPE_CHECKING:
    from tests.e2e.cast import Cast
    from tests.e2e.person import Person

AFTER_MEETING = "2026-12-04T15:00:00+00:00"


def is_asked(cast: Cast) -> None:
    office = cast.proposals().unfold().picture("forslag")
    office.tick(re.compile(cast.name)).press("Foreslå de valgte")
    office.go("Spør den").picture("spor").press(re.compile("^Spør de"))
    person = cast.applicant.open(cast.sent("/sporsmal/")).picture("sporsmal")
    says_yes(person.tick(named(person, "is_near")))


def says_yes(person: Person) -> None:
    person.tick(named(person, "answer")).press("Send svaret").sees("Takk")


def meets_the_family(cast: Cast) -> None:
    """Meet at the library; both say yes afterwards, without seeing what the other said."""
    office = offers(cast.proposals().go("Avtal møte"), "4.12.2026")
    office.fill(named(office, "place"), "Biblioteket, 2. etasje").press("Avtal møtet og gi beskjed")
    family = cast.family().open("/til-dere").go("Les mer").picture("til-dere")
    family.sees("Dere skal bli kjent", "Biblioteket")
    cast.portal.at(AFTER_MEETING)
    cast.portal.tell(run="remind")  # asks both how it went
    says_yes(family.open("/til-dere").go("Les mer"))
    person = cast.applicant.open(cast.sent("/mote/")).picture("mote")
    says_yes(person.tick(named(person, "is_near")))
    cast.proposals().picture("begge-vil").go("Gjør oppdraget klart")


def is_engaged(cast: Cast) -> None:
    office = cast.office.picture("nytt-oppdrag").tick(re.compile("Oppdragsavtale|Oppdragstaker"))
    office.tick(named(office, "is_near"))
    office.press("Se over oppdraget").press("Lag oppdraget")


def papers_are_in_order(cast: Cast) -> None:
    person = cast.applicant.open("/hjem").picture("ny-hjelper").go("Se hva du må gjøre")
    person.go("Les og signer").tick(re.compile("Jeg har lest")).press("Signer")
    office = cast.office.open("/papirer").go(cast.name).fill("Utstedt dato", "3.12.2026")
    office.press("Registrer som sett i dag").go("Kurs")
    office.choose(named(office, "course_id"), "Førstehjelp")
    office.fill(named(office, "completed_on"), "1.11.2026").press("Registrer kurset")


def agree(cast: Cast) -> None:
    """Both accept the same words, each at their own screen."""
    office = cast.office.open("/papirer").go(cast.name).picture("papirer").go("Lag avtalen")
    office.go("Lag avtalen").fill(named(office, "aim"), "Gi barnet gode helger og familien fri.")
    office.fill(named(office, "month_minutes"), "16").picture("avtale")
    office.press("Lagre og se over").press("Send avtalen til")
    person = cast.applicant.open("/mine-avtaler").picture("mine-avtaler")
    person.go(re.compile("avtale", re.IGNORECASE)).tick(named(person, "has_read"))
    person.picture("godta").press("Godta avtalen")
    office.open("/avtaler").go(cast.name).tick(named(office, "has_read"))
    office.press("Godta avtalen").sees("Avtalen er signert av begge")


def has_a_shift(cast: Cast) -> None:
    family = cast.family().open("/hjem").picture("familie-hjem").go("Åpne vaktplanen")
    href = family.main.locator("a[href*='/ny']:visible").first.get_attribute("href")
    assert href
    family.open(href.partition("?")[0]).choose("Hvem", cast.name)
    family.fill("Dag", "10.1.2027").fill("Fra", "10").fill("Til", "16")
    family.press("Legg vakten i utkastet").press("Publiser 1 endring").picture("familie-plan")
    cast.applicant.open("/hjem").picture("forste-vakt").sees("Søndag 10. jan. 10.00–16.00")
