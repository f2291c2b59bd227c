"""The main job from end to end: from the first click to the payroll file and the calendar.

In a browser: on a telephone, on a desktop, and with scripts switched off.
"""

from __future__ import annotations

import os
import re
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import icalendar
import pytest

from tests.e2e.portal_at import START, PortalAt, copy_of, seeded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.e2e

MONDAY = "2026-11-30T09:00:00+00:00"
PAY_DAY = "2026-12-03T09:00:00+00:00"
SHOTS = os.environ.get("STORY_SHOTS", "")  # a folder: the pictures of the README


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seeded(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def portal(demo: Path, tmp_path: Path) -> Iterator[PortalAt]:
    portal = PortalAt(copy_of(demo, tmp_path))
    yield portal.at(START)
    portal.stop()


class Person:
    """Somebody at a screen of their own. Every page is checked for sideways scroll."""

    def __init__(self, browser: Browser, portal: PortalAt, width: int, *, script: bool) -> None:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script, locale="nb-NO"
        )
        self.page: Page = context.new_page()
        self.page.set_default_timeout(60_000)
        self.portal, self.width = portal, width

    def open(self, path: str) -> Person:
        self.page.goto(f"{self.portal.url}{path}")
        return self

    def sign_in(self, email: str, password: str = "demo-passord") -> Person:
        self.open("/logg-inn").fill("E-post", email).fill("Passord", password)
        return self.press("Logg inn")

    def fill(self, label: str, text: str, nth: int = 0) -> Person:
        self.page.get_by_label(label).nth(nth).fill(text)
        return self

    def tick(self, label: str | re.Pattern[str]) -> Person:
        self.page.get_by_label(label).first.check()
        return self

    def choose(self, label: str, index: int) -> Person:
        self.page.get_by_label(label).select_option(index=index)
        return self

    def press(self, name: str | re.Pattern[str]) -> Person:
        return self.leave(self.page.locator("main").get_by_role("button", name=name).first)

    def go(self, name: str | re.Pattern[str]) -> Person:
        return self.leave(self.page.locator("main").get_by_role("link", name=name).first)

    def onwards(self) -> Person:
        """Press the page's own button, whatever it says."""
        return self.leave(self.page.locator("main form button[type=submit]").first)

    def leave(self, what: Locator) -> Person:
        """Click what leads to another page, and wait until it is there."""
        assert what.count(), f"{what} is not on {self.page.url}:\n{self.text[:1500]}"
        with self.page.expect_navigation():
            what.click()
        return self

    @property
    def text(self) -> str:
        """All the words of the page's main part, with plain spaces."""
        words = self.page.locator("main").inner_text()
        return " ".join(words.replace("\u00a0", " ").split())

    def unfold(self) -> Person:
        closed = self.page.locator("main details:not([open]) > summary")
        while closed.count():
            closed.first.click()
        return self

    def sees(self, *texts: str) -> Person:
        for text in texts:
            assert text in self.text, f"{text!r} is not on {self.page.url}:\n{self.text[:1500]}"
        return self

    def picture(self, name: str) -> Person:
        if SHOTS and self.width in {390, 1280}:
            path = Path(SHOTS) / f"{name}-{self.width}.png"
            self.page.screenshot(path=path, full_page=True)
        return self


def applies(person: Person) -> None:
    person.open("/nordvik/").picture("forside").go("Se ledige oppdrag").picture("oppdrag")
    person.page.get_by_label("Hva vil du gjøre?").select_option(label="BPA-assistent")
    person.press("Vis oppdrag").go("Neste")
    person.leave(person.page.locator("main h3 a").last)  # waited the least: Ingrid's
    person.go("Søk på oppdraget").tick("BPA-assistent").picture("soknad").onwards()
    person.fill("Navn", "Lea Strand").fill("E-post", "lea@soker.example")
    person.fill("Mobil", "412 34 567").fill("Fødselsdato", "4.3.1998")
    person.choose("Hvor bor du?", 1).onwards()
    person.tick("Onsdag kveld").tick("Lørdag dag").tick(re.compile("Jeg vil være med"))
    person.page.locator("#hours_per_week").fill("4")
    person.onwards()
    person.fill("Hva liker du å gjøre?", "turer, hund og fotball")
    person.choose("Hvor godt snakker du norsk?", 6).onwards()
    for number, name in enumerate(("Rita Rektor", "Per Trener")):
        person.fill("Navn", name, number)
        person.page.locator("input[name$=knows_from]").nth(number).fill("Lærer på skolen")
        person.page.locator("input[name$=phone]").nth(number).fill("987 65 432")
    person.onwards().press("Send søknaden").sees("Takk. Vi har fått søknaden din")


