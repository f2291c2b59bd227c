"""What a coordinator fills in about an application."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.core import clock, labels
from portal.core.fields import LONGEST_LINE, DayField, Needed, VersionField, at_most
from portal.core.forms import Form
from portal.hiring.hire import Plan
from portal.needs.models import Need
from portal.recruitment.models import Application
from portal.recruitment.states import NorwegianLevel, Outcome

LONGEST_REASON = 500
LONGEST_NOTE = 2000
_MAIL = _l("Skriv en e-postadresse, for eksempel kari@eksempel.no.")
LONGEST_ANSWER = 2000
_WHY = _l("Skriv kort hvorfor. Bare kontoret ser det.")


class MoveForm(Form):
    """Why an application is moved, and whether the applicant is told."""

    version = VersionField()
    why = TextAreaField(_l("Hvorfor?"), [Needed(_WHY), at_most(LONGEST_REASON)])
    sends = BooleanField(_l("Send e-posten til søkeren"), default=True)


class NoteForm(Form):
    """Something to remember."""

    note = TextAreaField(_l("Notat"), [Needed(_l("Skriv notatet.")), at_most(LONGEST_NOTE)])


class ReferenceForm(Form):
    """A referee has been spoken to."""

    spoken_on = DayField(_l("Snakket med"), [Needed(_l("Skriv hvilken dag dere snakket sammen."))])
    told = TextAreaField(_l("Det viktigste referansen sa"), [at_most(LONGEST_NOTE)])

    def validate_spoken_on(self, field: DayField) -> None:
        """Refuse a day that has not been."""
        if field.data and field.data > clock.today():
            raise ValidationError(_("Datoen må være i dag eller tidligere."))


class DecideForm(Form):
    """Yes or no for each of the roles applied for."""

    version = VersionField()
    stottekontakt = RadioField()
    avlaster = RadioField()
    bpa_assistant = RadioField()
    why = TextAreaField(_l("Hvorfor?"), [Needed(_WHY), at_most(LONGEST_REASON)])

    def suit(self, application: Application) -> "DecideForm":
        """Ask only about the roles of this application."""
        applied = {role.kind: role for role in application.roles}
        for name in ("stottekontakt", "avlaster", "bpa_assistant"):
            if name not in applied:
                del self[name]
                continue
            self[name].label.text = labels.label(applied[name].role)
            self[name].choices = labels.choices(Outcome)
            self[name].data = self[name].data or applied[name].outcome
        return self

    @property
    def outcomes(self) -> dict[str, str]:
        """Return the outcome of each role."""
        return {
            name: self[name].data
            for name in ("stottekontakt", "avlaster", "bpa_assistant")
            if name in self
        }


class LevelForm(Form):
    """How well the applicant speaks Norwegian, as shown by a test."""

    version = VersionField()
    level = SelectField(_l("Norsk, vist med prøve eller i samtale"))

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(**kwargs)
        self.level.choices = labels.choices(NorwegianLevel)


class RefuseForm(Form):
    """Why somebody is not approved, and what we write to them."""

    version = VersionField()
    why = TextAreaField(_l("Grunnen, bare for kontoret"), [Needed(_WHY), at_most(LONGEST_REASON)])
    personal = TextAreaField(_l("Noen ord fra deg i e-posten"), [at_most(LONGEST_NOTE)])


class HireForm(Form):
    """The last look before somebody becomes a worker."""

    version = VersionField()
    employee_number = StringField(_l("Ansattnummer"), [at_most(20)])
    engages = BooleanField(_l("Lag oppdraget med det samme"))
    engage_from = DayField(_l("Oppdraget gjelder fra"))
    relation_reason = TextAreaField(
        _l("Hvorfor kan nær slekt brukes her?"), [at_most(LONGEST_REASON)]
    )
    has_seen = BooleanField(
        _l("Jeg har sett hva som mangler"),
        [Needed(_l("Kryss av for at du har sett hva som mangler."))],
    )

    def suit(
        self, need: Need | None, *, is_worker: bool, has_unmet: bool, is_related: bool
    ) -> "HireForm":
        """Ask only what there is to ask."""
        if not has_unmet:
            del self.has_seen
        if is_worker:
            del self.employee_number
        if need is None:
            del self.engages, self.engage_from
        if not is_related:
            del self.relation_reason
        return self

    @property
    def plan(self) -> Plan:
        """Return what has been confirmed; what was not asked is left out."""
        return Plan(
            version=self.version.data or 0,
            employee_number=(self.employee_number.data or "") if "employee_number" in self else "",
            engage_from=self.engage_from.data if "engages" in self and self.engages.data else None,
            relation_reason=(self.relation_reason.data or "") if "relation_reason" in self else "",
        )

    def validate_engage_from(self, field: DayField) -> None:
        """An engagement begins on a day."""
        if self.engages.data and field.data is None and not field.errors:
            raise ValidationError(_("Skriv hvilken dag oppdraget begynner."))

    def validate_relation_reason(self, field: TextAreaField) -> None:
        """Near relations are an exception that is explained."""
        if self.engages.data and not (field.data or "").strip():
            raise ValidationError(_("Skriv hvorfor nær slekt kan brukes her."))


class SearchForm(Form):
    """Find somebody by name, address or telephone."""

    request_key = None
    q = StringField(_l("Navn, e-post eller telefon"), [at_most(LONGEST_LINE)])
