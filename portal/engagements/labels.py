"""Words for the codes of workers and engagements."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.engagements.states import (
    InvitationState,
    Kind,
    LegalBasis,
    Obstacle,
    PaperState,
    PartOfDay,
    Terms,
)
from portal.requirements.states import ClearanceKind


def register() -> None:
    """Give the codes their words."""
    labels.register(
        {
            Kind.AVLASTER: _l("Avlaster"),
            Kind.STOTTEKONTAKT: _l("Støttekontakt"),
            Kind.BPA_ASSISTANT: _l("BPA-assistent"),
            Terms.EMPLOYEE_PERMANENT: _l("Fast ansatt"),
            Terms.EMPLOYEE_TEMPORARY: _l("Midlertidig ansatt"),
            Terms.CONTRACTOR: _l("Oppdragstaker"),
            ClearanceKind.POLITIATTEST: _l("Politiattest"),
            ClearanceKind.TAUSHETSERKLAERING: _l("Taushetserklæring"),
            ClearanceKind.CONTRACT: _l("Avtale"),
            ClearanceKind.HOUSEHOLD: _l("Politiattest for andre i hjemmet"),
            ClearanceKind.COURSE: _l("Kurs"),
            PaperState.IN_PLACE: _l("I orden"),
            PaperState.MISSING: _l("Ikke klar"),
            PaperState.TOO_OLD: _l("For gammel"),
            PaperState.LAPSED: _l("Gått ut"),
            PaperState.TO_DO: _l("Bør gjøres"),
            InvitationState.SENT: _l("Venter på svar"),
            InvitationState.ACCEPTED: _l("Har sagt ja"),
            InvitationState.WITHDRAWN: _l("Trukket tilbake"),
            Obstacle.LEADS: {
                "parent": _l("Personen leder assistentene hos barnet, og kan ikke være en av dem."),
                "self": _l("Du leder assistentene hos barnet. Da kan du ikke være en av dem."),
            },
            Obstacle.GUARDS: {
                "parent": _l("Personen er foresatt for barnet, og kan ikke være assistent der."),
                "self": _l("Du er foresatt for barnet. Da kan du ikke være assistent her."),
            },
            Obstacle.WORKS_HERE: {
                "parent": _l(
                    "Personen jobber hos barnet allerede, og står i lista over assistenter."
                ),
                "self": _l("Du jobber her allerede. Logg inn for å se vaktene dine."),
            },
            Obstacle.NEVER: {  # who asked for it, and that somebody did, is for the office
                "parent": _l("Denne personen kan ikke inviteres herfra. Ring kontoret."),
                "self": _l("Vi kan ikke gjøre dette klart herfra. Ring kontoret."),
            },
            LegalBasis.HOL: _l("Helse- og omsorgstjenesteloven § 5-4"),
            LegalBasis.BARNEVERNSLOVEN: _l("Barnevernsloven § 12-11"),
            PartOfDay.MORNING: _l("Morgen"),
            PartOfDay.DAY: _l("Dag"),
            PartOfDay.EVENING: _l("Kveld"),
            PartOfDay.NIGHT: _l("Natt"),
        }
    )
