"""What a referee is asked. Only this is read or kept: nothing of health, nothing of crime."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from portal.core import labels
from portal.core.fields import Needed, at_most
from portal.core.forms import Form
from portal.recruitment.form_fields import OneOfField
from portal.references.service import Answer
from portal.references.states import Trust

LONGEST_LINE = 100
LONGEST_ANSWER = 2000


class AskForm(Form):
    """Send a referee the link."""

    sent = HiddenField()


class AnswerForm(Form):
    """Six short questions; may be saved again and again before it is sent."""

    request_key = None  # what is sent twice is kept once all the same: see the service

    knows_how = TextAreaField(
        _l("Hvordan kjenner dere hverandre?"),
        [Needed(_l("Skriv hvordan dere kjenner hverandre.")), at_most(LONGEST_ANSWER)],
    )
    known_since = StringField(
        _l("Siden når?"),
        [Needed(_l("Skriv omtrent når dere ble kjent, for eksempel 2019.")), at_most(LONGEST_LINE)],
    )
    trust = OneOfField(
        _l("Ville du latt søkeren være alene med et barn du har ansvar for?"),
        [Needed(_l("Velg et av svarene."))],
        choices=lambda: labels.choices(Trust),
    )
    trust_why = TextAreaField(_l("Hvorfor, eller hvorfor ikke?"), [at_most(LONGEST_ANSWER)])
    strengths = TextAreaField(
        _l("Hva er søkeren god på?"),
        [Needed(_l("Skriv noe søkeren er god på.")), at_most(LONGEST_ANSWER)],
    )
    other = TextAreaField(_l("Er det noe mer vi bør vite?"), [Optional(), at_most(LONGEST_ANSWER)])

    def validate_trust_why(self, field: TextAreaField) -> None:
        """Ask for a reason when it is no plain yes."""
        if self.trust.data in {Trust.DOUBTS, Trust.NO} and not (field.data or "").strip():
            raise ValidationError(_("Skriv kort hvorfor du er i tvil eller sier nei."))

    @property
    def written(self) -> dict[str, Any]:
        """Return what can be kept although it is not finished."""
        return {
            name: self[name].data[:LONGEST_ANSWER]
            for name in ("knows_how", "known_since", "trust", "trust_why", "strengths", "other")
            if isinstance(self[name].data, str)
        }

    @property
    def given(self) -> Answer:
        """Return the answer of a form that is valid."""
        said = {name: text.strip() for name, text in self.written.items() if name != "trust"}
        return Answer(trust=Trust(self.trust.data), **{"trust_why": "", "other": "", **said})
