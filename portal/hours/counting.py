"""What a piece of time counts as against the vedtak: which pot, and how many minutes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from portal.engagements.states import Kind
from portal.families.states import Service
from portal.municipality.states import SettingKey
from portal.rules.resting_night import resting_night
from portal.rules.spans import Span
from portal.shifts.states import ShiftKind
from portal.vedtak.states import Unit
from portal.vedtak.timeline import Pot

DOGN_MINUTES = 24 * 60
SERVICE_OF = {
    Kind.AVLASTER: Service.AVLASTNING,
    Kind.STOTTEKONTAKT: Service.STOTTEKONTAKT,
    Kind.BPA_ASSISTANT: Service.BPA,
}
STAFF_TIME = frozenset({ShiftKind.MEETING, ShiftKind.TRAINING})
Settings = Mapping[SettingKey, str]


@dataclass(frozen=True)
class Draft(Span):
    """Planned time that is not published: what the account shows apart.

    ``engaged_as`` is the kind of the engagement, None for an open shift.
    """

    engaged_as: Kind | None = None
    kind: ShiftKind = ShiftKind.ORDINARY


def minutes_of(kind: str, clock_minutes: int, settings: Settings) -> int:
    """Return what a shift of this kind takes of the vedtak.

    Fewer for a resting night; none for meetings and training that the municipality pays
    beside the vedtak.
    """
    if ShiftKind(kind) in STAFF_TIME and settings[SettingKey.MEETINGS_USE_HOURS] != "1":
        return 0
    if kind == ShiftKind.RESTING_NIGHT:
        percent = int(settings[SettingKey.RESTING_NIGHT_VEDTAK_PERCENT])
        return resting_night(clock_minutes, vedtak_ratio=Fraction(percent, 100)).vedtak
    return clock_minutes


def pot_of(
    engaged_as: str | None, *, is_dogn_long: bool, own: Service, granted: Collection[Pot]
) -> Pot:
    """Return the pot that a piece of time is taken from.

    The service is that of whoever works, when the vedtak grants it, else the ordning's own.
    Where a service is granted both in hours and in døgn, 24 hours or more are døgn.
    """
    service = SERVICE_OF[Kind(engaged_as)] if engaged_as else own
    units = {pot.unit for pot in granted if pot.service is service}
    if not units:
        service = own
        units = {pot.unit for pot in granted if pot.service is own}
    if len(units) == 2:
        return Pot(service, Unit.DOGN if is_dogn_long else Unit.HOURS)
    return Pot(service, next(iter(units), Unit.HOURS))


def dogn(minutes: int) -> int | float:
    """Return minutes as døgn, with one decimal when they are not whole: 2160 as 1.5."""
    whole, rest = divmod(minutes, DOGN_MINUTES)
    return round(minutes / DOGN_MINUTES, 1) if rest else whole
