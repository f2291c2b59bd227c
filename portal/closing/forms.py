"""Forms that close a pay period and open it again."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from portal.core.fields import DayField, Needed, at_most
from portal.core.forms import Form

LONGEST_REASON = 500


class CloseForm(Form):
    """Which period was on the page when the button was pressed."""

    to_on = DayField(_l("Til og med"), validators=[Needed(_l("Les siden på nytt."))])


class ReopenForm(Form):
    """Why a period is opened again."""

    reason = TextAreaField(
        _l("Hvorfor?"),
        [
            Needed(_l("Skriv hvorfor perioden åpnes igjen. Det blir stående i loggen.")),
            at_most(LONGEST_REASON),
        ],
    )
