"""Forms about children, guardians, ordninger, leaders and protected address."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import (
    BooleanField,
    EmailField,
    FormField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import AnyOf, Email, Optional, ValidationError

from portal.core import clock, labels
from portal.core.fields import DayField, Needed, at_most
from portal.core.forms import EditForm, Form
from portal.core.labels import SelectChoice
from portal.families.service import Details, NewGuardian
from portal.families.states import GuardianBasis, LeaderKind, Service

Pairs = Sequence[tuple[str, str]]
OLDEST = 24  # years: some keep their services after 18


def _email_checks() -> list[Any]:
    return [at_most(200), Email(message=_l("Skriv e-postadressen slik: navn@eksempel.no."))]


def _select(pairs: Pairs, empty: str | None = None) -> list[SelectChoice]:
    first = [SelectChoice("", empty)] if empty is not None else []
    return first + [SelectChoice(*pair) for pair in pairs]


def _id_of(text: str | None) -> UUID | None:
    return UUID(text) if text else None


class ChildForm(EditForm):
    """What is known of a child. Only the own office sees the name."""

    name = StringField(_l("Navn"), [Needed(_l("Skriv barnets navn.")), at_most(100)])
    initials = StringField(
        _l("Initialer"), [Needed(_l("Skriv initialene, for eksempel A.B.")), at_most(10)]
    )
    born_on = DayField(_l("Fødselsdato"), [Needed(_l("Skriv fødselsdatoen."))])
    office = SelectField(_l("Kontor"))
    district = SelectField(_l("Bydel"))
    has_school_hours = BooleanField(_l("Barnet går i barnehage eller på skole"), default=True)

    def offer(self, offices: Pairs, districts: Pairs) -> None:
        """Fill in what can be chosen."""
        self.office.choices = _select(offices)
        self.district.choices = _select(districts, _("Ikke valgt"))

    def validate_born_on(self, field: DayField) -> None:
        """Refuse a day that no child in the services was born."""
        today = clock.today()
        if field.data and not date(today.year - OLDEST, 1, 1) <= field.data <= today:
            raise ValidationError(_("Skriv fødselsdatoen til barnet, ikke fram i tid."))

    @property
    def details(self) -> Details:
        """Return what was filled in."""
        return Details(
            name=self.name.data or "",
            initials=self.initials.data or "",
            born_on=self.born_on.data,
            office_id=UUID(self.office.data),
            district_id=_id_of(self.district.data),
            has_school_hours=self.has_school_hours.data,
        )


class GuardianFields(wtforms.Form):
    """Somebody who acts for the child."""

    name = StringField(_l("Navn"), [at_most(100)])
    email = EmailField(_l("E-post"), [Optional(), *_email_checks()])
    basis = SelectField(_l("Grunnlag"))
    lives_with_child = BooleanField(_l("Bor sammen med barnet"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(*args, **kwargs)
        self.basis.choices = labels.choices(GuardianBasis)

    @property
    def is_empty(self) -> bool:
        """Whether nobody was filled in."""
        return not (self.name.data or self.email.data)

    def new(self, valid_from: date, valid_to: date | None = None) -> NewGuardian:
        """Return who was filled in."""
        return NewGuardian(
            name=self.name.data or "",
            email=self.email.data or "",
            basis=GuardianBasis(self.basis.data),
            lives_with_child=self.lives_with_child.data,
            valid_from=valid_from,
            valid_to=valid_to,
        )


class NewChildForm(ChildForm):
    """A child, and one or two who act for it."""

    first = FormField(GuardianFields)
    second = FormField(GuardianFields)

    @override
    def validate(self, extra_validators: Any = None) -> bool:
        """Check too that the first guardian is whole, and the second whole or not there."""
        is_valid = bool(super().validate(extra_validators))
        first, second = self.first.form, self.second.form
        return all([is_valid, _is_whole(first), second.is_empty or _is_whole(second)])

    @property
    def guardians(self) -> list[GuardianFields]:
        """Return those that were filled in."""
        return [it.form for it in (self.first, self.second) if not it.form.is_empty]


def _is_whole(fields: GuardianFields) -> bool:
    needed = (
        (fields.name, _("Skriv navnet på den foresatte.")),
        (fields.email, _("Skriv e-postadressen til den foresatte.")),
    )
    missing = [(field, text) for field, text in needed if not (field.data or "").strip()]
    for field, text in missing:
        field.errors = [*field.errors, text]
    return not missing


class GuardianForm(Form):
    """One more guardian."""

    name = StringField(_l("Navn"), [Needed(_l("Skriv navnet.")), at_most(100)])
    email = EmailField(_l("E-post"), [Needed(_l("Skriv e-postadressen.")), *_email_checks()])
    basis = RadioField(_l("Grunnlag"), default=GuardianBasis.PARENTAL.value)
    lives_with_child = BooleanField(_l("Bor sammen med barnet"))
    valid_from = DayField(_l("Fra og med"), [Needed(_l("Skriv fra hvilken dag."))])
    valid_to = DayField(_l("Til og med"), [Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(*args, **kwargs)
        self.basis.choices = labels.choices(GuardianBasis)

    def validate_valid_to(self, field: DayField) -> None:
        """The end is not before the start."""
        _in_order(self.valid_from, field)

    @property
    def new(self) -> NewGuardian:
        """Return who was filled in."""
        return NewGuardian(
            name=self.name.data or "",
            email=self.email.data or "",
            basis=GuardianBasis(self.basis.data),
            lives_with_child=self.lives_with_child.data,
            valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
        )


def _in_order(first: DayField, last: DayField) -> None:
    if first.data and last.data and last.data < first.data:
        raise ValidationError(_("Siste dag kan ikke være før den første."))


class OrdningForm(Form):
    """A new arrangement."""

    service = RadioField(
        _l("Tjeneste"),
        [Needed(_l("Velg tjenesten.")), AnyOf([str(it) for it in Service])],
        validate_choice=False,  # it would say something else first
    )
    supplier = SelectField(_l("Leverandør"))
    valid_from = DayField(_l("Fra og med"), [Needed(_l("Skriv fra hvilken dag."))])

    def __init__(self, *args: Any, suppliers: Pairs = (), **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(*args, **kwargs)
        self.service.choices = labels.choices(Service)
        self.supplier.choices = _select(suppliers, _("Kommunen"))

    @property
    def supplier_id(self) -> UUID | None:
        """Return who supplies it; None is the municipality itself."""
        return _id_of(self.supplier.data)


class LeaderForm(Form):
    """Somebody who is to lead an ordning: an arbeidsleder, or a stand-in with an end."""

    kind = RadioField(_l("Rolle"), default=LeaderKind.STAND_IN.value)
    name = StringField(_l("Navn"), [Needed(_l("Skriv navnet.")), at_most(100)])
    email = EmailField(_l("E-post"), [Needed(_l("Skriv e-postadressen.")), *_email_checks()])
    valid_from = DayField(_l("Fra og med"), [Needed(_l("Skriv fra hvilken dag."))])
    valid_to = DayField(_l("Til og med"), [Optional()])

    def __init__(self, *args: Any, kinds: Sequence[LeaderKind], **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(*args, **kwargs)
        self.kind.choices = labels.choices(kinds)

    def validate_valid_to(self, field: DayField) -> None:
        """A stand-in has an end, and no end is before its start."""
        if self.kind.data == LeaderKind.STAND_IN and not field.data and not field.errors:
            raise ValidationError(_("Skriv når vikariatet slutter."))
        _in_order(self.valid_from, field)

    def validate_valid_from(self, field: DayField) -> None:
        """Nobody has led since before today without it being known."""
        if field.data and field.data < clock.today():
            raise ValidationError(_("Skriv en dag fra og med i dag."))


class EndForm(EditForm):
    """The last day of something dated."""

    request_key = None
    last_on = DayField(_l("Siste dag"), [Needed(_l("Skriv siste dag."))])


class SearchForm(Form):
    """Part of a name, initials or a number; sent by POST, so that it is in no address."""

    request_key = None
    q = StringField(_l("Finn et barn"), [at_most(100)])
