"""What Norwegians type, and what is made of it."""

from __future__ import annotations

from datetime import date, time

import pytest
from wtforms import Form, StringField

from portal.core.fields import ClockField, DayField, DecimalField, Needed, PhoneField


class Post(dict):
    def getlist(self, name: str) -> list[str]:
        return [self[name]] if name in self else []


def read(field, text: str):
    """Return the field of a form in which this was typed."""

    class One(Form):
        it = field

    form = One(Post(it=text))
    form.validate()
    return form.it


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (DayField(), "25.11.2026", date(2026, 11, 25)),
        (DayField(), " 1. 2. 2026 ", date(2026, 2, 1)),
        (DayField(), "2026-11-25", date(2026, 11, 25)),
        (DayField(), "", None),
        (ClockField(), "7", time(7)),
        (ClockField(), "7.30", time(7, 30)),
        (ClockField(), "07:30", time(7, 30)),
        (ClockField(), "0730", time(7, 30)),
        (ClockField(), "23.59", time(23, 59)),
        (DecimalField(), "3", 3),
        (DecimalField(scale=60), "3,5", 210),
        (DecimalField(scale=60), "0,25", 15),
        (DecimalField(scale=60), "1 000", 60_000),
        (DecimalField(scale=60), "1\u00a0000.5", 60_030),
        (DecimalField(scale=100), "6882,50", 688_250),
        (DecimalField(scale=100), "6882,5", 688_250),
        (DecimalField(scale=60), "0,01", 1),  # 36 seconds: rounded half up
        (PhoneField(), "412 34 567", "+4741234567"),
        (PhoneField(), "+47 41234567", "+4741234567"),
        (PhoneField(), "0047-412.34.567", "+4741234567"),
    ],
)
def test_what_was_typed_is_understood(field, text, value):
    made = read(field, text)
    assert (made.data, list(made.errors)) == (value, [])


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        (DayField(), "25/11/2026", "Skriv datoen som dag.måned.år, for eksempel 25.11.2026."),
        (DayField(), "31.2.2026", "Datoen finnes ikke. Se i kalenderen."),
        (DayField(), "31/2/2026", "Skriv datoen som dag.måned.år, for eksempel 25.11.2026."),
        (DayField(), "1.1.0026", "Skriv datoen som dag.måned.år, for eksempel 25.11.2026."),
        (DayField(), "1.1.9999", "Skriv datoen som dag.måned.år, for eksempel 25.11.2026."),
        (ClockField(), "24", "Skriv klokkeslettet som timer.minutter, for eksempel 15.30."),
        (ClockField(), "7.60", "Skriv klokkeslettet som timer.minutter, for eksempel 15.30."),
        (ClockField(), "sju", "Skriv klokkeslettet som timer.minutter, for eksempel 15.30."),
        (DecimalField(), "noen", "Skriv et tall, for eksempel 3,5."),
        (DecimalField(), "-3", "Skriv et tall, for eksempel 3,5."),
        (DecimalField(), "1,234", "Skriv et tall, for eksempel 3,5."),
        (DecimalField(), "9" * 10_000, "Skriv et tall, for eksempel 3,5."),
        (
            PhoneField(),
            "112",
            "Skriv et norsk telefonnummer med åtte siffer, for eksempel 412 34 567.",
        ),
        (
            PhoneField(),
            "12345678",
            "Skriv et norsk telefonnummer med åtte siffer, for eksempel 412 34 567.",
        ),
    ],
)
def test_what_cannot_be_read_is_kept_and_told(app, field, text, sentence):
    with app.test_request_context():
        made = read(field, text)
        assert (made.data, list(made.errors), made._value()) == (None, [sentence], text)  # noqa: SLF001 - what the page shows


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        (DayField, date(2026, 11, 5), "5.11.2026"),
        (ClockField, time(7, 5), "7.05"),
        (PhoneField, "+4741234567", "412 34 567"),
    ],
)
def test_a_value_is_shown_as_one_types_it(field, value, shown):
    class One(Form):
        it = field()

    assert One(data={"it": value}).it._value() == shown  # noqa: SLF001 - what the page shows
    assert One().it._value() == ""  # noqa: SLF001 - as above


@pytest.mark.parametrize(
    ("scale", "value", "shown"),
    [(60, 210, "3,5"), (60, 180, "3"), (60, 15, "0,25"), (100, 688_250, "6882,5"), (1, 4, "4")],
)
def test_a_number_is_shown_as_one_types_it(scale, value, shown):
    class One(Form):
        it = DecimalField(scale=scale)

    assert One(data={"it": value}).it._value() == shown  # noqa: SLF001 - what the page shows


@pytest.mark.parametrize("text", ["", "   "])
def test_a_field_that_is_needed_says_what_is_missing(text):
    assert list(read(StringField(validators=[Needed("Skriv noe.")]), text).errors) == ["Skriv noe."]


def test_what_could_not_be_read_is_not_called_missing_too(app):
    with app.test_request_context():
        errors = list(read(DayField(validators=[Needed("Skriv en dag.")]), "i går").errors)
    assert errors == ["Skriv datoen som dag.måned.år, for eksempel 25.11.2026."]
