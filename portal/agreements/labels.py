"""Words for agreements: their states by audience, what they lack, what they warn of."""

from flask_babel import lazy_gettext as _l

from portal.agreements.states import (
    AgreementKind,
    AgreementState,
    AgreementTask,
    Caution,
    Lack,
    Party,
    Shelf,
)
from portal.core import labels


def register() -> None:
    """Give the codes their words."""
    labels.register(
        {
            AgreementKind.EMPLOYMENT: _l("Arbeidsavtale"),
            AgreementKind.OPPDRAGSAVTALE: _l("Oppdragsavtale"),
        }
    )
    labels.register(
        {
            AgreementState.DRAFT: _l("Utkast"),
            AgreementState.SENT: {"worker": _l("Venter på svar"), "": _l("Sendt, ikke signert")},
            AgreementState.SIGNED: _l("Signert av begge"),
            AgreementState.REFUSED: {
                "worker": _l("Du sa nei"), "": _l("Avslått av medarbeideren"),
            },
            AgreementState.WITHDRAWN: _l("Trukket tilbake"),
            AgreementState.REPLACED: _l("Erstattet av en nyere"),
        }
    )  # fmt: skip
    labels.register(
        {
            Party.WORKER: {"worker": _l("Du"), "": _l("Medarbeideren")},
            Party.MUNICIPALITY: _l("Kommunen"),
        }
    )
    labels.register(
        {
            Lack.DUTIES: _l("oppgavene"),
            Lack.WORKPLACE: _l("arbeidsstedet"),
            Lack.VOLUME: _l("timer i uka"),
            Lack.GROUND: _l("grunnlaget for at ansettelsen er midlertidig"),
            Lack.END: _l("sluttdatoen for en midlertidig ansettelse"),
            Lack.TIMES: _l("hvordan arbeidstiden blir bestemt"),
            Lack.PENSION: _l("pensjon"),
            Lack.TARIFF: _l("tariffavtale"),
            Lack.TRAINING: _l("opplæring"),
            Lack.NOTICE: _l("oppsigelsestid"),
            Lack.RATE: _l("timesats for rollen den dagen avtalen begynner"),
            Lack.AIM: _l("hva oppdraget skal gi barnet"),
            Lack.HOURS: _l("timer i måneden"),
            Lack.CONTACT: _l("kontaktperson"),
            Lack.AVLASTER_REASON: _l("hvorfor dette ikke er en ansettelse"),
        }
    )
    labels.register(
        {
            Caution.LATE: {
                "": _l("For sent skriftlig"),
                "told": _l(
                    "Arbeidsavtalen skal være skriftlig senest sju dager etter at jobben begynner "
                    "(arbeidsmiljøloven § 14-5). Den fristen er ute."
                ),
            },
            Caution.CHANGED_LATE: {
                "": _l("Endringen er for sent skriftlig"),
                "told": _l(
                    "En endring skal stå i avtalen senest den dagen den gjelder fra "
                    "(arbeidsmiljøloven § 14-8). Den dagen har vært."
                ),
            },
            Caution.AT_ONCE: {
                "": _l("Skal være skriftlig første dag"),
                "told": _l(
                    "Jobben varer under en måned. Da skal avtalen være skriftlig den dagen den "
                    "begynner (arbeidsmiljøloven § 14-5). Den dagen har vært."
                ),
            },
            Caution.LONG_TRIAL: {
                "": _l("For lang prøvetid"),
                "told": _l(
                    "Prøvetiden kan være høyst seks måneder, og høyst halve tiden i en "
                    "midlertidig ansettelse (arbeidsmiljøloven § 15-6)."
                ),
            },
            Caution.ALREADY_EMPLOYED: {
                "": _l("Ansatt i kommunen fra før"),
                "told": _l(
                    "Oppdragstakeren er ansatt i kommunen fra før. Meld fra til HR før avtalen "
                    "sendes."
                ),
            },
            Caution.AVLASTER_II: {
                "": _l("Avlaster og støttekontakt for samme barn"),
                "told": _l(
                    "Samme person er avlaster og støttekontakt for barnet. Det er en ansettelse, "
                    "ikke et oppdrag (Høyesterett, avlaster II, 2016). Avtalen kan ikke sendes "
                    "uten en begrunnelse."
                ),
            },
        }
    )
    labels.register(
        {
            AgreementTask.UNSIGNED: _l("Avtalen er ikke signert, så timene blir ikke betalt"),
            AgreementTask.REFUSED: _l("Avtalen er avslått"),
            AgreementTask.EXPIRED: _l("Fristen for å godta avtalen er ute"),
            AgreementTask.ACCEPT: _l("Medarbeideren har godtatt. Kommunen mangler"),
            AgreementTask.OVER: _l("Avtalen skulle vært fornyet"),
            AgreementTask.RENEW: _l("Avtalen må fornyes"),
            AgreementTask.MAKE: _l("Bare avtalen mangler"),
        }
    )
    labels.register(
        {
            Shelf.TASKS: _l("Trenger deg"),
            Shelf.MAKE: _l("Skal lages"),
            Shelf.WAITING: _l("Venter på signatur"),
            Shelf.ENDING: _l("Går ut"),
            Shelf.ALL: _l("Alle"),
        }
    )
