"""Words for the codes of the pipeline."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.pipeline.periods import Period


def register() -> None:
    """Give the codes their words."""
    labels.register(
        {
            Period.YEAR: _l("Siste tolv måneder"),
            Period.QUARTER: _l("Siste tre måneder"),
            Period.THIS_YEAR: _l("I år"),
            Period.LAST_YEAR: _l("I fjor"),
        }
    )
