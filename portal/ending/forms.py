"""The form that ends an engagement."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from portal.core.fields import LONGEST_LINE, Needed, at_most
from portal.core.forms import Form


class EndForm(Form):
    """Why it ends: kept in the log, seen by the worker."""

    reason = StringField(
        _l("Hvorfor slutter oppdraget?"),
        [
            Needed(_l("Skriv kort hvorfor, for eksempel «Ferdig med studiene».")),
            at_most(LONGEST_LINE),
        ],
    )
