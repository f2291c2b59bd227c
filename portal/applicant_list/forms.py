"""Which list, and the answer to who asks not to be on it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import SelectField, TextAreaField
from wtforms.validators import ValidationError

from portal.applicant_list.queries import Chosen, Secrecy
from portal.applicant_list.service import Answer
from portal.applicant_list.states import DECISIONS, SecrecyState
from portal.core import clock, labels
from portal.core.errors import ConflictError
from portal.core.fields import DayField, Needed, at_most
from portal.core.forms import EditForm, Form
from portal.core.labels import SelectChoice
from portal.needs.models import Need
from portal.recruitment.form_fields import OneOfField
from portal.recruitment.service import MOVED

USUAL_DAYS = 30
LONGEST_WHY = 1000


class ChosenForm(Form):
    """From when to when, and which advert. Read from the address, or posted to take it out."""

    request_key = None  # nothing is made

    from_on = DayField(_l("Søkt fra og med"), [Needed(_l("Skriv den første dagen."))], name="fra")
    to_on = DayField(_l("Til og med"), [Needed(_l("Skriv den siste dagen."))], name="til")
    need = SelectField(_l("Oppdrag"), name="oppdrag", validate_choice=False)

    def __init__(self, needs: Sequence[Need], given: Mapping[str, str] | None = None) -> None:
        today = clock.today()
        usual = {"fra": _typed(today - timedelta(days=USUAL_DAYS)), "til": _typed(today)}
        asked: dict[str, Any] = {}
        if given is not None:  # an address, where what is left out is as usual
            found = {name: text for name, text in given.items() if text}
            asked = {"formdata": MultiDict(usual | found), "meta": {"csrf": False}}
        super().__init__(**asked)
        self.need.choices = [
            SelectChoice("", _("Alle")),
            *(SelectChoice(str(it.id), it.title) for it in needs),
        ]

    def validate_to_on(self, field: DayField) -> None:
        """Refuse a time that ends before it begins."""
        if field.data and self.from_on.data and field.data < self.from_on.data:
            raise ValidationError(_("Den siste dagen er før den første."))

    @property
    def chosen(self) -> Chosen:
        """Return what was chosen, once it is valid."""
        assert self.from_on.data is not None
        assert self.to_on.data is not None
        known = {code for code, *_rest in self.need.iter_choices()}
        need = self.need.data if self.need.data in known else ""
        return Chosen(
            from_on=self.from_on.data, to_on=self.to_on.data, need_id=UUID(need) if need else None
        )


def _typed(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


class DecideForm(EditForm):
    """Yes or no, and why."""

    state = OneOfField(_l("Hva svarer dere?"), [Needed(_l("Velg ja eller nei."))], choices=list)
    why = TextAreaField(_l("Begrunnelse"), [at_most(LONGEST_WHY)])

    def suit(self, secrecy: Secrecy) -> "DecideForm":
        """Offer what may be decided of this request."""
        self.state.choices = labels.choices(DECISIONS[secrecy.state], "act")
        return self

    def demand_open(self, secrecy: Secrecy) -> None:
        """Raise ConflictError when it has been answered since, or has its last answer."""
        self.demand_fresh(secrecy)
        if not self.state.choices:
            raise ConflictError(MOVED)

    def validate_why(self, field: TextAreaField) -> None:
        """A no is explained."""
        if self.state.data == SecrecyState.REFUSED and not (field.data or "").strip():
            raise ValidationError(_("Skriv hvorfor søkeren ikke får stå utenfor lista."))

    @property
    def answer(self) -> Answer:
        """Return what was decided, once it is valid."""
        return Answer(
            version=self.version.data or 0,
            state=SecrecyState(self.state.data),
            why=(self.why.data or "").strip(),
        )
