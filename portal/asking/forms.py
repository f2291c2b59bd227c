"""Whom to ask and until when; and the answer."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import ValidationError

from portal.asking.service import Line, Reply
from portal.asking.states import Answer, Why
from portal.core import clock, labels
from portal.core.fields import LONGEST_LINE, DayField, Needed, VersionField, at_most
from portal.core.forms import Form
from portal.core.labels import SelectChoice
from portal.recruitment.form_fields import OneOfField, TicksField, stripped

LONGEST_WAIT = timedelta(days=60)


class AskForm(Form):
    """The people of a batch, and the day they are asked to answer by."""

    people = TicksField(_l("Hvem spør du?"), [Needed(_l("Velg minst én du vil spørre."))])
    answer_by = DayField(
        _l("Svar innen"), [Needed(_l("Skriv hvilken dag de må svare innen."))]
    )  # fmt: skip

    def suit(self, lines: Sequence[Line]) -> "AskForm":
        """Offer those who come first; all of them are ticked."""
        self.people.choices = [
            SelectChoice(str(line.proposal.id), line.proposal.name) for line in lines
        ]
        return self

    def validate_answer_by(self, field: DayField) -> None:
        """Give people a day to think, and not for ever."""
        if field.data is None or field.errors:
            return
        if field.data <= clock.today():
            field.errors = [*field.errors, _("Velg en dag som kommer.")]
        elif field.data > clock.today() + LONGEST_WAIT:
            field.errors = [*field.errors, _("Velg en dag innen to måneder.")]

    @property
    def chosen(self) -> list[UUID]:
        """Return the proposals that are ticked."""
        return [UUID(it) for it in self.people.data or []]


class AnswerForm(Form):
    """Yes, no, or gladly something else. May be sent again with another answer."""

    request_key = None

    version = VersionField()
    answer = OneOfField(
        _l("Vil du møte familien?"),
        [Needed(_l("Velg ett av svarene."))],
        choices=lambda: labels.choices(Answer),
    )
    is_near = OneOfField(
        _l("Er du i nær familie med barnet?"),
        choices=lambda: [
            SelectChoice("no", _("Nei, eller vet ikke")),
            SelectChoice("yes", _("Ja")),
        ],
    )
    kinship = StringField(
        _l("Hvordan er dere i familie?"), [at_most(LONGEST_LINE)], filters=[stripped]
    )
    why = SelectField(_l("Hvorfor ikke?"), choices=lambda: labels.choices(Why))

    def validate_is_near(self, field: OneOfField) -> None:
        """Ask whoever says yes; nothing is answered for them."""
        if self.answer.data == Answer.YES and not field.data:
            raise ValidationError(_("Velg ja eller nei."))

    def validate_kinship(self, field: StringField) -> None:
        """Ask how, of who is."""
        if self.is_kin and not field.data:
            raise ValidationError(_("Skriv hvordan dere er i familie, for eksempel tante."))

    @property
    def is_kin(self) -> bool:
        """Tell whether somebody says yes, and is near."""
        return bool(self.answer.data == Answer.YES and self.is_near.data == "yes")

    @property
    def reply(self) -> Reply:
        """Return what was answered."""
        return Reply(
            answer=Answer(self.answer.data), why=Why(self.why.data or ""),
            kinship=(self.kinship.data or "") if self.is_kin else "",
        )  # fmt: skip
