"""Fields of the application form: ticks, yes or no, whole numbers."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import IntegerField, RadioField, SelectMultipleField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from portal.core.labels import SelectChoice

MAIL = _l("Skriv en e-postadresse, for eksempel kari@eksempel.no.")


class TicksField(SelectMultipleField):
    """Several choices, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    @override
    def process_data(self, value: Any) -> None:
        super().process_data(value or [])


class OneOfField(RadioField):
    """One of some choices, or none yet: whether one must be made is a validator's to say."""

    @override
    def pre_validate(self, form: Any) -> None:
        if self.data:  # not answered is no wrong choice
            super().pre_validate(form)


def _yes_or_no() -> list[SelectChoice]:
    return [SelectChoice("1", _("Ja")), SelectChoice("0", _("Nei"))]


class YesNoField(OneOfField):
    """Yes, no or not answered; ``answer`` is True, False or None."""

    def __init__(self, label: Any, validators: list[Any] | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(label, validators, choices=_yes_or_no, **kwargs)

    @override
    def process_data(self, value: Any) -> None:
        self.data = {True: "1", False: "0"}.get(value, value)

    @property
    def answer(self) -> bool | None:
        """Return what was answered."""
        return {"1": True, "0": False}.get(self.data)


class WholeNumberField(IntegerField):
    """A whole number; says in Norwegian what to write when it is none."""

    widget = TextInput()  # a number field would drop what is typed and is no number

    def __init__(self, *args: Any, sentence: Any, **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(*args, render_kw={"inputmode": "numeric", "size": 8}, **kwargs)
        self.sentence = sentence

    @override
    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = None
        text = valuelist[0].strip() if valuelist else ""
        if text and not (text.isascii() and text.isdigit() and len(text) < 6):
            raise ValueError(str(self.sentence))
        self.data = int(text) if text else None


class Between:
    """The number, when there is one, must be from ``low`` to ``high``."""

    def __init__(self, low: int, high: int, sentence: Any) -> None:  # noqa: ANN401 - a lazy text
        self.low, self.high, self.sentence = low, high, sentence

    def __call__(self, _form: object, field: Any) -> None:  # noqa: ANN401 - a field
        """Raise ValidationError when it is not."""
        if field.data is not None and not self.low <= field.data <= self.high:
            raise ValidationError(str(self.sentence))


def stripped(text: str | None) -> str | None:
    """Return the text without spaces around it: a filter of a field."""
    return text.strip() if text else text
