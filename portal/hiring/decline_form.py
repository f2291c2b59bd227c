"""What several who are turned down are told."""

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import SelectMultipleField, TextAreaField

from portal.core import labels
from portal.core.fields import at_most
from portal.core.forms import Form
from portal.core.ids import as_key
from portal.hiring.declining import Answer
from portal.hiring.forms import LONGEST_NOTE
from portal.hiring.states import DeclineReason
from portal.recruitment.form_fields import OneOfField


class DeclineForm(Form):
    """The reason, a few words, and who: "id:version" of each as it was on the page."""

    reason = OneOfField(_l("Hvorfor?"), choices=lambda: labels.choices(DeclineReason))
    personal = TextAreaField(_l("Noen ord fra deg i brevet"), [at_most(LONGEST_NOTE)])
    lines = SelectMultipleField(validate_choice=False)

    @override
    def validate(self, *args: Any, **kwargs: Any) -> bool:
        is_valid = bool(super().validate(*args, **kwargs))
        if not self.reason.data:
            self.fail("reason", _("Velg en grunn."))
        elif self.reason.data == DeclineReason.OTHER and not self._words:
            self.fail("personal", _("Skriv hvorfor, siden du har valgt noe annet."))
        if not self.versions:
            self.form_errors.append(_("Velg minst én søker."))
        return is_valid and not self.has_errors

    @property
    def _words(self) -> str:
        return (self.personal.data or "").strip()

    @property
    def answer(self) -> Answer:
        """Return what they are told; until a reason is chosen, the first."""
        code = self.reason.data if self.reason.data in set(DeclineReason) else DeclineReason.FILLED
        return Answer(reason=DeclineReason(code), personal=self._words)

    @property
    def versions(self) -> dict[UUID, int]:
        """Return the version of each that is ticked; what cannot be read is left out."""
        return dict(key for line in self.lines.data or () if (key := as_key(line)))
