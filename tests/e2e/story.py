"""The main job, chapter by chapter: from the first click to the payroll file and the calendar."""

from __future__ import annotations

import re
import urllib.request
from typing import TYPE_CHECKING

import icalendar

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from tests.e2e.person import Person

MONDAY = "2026-11-30T09:00:00+00:00"
PAY_DAY = "2026-12-03T09:00:00+00:00"


def tell(somebody: Callable[[], Person]) -> None:
    """Tell it all; everybody in it is a new somebody, at a screen of their own."""
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
    worker.portal.at(MONDAY)
    gets_paid(worker, parent, coordinator)
    assert calendar(url)


def applies(person: Person) -> None:
    person.open("/nordvik/").picture("forside").go("Se ledige oppdrag").picture("oppdrag")
    person.choose("Hva vil du gjøre?", "BPA-assistent").press("Vis oppdrag")
    person.leave(advert_of("forelder@demo.example", person))
    person.go("Søk på oppdraget").tick("BPA-assistent").picture("soknad").onwards()
    person.fill("Navn", "Lea Strand").fill("E-post", "lea@soker.example")
    person.fill("Mobil", "412 34 567").fill("Fødselsdato", "4.3.1998")
    person.choose("Hvor bor du?", 1).onwards()
    person.tick("Onsdag kveld").tick("Lørdag dag").tick(re.compile("Jeg vil være med"))
    person.fill(person.main.locator("#hours_per_week"), "4").onwards()
    person.fill("Hva liker du å gjøre?", "turer, hund og fotball")
    person.choose("Hvor godt snakker du norsk?", 6).onwards()
    for number, name in enumerate(("Rita Rektor", "Per Trener")):
        person.fill("Navn", name, number)
        person.fill(person.main.locator("input[name$=knows_from]"), "Lærer på skolen", number)
        person.fill(person.main.locator("input[name$=phone]"), "987 65 432", number)
    person.onwards().press("Send søknaden").sees("Takk. Vi har fått søknaden din")


def advert_of(parent: str, person: Person) -> Locator:
    """Leaf through the adverts to one that is this parent's; nobody can tell by looking."""
    slugs = person.portal.sql(
        "SELECT slug FROM need JOIN leader USING (ordning_id)"
        " JOIN user_account ON user_account.id = user_id"
        " WHERE email = ? AND need.state = 'published'",
        parent,
    )
    theirs = person.main.locator(", ".join(f"a[href*='/{slug}']" for (slug,) in slugs))
    while not theirs.count():
        person.go("Neste")
    return theirs.first


def is_approved(coordinator: Person) -> None:
    coordinator.open("/rekruttering").picture("rekruttering").go("Lea Strand")
    moves(coordinator, "referanser", "Ser fint ut")
    for _ in range(2):
        coordinator.unfold()
        form = coordinator.main.locator("form").filter(has_text="Registrer samtalen").first
        coordinator.fill(form.get_by_label("Det viktigste"), "Trygg og tydelig.")
        coordinator.press("Registrer samtalen", within=form)
    moves(coordinator, "samtale", "Gode referanser").unfold()
    form = coordinator.main.locator("form").filter(has_text="Lagre avgjørelsen")
    coordinator.tick(form.locator("input[value=approved]"))
    coordinator.fill(form.get_by_label("Hvorfor?"), "Trygg, tydelig og god med barn.")
    coordinator.press("Lagre avgjørelsen", within=form)
    coordinator.picture("soker").go("Gå til godkjenning")
    coordinator.tick(coordinator.main.locator("input[name=engages]"))
    coordinator.tick(coordinator.main.locator("input[name=has_seen]"))  # nobody wrote of the talk
    coordinator.press("Godkjenn og legg inn")


def moves(coordinator: Person, stage: str, why: str) -> Person:
    """Move an application, whichever stage the municipality has next."""
    coordinator.unfold().go(re.compile(f"^(Flytt til )?{stage}$", re.IGNORECASE))
    return coordinator.fill("Hvorfor?", why).onwards()


def comes_in(worker: Person) -> None:
    mail = worker.portal.mail_to("lea@soker.example", "/lenke/")
    path = re.search(r"/lenke/\S+", mail)
    assert path
    worker.open(path[0]).fill("passord", "en lang setning som huskes").press("Lagre passordet")


def signs(worker: Person) -> None:
    worker.sign_in("lea@soker.example", "en lang setning som huskes")
    worker.open("/rolle")
    switch = worker.main.get_by_role("button", name=re.compile("Bytt.*[Aa]ssistent"))
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
    parent.main.locator("a:visible", has_text="Legg til vakt").first.wait_for()
    href = parent.main.locator("a[href*='/ny']:visible").first.get_attribute("href")
    assert href
    parent.open(href.partition("?")[0])
    parent.choose("Hvem", "Lea Strand")
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
    text = coordinator.downloads("Hent fila").read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == "Ansattnr;Lønnsart;Antall;Sats;Beløp;Fra;Til"
    assert "2026-11-29" in text
    assert "Strand" not in text
    coordinator.press("Merk som levert").press("Merk som utbetalt")
    worker.open("/mine-timer").sees("Utbetalt").picture("timer")
