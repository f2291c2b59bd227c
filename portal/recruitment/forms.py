"""The application form, a step at a time. Only what is declared here is ever read or kept.

There is no field for health, criminal record, national identity number or files, and none
may be added (domain/recruitment.md § 1.4): what else is posted is not looked at.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.validators import Email, ValidationError

from portal.core import clock, labels
from portal.core.fields import LONGEST_LINE, DayField, Needed, PhoneField, at_most
from portal.core.forms import Form
from portal.core.labels import SelectChoice
from portal.engagements.week import CELLS, code
from portal.municipality.models import District
from portal.recruitment.demands import AgeProblem, Demands, age_problem
from portal.recruitment.form_fields import (
    Between,
    TicksField,
    WholeNumberField,
    YesNoField,
    stripped,
)
from portal.recruitment.states import AgeGroup, Choice, NearRelation, NorwegianLevel

LONGEST_ANSWER = 2000
_DAYS = (
    _l("Mandag"), _l("Tirsdag"), _l("Onsdag"), _l("Torsdag"), _l("Fredag"), _l("Lørdag"),
    _l("Søndag"),
)  # fmt: skip
_MAIL = _l("Skriv en e-postadresse, for eksempel kari@eksempel.no.")
_HOURS = _l("Skriv et tall mellom 1 og 40, for eksempel 4.")


class StepForm(Form):
    """One step. A step may be saved again with other answers, so it has no request key."""

    request_key = None

    def __init__(self, asked: Demands, districts: Sequence[District] = (), **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        self.asked = asked
        super().__init__(**kwargs)
        self.prepare(districts)

    def prepare(self, districts: Sequence[District]) -> None:
        """Fill in what the choices are."""

    @property
    def answers(self) -> dict[str, Any]:
        """Return the columns of an application this step fills in."""
        names = [name for name in self.data if name not in {"csrf_token", "need"}]
        return {name: _plain(self.data[name]) for name in names}

    @property
    def readable_answers(self) -> dict[str, Any]:
        """Return the answers that can be kept although the step is not finished."""
        unread = {name for name, field in self._fields.items() if not _is_readable(field)}
        return {name: value for name, value in self.answers.items() if name not in unread}


def _is_readable(field: Any) -> bool:  # noqa: ANN401 - a field
    too_long = isinstance(field.data, str) and len(field.data) > LONGEST_ANSWER
    return not field.process_errors and not too_long


def _plain(value: Any) -> Any:  # noqa: ANN401 - what a field may hold
    return value.strip() if isinstance(value, str) else value


class RolesForm(StepForm):
    """Step 1: what one would like to do, and for somebody in particular or not."""

    need = HiddenField()  # the advert it answers, by its public address
    choices = TicksField(
        _l("Hva vil du gjøre?"),
        [Needed(_l("Velg minst én rolle."))],
        choices=lambda: labels.choices(Choice),
    )
    known_person = StringField(_l("Er du spurt av noen du kjenner?"), [at_most(LONGEST_LINE)])
    relation = SelectField(
        _l("Er du i nær familie med den du skal hjelpe?"),
        choices=lambda: labels.choices(NearRelation),
        default="",
    )


class PersonForm(StepForm):
    """Step 2: who it is and how to reach them."""

    name = StringField(_l("Navn"), [Needed(_l("Skriv navnet ditt.")), at_most(100)])
    email = StringField(
        _l("E-post"),
        [Needed(_MAIL), at_most(LONGEST_LINE), Email(_MAIL)],
        filters=[stripped],
    )
    phone = PhoneField(_l("Mobil"), [Needed(_l("Skriv et norsk telefonnummer med åtte siffer."))])
    born_on = DayField(
        _l("Fødselsdato"),
        [Needed(_l("Skriv datoen som dag.måned.år, for eksempel 4.3.1992."))],
    )
    district_id = SelectField(_l("Hvor bor du?"), default="")
    knows_somebody = False  # answered in the first step; the age rule asks

    @override
    def prepare(self, districts: Sequence[District]) -> None:
        self.district_id.choices = [
            SelectChoice("", _("Et annet sted, eller vet ikke")),
            *(SelectChoice(str(it.id), it.name) for it in districts),
        ]

    @property
    @override
    def answers(self) -> dict[str, Any]:
        place = self.district_id.data
        known = {code for code, *_rest in self.district_id.iter_choices()}
        return {
            **super().answers,
            "email": (self.email.data or "").strip().lower(),
            "phone": self.phone.data or "",
            "district_id": UUID(place) if place and place in known else None,
        }

    def validate_born_on(self, field: DayField) -> None:
        """Say which age rule stops the application."""
        if field.data is None:
            return
        problem = age_problem(
            field.data, clock.today(), self.asked, knows_somebody=self.knows_somebody
        )
        if problem:
            raise ValidationError(_age_sentence(problem, self.asked))


def _age_sentence(problem: AgeProblem, asked: Demands) -> str:
    if problem is AgeProblem.UNBORN:
        return str(_("Datoen er ikke kommet ennå. Skriv når du ble født."))
    if problem is AgeProblem.TOO_OLD:
        return str(_("Hos oss kan du være høyst %(age)s\u00a0år.", age=asked.max_age))
    young = str(_("Du må ha fylt %(age)s\u00a0år.", age=asked.min_age))
    if not asked.is_younger_ok_when_known:
        return young
    known = _("Er du spurt av noen du kjenner, holder det med 16\u00a0år. Skriv hvem i steg 1.")
    return f"{young} {known}"


class WishesForm(StepForm):
    """Step 3: when, how much, with whom."""

    availability = TicksField(_l("Når passer det best?"))
    hours_per_week = WholeNumberField(
        _l("Hvor mange timer i uka kan du?"),
        [Needed(_HOURS), Between(1, 40, _HOURS)],
        sentence=_HOURS,
    )
    age_groups = TicksField(
        _l("Hvem vil du helst være sammen med?"), choices=lambda: labels.choices(AgeGroup)
    )
    has_licence = YesNoField(_l("Har du førerkort?"))
    has_car = YesNoField(_l("Kan du bruke egen bil?"))
    max_km = WholeNumberField(
        _l("Hvor langt kan du reise, i kilometer?"),
        [Between(1, 500, _l("Skriv et tall mellom 1 og 500."))],
        sentence=_l("Skriv et tall mellom 1 og 500."),
    )
    commits = BooleanField(_l("Jeg vil være med en stund"))

    @override
    def prepare(self, districts: Sequence[District]) -> None:
        self.availability.choices = [
            SelectChoice(code(day, part), f"{_DAYS[day]} {labels.label(part).lower()}")
            for day, part in CELLS
        ]
        if not self.asked.is_own_car_allowed:
            del self.has_car
        if not self.asked.commitment_months:
            del self.commits

    @property
    @override
    def answers(self) -> dict[str, Any]:
        cars = {"has_car": self.has_car.answer if "has_car" in self else None}
        return {**super().answers, "has_licence": self.has_licence.answer, **cars}


class ExperienceForm(StepForm):
    """Step 4: what one likes, has done and speaks."""

    interests = TextAreaField(
        _l("Hva liker du å gjøre?"),
        [Needed(_l("Skriv litt om hva du liker å gjøre.")), at_most(LONGEST_ANSWER)],
    )
    motivation = TextAreaField(_l("Hvorfor vil du gjøre dette?"), [at_most(LONGEST_ANSWER)])
    experience = TextAreaField(
        _l("Har du erfaring som er nyttig å fortelle om?"), [at_most(LONGEST_ANSWER)]
    )
    education = TextAreaField(_l("Utdanning og kurs"), [at_most(LONGEST_ANSWER)])
    norwegian_level = SelectField(
        _l("Hvor godt snakker du norsk?"), [Needed(_l("Velg hvor godt du snakker norsk."))]
    )
    languages = StringField(_l("Andre språk"), [at_most(LONGEST_LINE)])

    @override
    def prepare(self, districts: Sequence[District]) -> None:
        self.norwegian_level.choices = [
            SelectChoice("", _("Velg")),
            *labels.choices(NorwegianLevel),
        ]


class RefereeForm(PlainForm):
    """Somebody who knows the applicant."""

    name = StringField(_l("Navn"), [Needed(_l("Skriv navnet på referansen.")), at_most(100)])
    knows_from = StringField(
        _l("Hvordan kjenner dere hverandre?"),
        [Needed(_l("Skriv hvordan dere kjenner hverandre.")), at_most(LONGEST_LINE)],
    )
    phone = PhoneField(
        _l("Telefon"), [Needed(_l("Skriv telefonnummeret til referansen, åtte siffer."))]
    )


class RefereesForm(StepForm):
    """Step 5: who can tell about the applicant; and the home, for avlaster at home only."""

    referees = FieldList(FormField(RefereeForm), min_entries=0, max_entries=3)
    household = TextAreaField(
        _l("Hvem bor hjemme hos deg?"),
        [Needed(_l("Skriv hvem som bor der, eller at du bor alene.")), at_most(LONGEST_ANSWER)],
    )
    spare_bed = YesNoField(
        _l("Har barnet egen seng hos deg?"), [Needed(_l("Svar ja eller nei om seng."))]
    )
    about_home = TextAreaField(_l("Noe mer om hjemmet?"), [at_most(LONGEST_ANSWER)])

    @override
    def prepare(self, districts: Sequence[District]) -> None:
        while len(self.referees) < self.asked.references:
            self.referees.append_entry()
        while len(self.referees) > self.asked.references:
            self.referees.pop_entry()

    def leave_out_home(self) -> None:
        """Ask nothing about the home of somebody who will not have a child there."""
        for name in ("household", "spare_bed", "about_home"):
            del self[name]

    @property
    @override
    def answers(self) -> dict[str, Any]:
        given = [dict(entry.data) for entry in self.referees]
        if "household" not in self:
            return {"referees": given}
        home = {
            "household": (self.household.data or "").strip(),
            "spare_bed": self.spare_bed.answer,
            "about": (self.about_home.data or "").strip(),
        }
        return {"referees": given, "home": home}


class SendForm(StepForm):
    """Step 6: the last two answers, and off it goes."""

    heard_from = StringField(_l("Hvordan hørte du om oss?"), [at_most(LONGEST_LINE)])
    keeps_in_pool = BooleanField(_l("Dere kan spare på søknaden min"))


FORMS: Mapping[int, type[StepForm]] = {
    1: RolesForm, 2: PersonForm, 3: WishesForm, 4: ExperienceForm, 5: RefereesForm, 6: SendForm,
}  # fmt: skip
LAST_STEP = len(FORMS)
