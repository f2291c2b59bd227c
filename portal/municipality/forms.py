"""Forms of what a municipality decides: settings and rates, from a day on."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.validators import ValidationError

from portal.core.fields import (
    LONGEST_LINE,
    ClockField,
    DayField,
    DecimalField,
    Needed,
    at_most,
)
from portal.core.forms import Form
from portal.core.labels import SelectChoice
from portal.municipality.choices import CHOICES
from portal.municipality.labels import CLOCKS
from portal.municipality.rates import PERCENTAGES
from portal.municipality.service import Decision
from portal.municipality.settings import DEFAULTS
from portal.municipality.states import RateCode, SettingKey

MOST_ORE = 10_000_000  # 100 000 kroner: more is a slip of the hand
MOST_PERCENT = 20_000  # hundredths: 200 %


class WholeField(StringField):
    """A whole number from ``low`` to ``high``; ``data`` is the int."""

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(*args, **kwargs)
        self.low, self.high = 0, 0

    @override
    def process_formdata(self, valuelist: Sequence[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        is_number = text.isascii() and text.isdigit() and len(text) < 6
        self.data = int(text) if is_number else None

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else ""

    @override
    def pre_validate(self, form: object) -> None:
        if self.data is None or not self.low <= self.data <= self.high:
            raise ValidationError(
                _("Skriv et helt tall fra %(low)s til %(high)s.", low=self.low, high=self.high)
            )


class DecisionForm(Form):
    """A new value from a day on. A subclass has the field ``value``."""

    value: Any
    valid_from = DayField(_l("Gjelder fra og med"), [Needed(_l("Skriv dagen det gjelder fra."))])
    source = StringField(
        _l("Hvor er det bestemt?"),
        [
            Needed(_l("Skriv hvor det er bestemt, for eksempel «Formannskapet, sak 41/26».")),
            at_most(LONGEST_LINE),
        ],
    )
    confirmed = BooleanField(_l("Ja, det skal gjelde fra en dag som har vært"))
    seen = HiddenField(filters=[lambda text: (text or "")[:40]])  # whose consequence was shown

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(*args, **kwargs)
        after_value = ("valid_from", "source", "confirmed", "seen")  # as on the page
        for name in after_value:
            self._fields[name] = self._fields.pop(name)

    def stored(self) -> Any:  # noqa: ANN401 - a text or øre
        """Return the value as it is stored."""
        return self.value.data

    def decision(self) -> Decision:
        """Return what was decided."""
        return Decision(
            self.stored(), self.valid_from.data, (self.source.data or "").strip(),
            is_confirmed=bool(self.confirmed.data),
        )  # fmt: skip


class ChoiceForm(DecisionForm):
    """One of a few words."""

    value = RadioField(_l("Ny verdi"), validate_choice=False)

    def validate_value(self, field: RadioField) -> None:
        """Refuse what is not among the choices, in our own words."""
        if field.data not in {choice.value for choice in field.choices}:  # type: ignore[union-attr]
            raise ValidationError(_("Velg en av verdiene."))


class NumberForm(DecisionForm):
    """A whole number."""

    value = WholeField(_l("Ny verdi"))

    @override
    def stored(self) -> str:
        return str(self.value.data)


class ClockForm(DecisionForm):
    """A time of day, stored as minutes after midnight."""

    value = ClockField(_l("Nytt klokkeslett"), [Needed(_l("Skriv et klokkeslett."))])

    @override
    def stored(self) -> str:
        return str(self.value.data.hour * 60 + self.value.data.minute)


class RateForm(DecisionForm):
    """Kroner or percent, with at most two decimals; stored in hundredths of it."""

    value = DecimalField(_l("Ny sats i kroner"), [Needed(_l("Skriv satsen."))], scale=100)
    most = MOST_ORE

    def validate_value(self, field: DecimalField) -> None:
        """Refuse what can only be a slip of the hand."""
        if field.data is not None and field.data > self.most:
            raise ValidationError(_("Skriv et tall fra 0 til %(most)s.", most=self.most // 100))


def setting_form(key: SettingKey) -> DecisionForm:
    """Return the form that suits a setting."""
    if key in CHOICES:
        choosing = ChoiceForm()
        choosing.value.choices = [
            SelectChoice(value, str(word)) for value, word in CHOICES[key].items()
        ]
        return choosing
    if key in CLOCKS:
        return ClockForm()
    form = NumberForm()
    form.value.low, form.value.high = DEFAULTS[key].low, DEFAULTS[key].high
    return form


def rate_form(code: RateCode) -> RateForm:
    """Return the form that suits a rate."""
    form = RateForm()
    if code in PERCENTAGES:
        form.value.label.text = _("Ny sats i prosent")
        form.most = MOST_PERCENT
    return form
