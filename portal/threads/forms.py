"""One message."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField

from portal.core.fields import Needed, at_most
from portal.core.format import day_long, span
from portal.core.forms import Form
from portal.recruitment.form_fields import stripped
from portal.shifts.models import Shift

LONGEST = 2000


class MessageForm(Form):
    """What somebody writes, and which shift it is about, if any."""

    text = TextAreaField(
        _l("Melding"), [Needed(_l("Skriv noe først.")), at_most(LONGEST)], filters=[stripped]
    )
    shift_id = SelectField(_l("Gjelder"), default="")

    def __init__(self, shifts: Sequence[Shift], **more: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(**more)
        self.shift_id.choices = [
            ("", _("Ikke en bestemt vakt")),
            *((str(it.id), _words(it)) for it in shifts),
        ]

    @property
    def chosen(self) -> UUID | None:
        """Return the shift it is about."""
        return UUID(self.shift_id.data) if self.shift_id.data else None


def _words(shift: Shift) -> str:
    day = day_long(shift.starts_at)
    return str(_("Vakten %(day)s kl. %(span)s", day=day, span=span(shift.starts_at, shift.ends_at)))
