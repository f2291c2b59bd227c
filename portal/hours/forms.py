"""The form that tries a shift every week, and the one that lets hours come over."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.validators import ValidationError

from portal.core.fields import ClockField, DecimalField, Needed, at_most
from portal.core.forms import EditForm, Form
from portal.core.labels import SelectChoice
from portal.hours.counting import DOGN_MINUTES

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


NEEDS_AMOUNT = Needed(_l("Skriv hvor mye som overføres. Skriv 0 for ingenting."))


class CarryForm(EditForm):
    """How many of the hours that were left last year may be used in this one, and why."""

    amount = DecimalField(_l("Timer som overføres"), [NEEDS_AMOUNT], scale=60)
    reason = TextAreaField(_l("Hvorfor?"), [Needed(_l("Skriv kort hvorfor.")), at_most(500)])

    def __init__(self, *args: Any, unused: int, **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(*args, **kwargs)
        self._unused = unused

    def validate_amount(self, field: DecimalField) -> None:
        """Nothing is carried that was not left."""
        if field.data is not None and field.data > self._unused:
            most = field.show(self._unused)
            raise ValidationError(_("Det var %(most)s igjen. Skriv høyst det.", most=most))


class CarryDognForm(CarryForm):
    """The same of what is granted in døgn."""

    amount = DecimalField(_l("Døgn som overføres"), [NEEDS_AMOUNT], scale=DOGN_MINUTES)
