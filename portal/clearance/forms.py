"""Forms for registering papers. None of them has an upload field, on purpose."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, ValidationError

from portal.clearance.letters import GROWN_UP, POLICE, TASKS
from portal.clearance.states import Part, Verdict
from portal.core import clock, labels
from portal.core.fields import LONGEST_LINE, DayField, DecimalField, Needed, at_most
from portal.core.forms import Form
from portal.core.labels import SelectChoice
from portal.engagements.models import Engagement
from portal.engagements.states import Kind, LegalBasis
from portal.requirements.models import Course
from portal.rules.certificate import certificate
from portal.rules.representation import birthday

LONGEST_TASKS = 500
MOST_PEOPLE = 12
# Where each part of the letter is typed; the others are the person's and the offer's facts.
_FIELDS = {
    Part.RECIPIENT: "recipient", Part.LEGAL_BASIS: "legal_basis", Part.BORN_ON: "born_on",
    Part.TASKS: "tasks", Part.PLACE: "place", Part.GUARDIAN: "guardian_name",
}  # fmt: skip


def not_in_the_future(_form: object, field: DayField) -> None:
    """Refuse a day that has not come."""
    if field.data and field.data > clock.today():
        raise ValidationError(_("Skriv en dag som har vært."))


class PolitiattestForm(Form):
    """The certificate was shown: when it was issued, and on what law it was asked for."""

    issued_on = DayField(
        _l("Utstedt dato"),
        [Needed(_l("Skriv datoen som står på attesten.")), not_in_the_future],
    )
    legal_basis = RadioField(_l("Hjemmel"), default=LegalBasis.HOL.value, validate_choice=False)

    def suit(self, max_age_months: int) -> "PolitiattestForm":
        """Offer the laws there are, and know how old a certificate may be."""
        self.legal_basis.choices = labels.choices(LegalBasis)
        self.max_age_months = max_age_months
        return self

    def validate_legal_basis(self, field: RadioField) -> None:
        """Refuse a law that no certificate is asked for on."""
        if field.data not in set(LegalBasis):
            raise ValidationError(_("Velg hvilken lov attesten kreves etter."))

    def validate_issued_on(self, field: DayField) -> None:
        """Refuse one that is too old already."""
        if field.data and field.data <= clock.today():
            valid = certificate(field.data, clock.today(), self.max_age_months)
            if not valid.valid:
                raise ValidationError(
                    _("Attesten er for gammel. Be om en ny som er høyst tre måneder.")
                )


class ContractForm(Form):
    """The contract has been signed by both."""

    signed_on = DayField(
        _l("Signert dato"),
        [Needed(_l("Skriv datoen avtalen ble signert.")), not_in_the_future],
    )


class StatementForm(Form):
    """The worker signs the confidentiality statement."""

    has_read = BooleanField(
        _l("Jeg har lest teksten og skal holde det jeg får vite, for meg selv"),
        [InputRequired(_l("Kryss av for at du har lest teksten."))],
    )


class LetterForm(Form):
    """What the letter to the police says. What is missing is said part by part."""

    recipient = StringField(_l("Til"), [at_most(LONGEST_LINE)], default=POLICE)
    legal_basis = RadioField(_l("Hvilken lov gjelder for barnet?"), validate_choice=False)
    born_on = DayField(_l("Fødselsdato"), [not_in_the_future])
    tasks = TextAreaField(_l("Oppgaver"), [at_most(LONGEST_TASKS)])
    place = StringField(_l("Sted"), [at_most(LONGEST_LINE)])
    guardian_name = StringField(_l("Foresatt som bekrefter"), [at_most(LONGEST_LINE)])

    def suit(self, kinds: Sequence[Kind], place: str, born_on: date | None) -> "LetterForm":
        """Offer the laws, and write first what is as a rule right."""
        self.legal_basis.choices = labels.choices(LegalBasis)
        if not self.is_submitted():
            self.tasks.data = " ".join(TASKS[kind] for kind in kinds)
            self.place.data = place
        if born_on is not None:
            del self.born_on
            if birthday(born_on, GROWN_UP) <= clock.today():
                del self.guardian_name
        return self

    def typed(self) -> dict[str, str]:
        """Return the columns of the letter."""
        names = ("recipient", "legal_basis", "tasks", "place", "guardian_name")
        return {name: (self[name].data or "").strip() for name in names if name in self}

    def lacks(self, parts: Sequence[Part]) -> None:
        """Say at the fields which parts of the letter are missing."""
        for part in parts:
            field = _FIELDS.get(part)
            there = field if field and field in self else "recipient"
            self.fail(there, _("Brevet mangler %(part)s.", part=labels.label(part)))


class RemarkForm(PolitiattestForm):
    """A certificate with remarks was shown to the named person. What they say is not asked."""


class VerdictForm(Form):
    """The named person decides."""

    verdict = RadioField(_l("Vurdering"), [Needed(_l("Velg hva du har kommet til."))],
                         validate_choice=False)  # fmt: skip
    reason = TextAreaField(
        _l("Begrunnelse"),
        [Needed(_l("Skriv kort hvorfor. Ikke skriv hva som står på attesten.")), at_most(500)],
    )

    def suit(self) -> "VerdictForm":
        """Offer both ends of it."""
        self.verdict.choices = labels.choices((Verdict.ACCEPTED, Verdict.REFUSED))
        return self

    def validate_verdict(self, field: RadioField) -> None:
        """Refuse what is no decision."""
        if field.data not in {Verdict.ACCEPTED.value, Verdict.REFUSED.value}:
            raise ValidationError(_("Velg hva du har kommet til."))


class PersonForm(PlainForm):
    """Somebody in the home; a row without anything is nobody."""

    name = StringField(_l("Navn"), [at_most(LONGEST_LINE)])
    born_on = DayField(_l("Fødselsdato"), [not_in_the_future])

    def validate_name(self, field: StringField) -> None:
        """Ask for the name of who has a birth date."""
        if self.born_on.data and not (field.data or "").strip():
            raise ValidationError(_("Skriv navnet."))

    def validate_born_on(self, field: DayField) -> None:
        """Ask for the birth date of who has a name."""
        if (self.name.data or "").strip() and field.data is None and not field.errors:
            raise ValidationError(_("Skriv fødselsdatoen, for eksempel 4.7.1981."))


class HouseholdForm(Form):
    """Who lives where the child will be, besides the worker."""

    people = FieldList(FormField(PersonForm), min_entries=0, max_entries=MOST_PEOPLE)

    def suit(self, engagement: Engagement) -> "HouseholdForm":
        """Show who is known, and two rows more."""
        if not self.is_submitted():
            for member in engagement.household:
                self.people.append_entry({"name": member.name, "born_on": member.born_on})
            while len(self.people) < min(len(engagement.household) + 2, MOST_PEOPLE):
                self.people.append_entry()
        return self

    @property
    def given(self) -> list[tuple[str, date]]:
        """Return who was written down."""
        rows = [entry.form for entry in self.people]
        return [
            ((row.name.data or "").strip(), row.born_on.data) for row in rows if row.born_on.data
        ]


class CourseTakenForm(Form):
    """A course a worker has taken."""

    course_id = SelectField(_l("Kurs"), validate_choice=False)
    completed_on = DayField(
        _l("Fullført dato"), [Needed(_l("Skriv dagen kurset var ferdig.")), not_in_the_future]
    )
    duration = DecimalField(_l("Timer"), scale=60)
    expires_on = DayField(_l("Må tas på nytt innen"))
    has_certificate = BooleanField(_l("Vi har sett kursbeviset"))

    def suit(self, courses: Sequence[Course]) -> "CourseTakenForm":
        """Offer the courses there are."""
        self.offered = {str(course.id): course for course in courses}
        self.course_id.choices = [SelectChoice(id_, it.name) for id_, it in self.offered.items()]
        return self

    @property
    def course(self) -> Course:
        """Return the course that was chosen."""
        return self.offered[self.course_id.data]

    def validate_course_id(self, field: Any) -> None:  # noqa: ANN401 - a wtforms field
        """Refuse a course that is not among them."""
        if field.data not in self.offered:
            raise ValidationError(_("Velg et kurs."))

    def validate_expires_on(self, field: DayField) -> None:
        """Refuse a refresh date before the course."""
        if field.data and self.completed_on.data and field.data <= self.completed_on.data:
            raise ValidationError(_("Skriv en dag etter at kurset var ferdig."))
