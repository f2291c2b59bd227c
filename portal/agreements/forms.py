"""What the coordinator fills in, and how the parties answer. A draft may have holes."""

from collections.abc import Iterable
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from portal.agreements import checks
from portal.agreements.drafts import Given
from portal.agreements.models import Agreement
from portal.agreements.states import Lack
from portal.core import format as formats
from portal.core.fields import LONGEST_LINE, DayField, DecimalField, Needed, at_most
from portal.core.forms import EditForm, Form
from portal.core.labels import label
from portal.engagements.models import Engagement
from portal.engagements.states import Terms
from portal.needs.anonymity import Secret, revealing
from portal.recruitment.form_fields import stripped
from portal.rules.employment import LONGEST_TRIAL_MONTHS
from portal.rules.periods import DAY

LONGEST = 600
WEEK_HOURS, MONTH_HOURS = 60, 250


class UpTo:
    """The number is no higher than this, in whole units of the field."""

    def __init__(self, most: int, unit: object = "") -> None:
        self.most, self.unit = most, unit

    def __call__(self, _form: object, field: DecimalField) -> None:
        """Refuse what is higher."""
        if field.data is not None and field.data > self.most * field.scale:
            raise ValidationError(
                _("Skriv et tall som er høyst %(most)s %(unit)s.", most=self.most, unit=self.unit)
            )


class AgreementForm(EditForm):
    """What both kinds have. ``DETAILS`` are the fields kept as they are."""

    DETAILS: ClassVar[tuple[str, ...]] = ("notice_months", "has_other_job", "avlaster_reason")
    TEXTS: ClassVar[tuple[str, ...]] = ()  # what a child's name must not stand in

    starts_on = DayField(_l("Gjelder fra"), [Needed(_l("Skriv dagen avtalen gjelder fra."))])
    ends_on = DayField(_l("Til og med"))
    notice_months = DecimalField(_l("Oppsigelsestid, måneder"), [UpTo(12, _l("måneder"))])
    has_other_job = BooleanField(_l("Har en annen jobb i kommunen"))
    avlaster_reason = TextAreaField(
        _l("Hvorfor er dette ikke en ansettelse?"), [at_most(LONGEST)], filters=[stripped]
    )

    def suit(
        self, engagement: Engagement, terms: Terms, secret: Secret, *, is_change: bool = False
    ) -> "AgreementForm":
        """Know what it is about: the days of the engagement, and what would tell on the child."""
        self.engagement, self.terms, self.secret = engagement, terms, secret
        self.is_change = is_change
        return self

    def validate_starts_on(self, field: DayField) -> None:
        """Refuse a first day outside the engagement; what renews it may begin the day after."""
        first, last = self.engagement.valid_from, self.engagement.valid_to
        if field.data and field.data < first:
            raise ValidationError(
                _("Oppdraget begynner %(day)s. Skriv den dagen eller en senere.",
                  day=formats.day_year(first))
            )  # fmt: skip
        if field.data and last and self.is_change and field.data > last + DAY:
            raise ValidationError(
                _("Oppdraget slutter %(day)s. Skriv senest dagen etter.",
                  day=formats.day_year(last))
            )  # fmt: skip
        if field.data and last and not self.is_change and field.data > last:
            raise ValidationError(
                _("Oppdraget slutter %(day)s. Skriv en dag før det.", day=formats.day_year(last))
            )

    def validate_ends_on(self, field: DayField) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("Skriv en dag etter at avtalen begynner."))

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - wtforms' own
        """Also refuse texts that tell who the child is: they are read far from the file."""
        is_good = bool(super().validate(extra_validators))
        for name in self.TEXTS:
            words = revealing([self[name].data or ""], self.secret)
            if words:
                told = formats.listed(f"«{word}»" for word in words)
                self.fail(name, _("Skriv uten %(words)s. Avtalen skal ikke røpe hvem barnet er.",
                                  words=told))  # fmt: skip
        return is_good and not self.has_errors

    @property
    def given(self) -> Given:
        """Return what was filled in."""
        return Given(
            terms=self.terms, starts_on=self.starts_on.data, ends_on=self.ends_on.data,
            details={name: self[name].data for name in self.DETAILS if self[name].data},
        )  # fmt: skip

    def blame_for(self, lacks: Iterable[Lack]) -> None:
        """Say at each field what is missing before it can be sent."""
        for lack in lacks:
            name = checks.FIELD_OF.get(lack, "starts_on")
            self.fail(name, _("Avtalen mangler %(what)s.", what=label(lack)))


