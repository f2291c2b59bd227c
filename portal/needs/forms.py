"""What a coordinator writes about a need. Ages are bands: there is no field for an age."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from portal.core import labels
from portal.core.fields import LONGEST_LINE, Needed, VersionField, at_most
from portal.core.forms import Form
from portal.core.labels import SelectChoice
from portal.municipality.models import District
from portal.needs.drafting import Draft, band_code
from portal.needs.models import Need
from portal.needs.states import AGE_BANDS, Sex

_DAYS = (
    _l("Mandag"), _l("Tirsdag"), _l("Onsdag"), _l("Torsdag"), _l("Fredag"), _l("Lørdag"),
    _l("Søndag"),
)  # fmt: skip
_BANDS = [SelectChoice(band_code(band), f"{band[0]}–{band[1]}\u00a0år") for band in AGE_BANDS]


LONGEST_ADVERT = 1000  # more is not read


class VersionForm(Form):
    """A button about a need, as it was when it was read. Several stand on a page."""

    request_key = None
    version = VersionField()


class NeedForm(Form):
    """The words of an advert."""

    version = VersionField()
    title = StringField(
        _l("Overskrift"),
        [Needed(_l("Skriv hva dere skal gjøre, for eksempel «Bli med på svømming».")), at_most(80)],
    )
    text = TextAreaField(
        _l("Hva dere skal gjøre"),
        [Needed(_l("Skriv med et par setninger hva dere skal gjøre.")), at_most(LONGEST_ADVERT)],
    )
    age_band = SelectField(_l("Alder"), choices=_BANDS)
    sex = SelectField(_l("Kjønn, bare hvis det betyr noe"), default="")
    district_id = SelectField(_l("Bydel"), default="")
    interests = StringField(_l("Liker"), [at_most(LONGEST_LINE)])
    hours_text = StringField(
        _l("Hvor mye og når"),
        [
            Needed(_l("Skriv omtrent når, for eksempel «Onsdager kl. 16–19».")),
            at_most(LONGEST_LINE),
        ],
    )
    weekdays = SelectMultipleField(
        _l("Dager"),
        coerce=int,
        choices=[SelectChoice(day, word) for day, word in enumerate(_DAYS)],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    has_nights = BooleanField(_l("Overnatting"))
    needs_car = BooleanField(_l("Må ha bil"))

    def __init__(self, districts: Sequence[District], **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(**kwargs)
        self.sex.choices = labels.choices(Sex)
        self.district_id.choices = [
            SelectChoice("", _("Hele kommunen")),
            *(SelectChoice(str(it.id), it.name) for it in districts),
        ]

    @property
    def advert(self) -> dict[str, Any]:
        """Return the columns of a need, as the service takes them."""
        first, last = next(band for band in AGE_BANDS if band_code(band) == self.age_band.data)
        return {
            "title": (self.title.data or "").strip(),
            "text": (self.text.data or "").strip(),
            "age_from": first,
            "age_to": last,
            "sex": self.sex.data,
            "district_id": UUID(self.district_id.data) if self.district_id.data else None,
            "interests": (self.interests.data or "").strip(),
            "hours_text": (self.hours_text.data or "").strip(),
            "weekdays": sum(1 << day for day in self.weekdays.data or ()),
            "has_nights": self.has_nights.data,
            "needs_car": self.needs_car.data,
        }

    def blame_words(self, words: Sequence[str]) -> None:
        """Put each word that gives the child away at the field where it stands."""
        for name in ("title", "text", "interests", "hours_text"):
            here = [word for word in words if word in (self[name].data or "")]
            if here:
                shown = ", ".join(f"«{word}»" for word in here)
                self.fail(
                    name, _("Skriv om %(words)s. Ingen skal kjenne igjen barnet.", words=shown)
                )


def of_draft(draft: Draft) -> dict[str, Any]:
    """Return what the form shows of an advert that nobody has written on."""
    return {
        "title": draft.title,
        "text": draft.text,
        "age_band": draft.age_band,
        "district_id": str(draft.district_id or ""),
        "hours_text": draft.hours_text,
        "interests": draft.interests,
        "weekdays": list(draft.weekdays),
        "has_nights": draft.has_nights,
        "needs_car": draft.needs_car,
    }


def of_need(need: Need) -> dict[str, Any]:
    """Return what the form shows of an advert."""
    return {
        "version": need.version,
        "title": need.title,
        "text": need.text,
        "age_band": band_code((need.age_from, need.age_to)),
        "sex": need.sex,
        "district_id": str(need.district_id or ""),
        "interests": need.interests,
        "hours_text": need.hours_text,
        "weekdays": [day for day, is_on in enumerate(need.days) if is_on],
        "has_nights": need.has_nights,
        "needs_car": need.needs_car,
    }
