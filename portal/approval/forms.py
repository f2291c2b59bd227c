"""A button, a reason, and what is right."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional

from portal.core.fields import DecimalField, Needed, VersionField, at_most
from portal.core.forms import Form

LONGEST_REASON = 400
MOST_MINUTES = 56 * 60
MOST_ORE = 5_000_000


class VersionForm(Form):
    """A button about a line, as it was when it was read."""

    version = VersionField()


class WhyForm(Form):
    """Why, with a sentence."""

    reason = TextAreaField(
        _l("Hvorfor?"), [Needed(_l("Skriv hvorfor, med en setning.")), at_most(LONGEST_REASON)]
    )

    @property
    def why(self) -> str:
        """Return the reason as it is kept."""
        return (self.reason.data or "").strip()


class ReasonForm(WhyForm):
    """Why a line is returned, or approved in spite of what is wrong."""

    version = VersionField()


class AnswerForm(Form):
    """What the office says to somebody who means that a line is wrong."""

    reason = TextAreaField(
        _l("Hva svarer du?"), [Needed(_l("Skriv et svar.")), at_most(LONGEST_REASON)]
    )

    @property
    def why(self) -> str:
        """Return the answer as it is kept."""
        return (self.reason.data or "").strip()


class CorrectionForm(Form):
    """What is right, and why it is corrected."""

    seen = VersionField()
    minutes = DecimalField(
        _l("Riktig tid i timer"), [InputRequired(_l("Skriv hvor mange timer det skal være."))],
        scale=60,
    )  # fmt: skip
    km = IntegerField(
        _l("Riktig antall kilometer"),
        [Optional(), NumberRange(0, 2000, _l("Skriv hele kilometer, høyst %(max)d."))],
    )
    outlay = DecimalField(_l("Riktig utlegg i kroner"), scale=100)
    reason = TextAreaField(
        _l("Hvorfor rettes det?"),
        [Needed(_l("Skriv hvorfor, med en setning.")), at_most(LONGEST_REASON)],
    )

    def validate_minutes(self, field: DecimalField) -> None:
        """Refuse what no line can be."""
        if field.data is not None and field.data > MOST_MINUTES:
            self.fail("minutes", str(_l("Skriv høyst 56 timer.")))

    def validate_outlay(self, field: DecimalField) -> None:
        """Refuse a sum nobody lays out."""
        if field.data and field.data > MOST_ORE:
            self.fail("outlay", str(_l("Skriv høyst 50 000 kroner.")))
