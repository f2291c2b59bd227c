"""What a municipality adds to a letter."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import ValidationError

from portal.core.fields import VersionField, at_most
from portal.core.forms import Form
from portal.pipeline.letter_texts import unknown_words

LONGEST_PARAGRAPH = 1500


class ParagraphForm(Form):
    """The paragraph; ``seen`` is the number of the version that was on the page, 0 for none."""

    seen = VersionField()
    text = TextAreaField(_l("Avsnittet fra dere"), [at_most(LONGEST_PARAGRAPH)])

    def validate_text(self, field: TextAreaField) -> None:
        """Refuse a word in braces that nothing is put in the place of."""
        unknown = unknown_words(field.data or "")
        if unknown:
            raise ValidationError(
                _(
                    "%(words)s kan ikke fylles ut. Bruk ordene som står under.",
                    words=", ".join(unknown),
                )
            )

    @property
    def paragraph(self) -> str:
        """Return what was written, with plain line endings."""
        return "\n".join((self.text.data or "").strip().splitlines())
