"""Forms of one's own account, and of the administrator's list."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.validators import Email, InputRequired, Optional, ValidationError

from portal.access.actor import Hat
from portal.accounts.new_password import NewPasswordField
from portal.core import labels
from portal.core.fields import DayField, Needed, PhoneField, at_most
from portal.core.forms import EditForm, Form
from portal.core.i18n import LANGUAGES
from portal.core.labels import SelectChoice

TAKEN = _l("Adressen er i bruk. Velg en annen, eller finn kontoen i lista.")
_needs_name = Needed(_l("Skriv fornavn og etternavn."))
_needs_password = Needed(_l("Skriv passordet ditt."))


Pairs = Sequence[tuple[str, str]]


def _none_or(pairs: Pairs) -> list[SelectChoice]:
    return [SelectChoice("", _("Ikke valgt")), *(SelectChoice(*pair) for pair in pairs)]


def _email_checks() -> list[Any]:
    return [
        Needed(_l("Skriv en e-postadresse.")),
        at_most(200),
        Email(message=_l("Skriv e-postadressen slik: navn@eksempel.no.")),
    ]


class DetailsForm(EditForm):
    """What the portal calls somebody, and how to reach them."""

    request_key = None
    name = StringField(_l("Navn"), [_needs_name, at_most(100)])
    phone = PhoneField(_l("Mobiltelefon"), [Optional()])
    language = SelectField(
        _l("Språk i e-post"), choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()]
    )


class EmailForm(Form):
    """A new address to sign in with; the password says that it is you."""

    request_key = None
    email = EmailField(_l("Ny e-postadresse"), _email_checks())
    password = PasswordField(_l("Passordet ditt"), [_needs_password])


class PasswordForm(Form):
    """A new password, and the one it replaces."""

    request_key = None
    personal: tuple[str, ...] = ()
    current = PasswordField(_l("Passordet du har nå"), [_needs_password])
    password = NewPasswordField(_l("Nytt passord"))


class SearchForm(Form):
    """Part of a name or an address; posted, so that it is in no address bar and no log."""

    request_key = None
    q = StringField(_l("Navn eller e-post"), [at_most(100)])


class UserForm(EditForm):
    """An account, as an administrator changes it."""

    name = StringField(_l("Navn"), [_needs_name, at_most(100)])
    email = EmailField(_l("E-postadresse"), _email_checks())
    phone = PhoneField(_l("Mobiltelefon"), [Optional()])


class RoleForm(Form):
    """A role and where and when it holds."""

    hat = SelectField(_l("Rolle"), [InputRequired(_l("Velg en rolle."))])
    office = SelectField(_l("Kontor"))
    supplier = SelectField(_l("Leverandør"))
    valid_from = DayField(_l("Fra og med"), [Optional()])
    valid_to = DayField(_l("Til og med"), [Optional()])

    def offer(self, offices: Pairs, suppliers: Pairs) -> None:
        """Say what there is to choose from: (id, name) of each."""
        self.hat.choices = [("", _("Velg")), *labels.choices(Hat)]
        self.office.choices = _none_or(offices)
        self.supplier.choices = _none_or(suppliers)

    @override
    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Ask for the office of a coordinator, the company of a supplier, days in order."""
        is_fine: bool = super().validate(*args, **kwargs)
        if self.hat.data == Hat.COORDINATOR and not self.office.data:
            self.fail("office", _("Velg kontoret koordinatoren hører til."))
        if self.hat.data == Hat.SUPPLIER and not self.supplier.data:
            self.fail("supplier", _("Velg hvilken leverandør det gjelder."))
        first, last = self.valid_from.data, self.valid_to.data
        if first and last and last < first:
            self.fail("valid_to", _("Siste dag kan ikke være før første dag."))
        return is_fine and not self.has_errors


class NewUserForm(UserForm, RoleForm):
    """A new account with its first role."""


class EndRoleForm(EditForm):
    """When a role ends; nothing means now."""

    request_key = None
    first_on: date  # the earliest day there is to choose
    last_on = DayField(_l("Siste dag"), [Optional()])

    def validate_last_on(self, field: DayField) -> None:
        """Refuse a day that has gone: rights cannot be taken back in time."""
        if field.data is not None and field.data < self.first_on:
            raise ValidationError(_("Siste dag kan ikke ligge bak oss."))
