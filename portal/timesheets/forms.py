"""Hours as people write them: Norwegian days and clock times, kilometres and kroner."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.validators import Optional

from portal.core import clock, labels
from portal.core.fields import ClockField, DayField, DecimalField, Needed, VersionField, at_most
from portal.core.format import day
from portal.core.forms import Form
from portal.core.labels import SelectChoice
from portal.engagements.models import Engagement
from portal.rules.periods import NoSuchTimeError, from_local, is_repeated, to_local
from portal.rules.spans import Span
from portal.shifts.states import EntryCode, EntrySource, ShiftKind
from portal.timesheets.judging import Problem
from portal.timesheets.labels import FIELDS, sentence
from portal.timesheets.lines import Line

LONGEST_NOTE = 200
MOST_KM = 2_000
MOST_ORE = 5_000_000
_WHICH = [
    SelectChoice("first", _l("Første gang, sommertid")),
    SelectChoice("second", _l("Andre gang, vintertid")),
]


class KmField(IntegerField):
    """Whole kilometres; nothing written is none."""

    @override
    def process_formdata(self, valuelist: Sequence[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None
        if text and (self.data is None or self.data > MOST_KM):
            raise ValueError(_("Skriv hele kilometer, høyst %(most)s.", most=MOST_KM))


class VersionForm(Form):
    """A button about a line, as it was when it was read."""

    version = VersionField()


class HoursForm(Form):
    """When somebody worked, what they drove and paid, and a word about it."""

    _span: Span | None = None

    version = VersionField()
    start_on = DayField(_l("Fra dag"), [Needed(_l("Skriv dagen du begynte."))])
    start_at = ClockField(_l("Fra kl."), [Needed(_l("Skriv når du begynte."))])
    start_which = RadioField(_l("Hvilken gang?"), choices=_WHICH, validators=[Optional()])
    end_on = DayField(_l("Til dag"), [Needed(_l("Skriv dagen du sluttet."))])
    end_at = ClockField(_l("Til kl."), [Needed(_l("Skriv når du sluttet."))])
    end_which = RadioField(_l("Hvilken gang?"), choices=_WHICH, validators=[Optional()])
    active = DecimalField(_l("Timer du var våken"), scale=60)
    km = KmField(_l("Kilometer med egen bil"))
    outlay = DecimalField(_l("Utlegg i kroner"), scale=100)
    reason = StringField(_l("Hvorfor ble tiden en annen?"), [at_most(LONGEST_NOTE)])
    note = StringField(_l("Merknad"), [at_most(LONGEST_NOTE)])

    def validate_outlay(self, field: DecimalField) -> None:
        """Refuse a sum nobody lays out."""
        if field.data and field.data > MOST_ORE:
            self.fail("outlay", _("Skriv høyst 50 000 kroner."))

    def asks_which(self, which: str) -> bool:
        """Whether the time that was written comes twice that night."""
        on, at = self[f"{which}_on"].data, self[f"{which}_at"].data
        return bool(on and at is not None and is_repeated(datetime.combine(on, at)))

    @override
    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that the times are a stretch of time: all said at once."""
        fine = super().validate(extra_validators)
        self._span = self._read_span()
        return bool(fine) and self._span is not None

    @property
    def span(self) -> Span:
        """Return the time that was worked, of a form that is valid."""
        assert self._span is not None
        return self._span

    def _read_span(self) -> Span | None:
        """Read the time; None when it is none, and then the fields say why."""
        times = (self.start_on, self.start_at, self.end_on, self.end_at)
        if any(it.data is None for it in times):
            return None
        start, end = self._instant("start"), self._instant("end")
        if start is None or end is None:
            return None
        if end <= start:
            self.fail("end_at", self._backwards())
            return None
        return Span(start, end)

    def _backwards(self) -> str:
        if self.start_on.data == self.end_on.data:
            return str(
                _("Slutt er før start. Sluttet du dagen etter, skriver du den under «Til dag».")
            )
        return str(_("Slutt er før start. Se på datoene en gang til."))

    def _instant(self, which: str) -> datetime | None:
        on, at = self[f"{which}_on"].data, self[f"{which}_at"].data
        local = datetime.combine(on, at)
        chosen = self[f"{which}_which"].data
        if is_repeated(local) and chosen not in {"first", "second"}:
            self.fail(
                f"{which}_which",
                _("Kl. %(clock)s kommer to ganger denne natta. Velg hvilken.", clock=_clock(at)),
            )
            return None
        try:
            return from_local(local, second=chosen == "second" and is_repeated(local))
        except NoSuchTimeError:
            self.fail(f"{which}_at", _no_such(on, at))
            return None

    def written(self) -> dict[str, Any]:
        """Return the parts of a line that stand in every form."""
        return {
            "active_minutes": self.active.data or 0,
            "km": self.km.data or 0,
            "outlay_ore": self.outlay.data or 0,
            "reason": (self.reason.data or "").strip(),
            "note": (self.note.data or "").strip(),
        }

    def blame_line(self, problems: Sequence[Problem], line: Line) -> None:
        """Put what stands in the way of a line at the field it concerns."""
        for problem in problems:
            name = FIELDS[problem.obstacle]
            if name and name in self:
                self.fail(name, sentence(problem, line))
            else:
                self.form_errors.append(sentence(problem, line))


