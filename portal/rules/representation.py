"""Who may act for a child: Helsenorge's public rules at 0–12–16–18.

The rota and the hours of the assistants are the arbeidsleder's own task, a smaller view that goes
on after 12 and 16. At 18 it passes to the young person, a verge or someone with power of attorney.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MESSAGES_CLOSE_AT = 12
FILE_CLOSES_AT = 16  # helserettslig myndig: pbrl § 4-3
ADULT_AT = 18
GIVER_FROM = 16  # of a power of attorney
RECEIVER_FROM = 18
REVIEW_AGES = (MESSAGES_CLOSE_AT, FILE_CLOSES_AT, ADULT_AT)


class Act(StrEnum):
    """What somebody wants to do for a child."""

    SEE_FILE = "see_file"
    MESSAGE = "message"
    SEE_APPOINTMENTS = "see_appointments"
    APPLY = "apply"
    LEAD_ROTA = "lead_rota"


class Ground(StrEnum):
    """Why somebody may act; all but parental responsibility and self are shown to a caseworker."""

    SELF = "self"
    PARENTAL_RESPONSIBILITY = "parental_responsibility"
    POWER_OF_ATTORNEY = "power_of_attorney"
    VERGE = "verge"
    NEXT_OF_KIN = "next_of_kin"  # the young person cannot consent


class Reason(StrEnum):
    """Why the answer is what it is."""

    ALLOWED = "allowed"
    PROTECTED = "protected"  # a graded address cannot represent nor be represented
    NO_GROUND = "no_ground"
    NOT_ARBEIDSLEDER = "not_arbeidsleder"
    NO_PARENT_AT_ADDRESS = "no_parent_at_address"
    CLOSED_AT_12 = "closed_at_12"
    CLOSED_AT_16 = "closed_at_16"
    CLOSED_AT_18 = "closed_at_18"
    TOO_YOUNG = "too_young"  # for this ground, the child or the representative


@dataclass(frozen=True)
class Child:
    """What the rules need to know of the child."""

    born_on: date
    is_graded: bool = False
    has_parent_at_address: bool = True  # one with parental responsibility, in the register
    shows_appointments: bool = True  # to parents from 12 to 15


@dataclass(frozen=True)
class Representative:
    """What they need to know of the one who acts; `from_on`–`to_on` is the ground, both included.

    A stand-in as arbeidsleder has no ground of their own (None). `is_named`: on the list of who
    may see this graded child.
    """

    ground: Ground | None
    born_on: date
    from_on: date = date.min
    to_on: date = date.max
    is_arbeidsleder: bool = False
    is_graded: bool = False
    is_named: bool = False


def age_on(born_on: date, day: date) -> int:
    """Whole years; born on 29 February is a year older on 1 March in other years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def birthday(born_on: date, age: int) -> date:
    """The day this age is reached."""
    year = born_on.year + age
    try:
        return born_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def review_days(born_on: date) -> dict[int, date]:
    """The days to look anew at who represents and who leads: {12: day, 16: day, 18: day}."""
    return {age: birthday(born_on, age) for age in REVIEW_AGES}


def may_act(who: Representative, child: Child, act: Act, on: date) -> bool:
    """Whether the answer is yes."""
    return why(who, child, act, on) is Reason.ALLOWED


def why(who: Representative, child: Child, act: Act, on: date) -> Reason:
    """Whether somebody may act for the child on a day, and if not, the first reason why."""
    if not who.from_on <= on <= who.to_on:
        return Reason.NO_GROUND
    if act is Act.LEAD_ROTA:
        return _rota(who, child, on)
    if child.is_graded or who.is_graded:
        return Reason.PROTECTED
    return _file(who, child, act, on)


def _rota(who: Representative, child: Child, on: date) -> Reason:
    if not who.is_arbeidsleder:
        return Reason.NOT_ARBEIDSLEDER
    if (child.is_graded or who.is_graded) and not who.is_named:
        return Reason.PROTECTED
    is_adult = age_on(child.born_on, on) >= ADULT_AT
    if who.ground is Ground.SELF:
        return Reason.ALLOWED if is_adult else Reason.TOO_YOUNG
    leads_for_the_parents = who.ground in {None, Ground.PARENTAL_RESPONSIBILITY}
    return Reason.CLOSED_AT_18 if is_adult and leads_for_the_parents else Reason.ALLOWED


def _file(who: Representative, child: Child, act: Act, on: date) -> Reason:
    if who.ground is None:
        return Reason.NO_GROUND
    if who.ground is Ground.PARENTAL_RESPONSIBILITY:
        return _parent(child, act, on)
    if who.ground is Ground.SELF:
        is_old_enough = age_on(child.born_on, on) >= FILE_CLOSES_AT
        return Reason.ALLOWED if is_old_enough else Reason.TOO_YOUNG
    return _appointed(who, child, on)


def _parent(child: Child, act: Act, on: date) -> Reason:
    age = age_on(child.born_on, on)
    if age >= FILE_CLOSES_AT:
        return Reason.CLOSED_AT_16
    if not child.has_parent_at_address:
        return Reason.NO_PARENT_AT_ADDRESS
    closes = act is Act.MESSAGE or (act is Act.SEE_APPOINTMENTS and not child.shows_appointments)
    return Reason.CLOSED_AT_12 if closes and age >= MESSAGES_CLOSE_AT else Reason.ALLOWED


def _appointed(who: Representative, child: Child, on: date) -> Reason:
    """A verge may be appointed for a child of any age; the others act for someone of 16 or more."""
    giver_from = 0 if who.ground is Ground.VERGE else GIVER_FROM
    is_old_enough = (
        age_on(child.born_on, on) >= giver_from and age_on(who.born_on, on) >= RECEIVER_FROM
    )
    return Reason.ALLOWED if is_old_enough else Reason.TOO_YOUNG
