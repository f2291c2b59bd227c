"""Three short questions, and what the office did about the answer."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from portal.core import labels
from portal.core.fields import Needed, at_most
from portal.core.forms import EditForm, Form
from portal.followups.service import Given
from portal.followups.states import Mark
from portal.matching.states import Side
from portal.recruitment.form_fields import OneOfField, stripped

LONGEST = 2000
_CHOOSE = _l("Velg det som passer best.")


def _mark(text: Any) -> OneOfField:  # noqa: ANN401 - a lazy text
    return OneOfField(text, [Needed(_CHOOSE)], choices=lambda: labels.choices(Mark))


class AnswerForm(Form):
    """How it goes, from very good to bad."""

    request_key = None  # sent twice, it is kept once: see the service

    together = _mark(_l("Hvordan har dere det sammen?"))
    times = _mark(_l("Hvordan går det med tider og beskjeder?"))
    office = _mark(_l("Hvordan er hjelpen fra kontoret?"))
    word = TextAreaField(_l("Vil du si noe mer?"), [at_most(LONGEST)], filters=[stripped])

    def suit(self, side: Side) -> "AnswerForm":
        """Ask the family and the helper in their own words."""
        if side is Side.FAMILY:
            self.together.label.text = _l("Hvordan har de det sammen?")
        return self

    @property
    def given(self) -> Given:
        """Return what was answered."""
        return Given(
            together=int(self.together.data), times=int(self.times.data),
            office=int(self.office.data), word=self.word.data or "",
        )  # fmt: skip


class CloseForm(EditForm):
    """What was done."""

    what = TextAreaField(
        _l("Hva har du gjort?"),
        [Needed(_l("Skriv kort hva du har gjort. Bare kontoret ser det.")), at_most(LONGEST)],
        filters=[stripped],
    )
