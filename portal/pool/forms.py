"""What somebody tells of themselves, and what a coordinator looks for in the pool."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.core import clock, labels
from portal.core.fields import LONGEST_LINE, Needed, VersionField, at_most
from portal.core.forms import Form
from portal.core.labels import SelectChoice
from portal.engagements.forms import grid_choices
from portal.municipality.models import District
from portal.needs.states import HelperSex, RoleKind
from portal.pool.profile import Profile
from portal.pool.service import is_postcode
from portal.pool.states import TravelMode
from portal.recruitment.form_fields import Between, TicksField, WholeNumberField, stripped
from portal.recruitment.states import AgeGroup

LONGEST_ANSWER = 2000
LONGEST_ABOUT = 500


class ProfileForm(Form):
    """What a family may read, and what we look for you with."""

    version = VersionField()
    roles = TicksField(_l("Hva vil du bli spurt om?"), [Needed(_l("Velg minst én rolle."))])
    about = TextAreaField(_l("Noen ord om deg"), [at_most(LONGEST_ABOUT)], filters=[stripped])
    interests = TextAreaField(
        _l("Hva liker du?"),
        [Needed(_l("Skriv minst én ting du liker.")), at_most(LONGEST_ANSWER)],
        filters=[stripped],
    )
    experience = TextAreaField(
        _l("Erfaring med barn eller omsorg"), [at_most(LONGEST_ANSWER)], filters=[stripped]
    )
    competence = TextAreaField(
        _l("Kurs og utdanning"), [at_most(LONGEST_ANSWER)], filters=[stripped]
    )
    languages = StringField(_l("Språk du snakker"), [at_most(LONGEST_LINE)], filters=[stripped])
    age_groups = TicksField(_l("Hvem vil du helst være sammen med?"))
    sex = SelectField(_l("Kjønn"), default="")
    travel = TicksField(_l("Hvordan kan du komme deg dit?"))
    district_id = SelectField(_l("Bydel"), default="")
    postcode = StringField(_l("Postnummer"), filters=[stripped])
    max_km = WholeNumberField(
        _l("Så langt kan du reise, i kilometer"),
        [Between(1, 500, _l("Skriv et tall mellom 1 og 500."))],
        sentence=_l("Skriv et helt tall, for eksempel 20."),
    )
    availability = TicksField(_l("Når kan du vanligvis hjelpe?"))
    hours_per_week = WholeNumberField(
        _l("Timer i uka"),
        [Between(1, 60, _l("Skriv et tall mellom 1 og 60."))],
        sentence=_l("Skriv et helt tall, for eksempel 4."),
    )

    def suit(
        self, roles: Sequence[RoleKind], districts: Sequence[District], *, has_own_times: bool
    ) -> "ProfileForm":
        """Offer the roles somebody may have, and the municipality's districts.

        ``has_own_times``: a worker, who says elsewhere when they can.
        """
        self.availability.choices = grid_choices()
        if has_own_times:
            del self.availability
        self.roles.choices = labels.choices(roles)
        self.travel.choices = labels.choices(TravelMode)
        self.age_groups.choices = labels.choices(AgeGroup)
        self.sex.choices = [
            SelectChoice("", _("Vil ikke si")),
            *labels.choices([HelperSex.WOMAN, HelperSex.MAN]),
        ]
        self.district_id.choices = [
            SelectChoice("", _("Ikke valgt")),
            *(SelectChoice(str(it.id), it.name) for it in districts),
        ]
        return self

    def validate_postcode(self, field: StringField) -> None:
        """Four digits, or nothing."""
        if field.data and not is_postcode(field.data):
            raise ValidationError(_("Skriv postnummeret med fire sifre."))

    @property
    def told(self) -> Profile:
        """Return what was told, once it is valid."""
        place, travel = self.district_id.data, list(self.travel.data or ())
        return Profile(
            roles=list(self.roles.data or ()),
            about=self.about.data or "",
            interests=self.interests.data or "",
            experience=self.experience.data or "",
            competence=self.competence.data or "",
            languages=self.languages.data or "",
            age_groups=list(self.age_groups.data or ()),
            sex=self.sex.data or "",
            has_car=TravelMode.CAR in travel,
            travel=[mode for mode in travel if mode != TravelMode.CAR],
            postcode=self.postcode.data or "",
            max_km=self.max_km.data,
            hours_per_week=self.hours_per_week.data,
            district_id=UUID(place) if place else None,
            **self._times(),
        )

    def _times(self) -> dict[str, Any]:
        if "availability" not in self:
            return {}
        said = list(self.availability.data or ())
        return {"availability": said, "availability_confirmed_on": clock.today()}


def of_profile(told: Profile, version: int) -> dict[str, Any]:
    """Return what the form shows of what is told already."""
    shown = {name: getattr(told, name) for name in told.__dataclass_fields__}
    travel = [*told.travel, *([TravelMode.CAR.value] if told.has_car else [])]
    place = str(told.district_id or "")
    return {**shown, "travel": travel, "district_id": place, "version": version}


class ActForm(Form):
    """A button of one's own page; several stand on it."""

    request_key = None
