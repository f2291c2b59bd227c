"""What a family is shown of a person: little before they have met, and how to reach them after.

The person sees the same page, made by the same functions, so nothing is shown that they have
not seen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.accounts.models import User
from portal.engagements.week import Slot
from portal.needs.drafting import age_on
from portal.needs.states import RoleKind
from portal.pool.models import PoolConsent
from portal.recruitment.states import AgeGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeMatch:
    """Before they have met: never a surname, an address or a way to reach somebody."""

    first_name: str
    decade: int | None = None  # 30 is "i trettiårene"
    roles: tuple[RoleKind, ...] = ()
    about: str = ""
    interests: str = ""
    experience: str = ""
    competence: str = ""
    languages: str = ""
    age_groups: tuple[AgeGroup, ...] = ()
    has_car: bool = False
    days: tuple[bool, ...] = ()  # Monday first; empty when nothing has been said


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """When both have said yes: the name, and how to reach each other."""

    name: str
    phone: str
    email: str
    before: BeforeMatch


def before_match(consent: PoolConsent, free: Iterable[Slot], on: date) -> BeforeMatch:
    """Return what a family sees of somebody in the pool before they have met."""
    born_on = consent.worker.born_on if consent.worker else None
    age = age_on(born_on, on) if born_on else None
    can = {day for day, *_ in free}
    return BeforeMatch(
        first_name=consent.first_name,
        decade=age // 10 * 10 if age else None,
        roles=tuple(consent.role_codes),
        about=consent.about,
        interests=consent.interests,
        experience=consent.experience,
        competence=consent.competence,
        languages=consent.languages,
        age_groups=tuple(AgeGroup(code) for code in consent.age_groups),
        has_car=consent.has_car,
        days=tuple(day in can for day in range(7)) if can else (),
    )


def matched(user: User, before: BeforeMatch) -> Matched:
    """Return what a family sees when both have said yes."""
    return Matched(name=user.name, phone=user.phone or "", email=user.email, before=before)
