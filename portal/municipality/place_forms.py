"""Forms of a municipality's offices, districts, units, suppliers and school holidays."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import EmailField, SelectField, StringField
from wtforms.validators import Email, Optional, ValidationError

from portal.core.fields import LONGEST_LINE, DayField, Needed, PhoneField, at_most
from portal.core.forms import EditForm, Form
from portal.core.ids import as_id
from portal.core.labels import SelectChoice
from portal.municipality import opening
from portal.municipality.models import Office
from portal.municipality.opening import Hours
from portal.municipality.states import PlaceKind

LONGEST_HOLIDAY_DAYS = 100
_NAME = 100


class OfficePhoneField(PhoneField):
    """The number people ring: eight digits, or the five a municipality may have."""

    sentence = _l("Skriv et telefonnummer med åtte siffer, eller fem hvis det begynner med 0.")

    @override
    def parse(self, text: str) -> str:
        digits = re.sub(r"[\s\u00a0.-]", "", text).removeprefix("+47")
        if not re.fullmatch(r"\d{8}|0\d{4}", digits, re.ASCII):
            raise ValueError(text)
        return f"+47{digits}" if len(digits) == 8 else digits

    @override
    def show(self, value: str) -> str:
        digits = value.removeprefix("+47")
        return digits if len(digits) == 5 else " ".join(re.findall("..", digits))


class HoursField(StringField):
    """When an office answers on a weekday, as ``9.00–11.30 og 12.00–14.30``."""

    data: Any

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else opening.shown(self.data or ())

    @override
    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = ()
        try:
            self.data = opening.read(valuelist[0][:LONGEST_LINE] if valuelist else "")
        except ValueError as error:
            raise ValueError(
                _("Skriv tidene i rekkefølge, for eksempel 9.00–11.30 og 12.00–14.30.")
            ) from error


def _email(*more: Any) -> EmailField:  # noqa: ANN401 - checks
    shape = Email(message=_l("Skriv e-postadressen slik: navn@eksempel.no."))
    return EmailField(_l("E-postadresse"), [*more, at_most(LONGEST_LINE), shape])


_needs_name = Needed(_l("Skriv navnet."))


class OfficeForm(EditForm):
    """An office: how it is reached, and when it answers."""

    name = StringField(_l("Navn"), [_needs_name, at_most(_NAME)])
    phone = OfficePhoneField(_l("Telefon"), [Needed(_l("Skriv telefonnummeret folk skal ringe."))])
    email = _email(Needed(_l("Skriv e-postadressen til kontoret.")))
    visiting = StringField(_l("Besøksadresse"), [at_most(LONGEST_LINE)])
    monday = HoursField(_l("Mandag"))
    tuesday = HoursField(_l("Tirsdag"))
    wednesday = HoursField(_l("Onsdag"))
    thursday = HoursField(_l("Torsdag"))
    friday = HoursField(_l("Fredag"))
    saturday = HoursField(_l("Lørdag"))
    sunday = HoursField(_l("Søndag"))

    @property
    def days(self) -> Sequence[HoursField]:
        """Return the fields of the week, Monday first."""
        return (self.monday, self.tuesday, self.wednesday, self.thursday, self.friday,
                self.saturday, self.sunday)  # fmt: skip

    def show(self, office: Office) -> "OfficeForm":
        """Fill in the week as it is now."""
        for weekday, field in enumerate(self.days):
            if field.raw_data is None:
                field.data = opening.of_weekday(office.opening, weekday)
        return self

    def details(self) -> dict[str, str]:
        """Return how the office is reached."""
        named = (self.name, self.phone, self.email, self.visiting)
        return {field.name: (field.data or "").strip() for field in named}

    def week(self) -> list[Hours]:
        """Return when it answers, Monday first."""
        return [field.data for field in self.days]


class PlaceForm(EditForm):
    """What every place has."""

    name = StringField(_l("Navn"), [_needs_name, at_most(_NAME)])
    kept: tuple[str, ...] = ("name",)

    def suit(self, offices: Iterable[Office]) -> "PlaceForm":
        """Offer the offices there are, where one must be chosen."""
        if "office_id" in self:
            self["office_id"].choices = [SelectChoice(str(it.id), it.name) for it in offices]
        return self

    def values(self) -> dict[str, Any]:
        """Return the columns and what to keep in them."""
        found = {name: self[name].data for name in self.kept}
        return {
            name: (value or "").strip() if name in {"name", "email", "phone"} else value
            for name, value in found.items()
        }


def _office() -> SelectField:
    return SelectField(_l("Kontor"), [Needed(_l("Velg et kontor."))], coerce=as_id)


class DistrictForm(PlaceForm):
    """A district, and the office that serves it."""

    office_id = _office()
    kept = ("name", "office_id")


class UnitForm(PlaceForm):
    """A staffed place of the municipality's own."""

    office_id = _office()
    phone = OfficePhoneField(_l("Telefon"), [Optional()])
    kept = ("name", "office_id", "phone")


class SupplierForm(PlaceForm):
    """A company that employs assistants, and how long it has a contract."""

    phone = OfficePhoneField(_l("Telefon"), [Optional()])
    email = _email(Optional())
    valid_from = DayField(_l("Avtale fra og med"), [Needed(_l("Skriv dagen avtalen begynner."))])
    valid_to = DayField(_l("Avtale til og med"), [Optional()])
    kept = ("name", "phone", "email", "valid_from", "valid_to")

    def validate_valid_to(self, field: DayField) -> None:
        """Refuse an end before the start."""
        check_order(self.valid_from.data, field.data)


PLACE_FORMS: dict[PlaceKind, type[PlaceForm]] = {
    PlaceKind.DISTRICT: DistrictForm,
    PlaceKind.UNIT: UnitForm,
    PlaceKind.SUPPLIER: SupplierForm,
}


def check_order(first: date | None, last: date | None) -> None:
    """Raise ValidationError when the last day comes before the first."""
    if first and last and last < first:
        raise ValidationError(_("Skriv en dag fra og med den første dagen."))


class HolidayForm(Form):
    """Days in a row when the schools are closed."""

    name = StringField(_l("Navn"), [Needed(_l("Skriv et navn, som «Høstferie».")), at_most(_NAME)])
    first_on = DayField(_l("Første fridag"), [Needed(_l("Skriv den første fridagen."))])
    last_on = DayField(_l("Siste fridag"), [Needed(_l("Skriv den siste fridagen."))])

    def validate_last_on(self, field: DayField) -> None:
        """Refuse an end before the start, and a holiday that is nearly a term."""
        first = self.first_on.data
        check_order(first, field.data)
        if first and field.data and field.data - first > timedelta(days=LONGEST_HOLIDAY_DAYS):
            raise ValidationError(
                _("En ferie kan vare høyst %(most)s dager.", most=LONGEST_HOLIDAY_DAYS)
            )
