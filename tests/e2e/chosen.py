"""From the advert to an approved helper, chapter by chapter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.e2e.cast import named, offers
from tests.e2e.story import moves

if TYPE_CHECKING:
    from tests.e2e.cast import Cast
    from tests.e2e.person import Person

AFTER_TALK = "2026-11-27T14:00:00+00:00"
AFTER_VISIT = "2026-12-02T14:00:00+00:00"
PASSWORD = "en lang setning som huskes"


def applies(cast: Cast) -> None:
    """Answer an advert, and stay in the pool whatever comes of it."""
    person = cast.applicant
    person.open("/nordvik/").go("Se ledige oppdrag")
    person.choose("Hva vil du gjøre?", "Avlaster").press("Vis oppdrag")
    person.go(re.compile("En helg i måneden")).picture("annonse")
    cast.slug = urlsplit(person.page.url).path.rsplit("/", 1)[1]
    person.go("Søk på oppdraget").tick(re.compile("hjemme hos (deg|meg)")).onwards()
    person.fill("Navn", cast.name).fill("E-post", cast.email)
    person.fill("Mobil", "412 34 567").fill("Fødselsdato", "4.3.1988")
    person.choose("Hvor bor du?", 1).onwards()
    person.tick("Lørdag dag").tick(re.compile("Jeg vil være med"))
    person.fill(named(person, "hours_per_week"), "12").onwards()
    person.fill("Hva liker du å gjøre?", "dyr, skog og fotball")
    person.choose("Hvor godt snakker du norsk?", 6).onwards()
    for number, name in enumerate(("Rita Rektor", "Per Trener")):
        person.fill("Navn", name, number)
        person.fill(named(person, "knows_from", number), "Lærer på skolen")
        person.fill(named(person, "email", number), referee(number))
    person.fill("Hvem bor hjemme hos deg?", "Jeg og en hund").tick("Ja").onwards()
    person.tick(named(person, "keeps_in_pool")).press("Send søknaden")
    person.sees("Takk. Vi har fått søknaden din")


def referee(number: int) -> str:
    return f"referanse{number}@kjent.example"


def referees_answer(cast: Cast) -> None:
    office = moves(cast.application(cast.office), "referanser", "Ser fint ut")
    for number in range(2):
        office.press("Send skjema på e-post")
        asked = cast.phone().open(cast.sent("/referanse/", referee(number)))
        asked.fill("Hvordan kjenner dere hverandre?", "Fra skolen")
        asked.fill(named(asked, "known_since"), "2019").tick(named(asked, "trust"))
        asked.fill(named(asked, "strengths"), "Rolig og god med barn").picture("referanse")
        asked.press("Send svaret").sees("Takk. Svaret ditt er sendt")


def is_talked_with(cast: Cast) -> None:
    """Meet, after the time is moved once; two coordinators judge it apart."""
    office = moves(cast.application(cast.office), "samtale", "Gode referanser")
    office.go("Tilby tre tider")
    for number, day in enumerate(("26.11.2026", "27.11.2026", "30.11.2026")):
        offers(office, day, number)
    comes_with_both(office.tick("På telefon"))
    cast.applicant.open(cast.sent("/tid/")).tick(re.compile(r"26\.\snovember"))
    cast.applicant.press("Bekreft tid").sees("torsdag 26. november kl. 12.00–13.00")
    assert "SEQUENCE:0" in invitation(cast)
    cast.application(office).go(re.compile("^Flytt.*samtalen"))
    office.fill("Dag", "27.11.2026").press("Flytt og gi beskjed")
    assert "SEQUENCE:1" in invitation(cast)
    assert "20261127T110000Z" in invitation(cast)
    cast.portal.at(AFTER_TALK)
    for coordinator in office, cast.colleague:
        assesses(cast.application(coordinator).go("Skriv vurdering"))
    cast.application(office).go("Les vurderingene").sees("Dere er enige om")


def comes_with_both(office: Person) -> None:
    office.tick("Per Aune").tick("Liv Rosslid").press("Send tidene til")


def invitation(cast: Cast) -> str:
    """Return the newest calendar file that was mailed to the applicant."""
    ((content,),) = cast.portal.sql(
        "SELECT content FROM outbox_attachment JOIN outbox_message ON outbox_message.id ="
        " message_id WHERE address = ? ORDER BY created_at DESC LIMIT 1",
        cast.email,
    )
    return str(content, "utf-8")


def assesses(coordinator: Person) -> None:
    for question in coordinator.picture("vurdering").main.locator("fieldset").all():
        coordinator.tick(question.locator("input[value='4']"))
    coordinator.fill(named(coordinator, "summary"), "Varm og tydelig.").press("Lever vurderingen")


def is_visited(cast: Cast) -> None:
    office = moves(cast.application(cast.office), "hjemmebesøk", "God samtale")
    comes_with_both(offers(office.go("Tilby tre tider"), "2.12.2026"))
    cast.applicant.open(cast.sent("/tid/")).tick(re.compile(r"2\.\sdesember"))
    cast.applicant.press("Bekreft tid")
    cast.portal.at(AFTER_VISIT)
    reports(cast.application(office).go("Skriv rapporten"))
    office.press("Signer rapporten")
    other = cast.application(cast.colleague).go("Åpne rapporten").press("Signer rapporten")
    other.picture("hjemmebesok").sees("Rapporten er signert av to")


def reports(coordinator: Person) -> None:
    for line in coordinator.main.locator("section[aria-label]").all():
        coordinator.tick(line.locator("input").first)
    coordinator.fill(named(coordinator, "summary"), "Rolig hjem med god plass.")
    coordinator.tick(named(coordinator, "conclusion")).press("Lagre rapporten")


def is_approved(cast: Cast) -> None:
    """Say yes, without the family of the advert: who suits whom is looked at afterwards."""
    office = cast.application(cast.office).unfold()
    form = office.main.locator("form").filter(has_text="Lagre avgjørelsen")
    office.tick(form.locator("input[value=approved]"))
    office.fill(form.get_by_label("Hvorfor?"), "Trygg, tydelig og god med barn.")
    office.press("Lagre avgjørelsen", within=form).go("Gå til godkjenning").picture("godkjenn")
    named(office, "engages").uncheck()
    office.press("Godkjenn og legg inn")


def comes_in(cast: Cast) -> None:
    person = cast.applicant.open(cast.sent("/lenke/"))
    person.fill("passord", PASSWORD).press("Lagre passordet").sign_in(cast.email, PASSWORD)


def is_declined(cast: Cast) -> None:
    """Get a no that stays polite, and a place in the pool."""
    office = cast.application(cast.office).go("Ikke godkjenn")
    office.fill("Grunnen, bare for kontoret", "Vi har mange avlastere i bydelen nå")
    office.picture("nei").press("Send svaret")
    comes_in(cast)
    cast.applicant.open("/min-soknad").picture("i-banken").sees("Du står i banken")
