"""Words for how a question to a referee stands, and for what is answered."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.references.states import ReferenceTask, RequestState, Trust


def register() -> None:
    """Give the codes their words."""
    labels.register(
        {
            RequestState.WAITING: _l("Venter på svar"),
            RequestState.EXPIRED: _l("Fristen er ute"),
            RequestState.ANSWERED: _l("Har svart"),
        }
    )
    labels.register(
        {
            Trust.YES: _l("Ja"),
            Trust.DOUBTS: _l("Ja, men jeg er litt i tvil"),
            Trust.NO: _l("Nei"),
        }
    )
    labels.register(
        {
            ReferenceTask.EXPIRED: _l("Referansen svarte ikke i tide. Ring, eller send på nytt."),
            ReferenceTask.NOT_ASKED: _l("Referansen er ikke spurt."),
        }
    )
