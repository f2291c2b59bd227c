"""Words for the codes of calendar links."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.feeds.states import Privacy, Scope


def register() -> None:
    """Give the codes their words."""
    labels.register(
        {
            Privacy.BUSY: _l("Opptatt"),
            Privacy.PLAIN: _l("Vakt"),
            Privacy.INITIALS: {"": _l("Vakt A.B."), "family": _l("Vakt Maja")},
            Privacy.FULL: {
                "": _l("Vakt A.B. med beskjed"),
                "family": _l("Vakt Maja med beskjed"),
            },
            Scope.OWN: _l("Vaktene mine"),
            Scope.FAMILY: _l("Alle vakter hos oss"),
            Scope.OPEN: _l("Ledige vakter jeg kan ta"),
        }
    )