class EmploymentForm(AgreementForm):
    """A contract of employment (aml § 14-6)."""

    DETAILS = (
        *AgreementForm.DETAILS, "duties", "workplace", "week_minutes", "times", "ground",
        "trial_months", "tariff", "training", "pension",
    )  # fmt: skip
    TEXTS = ("duties", "workplace", "times", "training")

    duties = TextAreaField(_l("Oppgaver"), [at_most(LONGEST)], filters=[stripped])
    workplace = TextAreaField(_l("Arbeidssted"), [at_most(LONGEST)], filters=[stripped])
    week_minutes = DecimalField(
        _l("Timer i uka, i gjennomsnitt"), [UpTo(WEEK_HOURS, _l("timer"))], scale=60
    )
    times = TextAreaField(
        _l("Slik blir arbeidstiden bestemt"), [at_most(LONGEST)], filters=[stripped]
    )
    ground = TextAreaField(
        _l("Grunnlag for at ansettelsen er midlertidig"), [at_most(LONGEST)], filters=[stripped]
    )
    trial_months = DecimalField(
        _l("Prøvetid, måneder"), [UpTo(LONGEST_TRIAL_MONTHS, _l("måneder"))]
    )
    tariff = StringField(_l("Tariffavtale"), [at_most(LONGEST_LINE)], filters=[stripped])
    training = TextAreaField(_l("Opplæring"), [at_most(LONGEST)], filters=[stripped])
    pension = StringField(_l("Pensjon"), [at_most(LONGEST_LINE)], filters=[stripped])


class OppdragsavtaleForm(AgreementForm):
    """An agreement with a contractor: no volume of a position, nor grounds for its end."""

    DETAILS = (
        *AgreementForm.DETAILS, "aim", "month_minutes", "km_cap", "expense_ore", "contact",
        "renews_yearly",
    )  # fmt: skip
    TEXTS = ("aim",)

    aim = TextAreaField(_l("Hva skal oppdraget gi barnet?"), [at_most(LONGEST)], filters=[stripped])
    month_minutes = DecimalField(_l("Timer i måneden"), [UpTo(MONTH_HOURS, _l("timer"))], scale=60)
    km_cap = DecimalField(_l("Kjøring, høyst km i måneden"), [UpTo(5000, "km")])
    expense_ore = DecimalField(
        _l("Utgifter, høyst kroner i måneden"), [UpTo(10_000, _l("kroner"))], scale=100
    )
    contact = StringField(_l("Kontaktperson"), [at_most(LONGEST_LINE)], filters=[stripped])
    renews_yearly = BooleanField(_l("Fornyes hvert nyttår"))


def form_of(terms: Terms, **kwargs: Any) -> AgreementForm:  # noqa: ANN401 - wtforms' own
    """Return the form that asks what an agreement on these terms must say."""
    shape = OppdragsavtaleForm if terms is Terms.CONTRACTOR else EmploymentForm
    return shape(**kwargs)


def filled(given: Given, version: int = 0) -> dict[str, Any]:
    """Return a form's data of what an agreement says."""
    return {
        **given.details, "starts_on": given.starts_on, "ends_on": given.ends_on,
        "version": version,
    }  # fmt: skip


def said(agreement: Agreement) -> Given:
    """Return what a draft says."""
    return Given(
        terms=Terms(agreement.terms), starts_on=agreement.starts_on, ends_on=agreement.ends_on,
        details=agreement.details,
    )  # fmt: skip


class ActForm(EditForm):
    """An act on an agreement as it was read."""


class AcceptForm(Form):
    """One of the parties accepts the document it has read, by its fingerprint."""

    read = HiddenField()
    has_read = BooleanField(
        _l("Jeg har lest avtalen og godtar den"),
        [InputRequired(_l("Kryss av for at du har lest avtalen og godtar den."))],
    )


class WhyForm(Form):
    """Why it is refused or taken back."""

    why = TextAreaField(
        _l("Hvorfor?"),
        [Needed(_l("Skriv kort hvorfor.")), at_most(LONGEST)],
        filters=[stripped],
    )


class SearchForm(Form):
    """Find an agreement. Goes by POST: a name never stands in an address."""

    text = StringField(_l("Navn eller nummer på avtalen"), [at_most(LONGEST_LINE)])
