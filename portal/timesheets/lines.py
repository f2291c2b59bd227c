"""A line as it is about to be logged, and what it counts as: clock, vedtak and pay minutes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from uuid import UUID

from portal.engagements.models import Engagement
from portal.engagements.states import Kind
from portal.hours.counting import STAFF_TIME
from portal.municipality.states import SettingKey
from portal.rules.periods import Days
from portal.rules.resting_night import ShiftMinutes, resting_night
from portal.rules.spans import Span
from portal.shifts.models import Entry, Shift
from portal.shifts.states import EntryCode, EntrySource, ShiftKind
from portal.timesheets.states import LONGEST_MINUTES, LONGEST_RELIEF_MINUTES

Settings = Mapping[SettingKey, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Hours somebody says they worked. ``planned`` None: they were not in the plan."""

    engagement: Engagement
    span: Span
    code: EntryCode = EntryCode.WORKED
    kind: ShiftKind = ShiftKind.ORDINARY
    source: EntrySource = EntrySource.TYPED
    shift_id: UUID | None = None
    planned: Span | None = None
    active_minutes: int = 0
    km: int = 0
    outlay_ore: int = 0
    note: str = ""
    reason: str = ""
    entry_id: UUID | None = None  # of the line it takes the place of

    @classmethod
    def as_planned(cls, shift: Shift, engagement: Engagement) -> "Line":
        """Make the line of a shift that went as the plan says."""
        span = Span(shift.starts_at, shift.ends_at)
        return cls(
            engagement=engagement, span=span, planned=span, shift_id=shift.id,
            kind=ShiftKind(shift.kind), source=EntrySource.AS_PLANNED,
        )  # fmt: skip

    @classmethod
    def of_entry(cls, entry: Entry, planned: Span | None) -> "Line":
        """Make the line of what is logged already, to be judged or written anew."""
        return cls(
            engagement=entry.engagement, span=Span(entry.starts_at, entry.ends_at),
            code=EntryCode(entry.code), kind=ShiftKind(entry.kind),
            source=EntrySource(entry.source), shift_id=entry.shift_id, planned=planned,
            active_minutes=entry.active_minutes, km=entry.km, outlay_ore=entry.outlay_ore,
            note=entry.note, reason=entry.reason, entry_id=entry.id,
        )  # fmt: skip

    def with_plan(self) -> "Line":
        """Return it with the times of the plan."""
        assert self.planned is not None
        return replace(self, span=self.planned, source=EntrySource.AS_PLANNED)

    def as_extra(self) -> "Line":
        """Return it as time that was not in the person's plan."""
        return replace(self, code=EntryCode.EXTRA, shift_id=None, planned=None)

    @property
    def is_work(self) -> bool:
        """Whether the person was at work: not ill, not cancelled."""
        return self.code in {EntryCode.WORKED, EntryCode.EXTRA}

    @property
    def differs(self) -> bool:
        """Whether the times are other than the plan's."""
        return self.planned is not None and self.span != self.planned

    @property
    def longest_minutes(self) -> int:
        """Return the most one line may be: relief lasts a weekend, other work a day."""
        is_relief = self.engagement.kind == Kind.AVLASTER
        return LONGEST_RELIEF_MINUTES if is_relief else LONGEST_MINUTES

    def counted(self, settings: Settings) -> ShiftMinutes:
        """Return what it counts as. Somebody ill is paid, and nothing is taken of the vedtak."""
        found = minutes_of(self.kind, self.span.minutes, self.active_minutes, settings)
        return replace(found, vedtak=0) if self.code is EntryCode.SICK else found


def minutes_of(kind: ShiftKind, clock: int, active: int, settings: Settings) -> ShiftMinutes:
    """Return clock, vedtak and pay minutes of work of a kind, as the municipality has set them.

    A resting night counts in parts, what one was awake in full; meetings and training are paid,
    and taken of the vedtak only where the municipality says so.
    """
    if kind is ShiftKind.RESTING_NIGHT:
        return resting_night(
            clock,
            active_minutes=min(active, clock),
            vedtak_ratio=_part(settings[SettingKey.RESTING_NIGHT_VEDTAK_PERCENT]),
            pay_ratio=_part(settings[SettingKey.RESTING_NIGHT_PAY_PERCENT]),
        )
    is_beside = kind in STAFF_TIME and settings[SettingKey.MEETINGS_USE_HOURS] != "1"
    return ShiftMinutes(clock, 0 if is_beside else clock, clock)


def _part(percent: str) -> Fraction:
    return Fraction(int(percent), 100)


def agreed_minutes(who: Engagement, month: Days) -> int | None:
    """Return the minutes agreed for a month, by the month or by the week; None: not agreed.

    By the week it is one for every seven days begun, as no weekday comes more often: five
    Tuesdays in a month are what was agreed.
    """
    if who.agreed_month_minutes is not None:
        return who.agreed_month_minutes
    days = month.clip(who.valid_from, who.valid_to)
    if who.hours_per_week_minutes is None or days is None:
        return None
    return who.hours_per_week_minutes * -(-days.count // 7)
