"""What a municipality says of a stage, and the buttons that order them."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField

from portal.core.fields import Needed, VersionField, at_most
from portal.core.forms import Form
from portal.pipeline.service import Wording
from portal.recruitment.form_fields import Between, WholeNumberField
from portal.recruitment.states import Stage
from portal.recruitment.way import Step

LONGEST_NAME = 30  # a lane of the board is narrow
_DAYS = _l("Skriv et helt tall fra 1 til 365.")


class SeenForm(Form):
    """A button that changes the way; ``version`` says which way was on the page."""

    request_key = None  # pressed again, the version tells
    version = VersionField()


class StageForm(SeenForm):
    """The names of a stage, the usual wait and whether it may be passed over."""

    name = StringField(_l("Navn for kontoret"), [at_most(LONGEST_NAME)])
    applicant_name = StringField(_l("Navn for søkeren"), [at_most(LONGEST_NAME * 2)])
    usual_days = WholeNumberField(
        _l("Vanlig ventetid i dager"), [Needed(_DAYS), Between(1, 365, _DAYS)], sentence=_DAYS
    )
    is_required = BooleanField(_l("Kan ikke hoppes over"))

    def suit(self, stage: Stage) -> "StageForm":
        """Leave out what has no meaning: nobody passes over where everybody begins."""
        if stage is Stage.ACKNOWLEDGED:
            del self.is_required
        return self

    @property
    def wording(self) -> Wording:
        """Return what was written, once it is valid."""
        return Wording(
            name=_plain(self.name.data),
            applicant_name=_plain(self.applicant_name.data),
            usual_days=self.usual_days.data or 1,
            is_required="is_required" in self and bool(self.is_required.data),
        )


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def filled(step: Step, version: int) -> dict[str, Any]:
    """Return a stage as the form shows it."""
    return {
        "version": version,
        "name": step.name,
        "applicant_name": step.applicant_name,
        "usual_days": step.usual_days,
        "is_required": step.is_required,
    }
