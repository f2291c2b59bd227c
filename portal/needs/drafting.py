"""An advert to begin with, written from what the municipality knows: never who the child is."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.families.models import Ordning
from portal.families.states import Service
from portal.needs.facts import Facts
from portal.needs.models import ROLE_OF, Need
from portal.needs.states import AGE_BANDS, RoleKind

_TITLES = {
    RoleKind.STOTTEKONTAKT: "Gjør noe hyggelig sammen i fritida",
    RoleKind.AVLASTER: "Gi en familie et pusterom",
    RoleKind.BPA_ASSISTANT: "Hjelp til i hverdagen",
}
_TEXTS = {
    RoleKind.STOTTEKONTAKT: "{who} vil ha følge av en voksen i fritida.",
    RoleKind.AVLASTER: "{who} trenger noen å være hos, så familien får hente seg inn.",
    RoleKind.BPA_ASSISTANT: "{who} vil ha en assistent i hverdagen. En forelder leder arbeidet.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the form shows before anybody has written anything.

    The last four are what was written of the child the last time, where anything was.
    """

    title: str
    text: str
    age_band: str
    district_id: UUID | None
    hours_text: str
    waiting_since_on: date
    week_minutes: int
    interests: str = ""
    weekdays: tuple[int, ...] = ()
    has_nights: bool = False
    needs_car: bool = False


def age_on(born_on: date, on: date) -> int:
    """Return whole years."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def band_of(age: int) -> tuple[int, int]:
    """Return the band an age is in; the last one for anybody older."""
    return next((band for band in AGE_BANDS if age <= band[1]), AGE_BANDS[-1])


def band_code(band: tuple[int, int]) -> str:
    """Return ``10-12``: how a band stands in a form."""
    return f"{band[0]}-{band[1]}"


def draft(ordning: Ordning, facts: Facts, on: date, last: Need | None = None) -> Draft:
    """Write an advert from role, age band, district, granted hours and the child's last need.

    Days and nights are a role's own; what the child likes is not.
    """
    role = ROLE_OF[Service(ordning.service)]
    same = last if last and last.role is role else None
    youngest, oldest = band = band_of(age_on(ordning.child.born_on, on))
    who = f"{'Et barn' if oldest < 13 else 'En ungdom'} på {youngest}–{oldest} år"
    return Draft(
        title=_TITLES[role],
        text=_TEXTS[role].format(who=who),
        age_band=band_code(band),
        district_id=ordning.child.district_id,
        hours_text=_hours(facts.week_minutes),
        waiting_since_on=facts.waiting_since_on or on,
        week_minutes=facts.week_minutes,
        interests=last.interests if last else "",
        weekdays=tuple(day for day, is_on in enumerate(same.days) if is_on) if same else (),
        has_nights=same.has_nights if same else False,
        needs_car=last.needs_car if last else False,
    )


def _hours(week_minutes: int) -> str:
    hours = (week_minutes + 30) // 60
    return f"Omtrent {hours}\u00a0{'time' if hours == 1 else 'timer'} i uka." if hours else ""
