"""Words for the codes of papers: the letter's parts, a verdict, what is asked for."""

from flask_babel import lazy_gettext as _l

from portal.clearance.states import Part, Urgency, Verdict
from portal.core import labels
from portal.requirements.states import Bond


def register() -> None:
    """Give the codes their words."""
    labels.register(
        {
            Part.RECIPIENT: _l("hvem brevet er til"),
            Part.LEGAL_BASIS: _l("hvilken lov attesten kreves etter"),
            Part.OFFER: _l("et oppdrag som er tilbudt og ikke avsluttet"),
            Part.NAME: _l("navnet"),
            Part.BORN_ON: _l("fødselsdatoen"),
            Part.TASKS: _l("oppgavene"),
            Part.PLACE: _l("stedet"),
            Part.DATE: _l("datoen"),
            Part.SIGNATURE: _l("hvem som skriver under"),
            Part.GUARDIAN: _l("navnet på en foresatt, siden personen er under 18 år"),
            Verdict.OPEN: _l("Til vurdering"),
            Verdict.ACCEPTED: _l("Kan få oppdraget"),
            Verdict.REFUSED: _l("Kan ikke få oppdraget"),
            Urgency.WAITING: _l("Kan ikke begynne ennå"),
            Urgency.LAPSED: _l("Får ikke nye vakter"),
            Urgency.EXPIRING: _l("Går snart ut"),
            Urgency.TO_DO: _l("Bør gjøres"),
            Bond.ANY: _l("Alle"),
            Bond.EMPLOYEE: _l("Ansatte"),
            Bond.CONTRACTOR: _l("Oppdragstakere"),
        }
    )