def is_approved(coordinator: Person) -> None:
    coordinator.open("/rekruttering").picture("rekruttering").go("Lea Strand")
    coordinator.go("Flytt til referanser").fill("Hvorfor?", "Ser fint ut").onwards()
    for _ in range(2):
        coordinator.unfold()
        form = coordinator.page.locator("form").filter(has_text="Registrer samtalen").first
        form.get_by_label("Det viktigste").fill("Trygg og tydelig.")
        coordinator.leave(form.get_by_role("button", name="Registrer samtalen"))
    coordinator.go("Flytt til samtale").fill("Hvorfor?", "Gode referanser").onwards().unfold()
    form = coordinator.page.locator("form").filter(has_text="Lagre avgjørelsen")
    form.locator("input[value=approved]").check()
    form.get_by_label("Hvorfor?").fill("Trygg, tydelig og god med barn.")
    coordinator.leave(form.get_by_role("button", name="Lagre avgjørelsen"))
    coordinator.picture("soker").go("Gå til godkjenning")
    engages = coordinator.page.locator("input[name=engages]")
    if not engages.is_checked():
        engages.check()
    coordinator.press("Godkjenn og legg inn")


def comes_in(worker: Person) -> None:
    mail = worker.portal.mail_to("lea@soker.example", "/lenke/")
    path = re.search(r"/lenke/\S+", mail)
    assert path
    worker.open(path[0]).fill("passord", "en lang setning som huskes").press("Lagre passordet")


def signs(worker: Person) -> None:
    worker.sign_in("lea@soker.example", "en lang setning som huskes")
    worker.open("/rolle")
    switch = worker.page.get_by_role("button", name=re.compile("Bytt.*[Aa]ssistent"))
    if switch.count():
        worker.leave(switch.first)
    worker.open("/hjem").go("Se hva du må gjøre").go("Les og signer")
    worker.tick(re.compile("Jeg har lest")).press("Signer").sees("Taushetserklæring: signert")


def is_cleared(coordinator: Person) -> None:
    coordinator.open("/papirer").go("Lea Strand").fill("Utstedt dato", "20.11.2026")
    coordinator.press("Registrer som sett i dag").fill("Signert dato", "22.11.2026")
    coordinator.press("Registrer avtalen").sees("Alt er på plass. Lea kan få vakter.")


def is_planned(parent: Person) -> None:
    parent.open("/hjem").picture("forelder-hjem").go("Åpne vaktplanen").picture("vaktplan")
    parent.press("Angre alle")
    parent.page.locator("main a:visible", has_text="Legg til vakt").first.wait_for()
    href = parent.page.locator("main a[href*='/ny']:visible").first.get_attribute("href")
    assert href
    parent.open(href.partition("?")[0])
    parent.page.get_by_label("Hvem").select_option(label="Lea Strand")
    parent.fill("Dag", "29.11.2026").fill("Fra", "11").fill("Til", "14")
    parent.press("Legg vakten i utkastet").picture("utkast").press("Publiser 1 endring")
    parent.sees("Lea")


def follows_in_a_calendar(worker: Person) -> str:
    worker.open("/kalender").fill("Navn, så du kjenner den igjen", "Mobilen min")
    worker.press("Lag lenke").picture("kalender")
    url = worker.page.locator("#lenke").input_value()
    (event,) = calendar(url)
    assert event.decoded("DTSTART").isoformat() == "2026-11-29T10:00:00+00:00"
    assert str(event["SUMMARY"]) == "Vakt"
    return url


def calendar(url: str) -> list[icalendar.Event]:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return list(icalendar.Calendar.from_ical(answer.read()).walk("VEVENT"))


def gets_paid(worker: Person, parent: Person, coordinator: Person) -> None:
    worker.open("/hjem").picture("assistent-hjem").press("Som planlagt")
    parent.open("/attester").picture("attester").press(re.compile("^Attester \\d+ vakter"))
    coordinator.open("/godkjenning").picture("godkjenning").press(re.compile("^Godkjenn \\d+"))
    worker.open("/mine-timer").sees("Godkjent. Kommer på konto")
    worker.portal.at(PAY_DAY)
    coordinator.open("/hjem").picture("arbeidsko").open("/lonn").press("Lag lønnsfil")
    coordinator.sees("laget, ikke levert").picture("lonnsfil")
    with coordinator.page.expect_download() as download:
        coordinator.page.get_by_role("link", name="Hent fila").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == "Ansattnr;Lønnsart;Antall;Sats;Beløp;Fra;Til"
    assert "2026-11-29" in text
    assert "Strand" not in text
    coordinator.press("Merk som levert").press("Merk som utbetalt")
    worker.open("/mine-timer").sees("Utbetalt").picture("timer")


@pytest.mark.parametrize(
    ("width", "script"),
    [(1280, True), (390, True), (390, False)],
    ids=["desktop", "phone", "no-js"],
)
def test_from_the_first_click_to_the_money(
    browser: Browser, portal: PortalAt, width: int, *, script: bool
) -> None:
    def somebody() -> Person:
        return Person(browser, portal, width, script=script)

    applies(somebody())
    coordinator = somebody().sign_in("koordinator@demo.example")
    is_approved(coordinator)
    worker = somebody()
    comes_in(worker)
    signs(worker)
    is_cleared(coordinator)
    parent = somebody().sign_in("forelder@demo.example")
    is_planned(parent)
    url = follows_in_a_calendar(worker)
    portal.at(MONDAY)
    gets_paid(worker, parent, coordinator)
    assert calendar(url)
