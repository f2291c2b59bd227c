"""What a visitor looks for among the open assignments, as it stands in the address.

Nothing in it tells who the visitor is, so the address may be kept and shared.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from portal.core.ids import as_id
from portal.needs.states import RoleKind, WeekHours

LONGEST = 100
_WHOLE_WEEK = range(7)
# Addresses people have kept say these too.
_SEVERAL_DAYS = {"weekdays": range(5), "weekend": range(5, 7)}
NIGHT = "night"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a visitor looks for; nothing chosen is everything. ``days``: 0 is Monday."""

    role: RoleKind | None = None
    district_id: UUID | None = None
    days: frozenset[int] = frozenset()
    has_nights: bool = False
    hours: WeekHours = WeekHours.ANY
    interest: str = ""
    has_no_car: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nothing has been chosen."""
        return self == Wish()

    @property
    def day_bits(self) -> int:
        """Return the days as a need keeps them: 1 is Monday, 64 Sunday."""
        return sum(1 << day for day in self.days)

    @property
    def words(self) -> list[str]:
        """Return what the visitor likes, word by word."""
        return [word for part in self.interest.split() if (word := part.strip(".,;:«»\"'"))]


def read(asked: Mapping[str, str], days: Sequence[str]) -> Wish:
    """Read a query string; what cannot be read is no wish. ``days``: a name may come again."""
    role, hours = asked.get("rolle", ""), asked.get("timer", "")
    return Wish(
        role=RoleKind(role) if role in set(RoleKind) else None,
        district_id=as_id(asked.get("bydel", "")),
        days=frozenset(day for text in days for day in _days(text)),
        has_nights=NIGHT in days,
        hours=WeekHours(hours) if hours in set(WeekHours) else WeekHours.ANY,
        interest=" ".join(asked.get("interesse", "").split())[:LONGEST],
        has_no_car=asked.get("bil", "") == "nei",
    )


def _days(text: str) -> list[int]:
    if text in _SEVERAL_DAYS:
        return list(_SEVERAL_DAYS[text])
    return [day for day in _WHOLE_WEEK if text == str(day)]


# Up to and with so many minutes a week, and more than so many.
BOUNDS: Mapping[WeekHours, tuple[int, int]] = {
    WeekHours.FEW: (0, 3 * 60),
    WeekHours.SOME: (3 * 60, 8 * 60),
    WeekHours.MANY: (8 * 60, 24 * 7 * 60),
}
