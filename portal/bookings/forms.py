"""Times to offer, a time to agree on, a time to choose."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import FieldList, FormField, RadioField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import Optional

from portal.accounts.models import User
from portal.bookings.models import BookingSlot
from portal.bookings.queries import Busy
from portal.bookings.service import Plan, Span
from portal.bookings.states import Mode
from portal.core import clock, labels
from portal.core import format as formats
from portal.core.fields import LONGEST_LINE, ClockField, DayField, Needed, VersionField, at_most
from portal.core.forms import Form
from portal.core.ids import as_id
from portal.core.labels import SelectChoice
from portal.recruitment.form_fields import OneOfField, TicksField
from portal.rules.periods import NoSuchTimeError, from_local, is_repeated, to_local

LONGEST_WORD = 500
LONGEST_MEETING = timedelta(hours=8)


class SlotForm(PlainForm):
    """A day and two clock times in Norway."""

    day = DayField(_l("Dag"))
    starts = ClockField(_l("Fra kl."))
    ends = ClockField(_l("Til kl."))
    which = RadioField(
        _l("Hvilken gang?"),
        choices=lambda: [
            SelectChoice("first", _("Før klokka stilles")),
            SelectChoice("second", _("Etter at klokka er stilt")),
        ],
        validators=[Optional()],
    )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is filled in."""
        return not any(it.raw_data and it.raw_data[0].strip() for it in self._times)

    @property
    def asks_which(self) -> bool:
        """Whether one of the times comes twice that night."""
        return any(local and is_repeated(local) for local in self._locals)

    @property
    def _times(self) -> tuple[Any, ...]:
        return self.day, self.starts, self.ends

    @property
    def _locals(self) -> list[datetime | None]:
        day = self.day.data
        return [
            datetime.combine(day, it.data) if day and it.data is not None else None
            for it in (self.starts, self.ends)
        ]

    def span(self) -> Span | None:
        """Return the time; None when it is none, and then the fields say why."""
        words = (
            _("Skriv hvilken dag."),
            _("Skriv når dere begynner."),
            _("Skriv når dere er ferdige."),
        )
        for field, word in zip(self._times, words, strict=True):
            if field.data is None and not field.errors:
                _fail(field, word)
        if any(field.errors for field in self._times):
            return None
        first, last = self._instant(self.starts), self._instant(self.ends)
        return self._checked(first, last) if first and last else None

    def _instant(self, field: ClockField) -> datetime | None:
        local = datetime.combine(self.day.data, field.data)
        if is_repeated(local) and self.which.data not in {"first", "second"}:
            _fail(self.which, _("Klokka kommer to ganger denne natta. Velg hvilken gang."))
            return None
        try:
            return from_local(local, second=self.which.data == "second" and is_repeated(local))
        except NoSuchTimeError:
            _fail(field, _("Klokka stilles fram denne natta, så dette klokkeslettet finnes ikke."))
            return None

    def _checked(self, first: datetime, last: datetime) -> Span | None:
        if last <= first:
            _fail(self.ends, _("Slutt må være etter start."))
        elif last - first > LONGEST_MEETING:
            _fail(self.ends, _("Dette er mer enn åtte timer. Se på klokkeslettene en gang til."))
        elif first <= clock.now():
            _fail(self.day, _("Tiden er over. Velg en tid som kommer."))
        else:
            return first, last
        return None


def _fail(field: Any, sentence: str) -> None:  # noqa: ANN401 - a field
    field.errors = [*field.errors, sentence]


def _as_typed(span: Span) -> dict[str, Any]:
    first, last = to_local(span[0]), to_local(span[1])
    which = ("first" if from_local(first) == span[0] else "second") if is_repeated(first) else None
    return {"day": first.date(), "starts": first.time(), "ends": last.time(), "which": which}


