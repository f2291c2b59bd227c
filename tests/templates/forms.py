"""A form with every kind of field, for the gallery and the tests."""

from wtforms import (
    BooleanField,
    EmailField,
    FieldList,
    FormField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from portal.core.fields import ClockField, DayField, DecimalField, Needed, PhoneField
from portal.core.forms import Form

DAYS = ["Mandag", "Tirsdag", "Onsdag", "Torsdag", "Fredag", "Lørdag", "Søndag"]
TIMES = ["morgen", "dag", "kveld", "natt"]


def _choices(words: dict[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value, word) for value, word in words.items()]


class ReferenceForm(Form):
    name = StringField("Navn på referansen", [Needed("Skriv navnet på referansen")])
    phone = PhoneField("Telefon")


class EveryForm(Form):
    name = StringField("Hva heter du?", [Needed("Skriv navnet ditt")])
    email = EmailField("E-post")
    phone = PhoneField("Telefon")
    password = PasswordField("Passord")
    hours = IntegerField(
        "Hvor mange timer i uka kan du?",
        [NumberRange(1, 40, "Skriv et tall mellom 1 og 40, for eksempel 4")],
        description="Et omtrentlig tall er nok. De fleste starter med 3–6 timer.",
    )
    rate = DecimalField("Timer på vakten", scale=60)
    starts_on = DayField("Fra hvilken dag?", description="For eksempel 25.11.2026.")
    starts_at = ClockField("Fra klokka")
    likes = TextAreaField("Hva liker du å gjøre?", [Length(max=20, message="Skriv høyst 20 tegn.")])
    district = SelectField("Bydel", choices=_choices({"": "Hele Nordvik", "m": "Midtbyen"}))
    role = SelectMultipleField(
        "Hva vil du gjøre?",
        [Needed("Velg minst én rolle")],
        choices=_choices({"s": "Støttekontakt", "a": "Avlaster", "b": "BPA-assistent"}),
        description="Velg én eller flere. Du får svar for hver av dem.",
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    visit = RadioField(
        "Når passer det at vi kommer?",
        choices=_choices({"1": "Onsdag 25. november kl. 17.00", "2": "Torsdag 26. november"}),
    )
    times = SelectMultipleField(
        "Når passer det best?",
        choices=_choices({f"{day}-{at}": f"{day} {at}" for day in DAYS for at in TIMES}),
        description="Kryss av alt som kan passe. Du kan endre dette senere.",
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    agrees = BooleanField("Jeg har lest dette", [Needed("Kryss av for at du har lest det")])
    references = FieldList(FormField(ReferenceForm), min_entries=2)
