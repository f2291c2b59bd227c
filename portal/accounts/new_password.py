"""The field where somebody chooses a password, and what it says when the choice is poor."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, PasswordField, ValidationError

from portal.accounts import passwords
from portal.accounts.states import Weakness
from portal.core.fields import Needed

SENTENCES = {
    Weakness.SHORT: _l("Passordet må ha minst 12 tegn. En setning er lett å huske."),
    Weakness.LONG: _l("Passordet kan ha høyst 200 tegn."),
    Weakness.COMMON: _l("Dette passordet er blant de første noen prøver. Velg et annet."),
    Weakness.PERSONAL: _l("Passordet kan ikke være navnet ditt eller e-postadressen din."),
}


class Strong:
    """The password is long enough, and not what everybody tries first."""

    def __call__(self, form: Any, field: Field) -> None:  # noqa: ANN401 - WTForms
        """Raise ValidationError when the password is poor; the form may know the person."""
        weak = passwords.weakness(field.data or "", *getattr(form, "personal", ()))
        if weak:
            raise ValidationError(str(SENTENCES[weak]))


class NewPasswordField(PasswordField):
    """A password that is being chosen. The form's ``personal`` are the name and the address."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms
        super().__init__(label, [Needed(_l("Skriv et passord.")), Strong()], **kwargs)
