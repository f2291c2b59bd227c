"""Words for the codes of applications, for the applicant and for the coordinator."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.recruitment.demands import Concern
from portal.recruitment.states import (
    AgeGroup,
    Choice,
    Happening,
    LetterKind,
    ListColumn,
    NearRelation,
    NorwegianLevel,
    Outcome,
    Stage,
)
from portal.uploads.states import FileKind, Problem


def register() -> None:
    """Give the codes their words. One call an enum: equal codes would meet in one dict."""
    _register_the_way()
    _register_the_form()


def _register_the_way() -> None:
    labels.register(
        {
            Stage.DRAFT: {"": _l("Kladd"), "applicant": _l("Ikke sendt")},
            Stage.ACKNOWLEDGED: {"": _l("Ny"), "applicant": _l("Mottatt")},
            Stage.SCREENING: {"": _l("Vurdering"), "applicant": _l("Vi leser søknaden")},
            Stage.REFERENCES: _l("Referanser"),
            Stage.CERTIFICATE: _l("Politiattest"),
            Stage.INTERVIEW: _l("Samtale"),
            Stage.HOME_VISIT: _l("Hjemmebesøk"),
            Stage.COURSE: _l("Kurs"),
            Stage.APPROVED: _l("Godkjent"),
            Stage.NOT_APPROVED: _l("Ikke godkjent"),
            Stage.WITHDRAWN: {"": _l("Trakk seg"), "applicant": _l("Trukket")},
            Stage.EXPIRED: _l("Utløpt"),
        }
    )
    labels.register(
        {
            Outcome.OPEN: _l("Ikke avgjort"),
            Outcome.APPROVED: _l("Godkjent"),
            Outcome.NOT_APPROVED: _l("Ikke godkjent"),
        }
    )
    labels.register(
        {
            Happening.SUBMITTED: _l("Søknad mottatt, kvittering sendt"),
            Happening.REGISTERED: _l("Søknad lagt inn av kontoret"),
            Happening.MOVED: _l("Flyttet"),
            Happening.NOTE: _l("Notat"),
            Happening.LEVEL_SET: _l("Norsk vurdert"),
            Happening.REFERENCE_TAKEN: _l("Snakket med referanse"),
            Happening.REFERENCE_ASKED: _l("Sendte skjema til referanse"),
            Happening.REFERENCE_ANSWERED: _l("Referanse svarte"),
            Happening.TIMES_OFFERED: _l("Sendte tider å velge mellom"),
            Happening.TIME_CHOSEN: _l("Valgte tid"),
            Happening.TIMES_REFUSED: _l("Ingen av tidene passet"),
            Happening.TIME_SETTLED: _l("Tid avtalt"),
            Happening.TIME_CANCELLED: _l("Tid avlyst"),
            Happening.ASSESSED: _l("Leverte vurdering etter samtalen"),
            Happening.ASSESSMENT_CORRECTED: _l("Rettet vurderingen sin"),
            Happening.VISIT_REPORTED: _l("Skrev rapport fra hjemmebesøk"),
            Happening.VISIT_SIGNED: _l("Signerte rapporten fra hjemmebesøk"),
            Happening.CV_ADDED: _l("La ved CV"),
            Happening.CV_REMOVED: _l("Fjernet CV-en"),
            Happening.SECRECY_ASKED: _l("Ba om å ikke stå på den offentlige søkerlista"),
            Happening.SECRECY_GRANTED: _l("Får stå utenfor den offentlige søkerlista"),
            Happening.SECRECY_REFUSED: _l("Får ikke stå utenfor den offentlige søkerlista"),
            Happening.MERGED: _l("Slått sammen med en annen søknad fra samme person"),
            Happening.MERGE_UNDONE: _l("Skilt fra søknaden den var slått sammen med"),
            Happening.ROLE_DECIDED: _l("Avgjort for rollene"),
            Happening.WITHDRAWN: _l("Trakk søknaden"),
            Happening.HIRED: _l("Godkjent og lagt inn som medarbeider"),
            Happening.FORGOTTEN: _l("Personopplysninger slettet"),
        }
    )
    labels.register(
        {
            Concern.MINOR: {
                "": _l("Under 18 år: foresatt må bekrefte politiattesten"),
                "short": _l("Under 18\u00a0år"),
            },
            Concern.NEAR_RELATION: {
                "": _l("Har oppgitt nær slekt til den som skal ha hjelp"),
                "short": _l("Nær slekt"),
            },
            Concern.LANGUAGE: {
                "": _l("Norsk er under kravet vårt"),
                "short": _l("Norsk under kravet"),
            },
            Concern.NO_COMMITMENT: {
                "": _l("Har ikke lovet å være med så lenge vi ber om"),
                "short": _l("Har ikke lovet tid"),
            },
        }
    )

    labels.register(
        {
            LetterKind.RECEIVED: _l("Kvittering for søknaden"),
            LetterKind.REFERENCES: _l("Referansene blir spurt"),
            LetterKind.CERTIFICATE: _l("Vil se politiattest"),
            LetterKind.PURPOSE_LETTER: _l("Brevet til politiet er klart"),
            LetterKind.INTERVIEW: _l("Invitert til samtale"),
            LetterKind.HOME_VISIT: _l("Hjemmebesøk varslet"),
            LetterKind.COURSE: _l("Kurs varslet"),
            LetterKind.APPROVED: _l("Godkjent"),
            LetterKind.NOT_APPROVED: _l("Ikke godkjent"),
            LetterKind.WITHDRAWN: _l("Trukket søknad"),
            LetterKind.SECRECY_GRANTED: _l("Får stå utenfor søkerlista"),
            LetterKind.SECRECY_REFUSED: _l("Får ikke stå utenfor søkerlista"),
            LetterKind.TIMES: _l("Tider å velge mellom"),
            LetterKind.TIME: _l("Tid avtalt, endret eller avlyst"),
        }
    )


def _register_the_form() -> None:
    labels.register(
        {
            ListColumn.NAME: _l("Navn"),
            ListColumn.AGE: _l("Alder"),
            ListColumn.OCCUPATION: _l("Stilling eller yrke"),
            ListColumn.HOME_MUNICIPALITY: {
                "": _l("Bostedskommune"),
                "applicant": _l("Kommunen du bor i"),
            },
        }
    )
    labels.register(
        {
            Choice.STOTTEKONTAKT: _l("Støttekontakt"),
            Choice.AVLASTER_OWN_HOME: _l("Avlaster, hjemme hos deg"),
            Choice.AVLASTER_THEIR_HOME: _l("Avlaster, hjemme hos barnet"),
            Choice.BPA_ASSISTANT: _l("BPA-assistent"),
        }
    )
    labels.register(
        {
            NearRelation.NONE: _l("Nei"),
            NearRelation.PARENT: _l("Ja, jeg er forelder"),
            NearRelation.SIBLING: _l("Ja, jeg er søsken"),
            NearRelation.GRANDPARENT: _l("Ja, jeg er besteforelder"),
            NearRelation.PARTNER: _l("Ja, jeg bor sammen med en forelder"),
            NearRelation.OTHER: _l("Ja, på en annen måte"),
        }
    )
    labels.register(
        {
            NorwegianLevel.A1: _l("Litt (A1)"),
            NorwegianLevel.A2: _l("Enkle samtaler (A2)"),
            NorwegianLevel.B1: _l("Klarer meg i hverdagen (B1)"),
            NorwegianLevel.B2: _l("Godt (B2)"),
            NorwegianLevel.C1: _l("Svært godt (C1)"),
            NorwegianLevel.NATIVE: _l("Morsmål"),
        }
    )
    labels.register(
        {
            Problem.EMPTY: _l("Velg en fil med noe i. Det kom ingen fil, eller en tom."),
            Problem.TOO_LARGE: _l("Fila er for stor. Den kan være på høyst 10\u00a0MB."),
            Problem.OTHER_KIND: _l("Vi kan bare ta imot PDF, Word (docx), JPEG og PNG."),
            Problem.OTHER_ENDING: _l(
                "Navnet på fila og innholdet stemmer ikke overens. Lagre CV-en på nytt som PDF."
            ),
            Problem.DAMAGED: _l("Fila er ødelagt eller ikke hel. Lagre den på nytt og prøv igjen."),
            Problem.ACTIVE: _l(
                "Fila inneholder makroer, skript eller vedlegg. Lagre CV-en på nytt som vanlig PDF."
            ),
            Problem.TWO_KINDS: _l(
                "Fila er satt sammen av flere slags filer. Lagre CV-en på nytt som PDF."
            ),
        }
    )
    labels.register(
        {
            FileKind.PDF: "PDF",
            FileKind.DOCX: "Word",
            FileKind.JPEG: "JPEG",
            FileKind.PNG: "PNG",
        }
    )
    labels.register(
        {
            AgeGroup.SMALL: _l("Under 7\u00a0år"),
            AgeGroup.SCHOOL: _l("7–12\u00a0år"),
            AgeGroup.YOUTH: _l("13–17\u00a0år"),
        }
    )