class BookingForm(Form):
    """When, how and who: three times to offer, or the one that is agreed on."""

    version = VersionField()
    slots = FieldList(FormField(SlotForm))
    mode = OneOfField(
        _l("Hvordan møtes dere?"),
        [Needed(_l("Velg hvordan dere møtes."))],
        choices=lambda: labels.choices(Mode),
    )
    place = StringField(_l("Sted, eller lenke til videomøtet"), [at_most(LONGEST_LINE)])
    hosts = TicksField(_l("Hvem er med fra kontoret?"), [Needed(_l("Velg minst én fra kontoret."))])

    def suit(self, count: int, colleagues: Sequence[User], *, is_visit: bool) -> "BookingForm":
        """Ask for so many times, and of these people; a visit is where the applicant lives."""
        self._colleagues = colleagues
        self._is_visit = is_visit
        self.hosts.choices = [SelectChoice(str(it.id), it.name) for it in colleagues]
        while len(self.slots) < count:
            self.slots.append_entry()
        while len(self.slots) > count:
            self.slots.pop_entry()
        if is_visit:
            del self.mode, self.place
        return self

    @override
    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields and the times: all is said at once."""
        fine = super().validate(extra_validators)
        self._spans = self._read()
        return bool(fine) and self._is_reachable() and not self.has_errors

    def _read(self) -> list[Span]:
        spans: list[Span] = []
        for number, entry in enumerate(self.slots):
            if number and entry.form.is_empty:
                continue
            span = entry.form.span()
            if span and any(span[0] < end and start < span[1] for start, end in spans):
                _fail(entry.form.day, _("Denne tiden overlapper en av de andre."))
            elif span:
                spans.append(span)
        return spans

    def _is_reachable(self) -> bool:
        if self._is_visit and len(self.hosts.data or []) < 2:
            self.fail("hosts", _("Velg to: begge skal signere rapporten."))
            return False
        is_met = "mode" in self and self.mode.data == Mode.PLACE
        if is_met and not (self.place.data or "").strip():
            self.fail("place", _("Skriv hvor dere møtes."))
            return False
        return True

    def meets(self, busy: Sequence[Busy]) -> bool:
        """Say at the field when somebody who is to be there has another appointment."""
        chosen = {str(it) for it in self.hosts.data or []}
        own = [it for it in busy if it.is_booked and str(it.user_id) in chosen]
        filled = [entry for entry in self.slots if entry.form.day.data]
        for entry, (first, last) in zip(filled, self._spans, strict=True):
            for it in own:
                if it.starts_at < last and first < it.ends_at:
                    said = _(
                        "%(name)s har en avtale kl. %(time)s den dagen.", name=it.host,
                        time=formats.span(it.starts_at, it.ends_at),
                    )  # fmt: skip
                    _fail(entry.form.starts, said)
        return self.has_errors

    @property
    def plan(self) -> Plan:
        """Return what was filled in."""
        chosen = {UUID(it) for it in self.hosts.data or []}
        return Plan(
            version=self.version.data or 0,
            spans=sorted(self._spans),
            hosts=[it for it in self._colleagues if it.id in chosen],
            mode=Mode(self.mode.data) if "mode" in self else Mode.PLACE,
            place=(self.place.data or "").strip() if "place" in self else "",
        )


def filled(spans: Sequence[Span]) -> list[dict[str, Any]]:
    """Return times as the form shows them."""
    return [_as_typed(span) for span in spans]


class ChooseForm(Form):
    """One of the times, or none of them."""

    version = VersionField()
    slot = RadioField(_l("Når passer det?"), validators=[Optional()], validate_choice=False)
    word = TextAreaField(_l("Når passer det bedre?"), [at_most(LONGEST_WORD)])

    def suit(self, slots: Sequence[BookingSlot]) -> "ChooseForm":
        """Let these be the times."""
        self.slot.choices = [
            SelectChoice(str(it.id), f"{formats.day_long(it.starts_at).capitalize()} kl. "
                         f"{formats.span(it.starts_at, it.ends_at)}")
            for it in slots
        ]  # fmt: skip
        return self

    @property
    def slot_id(self) -> UUID | None:
        """Return the chosen time."""
        return as_id(self.slot.data or "")


class CancelForm(Form):
    """Why it is called off."""

    version = VersionField()
    why = TextAreaField(
        _l("Hvorfor?"),
        [Needed(_l("Skriv kort hvorfor. Bare kontoret ser det.")), at_most(LONGEST_WORD)],
    )
