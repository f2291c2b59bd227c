"""From the public advert to the first planned shift, chapter by chapter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.e2e.story import moves

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.person import Person
    from tests.e2e.portal_at import PortalAt

AFTER_TALK = "2026-11-27T14:00:00+00:00"
AFTER_VISIT = "2026-12-02T14:00:00+00:00"
PASSWORD = "en lang setning som huskes"


@dataclass
class Cast:
    """Everybody in it. The family and the applicant hold a telephone, the office a desk."""

    phone: Callable[[], Person]
    desk: Callable[[], Person]

    def __post_init__(self) -> None:
        self.applicant = self.phone()
        self.portal: PortalAt = self.applicant.portal
        self.per = self.desk().sign_in("koordinator2@demo.example")
        self.liv = self.desk().sign_in("koordinator3@demo.example")

    def sent_path(self, address: str, part: str) -> str:
        """Return the newest path with this part that was mailed to an address."""
        path = re.search(rf"{part}[^\s<>]+", self.portal.mail_to(address, part))
        assert path
        return path[0]

    def opens_the_application(self, coordinator: Person) -> Person:
        coordinator.open("/rekruttering/liste").fill("Navn, e-post eller telefon", "Siri Nordli")
        return coordinator.press("Søk").go("Siri Nordli")


def tell(phone: Callable[[], Person], desk: Callable[[], Person]) -> None:
    cast = Cast(phone, desk)
    applies(cast)
    referees_answer(cast)
    is_talked_with(cast)
    is_visited(cast)


def applies(cast: Cast) -> None:
    person = cast.applicant
    person.open("/nordvik/").go("Se ledige oppdrag")
    person.choose("Hva vil du gjøre?", "Avlaster").press("Vis oppdrag")
    person.go(re.compile("En helg i måneden")).picture("annonse")
    person.go("Søk på oppdraget").tick(re.compile("hjemme hos (deg|meg)")).onwards()
    person.fill("Navn", "Siri Nordli").fill("E-post", "siri@soker.example")
    person.fill("Mobil", "412 34 567").fill("Fødselsdato", "4.3.1988")
    person.choose("Hvor bor du?", 1).onwards()
    person.tick("Lørdag dag").tick(re.compile("Jeg vil være med"))
    person.fill(person.main.locator("#hours_per_week"), "12").onwards()
    person.fill("Hva liker du å gjøre?", "dyr, skog og fotball")
    person.choose("Hvor godt snakker du norsk?", 6).onwards()
    for number, name in enumerate(("Rita Rektor", "Per Trener")):
        person.fill("Navn", name, number)
        person.fill(person.main.locator("input[name$=knows_from]"), "Lærer på skolen", number)
        person.fill(
            person.main.locator("input[name$=email]"), f"referanse{number}@x.example", number
        )
    person.fill("Hvem bor hjemme hos deg?", "Jeg og en hund").tick("Ja")
    person.onwards().press("Send søknaden").sees("Takk. Vi har fått søknaden din")


def referees_answer(cast: Cast) -> None:
    per = cast.opens_the_application(cast.per)
    moves(per, "referanser", "Ser fint ut")
    for number in range(2):
        per.press("Send skjema på e-post")
        referee = cast.phone().open(cast.sent_path(f"referanse{number}@x.example", "/referanse/"))
        referee.fill("Hvordan kjenner dere hverandre?", "Fra skolen")
        referee.fill(referee.main.locator("[name=known_since]"), "2019")
        referee.tick(referee.main.locator("input[name=trust]").first)
        referee.fill(referee.main.locator("[name=strengths]"), "Rolig og god med barn")
        referee.picture("referanse").press("Send svaret").sees("Takk. Svaret ditt er sendt")


def is_talked_with(cast: Cast) -> None:
    per = cast.opens_the_application(cast.per)
    moves(per, "samtale", "Gode referanser")
    per.go("Tilby tre tider")
    for number, day in enumerate(("26.11.2026", "27.11.2026", "30.11.2026")):
        offers(per, day, number)
    per.tick("På telefon").tick("Per Aune").tick("Liv Rosslid").press("Send tidene til Siri")
    person = cast.applicant.open(cast.sent_path("siri@soker.example", "/tid/"))
    person.tick(re.compile(r"26\.\snovember")).press("Bekreft tid")
    assert "SEQUENCE:0" in invitation(cast)
    per = cast.opens_the_application(cast.per)
    per.go(re.compile("^Flytt.*samtalen")).fill("Dag", "27.11.2026").fill("Fra kl.", "13").fill(
        "Til kl.", "14"
    )
    per.press("Flytt og gi beskjed")
    moved = invitation(cast)
    assert "SEQUENCE:1" in moved
    assert "20261127T120000Z" in moved
    cast.portal.at(AFTER_TALK)
    for coordinator in cast.per, cast.liv:
        assesses(cast, coordinator)
    cast.opens_the_application(cast.per).go("Les vurderingene").sees("Dere er enige om Siri")


def assesses(cast: Cast, coordinator: Person) -> None:
    cast.opens_the_application(coordinator).go("Skriv vurdering").picture("vurdering")
    for question in coordinator.main.locator("fieldset").all():
        coordinator.tick(question.locator("input[value='4']"))
    coordinator.fill(coordinator.main.locator("[name=summary]"), "Varm og tydelig.")
    coordinator.press("Lever vurderingen")


def is_visited(cast: Cast) -> None:
    per = cast.opens_the_application(cast.per)
    moves(per, "hjemmebesøk", "God samtale")
    per.main.get_by_role("link", name="Tilby tre tider").last.wait_for()
    per.go("Tilby tre tider")
    offers(per, "2.12.2026")
    per.tick("Per Aune").tick("Liv Rosslid").press("Send tidene til Siri")
    person = cast.applicant.open(cast.sent_path("siri@soker.example", "/tid/"))
    person.tick(re.compile(r"2\.\sdesember")).press("Bekreft tid")
    cast.portal.at(AFTER_VISIT)
    writes(cast.opens_the_application(per).go("Skriv rapporten"))
    per.press("Signer rapporten")
    liv = cast.opens_the_application(cast.liv).go("Åpne rapporten").press("Signer rapporten")
    liv.picture("hjemmebesok").sees("Rapporten er signert av to")


def writes(coordinator: Person) -> None:
    for found in coordinator.main.locator("section[aria-label]").all():
        coordinator.tick(found.locator("input").first)
    coordinator.fill(coordinator.main.locator("[name=summary]"), "Rolig hjem med god plass.")
    coordinator.tick(coordinator.main.locator("[name=conclusion]").first)
    coordinator.press("Lagre rapporten")


def offers(coordinator: Person, day: str, number: int = 0) -> None:
    coordinator.fill("Dag", day, number).fill("Fra kl.", "12", number)
    coordinator.fill("Til kl.", "13", number)


def invitation(cast: Cast) -> str:
    """Return the newest calendar file that was mailed to the applicant."""
    ((content,),) = cast.portal.sql(
        "SELECT content FROM outbox_attachment JOIN outbox_message ON outbox_message.id ="
        " message_id WHERE address = 'siri@soker.example' ORDER BY created_at DESC LIMIT 1"
    )
    return str(content, "utf-8")