class ExtraForm(HoursForm):
    """Hours that were not in the plan."""

    engagement_id = SelectField(_l("Hos"), [Needed(_l("Velg hvem du jobbet hos."))])
    kind = SelectField(_l("Hva slags tid"))

    def __init__(self, engagements: Sequence[tuple[Engagement, str]], **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(**kwargs)
        self._engagements = {str(it.id): it for it, _place in engagements}
        self.engagement_id.choices = [SelectChoice(str(it.id), place) for it, place in engagements]
        self.kind.choices = labels.choices(ShiftKind, "worker")

    def line(self, entry_id: UUID | None = None) -> Line:
        """Return the line that was written."""
        return Line(
            engagement=self._engagements[self.engagement_id.data], span=self.span,
            code=EntryCode.EXTRA, kind=ShiftKind(self.kind.data), entry_id=entry_id,
            source=EntrySource.TYPED, **self.written(),
        )  # fmt: skip


def _no_such(on: date, at: time) -> str:
    text: str = _(
        "Kl. %(clock)s fantes ikke %(day)s: klokka gikk rett fra 2.00 til 3.00.",
        clock=_clock(at), day=day(on),
    )  # fmt: skip
    return text


def _clock(at: time) -> str:
    return f"{at.hour}.{at.minute:02d}"


def times_of(span: Span) -> dict[str, Any]:
    """Return what the form shows of a stretch of time."""
    found: dict[str, Any] = {}
    for name, at in (("start", span.start), ("end", span.end)):
        local = to_local(at)
        fold = clock.local(at).fold
        found |= {
            f"{name}_on": local.date(), f"{name}_at": local.time(),
            f"{name}_which": ("second" if fold else "first") if is_repeated(local) else None,
        }  # fmt: skip
    return found


def of_line(line: Line, version: int | None = None) -> dict[str, Any]:
    """Return what the form shows of a line."""
    return times_of(line.span) | {
        "version": version,
        "engagement_id": str(line.engagement.id),
        "kind": line.kind,
        "active": line.active_minutes or None,
        "km": line.km or None,
        "outlay": line.outlay_ore or None,
        "reason": line.reason,
        "note": line.note,
    }


def rewritten(form: HoursForm, old: Line) -> Line:
    """Return a line as it is written anew; times that were not touched keep how they came."""
    if isinstance(form, ExtraForm):
        return form.line(old.entry_id)
    source = old.source if form.span == old.span else EntrySource.TYPED
    return replace(old, span=form.span, source=source, **form.written())
