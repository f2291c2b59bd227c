"""What the office looks for, beyond the words of the advert: none of it is published."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import ValidationError

from portal.core import labels
from portal.core.fields import LONGEST_LINE, DecimalField, VersionField, at_most
from portal.core.forms import Form
from portal.needs.models import Need
from portal.needs.states import HelperSex

DAY = 24 * 60
_SPAN = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*[–-]\s*(\d{1,2})(?:[.:](\d{2}))?")
Window = tuple[int, int]  # from minute, to minute; the end is after midnight when it is smaller


class TimesField(StringField):
    """Times of one day, as ``16–19`` or ``7.30–8.30, 16–19``; ``data`` is a list of windows."""

    data: Any  # a list of windows, not the text

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return ", ".join(f"{_clock(first)}–{_clock(last)}" for first, last in self.data or ())

    @override
    def process_formdata(self, valuelist: Sequence[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = [_window(part) for part in text.split(",") if part.strip()]


def _window(text: str) -> Window:
    match = _SPAN.fullmatch(text.strip())
    if not match:
        raise ValueError(_("Skriv tida slik: 16–19, eller 16.30–19."))
    hour, minute, end, end_minute = (int(part or 0) for part in match.groups())
    first, last = hour * 60 + minute, end * 60 + end_minute
    if max(first, last) > DAY or max(minute, end_minute) > 59 or first in {last, DAY}:
        raise ValueError(_("Skriv tida slik: 16–19, eller 16.30–19."))
    return first, last


def _clock(minute: int) -> str:
    return f"{minute // 60}.{minute % 60:02d}".removesuffix(".00")


class WantedForm(Form):
    """Exact times, languages, competence, place and whom the child is to be with."""

    version = VersionField()
    monday = TimesField(_l("Mandag"))
    tuesday = TimesField(_l("Tirsdag"))
    wednesday = TimesField(_l("Onsdag"))
    thursday = TimesField(_l("Torsdag"))
    friday = TimesField(_l("Fredag"))
    saturday = TimesField(_l("Lørdag"))
    sunday = TimesField(_l("Søndag"))
    hours_per_week_minutes = DecimalField(_l("Timer i uka"), scale=60)
    has_nights = BooleanField(_l("Overnatting"))
    needs_car = BooleanField(_l("Må ha bil"))
    languages = StringField(_l("Språk"), [at_most(LONGEST_LINE)])
    competence = StringField(_l("Kurs eller kunnskap"), [at_most(LONGEST_LINE)])
    postcode = StringField(_l("Postnummer der barnet bor"))
    helper_sex = SelectField(_l("Hvem barnet skal være sammen med"), default="")
    helper_sex_reason = StringField(_l("Hvorfor det betyr noe"), [at_most(LONGEST_LINE)])

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(**kwargs)
        self.helper_sex.choices = labels.choices(HelperSex)

    @property
    def days(self) -> list[TimesField]:
        """Return the seven fields of times, Monday first."""
        return [self[name] for name in DAYS]

    def validate_postcode(self, field: StringField) -> None:
        """Four digits, or nothing."""
        if field.data and not re.fullmatch(r"[0-9]{4}", field.data.strip()):
            raise ValidationError(_("Skriv postnummeret med fire sifre."))

    def validate_helper_sex_reason(self, field: StringField) -> None:
        """Whom the child is to be with is asked for only with a reason."""
        if self.helper_sex.data and not (field.data or "").strip():
            raise ValidationError(_("Skriv hvorfor det betyr noe. Bare kontoret ser det."))

    @property
    def wanted(self) -> dict[str, Any]:
        """Return the columns of a need, as the service takes them."""
        sex = self.helper_sex.data or ""
        return {
            "windows": self._windows(),
            "hours_per_week_minutes": self.hours_per_week_minutes.data,
            "has_nights": self.has_nights.data,
            "needs_car": self.needs_car.data,
            "languages": (self.languages.data or "").strip(),
            "competence": (self.competence.data or "").strip(),
            "postcode": (self.postcode.data or "").strip(),
            "helper_sex": sex,
            "helper_sex_reason": (self.helper_sex_reason.data or "").strip() if sex else "",
        }

    def _windows(self) -> list[list[int]]:
        """Return the windows of the week; one that goes over midnight is two."""
        found: list[list[int]] = []
        for day, field in enumerate(self.days):
            for first, last in field.data or ():
                if first < last:
                    found.append([day, first, last])
                    continue
                found.append([day, first, DAY])
                if last:
                    found.append([(day + 1) % 7, 0, last])
        return sorted(found)


DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def of_need(need: Need) -> dict[str, Any]:
    """Return what the form shows of a need."""
    times: dict[str, list[Window]] = {name: [] for name in DAYS}
    for day, first, last in need.windows or ():
        times[DAYS[day]].append((first, last))
    names = ("hours_per_week_minutes", "has_nights", "needs_car", "languages", "competence",
             "postcode", "helper_sex", "helper_sex_reason", "version")  # fmt: skip
    return {**times, **{name: getattr(need, name) for name in names}}
