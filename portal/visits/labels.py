"""Words for what is found in a home, and for what waits."""

from flask_babel import lazy_gettext as _l

from portal.access.actor import Assurance
from portal.core import labels
from portal.visits.states import Conclusion, Found, VisitTask


def register() -> None:
    """Give the codes their words."""
    labels.register(
        {
            Found.OK: _l("I orden"),
            Found.REMARK: _l("Må gjøres noe med"),
            Found.IRRELEVANT: _l("Ikke aktuelt"),
        }
    )
    labels.register(
        {
            Conclusion.SUITABLE: _l("Ja"),
            Conclusion.SUITABLE_IF: _l("Ja, når det som er merket, er gjort"),
            Conclusion.UNSUITABLE: _l("Nei"),
        }
    )
    labels.register(
        {
            VisitTask.REPORT: _l("Skriv rapporten fra hjemmebesøket."),
            VisitTask.SIGN: _l("Signer rapporten fra hjemmebesøket."),
        }
    )
    labels.register(
        {
            Assurance.NONE: _l("ikke innlogget"),
            Assurance.PASSWORD: _l("passord"),
            Assurance.TWO_FACTORS: _l("to trinn"),
            Assurance.HIGH: _l("høyt sikkerhetsnivå"),
        }
    )
