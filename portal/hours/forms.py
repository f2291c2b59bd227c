"""The form that tries a shift every week; its answers stand in the address."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from portal.core.fields import ClockField, Needed
from portal.core.forms import Form
from portal.core.labels import SelectChoice

WEEKDAYS = (
    _l("mandag"), _l("tirsdag"), _l("onsdag"), _l("torsdag"),
    _l("fredag"), _l("lørdag"), _l("søndag"),
)  # fmt: skip


class TrialForm(Form):
    """A weekday and two times. It is a GET form: nothing is planned by it."""

    class Meta:
        csrf = False

    request_key = None
    dag = SelectField(
        _l("Hver"),
        choices=[SelectChoice(str(number), word) for number, word in enumerate(WEEKDAYS)],
        default="2",
    )
    fra = ClockField(_l("Fra kl."), [Needed(_l("Skriv når vakten begynner."))])
    til = ClockField(_l("Til kl."), [Needed(_l("Skriv når vakten slutter."))])
