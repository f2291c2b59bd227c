"""Words for the codes of hiring."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.hiring.states import DeclineReason


def register() -> None:
    """Give the codes their words."""
    labels.register(
        {
            DeclineReason.FILLED: _l("Oppdraget har gått til en annen"),
            DeclineReason.NO_FIT: _l("Vi har ingen som passer med ønskene nå"),
            DeclineReason.ENOUGH: _l("Vi har flere søkere enn vi trenger nå"),
            DeclineReason.OTHER: {
                "": _l("Noe annet. Da skriver du det selv"),
                "history": _l("Noe annet"),
            },
        }
    )
