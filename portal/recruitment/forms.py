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
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Email, ValidationError

from portal.core import clock, labels
from portal.core.fields import LONGEST_LINE, DayField, Needed, PhoneField, at_most
from portal.core.labels import SelectChoice
from portal.engagements.week import CELLS, code
from portal.municipality.models import District
from portal.recruitment.demands import AgeProblem, Demands, age_problem
from portal.recruitment.form_fields import (
    MAIL,
    Between,
    TicksField,
    WholeNumberField,
    YesNoField,
    stripped,
)
from portal.recruitment.referee_form import RefereesForm
from portal.recruitment.states import (
    ASKED_FOR_LIST,
    AgeGroup,
    Choice,
    FormStep,
    NearRelation,
    NorwegianLevel,
)
from portal.recruitment.step_form import LONGEST_ANSWER, StepForm

_DAYS = (
    _l("Mandag"), _l("Tirsdag"), _l("Onsdag"), _l("Torsdag"), _l("Fredag"), _l("Lørdag"),
    _l("Søndag"),
)  # fmt: skip
LONGEST_REASON = 1000
_HOURS = _l("Skriv et tall mellom 1 og 40, for eksempel 4.")


class RolesForm(StepForm):
    """What one would like to do, and for somebody in particular or not."""

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
    """Who it is and how to reach them."""

    name = StringField(_l("Navn"), [Needed(_l("Skriv navnet ditt.")), at_most(100)])
    email = StringField(
        _l("E-post"),
        [Needed(MAIL), at_most(LONGEST_LINE), Email(MAIL)],
        filters=[stripped],
    )
    phone = PhoneField(_l("Mobil"), [Needed(_l("Skriv et norsk telefonnummer med åtte siffer."))])
    born_on = DayField(
        _l("Fødselsdato"),
        [Needed(_l("Skriv datoen som dag.måned.år, for eksempel 4.3.1992."))],
    )
    district_id = SelectField(_l("Hvor bor du?"), default="")
    occupation = StringField(
        _l("Stilling eller yrke"),
        [Needed(_l("Skriv hva du gjør, for eksempel «lærer» eller «student».")), at_most(100)],
    )
    home_municipality = StringField(
        _l("Hvilken kommune bor du i?"), [Needed(_l("Skriv kommunen du bor i.")), at_most(100)]
    )
    wants_secrecy = BooleanField(_l("Jeg ber om å ikke stå på den offentlige søkerlista"))
    secrecy_reason = TextAreaField(
        _l("Hvorfor bør du ikke stå på lista?"), [at_most(LONGEST_REASON)]
    )
    knows_somebody = False  # answered in another step; the age rule asks

    @override
    def prepare(self, districts: Sequence[District]) -> None:
        self.district_id.choices = [
            SelectChoice("", _("Et annet sted, eller vet ikke")),
            *(SelectChoice(str(it.id), it.name) for it in districts),
        ]
        columns = self.asked.list_columns
        for column in ASKED_FOR_LIST - set(columns):
            del self[column.value]
        if not columns:
            del self.wants_secrecy, self.secrecy_reason

    @property
    @override
    def answers(self) -> dict[str, Any]:
        kept = super().answers
        if not kept.get("wants_secrecy", True):
            kept["secrecy_reason"] = ""
        place = self.district_id.data
        known = {code for code, *_rest in self.district_id.iter_choices()}
        return {
            **kept,
            "email": (self.email.data or "").strip().lower(),
            "phone": self.phone.data or "",
            "district_id": UUID(place) if place and place in known else None,
        }

    def validate_secrecy_reason(self, field: TextAreaField) -> None:
        """Ask why of those who tick it: the law takes it into account."""
        if self.wants_secrecy.data and not (field.data or "").strip():
            raise ValidationError(_("Skriv kort hvorfor. Vi legger vekt på det når vi svarer."))

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
    known = _(
        "Er du spurt av noen du kjenner, holder det med 16\u00a0år. Skriv hvem i steg %(step)s.",
        step=asked.place_of(FormStep.ROLES),
    )
    return f"{young} {known}"


class WishesForm(StepForm):
    """When, how much, with whom."""

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
    """What one likes, has done and speaks."""

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


class SendForm(StepForm):
    """The last two answers, and off it goes."""

    heard_from = StringField(_l("Hvordan hørte du om oss?"), [at_most(LONGEST_LINE)])
    keeps_in_pool = BooleanField(_l("Dere kan spare på søknaden min"))


FORMS: Mapping[FormStep, type[StepForm]] = {
    FormStep.ROLES: RolesForm,
    FormStep.PERSON: PersonForm,
    FormStep.WISHES: WishesForm,
    FormStep.EXPERIENCE: ExperienceForm,
    FormStep.REFEREES: RefereesForm,
    FormStep.SEND: SendForm,
}
