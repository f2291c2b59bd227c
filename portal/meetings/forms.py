"""When and where they meet, why it is off, and what each side says after it."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import FormField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.bookings.forms import SlotForm, filled
from portal.core import labels
from portal.core.fields import LONGEST_LINE, Needed, VersionField, at_most
from portal.core.forms import Form
from portal.core.labels import SelectChoice
from portal.matching.states import Side
from portal.meetings.models import Meeting
from portal.meetings.service import Plan, RevealingError, Word
from portal.meetings.states import Say
from portal.recruitment.form_fields import OneOfField, stripped

LONGEST = 1000


class PlanForm(Form):
    """A time, a place, and what to talk of."""

    version = VersionField()
    slot = FormField(SlotForm)
    place = StringField(
        _l("Hvor møtes dere?"),
        [Needed(_l("Skriv hvor dere møtes.")), at_most(LONGEST_LINE)],
        filters=[stripped],
    )
    advice = TextAreaField(_l("Råd til begge"), [at_most(LONGEST)], filters=[stripped])

    @override
    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields and the time: all is said at once."""
        fine = super().validate(extra_validators)
        self._span = self.slot.form.span()
        return bool(fine) and self._span is not None and not self.has_errors

    @property
    def plan(self) -> Plan:
        """Return what was filled in."""
        assert self._span is not None
        return Plan(
            version=self.version.data or 0, starts_at=self._span[0], ends_at=self._span[1],
            place=self.place.data or "", advice=self.advice.data or "",
        )  # fmt: skip

    def blame_words(self, error: RevealingError) -> None:
        """Say which words tell who the child is, at the field they stand in."""
        for word in error.words:
            name = "place" if word in (self.place.data or "") else "advice"
            said = _("«%(word)s» kan røpe hvem barnet er. Skriv det på en annen måte.", word=word)
            self.fail(name, said)


def data_of(meeting: Meeting | None, advice: str) -> dict[str, Any]:
    """Return a meeting as the form shows it; a new one begins with the usual advice."""
    if meeting is None:
        return {"version": 0, "advice": advice}
    (slot,) = filled([(meeting.starts_at, meeting.ends_at)])
    return {
        "version": meeting.version, "slot": slot, "place": meeting.place, "advice": meeting.advice,
    }  # fmt: skip


class CancelForm(Form):
    """Why it is called off."""

    version = VersionField()
    why = TextAreaField(
        _l("Hvorfor?"),
        [Needed(_l("Skriv kort hvorfor. Bare kontoret ser det.")), at_most(LONGEST)],
        filters=[stripped],
    )


class TurnDownForm(Form):
    """Why a family will not meet somebody, when they want to say it."""

    why = TextAreaField(_l("Hvorfor?"), [at_most(LONGEST)], filters=[stripped])


class SayForm(Form):
    """Yes or no after the meeting, and why for those who want to say it."""

    request_key = None  # said again, it is what was said last

    answer = OneOfField(
        _l("Vil du at det blir noe av?"),
        [Needed(_l("Velg ja eller nei."))],
        choices=lambda: labels.choices(Say),
    )
    reason = TextAreaField(_l("Hvorfor?"), [at_most(LONGEST)], filters=[stripped])
    is_near = OneOfField(
        _l("Er du i nær familie med barnet?"),
        choices=lambda: [SelectChoice("no", _("Nei")), SelectChoice("yes", _("Ja"))],
    )
    kinship = StringField(
        _l("Hvordan er dere i familie?"), [at_most(LONGEST_LINE)], filters=[stripped]
    )

    def suit(self, side: Side) -> "SayForm":
        """Ask only the one who may help about family."""
        if side is Side.FAMILY:
            del self.is_near, self.kinship
        return self

    def validate_is_near(self, field: OneOfField) -> None:
        """Ask who may help and says yes; nothing is answered for them."""
        if self.asks_near and self.answer.data == Say.YES and not field.data:
            raise ValidationError(_("Velg ja eller nei."))

    @property
    def asks_near(self) -> bool:
        """Tell whether it is the one who may help who speaks."""
        return "is_near" in self

    def validate_kinship(self, field: StringField) -> None:
        """Ask how, of who is."""
        if self.is_near.data == "yes" and not field.data:
            raise ValidationError(_("Skriv hvordan dere er i familie, for eksempel tante."))

    @property
    def word(self) -> Word:
        """Return what was said."""
        is_near = self.asks_near and self.is_near.data == "yes"
        return Word(
            answer=Say(self.answer.data), reason=self.reason.data or "",
            kinship=(self.kinship.data or "") if is_near else "",
        )  # fmt: skip


class ToldForm(SayForm):
    """What one side has said on the telephone, written down by the office."""

    side = OneOfField(
        _l("Hvem har du snakket med?"),
        [Needed(_l("Velg hvem du har snakket med."))],
        choices=lambda: labels.choices((Side.FAMILY, Side.PERSON)),
    )

    @property
    @override
    def asks_near(self) -> bool:
        """Tell whether it is the one who may help who has spoken."""
        return bool(self.side.data == Side.PERSON)


class RelationForm(Form):
    """Whether somebody near can help here."""

    accepts = OneOfField(
        _l("Kan nær familie brukes her?"),
        [Needed(_l("Velg ja eller nei."))],
        choices=lambda: [
            SelectChoice("yes", _("Ja, det kan brukes her")),
            SelectChoice("no", _("Nei, det blir ikke noe av")),
        ],
    )
    why = TextAreaField(
        _l("Hvorfor?"),
        [Needed(_l("Skriv kort hvorfor. Bare kontoret ser det.")), at_most(LONGEST)],
        filters=[stripped],
    )
