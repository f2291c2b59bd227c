"""Forms about protected address."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import AnyOf, Email, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from portal.core import clock, labels
from portal.core.fields import DayField, Needed, at_most
from portal.core.forms import EditForm, Form
from portal.core.labels import SelectChoice
from portal.families.states import Gradering

Pairs = Sequence[tuple[str, str]]
PROTECTED = (Gradering.FORTROLIG, Gradering.STRENGT_FORTROLIG)


class ProtectForm(EditForm):
    """Protected address, why, and who still needs to see the child."""

    request_key = None
    level = RadioField(
        _l("Nivå"),
        [Needed(_l("Velg nivå.")), AnyOf([str(it) for it in PROTECTED])],
        validate_choice=False,  # it would say something else first
    )
    reason = TextAreaField(
        _l("Begrunnelse"),
        [Needed(_l("Skriv hvorfor. Begrunnelsen står i loggen.")), at_most(500)],
    )
    named = SelectMultipleField(
        _l("Hvem skal fortsatt se barnet?"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def __init__(self, *args: Any, people: Pairs = (), **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(*args, **kwargs)
        self.level.choices = labels.choices(PROTECTED)
        self.named.choices = [SelectChoice(*pair) for pair in people]


class ReasonForm(EditForm):
    """A reason alone, for lifting the protection."""

    request_key = None
    reason = TextAreaField(
        _l("Begrunnelse"),
        [Needed(_l("Skriv hvorfor. Begrunnelsen står i loggen.")), at_most(500)],
    )


class NameForm(Form):
    """Somebody who needs to see a protected child."""

    email = EmailField(
        _l("E-post"),
        [
            Needed(_l("Skriv e-postadressen.")),
            at_most(200),
            Email(message=_l("Skriv e-postadressen slik: navn@eksempel.no.")),
        ],
    )
    reason = TextAreaField(
        _l("Hvorfor trenger personen tilgang?"), [Needed(_l("Skriv hvorfor.")), at_most(500)]
    )
    valid_to = DayField(_l("Til og med"), [Optional()])

    def validate_valid_to(self, field: DayField) -> None:
        """Access that has ended is none."""
        if field.data and field.data < clock.today():
            raise ValidationError(_("Skriv en dag fra og med i dag, eller la feltet stå tomt."))
