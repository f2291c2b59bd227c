"""What an agreement says, in words: data in code, by version. Pure: facts in, a document out.

A version is never changed once it has been sent with: what is sent keeps its own words (see
models). New words are a new version. The contract of employment holds what aml § 14-6 has
asked for since 1 July 2024; the oppdragsavtale what domain/recruitment.md § 2.6 lists.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from portal.agreements import wording
from portal.agreements.states import AgreementKind
from portal.core.format import day_year, hours, kroner, phone
from portal.engagements.states import Terms

VERSIONS: Mapping[AgreementKind, str] = {
    AgreementKind.EMPLOYMENT: "2026-1",
    AgreementKind.OPPDRAGSAVTALE: "2026-1",
}
TITLES: Mapping[AgreementKind, str] = {
    AgreementKind.EMPLOYMENT: "Arbeidsavtale",
    AgreementKind.OPPDRAGSAVTALE: "Oppdragsavtale",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, what holds as pairs, and what is said about it."""

    heading: str
    facts: Sequence[tuple[str, str]] = ()
    paragraphs: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """One thing that is paid, already in words: ``Timelønn``, ``kr 207,20``."""

    label: str
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything an agreement is about. The child is initials and number, never a name."""

    number: int
    edition: int
    kind: AgreementKind
    terms: Terms
    role: str  # in words
    employer: str
    office: str
    phone: str
    worker: str
    employee_number: str
    born_on: date | None
    child: str
    starts_on: date
    ends_on: date | None
    changes_since: date | None  # the first day of the work, when this changes what is agreed
    details: Mapping[str, Any]
    pay: Sequence[Pay] = field(default=())
    pay_day: int = 15
    period_start_day: int = 1


def content(facts: Facts) -> dict[str, Any]:
    """Return the whole agreement as plain JSON: title, number, version and sections."""
    make = {AgreementKind.EMPLOYMENT: _employment, AgreementKind.OPPDRAGSAVTALE: _oppdragsavtale}
    sections = [_parties(facts), *make[facts.kind](facts), *_closing(facts)]
    return {
        "title": TITLES[facts.kind],
        "number": facts.number,
        "edition": facts.edition,
        "version": VERSIONS[facts.kind],
        "sections": [_plain(it) for it in sections],
    }


def _plain(section: Section) -> dict[str, Any]:
    made = asdict(section)
    made["facts"] = [list(pair) for pair in section.facts if pair[1]]
    made["paragraphs"] = [text for text in section.paragraphs if text]
    return made


def _parties(facts: Facts) -> Section:
    is_employed = facts.kind is AgreementKind.EMPLOYMENT
    return Section(
        heading="Partene",
        facts=[
            ("Arbeidsgiver" if is_employed else "Oppdragsgiver", facts.employer),
            ("Kontor", f"{facts.office}, telefon {phone(facts.phone)}"),
            ("Arbeidstaker" if is_employed else "Oppdragstaker", facts.worker),
            ("Født", _day(facts.born_on)),
            ("Ansattnummer" if is_employed else "Nummer", facts.employee_number),
        ],
    )


def _employment(facts: Facts) -> Sequence[Section]:
    said = facts.details
    is_temporary = facts.terms is Terms.EMPLOYEE_TEMPORARY
    return (
        Section(
            heading="Stilling og oppgaver",
            facts=[("Stilling", facts.role), ("Arbeidet gjelder", f"barn {facts.child}")],
            paragraphs=[said.get("duties", "")],
        ),
        Section(heading="Arbeidssted", paragraphs=[said.get("workplace", "")]),
        _employed(facts),
        _times(said),
        _pay(facts),
        Section(
            heading="Ferie og fravær med lønn",
            paragraphs=[wording.HOLIDAY, wording.ABSENCE],
        ),
        Section(heading="Opplæring", paragraphs=[said.get("training", "")]),
        Section(
            heading="Pensjon og forsikring",
            paragraphs=[
                said.get("pension", ""),
                "Arbeidsgiver betaler trygdeavgift til folketrygden og har yrkesskadeforsikring.",
            ],
        ),
        Section(heading="Tariffavtale", paragraphs=[said.get("tariff", "")]),
        Section(
            heading="Slik slutter arbeidsforholdet",
            facts=[("Oppsigelsestid", _months(said.get("notice_months")))],
            paragraphs=[
                wording.NOTICE,
                "Den midlertidige ansettelsen slutter dagen som står over, uten oppsigelse."
                if is_temporary
                else "",
            ],
        ),
    )


def _employed(facts: Facts) -> Section:
    said, is_temporary = facts.details, facts.terms is Terms.EMPLOYEE_TEMPORARY
    begins = "Endringen gjelder fra" if facts.changes_since else "Begynner"
    return Section(
        heading="Varighet",
        facts=[
            ("Ansatt fra", _day(facts.changes_since)),
            (begins, day_year(facts.starts_on)),
            ("Ansettelse", "Midlertidig" if is_temporary else "Fast"),
            ("Slutter", _day(facts.ends_on)),
            ("Grunnlag for at den er midlertidig", said.get("ground", "")),
            ("Prøvetid", _months(said.get("trial_months"))),
        ],
    )


def _times(said: Mapping[str, Any]) -> Section:
    return Section(
        heading="Arbeidstid",
        facts=[("I gjennomsnitt per uke", _hours(said.get("week_minutes")))],
        paragraphs=[
            said.get("times", ""),
            wording.SWAP,
            wording.BREAKS,
        ],
    )


def _pay(facts: Facts) -> Section:
    return Section(
        heading="Lønn",
        facts=[*((it.label, it.amount) for it in facts.pay), _pay_day(facts)],
        paragraphs=[
            wording.RATES,
        ],
    )


def _pay_day(facts: Facts) -> tuple[str, str]:
    return ("Utbetaling", f"Til konto den {facts.pay_day}. i måneden, etter godkjente timer")


def _oppdragsavtale(facts: Facts) -> Sequence[Section]:
    said = facts.details
    begins = "Endringen gjelder fra" if facts.changes_since else "Gjelder fra oppstartsmøtet"
    return (
        Section(
            heading="Oppdraget",
            facts=[("Oppdrag", facts.role), ("For", f"barn {facts.child}")],
            paragraphs=[said.get("aim", "")],
        ),
        Section(
            heading="Varighet",
            facts=[
                ("Oppdraget begynte", _day(facts.changes_since)),
                (begins, day_year(facts.starts_on)),
                ("Slutter", _day(facts.ends_on)),
                ("Fornyes", "Hvert nyttår" if said.get("renews_yearly") else ""),
            ],
        ),
        Section(
            heading="Rammer",
            facts=[
                ("Timer i måneden", _hours(said.get("month_minutes"))),
                ("Kjøring i måneden", _km(said.get("km_cap"))),
                ("Utgifter i måneden", _kroner(said.get("expense_ore"))),
            ],
            paragraphs=["Det som går ut over rammene, må være avtalt med kommunen på forhånd."],
        ),
        Section(
            heading="Godtgjøring",
            facts=[*((it.label, it.amount) for it in facts.pay), _pay_day(facts)],
            paragraphs=[
                "Timer kan føres fra oppstartsmøtet. De blir betalt når begge har godtatt avtalen.",
                wording.NO_EMPLOYMENT,
            ],
        ),
        Section(
            heading="Oppfølging",
            facts=[("Kontaktperson", said.get("contact", ""))],
            paragraphs=[
                wording.CONTACT,
            ],
        ),
        Section(
            heading="Slik slutter oppdraget",
            facts=[("Oppsigelse", _months(said.get("notice_months")))],
            paragraphs=["Begge kan si opp avtalen skriftlig, uten å gi noen grunn."],
        ),
    )


def _closing(facts: Facts) -> Sequence[Section]:
    return (
        Section(
            heading="Taushetsplikt og politiattest",
            paragraphs=[
                wording.SILENCE,
            ],
        ),
        Section(
            heading="Slik godtas avtalen",
            facts=[("Avtale nummer", str(facts.number)), ("Utgave", str(facts.edition))],
            paragraphs=[
                wording.ACCEPTED,
                "En endring er en ny utgave, som begge må godta.",
            ],
        ),
    )


def _day(on: date | None) -> str:
    return day_year(on) if on else ""


def _months(count: int | None) -> str:
    if not count:
        return ""
    return "1 måned" if count == 1 else f"{count} måneder"


def _hours(minutes: int | None) -> str:
    return hours(minutes) if minutes else ""


def _km(count: int | None) -> str:
    return f"Høyst {count} km" if count else ""


def _kroner(ore: int | None) -> str:
    return f"Høyst {kroner(ore)}" if ore else ""
