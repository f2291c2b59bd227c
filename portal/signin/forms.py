"""The forms at the door.

They carry no request key: the second press of a double click must be a sign-in of its own,
or it would be answered without a session.
"""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField, SelectField, StringField

from portal.accounts.new_password import NewPasswordField
from portal.core.fields import Needed, at_most
from portal.core.forms import Form

_address = [Needed(_l("Skriv e-postadressen din.")), at_most(200)]


class _DoorForm(Form):
    """Carries where to go afterwards, and a form that was sent too late."""

    request_key = None
    next = HiddenField()
    kept = HiddenField()


class SignInForm(_DoorForm):
    """E-mail address and password."""

    email = EmailField(_l("E-postadresse"), _address)
    password = PasswordField(_l("Passord"), [Needed(_l("Skriv passordet ditt."))])


class CodeForm(_DoorForm):
    """Six digits from the telephone, or a recovery code."""

    code = StringField(_l("Kode"), [Needed(_l("Skriv koden fra telefonen.")), at_most(40)])


class ForgottenForm(Form):
    """Whom to send a link to."""

    request_key = None
    email = EmailField(_l("E-postadresse"), _address)


class ChooseForm(Form):
    """A password, chosen by somebody who holds a one-time link."""

    personal: tuple[str, ...] = ()
    password = NewPasswordField(_l("Nytt passord"))


class SetUpForm(Form):
    """The first code from an authenticator app, and the secret it was made from, sealed."""

    request_key = None
    next = HiddenField()
    secret = HiddenField()
    code = StringField(_l("Kode"), [Needed(_l("Skriv koden fra appen.")), at_most(20)])


class ConfirmForm(Form):
    """The password once more, before something that matters."""

    request_key = None
    password = PasswordField(_l("Passord"), [Needed(_l("Skriv passordet ditt."))])


class MoveForm(SetUpForm):
    """The same, to another telephone: then the password too."""

    password = PasswordField(_l("Passord"), [Needed(_l("Skriv passordet ditt."))])


class HatForm(Form):
    """Which hat to put on."""

    request_key = None
    hat = SelectField(validate_choice=False)
    next = HiddenField()  # the page that asked for another hat
