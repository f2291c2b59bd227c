"""Words for the codes of pay lines and batches."""

from flask_babel import lazy_gettext as _l

from portal.core import labels
from portal.payroll.states import BatchState, WageCode


def register() -> None:
    """Give the codes their words."""
    labels.register(
        {
            BatchState.MADE: _l("Laget, ikke levert"),
            BatchState.DELIVERED: _l("Levert til lønn"),
            BatchState.PAID: _l("Utbetalt"),
            WageCode.HOURS: _l("Timer"),
            WageCode.SICK: _l("Egenmelding"),
            WageCode.EVENING: _l("Kveldstillegg"),
            WageCode.NIGHT: _l("Nattillegg"),
            WageCode.WEEKEND: _l("Helgetillegg"),
            WageCode.HOLIDAY: _l("Helligdagstillegg"),
            WageCode.EXPENSES_DOGN: _l("Utgiftsdekning, døgn"),
            WageCode.KM: _l("Kilometer"),
            WageCode.OUTLAY: _l("Utlegg"),
        }
    )
