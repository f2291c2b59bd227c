"""Forms of what the municipality asks for: requirements, courses and who is named."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from portal.accounts.models import User
from portal.core import clock, labels
from portal.core.fields import LONGEST_LINE, DayField, DecimalField, Needed, at_most
from portal.core.forms import EditForm, Form
from portal.core.labels import SelectChoice
from portal.engagements.states import Kind
from portal.municipality.forms import WholeField
from portal.municipality.models import Office
from portal.requirements.models import Course
from portal.requirements.service import Decision
from portal.requirements.states import Bond, ClearanceKind

HOUSEHOLD = "household"
_YES, _NO = "1", "0"


class RequirementForm(Form):
    """What a role takes, or no longer takes, from a day on."""

    role = RadioField(_l("For hvem"), [Needed(_l("Velg en rolle."))], validate_choice=False)
    what = SelectField(_l("Hva"), validate_choice=False)
    is_required = RadioField(
        _l("Kreves det?"),
        choices=[SelectChoice(_YES, _l("Ja, det kreves")), SelectChoice(_NO, _l("Nei, ikke mer"))],
        default=_YES,
        validate_choice=False,
    )
    bond = RadioField(_l("Tilknytning"), default=Bond.ANY.value, validate_choice=False)
    is_at_home = BooleanField(_l("Bare når barnet kommer hjem til avlasteren"))
    is_for_all = BooleanField(_l("Gjelder også dem som er i gang"))
    legal_basis = StringField(_l("Hjemmel"), [at_most(LONGEST_LINE)])
    valid_from = DayField(_l("Gjelder fra og med"), [Needed(_l("Skriv dagen det gjelder fra."))])
    source = StringField(
        _l("Hvor er det bestemt?"),
        [
            Needed(_l("Skriv hvor det er bestemt, for eksempel «Formannskapet, sak 41/26».")),
            at_most(LONGEST_LINE),
        ],
    )

    def suit(self, courses: Sequence[Course]) -> "RequirementForm":
        """Offer the roles, and the papers a municipality may ask for by itself."""
        self.role.choices = labels.choices(Kind)
        self.bond.choices = labels.choices(Bond)
        self.offered = {HOUSEHOLD, *(str(course.id) for course in courses)}
        self.what.choices = [
            *(SelectChoice(str(course.id), course.name) for course in courses),
            SelectChoice(HOUSEHOLD, _("Politiattest for andre i hjemmet over 18 år")),
        ]
        return self

    def validate_role(self, field: RadioField) -> None:
        """Refuse a role that is none."""
        if field.data not in {kind.value for kind in Kind}:
            raise ValidationError(_("Velg en rolle."))

    def validate_is_required(self, field: RadioField) -> None:
        """Refuse what is neither yes nor no."""
        if field.data not in {_YES, _NO}:
            raise ValidationError(_("Velg ja eller nei."))

    def validate_bond(self, field: RadioField) -> None:
        """Refuse terms that are none."""
        if field.data not in {bond.value for bond in Bond}:
            raise ValidationError(_("Velg hvem det gjelder for."))

    def validate_what(self, field: SelectField) -> None:
        """Refuse what is neither a course here nor the household."""
        if field.data not in self.offered:
            raise ValidationError(_("Velg hva som kreves."))

    def validate_legal_basis(self, field: StringField) -> None:
        """The law on certificates is about those who work: others are asked on another one."""
        asks = self.what.data == HOUSEHOLD and self.is_required.data == _YES
        if asks and not (field.data or "").strip():
            raise ValidationError(
                _("Skriv hvilken lov dere krever attest av andre i hjemmet etter.")
            )

    def validate_valid_from(self, field: DayField) -> None:
        """What has been cannot be asked for now."""
        if field.data and field.data < clock.today():
            raise ValidationError(_("Skriv en dag fra og med i dag."))

    def decision(self) -> Decision:
        """Return what was decided."""
        is_household = self.what.data == HOUSEHOLD
        return Decision(
            role=self.role.data,
            paper=ClearanceKind.HOUSEHOLD if is_household else ClearanceKind.COURSE,
            course_id=None if is_household else UUID(self.what.data),
            bond=Bond(self.bond.data),
            is_at_home=is_household or bool(self.is_at_home.data),
            is_required=self.is_required.data == _YES,
            is_for_all=bool(self.is_for_all.data),
            legal_basis=(self.legal_basis.data or "").strip(),
            valid_from=self.valid_from.data,
            source=(self.source.data or "").strip(),
        )


class CourseForm(EditForm):
    """A course of the municipality's, and what it gives besides itself."""

    name = StringField(_l("Navn"), [Needed(_l("Skriv hva kurset heter.")), at_most(100)])
    duration_minutes = DecimalField(_l("Timer"), scale=60)
    refresh_months = WholeField(_l("Må tas på nytt etter så mange måneder"))
    ended_on = DayField(_l("Tilbys ikke etter"))
    gives = SelectMultipleField(
        _l("Den som har dette kurset, har også"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )

    constraints = {  # noqa: RUF012 - a table
        "uq_course_municipality_id": ("name", _l("Et annet kurs heter det. Velg et annet navn.")),
        "course.municipality_id": ("name", _l("Et annet kurs heter det. Velg et annet navn.")),
    }

    def suit(self, others: Sequence[Course]) -> "CourseForm":
        """Offer the other courses; 0 months is for ever."""
        self.gives.choices = [SelectChoice(str(course.id), course.name) for course in others]
        self.refresh_months.low, self.refresh_months.high = 0, 240
        return self

    def validate_gives(self, field: SelectMultipleField) -> None:
        """Refuse a course that is not among them."""
        if not set(field.data or ()) <= {str(choice.value) for choice in field.choices or ()}:  # type: ignore[union-attr]
            raise ValidationError(_("Velg blant kursene."))

    def facts(self) -> dict[str, object]:
        """Return the columns of the course."""
        return {
            "name": (self.name.data or "").strip(),
            "duration_minutes": self.duration_minutes.data or 0,
            "refresh_months": self.refresh_months.data or None,
            "ended_on": self.ended_on.data,
        }


class OfficerForm(Form):
    """Who is shown certificates with remarks in an office."""

    office_id = SelectField(_l("Kontor"), validate_choice=False)
    user_id = SelectField(_l("Hvem"), validate_choice=False)

    def suit(self, offices: Sequence[Office], people: Sequence[User]) -> "OfficerForm":
        """Offer the offices and the coordinators."""
        self.office_id.choices = [SelectChoice(str(it.id), it.name) for it in offices]
        self.user_id.choices = [SelectChoice(str(it.id), it.name) for it in people]
        self.people, self.offices = {str(it.id) for it in people}, {str(it.id) for it in offices}
        return self

    def validate_office_id(self, field: SelectField) -> None:
        """Refuse what is no office here."""
        if field.data not in self.offices:
            raise ValidationError(_("Velg et kontor."))

    def validate_user_id(self, field: SelectField) -> None:
        """Refuse who is no coordinator here."""
        if field.data not in self.people:
            raise ValidationError(_("Velg en som er koordinator ved kontoret."))

    @property
    def chosen(self) -> tuple[UUID, UUID]:
        """Return the office and the person."""
        return UUID(self.office_id.data), UUID(self.user_id.data)
