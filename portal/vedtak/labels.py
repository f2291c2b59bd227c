"""Words for the codes of a vedtak."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.vedtak.states import PauseReason, Per, RightHolder, Unit


def register() -> None:
    """Give the codes their words."""
    labels.register(
        {
            Unit.HOURS: _l("Timer"),
            Unit.DOGN: _l("Døgn"),
            Per.WEEK: _l("i uka"),
            Per.MONTH: _l("i måneden"),
            Per.YEAR: _l("i året"),
            RightHolder.CHILD: _l("Barnets"),
            RightHolder.PARENT: _l("Foreldrenes"),
            PauseReason.HOSPITAL: _l("Sykehusopphold"),
            PauseReason.INSTITUTION: _l("Opphold i institusjon"),
            PauseReason.ABROAD: _l("Lengre opphold i utlandet"),
            PauseReason.OTHER: _l("Annet"),
        }
    )
