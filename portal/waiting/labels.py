"""Words for how near the help is."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.waiting.states import Standing


def register() -> None:
    """Give the codes their words."""
    labels.register(
        {
            Standing.NOBODY: _l("Ingen er funnet"),
            Standing.PAPERS: _l("Noen er funnet, papirer mangler"),
            Standing.COMES: _l("Noen begynner snart"),
            Standing.SERVED: _l("Får hjelp"),
        }
    )
