"""What is typed when a shift is planned: a day and clock times, as a person says them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from portal.core import clock, labels
from portal.core.fields import ClockField, DayField, Needed, at_most
from portal.core.format import day_long
from portal.core.forms import Form
from portal.core.labels import SelectChoice
from portal.engagements.models import Engagement
from portal.rota import times, words
from portal.rota.eligibility import Times, obstacle
from portal.rota.plan import Line
from portal.rota.service import LONGEST_SERIES_WEEKS
from portal.rota.times import Fault, TimeFaultError, Typed
from portal.rules.periods import DAY
from portal.rules.spans import Span
from portal.shifts.service import Plan
from portal.shifts.states import ShiftKind

LONGEST_NOTE = 500
_WEEKDAYS = (
    _l("Mandag"), _l("Tirsdag"), _l("Onsdag"), _l("Torsdag"), _l("Fredag"), _l("Lørdag"),
    _l("Søndag"),
)  # fmt: skip


class ShiftForm(Form):
    """One shift. ``choose_from`` must be called before it is validated or shown."""

    engagement = SelectField(_l("Hvem"))
    day = DayField(_l("Dag"), [Needed(_l("Skriv hvilken dag vakten er, for eksempel 25.11.2026."))])
    starts = ClockField(
        _l("Fra kl."), [Needed(_l("Skriv når vakten begynner, for eksempel 15.30."))]
    )
    ends = ClockField(_l("Til kl."), [Needed(_l("Skriv når vakten slutter, for eksempel 19."))])
    next_day = BooleanField(_l("Slutter neste dag"))
    last_day = DayField(_l("Siste dag"), [Optional()])
    which = RadioField(
        _l("Hvilken av timene?"),
        [Optional()],
        choices=[
            SelectChoice("first", _l("Den første, før klokken stilles")),
            SelectChoice("second", _l("Den andre, etter at klokken er stilt")),
        ],
    )
    kind = SelectField(_l("Hva slags vakt"))
    note = TextAreaField(_l("Beskjed til den som kommer"), [at_most(LONGEST_NOTE)])
    version = HiddenField()

    span: Span | None = None
    asks_which = False

    def choose_from(self, team: Sequence[Engagement], away: Times) -> None:
        """Offer the people of the ordning, and nobody; ``away`` says when they cannot."""
        self._away = away
        self._team = {str(one.id): one for one in team}
        self.engagement.choices = [
            SelectChoice("", _("Ledig: ingen har vakten ennå")),
            *(SelectChoice(key, words.name_of(one)) for key, one in self._team.items()),
        ]
        self.kind.choices = labels.choices(ShiftKind)
        if self.kind.data is None:
            self.kind.data = ShiftKind.ORDINARY.value

    @property
    def chosen(self) -> Engagement | None:
        """Return who was chosen, None for nobody."""
        return self._team.get(self.engagement.data or "")

    def show(self, line: Line) -> None:
        """Fill in a line as it stands."""
        typed = times.typed_of(line.span)
        self.engagement.data = str(line.engagement.id) if line.engagement else ""
        self.day.data, self.starts.data, self.ends.data = typed.day, typed.starts, typed.ends
        self.next_day.data, self.last_day.data = typed.is_next_day, typed.last_day
        self.kind.data, self.note.data, self.version.data = line.kind, line.note, line.version
        if typed.is_second is not None:
            self.asks_which = True
            self.which.data = "second" if typed.is_second else "first"

    @override
    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Check each field, then what they say together."""
        is_fine = bool(super().validate(*args, **kwargs))
        self.asks_which = bool(self.which.data)
        return is_fine and self._has_span() and self._is_ahead() and self._is_possible()

    def _has_span(self) -> bool:
        try:
            self.span = times.span_of(self._typed())
        except TimeFaultError as error:
            self.asks_which |= error.fault is Fault.WHICH_HOUR
            if self.asks_which and not self.which.data:
                self.which.data = "first"
            self.fail(error.field, str(words.FAULTS[error.fault]))
        return self.span is not None

    def _typed(self) -> Typed:
        return Typed(
            day=self.day.data,
            starts=self.starts.data,
            ends=self.ends.data,
            is_next_day=bool(self.next_day.data),
            last_day=self.last_day.data,
            is_second=self.which.data == "second" if self.which.data else None,
        )

    def _is_ahead(self) -> bool:
        assert self.span is not None
        if self.span.end > clock.now():
            return True
        self.fail("day", _("Vakten er over. Timer som er jobbet, fører assistenten selv."))
        return False

    def _is_possible(self) -> bool:
        assert self.span is not None
        why = obstacle(self.chosen, self.span, self._away) if self.chosen else None
        if self.chosen and why:
            self.fail("engagement", words.obstacle_sentence(self.chosen, why))
        return why is None

    def beside(self, other: "ShiftForm") -> list[tuple[str, str, str]]:
        """Return (what, as the other says it, as this says it) of everything people read."""
        names = ("engagement", "day", "starts", "ends", "next_day", "last_day", "kind", "note")
        return [
            (str(self[name].label.text), _said(other[name]), _said(self[name])) for name in names
        ]

    def plan(self) -> Plan:
        """Return the shift that was typed."""
        assert self.span is not None
        return Plan(
            starts_at=self.span.start,
            ends_at=self.span.end,
            engagement=self.chosen,
            kind=self.kind.data,
            note=(self.note.data or "").strip(),
        )


