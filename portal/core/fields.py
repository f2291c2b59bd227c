"""Fields that read what Norwegians type: 7.30, 25.11.2026, 3,5, 412 34 567."""

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import Field, IntegerField, StringField
from wtforms.validators import Length, StopValidation
from wtforms.widgets import HiddenInput, TextInput

from portal.core import ids

LONGEST_LINE = 200
LONGEST_TEXT = 4000
_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_LIKELY_DAY = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20|21)\d\d")


class _Typed(StringField):
    """A text field whose ``data`` is a value, and which shows what was typed when it is none."""

    data: Any  # a value of the field's own type, not the text
    sentence = _l("Skriv dette på en annen måte.")

    def parse(self, text: str) -> Any:  # noqa: ANN401 - each field has a type of its own
        raise NotImplementedError

    def show(self, value: Any) -> str:  # noqa: ANN401 - WTForms
        return str(value)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.show(self.data)

    @override
    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = None
        text = valuelist[0].strip() if valuelist else ""
        if text:
            try:
                self.data = self.parse(text)
            except (ValueError, OverflowError) as error:
                raise ValueError(self.say(text)) from error

    def say(self, _text: str) -> str:
        """Return what is wrong with a text that cannot be read."""
        return str(self.sentence)


class DayField(_Typed):
    """A date, as ``25.11.2026`` or as the browser's own ``2026-11-25``."""

    sentence = _l("Skriv datoen som dag.måned.år, for eksempel 25.11.2026.")
    no_such_day = _l("Datoen finnes ikke. Se i kalenderen.")
    widget = TextInput()

    @override
    def parse(self, text: str) -> date:
        if match := _DAY.fullmatch(text):
            day, month, year = map(int, match.groups())
            return _plausible(date(year, month, day))
        return _plausible(date.fromisoformat(text))

    @override
    def say(self, text: str) -> str:
        return str(self.no_such_day if _LIKELY_DAY.fullmatch(text) else self.sentence)

    @override
    def show(self, value: date) -> str:
        return f"{value.day}.{value.month}.{value.year}"


def _plausible(day: date) -> date:
    if not 1900 <= day.year <= 2200:
        raise ValueError(day)
    return day


class ClockField(_Typed):
    """A time of day, as ``7``, ``7.30``, ``07:30`` or ``0730``."""

    sentence = _l("Skriv klokkeslettet som timer.minutter, for eksempel 15.30.")
    widget = TextInput()

    @override
    def parse(self, text: str) -> time:
        match = re.fullmatch(r"(\d{1,2})(?:[.:]?(\d{2}))?", text)
        if not match:
            raise ValueError(text)
        return time(int(match[1]), int(match[2] or 0))

    @override
    def show(self, value: time) -> str:
        return f"{value.hour}.{value.minute:02d}"


class DecimalField(_Typed):
    """A number with at most ``digits`` decimals, as ``3,5``; ``data`` is in whole ``1/scale``.

    With scale 60 hours become minutes, with scale 100 kroner become øre.
    """

    sentence = _l("Skriv et tall, for eksempel 3,5.")
    widget = TextInput()

    def __init__(self, *args: Any, scale: int = 1, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms
        super().__init__(*args, **kwargs)
        self.scale = scale

    @override
    def parse(self, text: str) -> int:
        plain = re.sub(r"[\s\u00a0]", "", text).replace(",", ".")
        match = re.fullmatch(r"(\d{1,9})(?:\.(\d{1,2}))?", plain)
        if not match:
            raise ValueError(text)
        hundredths = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
        return (hundredths * self.scale + 50) // 100

    @override
    def show(self, value: int) -> str:
        whole, rest = divmod(value * 100 // self.scale, 100)
        return f"{whole},{rest:02d}".rstrip("0").rstrip(",") if rest else str(whole)


class VersionField(IntegerField):
    """The version of a row as it was read, hidden; nothing posted is no version at all."""

    widget = HiddenInput()

    @override
    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = (ids.as_version(valuelist[0]) if valuelist else None) or 0


class PhoneField(_Typed):
    """A Norwegian telephone number: eight digits, kept as ``+4741234567``."""

    sentence = _l("Skriv et norsk telefonnummer med åtte siffer, for eksempel 412 34 567.")
    widget = TextInput(input_type="tel")

    @override
    def parse(self, text: str) -> str:
        digits = re.sub(r"[\s\u00a0.-]", "", text)
        digits = re.sub(r"^(\+47|0047)", "", digits)
        if not re.fullmatch(r"[2-9]\d{7}", digits):
            raise ValueError(text)
        return f"+47{digits}"

    @override
    def show(self, value: str) -> str:
        digits = value.removeprefix("+47")
        return f"{digits[:3]} {digits[3:5]} {digits[5:]}"


class Needed:
    """The field must be filled in; the sentence says with what."""

    field_flags = {"required": True}  # noqa: RUF012 - wtforms' own name

    def __init__(self, sentence: Any) -> None:  # noqa: ANN401 - a text or a lazy one
        self.sentence = sentence

    def __call__(self, _form: object, field: Field) -> None:
        """Stop with the sentence when nothing was filled in: the rest has nothing to judge."""
        data = field.data.strip() if isinstance(field.data, str) else field.data
        if data is None or data is False or data in ("", []):  # nothing, unticked, none chosen
            if field.errors:  # it was filled in, with something that could not be read
                return
            raise StopValidation(str(self.sentence))


def at_most(length: int) -> Length:
    """Make the check that a text is no longer than the column that keeps it."""
    return Length(max=length, message=_l("Skriv høyst %(max)d tegn."))
