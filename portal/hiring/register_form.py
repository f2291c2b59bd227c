"""What is written in of an application that came on paper or by telephone."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Email, ValidationError

from portal.core import clock, labels
from portal.core.fields import LONGEST_LINE, DayField, Needed, PhoneField, at_most
from portal.core.forms import Form
from portal.core.labels import SelectChoice
from portal.hiring.intake import Taken
from portal.municipality.models import District
from portal.recruitment.demands import Demands, age_problem
from portal.recruitment.form_fields import TicksField, stripped
from portal.recruitment.states import Choice, NorwegianLevel

LONGEST_ANSWER = 2000
_MAIL = _l("Skriv en e-postadresse, for eksempel kari@eksempel.no.")


class RegisterForm(Form):
    """An application on paper or by telephone: the least that makes it one."""

    choices = TicksField(
        _l("Rolle"), [Needed(_l("Velg minst én rolle."))], choices=lambda: labels.choices(Choice)
    )
    name = StringField(_l("Navn"), [Needed(_l("Skriv navnet.")), at_most(100)])
    email = StringField(
        _l("E-post"),
        [Needed(_MAIL), at_most(LONGEST_LINE), Email(_MAIL)],
        filters=[stripped],
    )
    phone = PhoneField(_l("Mobil"), [Needed(_l("Skriv et telefonnummer med åtte siffer."))])
    born_on = DayField(_l("Fødselsdato"), [Needed(_l("Skriv fødselsdatoen."))])
    district_id = SelectField(_l("Bydel"), default="")
    norwegian_level = SelectField(_l("Norsk"), default="")
    interests = TextAreaField(_l("Interesser"), [at_most(LONGEST_ANSWER)])
    received_on = DayField(_l("Mottatt"), [Needed(_l("Skriv når søknaden kom."))])

    def __init__(self, districts: Sequence[District], asked: Demands, **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(**kwargs)
        self.asked = asked
        self.norwegian_level.choices = [
            SelectChoice("", _("Vet ikke")),
            *labels.choices(NorwegianLevel),
        ]
        self.district_id.choices = [
            SelectChoice("", _("Vet ikke")),
            *(SelectChoice(str(it.id), it.name) for it in districts),
        ]

    @property
    def taken(self) -> Taken:
        """Return what was written, once it is valid."""
        assert self.born_on.data is not None
        assert self.received_on.data is not None
        place = self.district_id.data
        return Taken(
            choices=list(self.choices.data or ()),
            name=(self.name.data or "").strip(),
            email=(self.email.data or "").strip().lower(),
            phone=self.phone.data or "",
            born_on=self.born_on.data,
            district_id=UUID(place) if place else None,
            norwegian_level=self.norwegian_level.data or "",
            interests=(self.interests.data or "").strip(),
            received_on=self.received_on.data,
        )

    def validate_born_on(self, field: DayField) -> None:
        """The age rules are the same on paper; the exception is the coordinator's to judge."""
        born_on = field.data
        if born_on and age_problem(born_on, clock.today(), self.asked, knows_somebody=True):
            raise ValidationError(_("Søkeren er utenfor aldersgrensene våre."))

    def validate_received_on(self, field: DayField) -> None:
        """Refuse a day that has not been."""
        if field.data and not date(2000, 1, 1) <= field.data <= clock.today():
            raise ValidationError(_("Datoen må være i dag eller tidligere."))
