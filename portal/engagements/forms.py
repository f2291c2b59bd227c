"""Forms for inviting, registering and engaging people."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import AnyOf, Email, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from portal.core import labels
from portal.core.fields import LONGEST_LINE, LONGEST_TEXT, DayField, DecimalField, Needed, at_most
from portal.core.forms import EditForm, Form
from portal.core.labels import SelectChoice
from portal.engagements.service import KIND_OF, Job
from portal.engagements.states import PartOfDay, Terms
from portal.engagements.week import CELLS, code
from portal.families.models import Ordning
from portal.families.states import Service
from portal.municipality.models import Supplier

AGREEMENTS = (
    SelectChoice("none", _l("Ingen avtale")),
    SelectChoice("individual", _l("Skriftlig avtale med arbeidstakeren (§ 10-5 første ledd)")),
    SelectChoice("union", _l("Avtale med tillitsvalgte (§ 10-5 andre ledd)")),
)
NEAR = [SelectChoice("no", _l("Nei")), SelectChoice("yes", _l("Ja"))]
_DAYS = ("Mandag", "Tirsdag", "Onsdag", "Torsdag", "Fredag", "Lørdag", "Søndag")


def grid_choices() -> list[SelectChoice]:
    """Return the cells of a weekly grid, day by day: ``Mandag kveld``."""
    return [
        SelectChoice(code(day, part), f"{_DAYS[day]} {labels.label(PartOfDay(part)).lower()}")
        for day, part in CELLS
    ]


def _id_or_none(text: str | UUID | None) -> UUID | None:
    """Return the id that was chosen; the first choice is none."""
    return UUID(str(text)) if text else None


class InviteForm(Form):
    """A parent asks somebody to be an assistant."""

    name = StringField(
        _l("Navn"), [Needed(_l("Skriv navnet til den du vil invitere.")), at_most(LONGEST_LINE)]
    )
    email = EmailField(
        _l("E-postadresse"),
        [
            Needed(_l("Skriv e-postadressen invitasjonen skal sendes til.")),
            at_most(LONGEST_LINE),
            Email(_l("Skriv en e-postadresse, for eksempel navn@eksempel.no.")),
        ],
    )


class AcceptForm(Form):
    """Somebody says yes, and whether they are near family."""

    is_near = RadioField(
        _l("Er du i nær familie med barnet?"),
        [Needed(_l("Velg ja eller nei.")), AnyOf(("no", "yes"), _l("Velg ja eller nei."))],
        choices=NEAR,
        validate_choice=False,  # it would say something else first
    )
    kinship = StringField(_l("Hvordan er dere i familie?"), [at_most(LONGEST_LINE)])

    def validate_kinship(self, field: StringField) -> None:
        """Ask how, of who is."""
        if self.is_near.data == "yes" and not (field.data or "").strip():
            raise ValidationError(_("Skriv hvordan dere er i familie, for eksempel tante."))

    @property
    def relation(self) -> str:
        """Return the near relation in their own words, or nothing."""
        return (self.kinship.data or "").strip() if self.is_near.data == "yes" else ""


class EngagementForm(Form):
    """What a worker is to do, for whom, and on what terms."""

    ordning_id = SelectField(
        _l("Hos hvem"), [Needed(_l("Velg hvem oppdraget gjelder."))], coerce=_id_or_none
    )
    is_near = RadioField(
        _l("Er medarbeideren i nær familie med barnet?"),
        [Needed(_l("Velg ja eller nei.")), AnyOf(("no", "yes"), _l("Velg ja eller nei."))],
        choices=NEAR,
        validate_choice=False,
    )
    kinship = StringField(_l("Hvordan er de i familie?"), [at_most(LONGEST_LINE)])
    employer = SelectField(_l("Arbeidsgiver"))
    terms = RadioField(
        _l("Tilknytning"),
        [Needed(_l("Velg tilknytning.")), AnyOf(list(Terms), _l("Velg tilknytning."))],
        validate_choice=False,  # it would say something else first
    )
    agreement = RadioField(_l("Avtale om arbeidstid"), choices=AGREEMENTS, default="none")
    is_at_home = BooleanField(_l("Barnet kommer hjem til avlasteren"))
    hours_per_week = DecimalField(_l("Timer i uka"), scale=60)
    valid_from = DayField(_l("Fra og med"), [Needed(_l("Skriv hvilken dag oppdraget begynner."))])
    valid_to = DayField(_l("Til og med"))
    relation_reason = TextAreaField(
        _l("Hvorfor kan nær familie brukes her?"), [at_most(LONGEST_TEXT)]
    )

    def suit(
        self, ordninger: Sequence[Ordning], suppliers: Sequence[Supplier], own: str
    ) -> "EngagementForm":
        """Offer the ordninger and employers there are."""
        self.ordning_id.choices = [
            SelectChoice("", _("Velg barn")),
            *(
                SelectChoice(
                    str(one.id), f"{one.child.label}, {labels.label(KIND_OF[Service(one.service)])}"
                )
                for one in ordninger
            ),
        ]
        self.employer.choices = [
            SelectChoice("", own),
            *(SelectChoice(str(one.id), one.name) for one in suppliers),
        ]
        self.terms.choices = labels.choices(Terms)
        return self

    def validate_kinship(self, field: StringField) -> None:
        """Ask how, of who is."""
        if self.is_near.data == "yes" and not (field.data or "").strip():
            raise ValidationError(_("Skriv hvordan de er i familie, for eksempel tante."))

    def validate_valid_to(self, field: DayField) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.valid_from.data and field.data < self.valid_from.data:
            field.errors = [*field.errors, str(_l("Skriv en dag etter at oppdraget begynner."))]

    def job(self, ordninger: Sequence[Ordning]) -> Job:
        """Return what was filled in."""
        employer = self.employer.data
        ordning = next(one for one in ordninger if one.id == self.ordning_id.data)
        return Job(
            ordning=ordning,
            kind=KIND_OF[Service(ordning.service)],
            terms=Terms(self.terms.data),
            agreement=self.agreement.data or "none",
            supplier_id=UUID(employer) if employer else None,
            valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
            hours_per_week_minutes=self.hours_per_week.data,
            kinship=(self.kinship.data or "").strip() if self.is_near.data == "yes" else "",
            relation_reason=(self.relation_reason.data or "").strip(),
            is_at_home=bool(self.is_at_home.data) and ordning.service == Service.AVLASTNING,
        )


class SearchForm(Form):
    """Find a worker. Goes by POST: a name never stands in an address."""

    text = StringField(_l("Navn eller ansattnummer"), [at_most(LONGEST_LINE)])


class AvailabilityForm(EditForm):
    """When somebody can usually work: seven days by parts of the day."""

    cells = SelectMultipleField(
        _l("Når kan du vanligvis jobbe?"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def suit(self) -> "AvailabilityForm":
        """Name the cells: ``Mandag kveld``."""
        self.cells.choices = grid_choices()
        return self