class NewShiftForm(ShiftForm):
    """A new shift, or the same on several days until a date."""

    weekdays = SelectMultipleField(
        _l("Gjenta på"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        choices=[SelectChoice(str(number), name) for number, name in enumerate(_WEEKDAYS)],
    )
    until = DayField(_l("Til og med"), [Optional()])

    @override
    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Check the shift, then the series."""
        return super().validate(*args, **kwargs) and self._series_ends()

    def _series_ends(self) -> bool:
        last = self.day.data + LONGEST_SERIES_WEEKS * 7 * DAY
        if not self.weekdays.data and self.until.data is None:
            return True
        if self.until.data is None:
            self.fail("until", _("Skriv hvilken dag gjentakelsen slutter."))
        elif not self.day.data <= self.until.data <= last:
            sentence = _("Velg en dag fra %(first)s til %(last)s, høyst et halvt år fram.")
            self.fail(
                "until", sentence % {"first": day_long(self.day.data), "last": day_long(last)}
            )
        elif not self.weekdays.data:
            self.fail("weekdays", _("Kryss av for dagene vakten skal gjentas."))
        return not self.until.errors and not self.weekdays.errors

    def plans(self) -> list[Plan]:
        """Return all the shifts: the first, and those it is repeated as and that can be."""
        plan = self.plan()
        return [
            replace(plan, starts_at=span.start, ends_at=span.end)
            for span in self._series()
            if not plan.engagement or obstacle(plan.engagement, span, self._away) is None
        ]

    @property
    def left_out(self) -> int:
        """Return on how many of the days the chosen one cannot."""
        return len(self._series()) - len(self.plans())

    def _series(self) -> list[Span]:
        assert self.span is not None
        if self.until.data is None:
            return [self.span]
        return times.series(self.span, self._weekdays, self.until.data)

    @property
    def _weekdays(self) -> frozenset[int]:
        return frozenset(map(int, self.weekdays.data or ()))

    @property
    def skipped(self) -> int:
        """Return on how many of the days the clock is put past that time."""
        assert self.span is not None
        if self.until.data is None:
            return 0
        wanted = times.repeats(self.span, self._weekdays, self.until.data)
        return len(wanted) - len(self._series())


class ReasonForm(Form):
    """Why a finding is kept."""

    reason = TextAreaField(
        _l("Hvorfor beholder du vakten?"),
        [
            Needed(_l("Skriv hvorfor, for eksempel hva som er avtalt med assistenten.")),
            at_most(500),
        ],
    )
    version = HiddenField()


class PublishForm(Form):
    """Publish what was read: ``seen`` tells whether it is still that."""

    seen = HiddenField()
    week = HiddenField()


class SuggestionForm(Form):
    """Do what was suggested: another person, or another start."""

    engagement_id = HiddenField()
    starts_at = HiddenField()
    ends_at = HiddenField()
    version = HiddenField()


class CopyForm(Form):
    """One button."""


def _said(field: Any) -> str:  # noqa: ANN401 - any field of ours
    """Return what a field says, as a person reads it."""
    if isinstance(field, SelectField):
        chosen: dict[str, Any] = {it.value: it.label for it in field.choices or ()}  # type: ignore[union-attr]  # ours are SelectChoice
        return str(chosen.get(field.data or "", ""))
    if isinstance(field, BooleanField):
        return str(_("ja") if field.data else _("nei"))
    return str(field._value())  # noqa: SLF001 - WTForms' name for the text of a field
