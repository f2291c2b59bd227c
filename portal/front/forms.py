"""What anybody can tell us."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, RadioField, TextAreaField
from wtforms.validators import Email, Optional

from portal.core.fields import LONGEST_LINE, LONGEST_TEXT, Needed, at_most
from portal.core.forms import Form
from portal.core.labels import SelectChoice


class FeedbackForm(Form):
    """A message about the portal; an answer only if they want one."""

    kind = RadioField(_l("Hva gjelder det?"), default="other")
    text = TextAreaField(
        _l("Fortell oss"),
        [Needed(_l("Skriv hva du vil si, med dine egne ord.")), at_most(LONGEST_TEXT)],
    )
    email = EmailField(
        _l("E-postadresse, hvis du vil ha svar"),
        [
            Optional(),
            at_most(LONGEST_LINE),
            Email(_l("Skriv en e-postadresse, for eksempel navn@eksempel.no.")),
        ],
    )
    page = HiddenField()

    def suit(self) -> "FeedbackForm":
        """Offer the kinds there are."""
        self.kind.choices = [
            SelectChoice("accessibility", str(_l("Noe er vanskelig å bruke"))),
            SelectChoice("other", str(_l("Noe annet"))),
        ]
        return self
