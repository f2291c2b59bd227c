"""What the score reads and what it answers: codes, points and lacks. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from portal.municipality.postcodes import Spot

Slot = tuple[int, int, int]  # weekday, from minute, to minute


class Reason(StrEnum):
    """What gives points."""

    INTERESTS = "interests"
    NEAR = "near"
    SAME_DISTRICT = "same_district"
    HOURS = "hours"
    DAYS = "days"
    VISITS = "visits"
    FAVOURITE = "favourite"
    CAR = "car"
    LANGUAGE = "language"
    COMPETENCE = "competence"
    AGE_GROUP = "age_group"
    EXPERIENCE = "experience"


class Lack(StrEnum):
    """What is missing."""

    OTHER_ROLE = "other_role"
    NO_TIME = "no_time"
    NO_CAR = "no_car"
    OTHER_SEX = "other_sex"
    NO_INTERESTS = "no_interests"
    SOME_TIME = "some_time"
    NO_NIGHT = "no_night"
    UNKNOWN_TIME = "unknown_time"
    STALE_TIME = "stale_time"
    AWAY = "away"
    TOO_FAR = "too_far"
    HARD_TO_REACH = "hard_to_reach"
    OTHER_DISTRICT = "other_district"
    UNKNOWN_PLACE = "unknown_place"
    LANGUAGE = "language"
    COMPETENCE = "competence"
    AGE_GROUP = "age_group"
    FEW_HOURS = "few_hours"
    UNKNOWN_SEX = "unknown_sex"
    NOT_APPROVED = "not_approved"
    RELATED = "related"


STOPS = frozenset({Lack.OTHER_ROLE, Lack.NO_TIME, Lack.NO_CAR, Lack.OTHER_SEX})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a child needs. ``windows`` are the exact hours; else ``days`` say which days."""

    role: str
    interests: str = ""
    windows: tuple[Slot, ...] = ()
    days: frozenset[int] = frozenset()
    has_nights: bool = False
    needs_car: bool = False
    ages: tuple[int, int] = (0, 17)
    languages: str = ""
    competence: str = ""
    week_minutes: int = 0
    helper_sex: str = ""
    spot: Spot | None = None
    district_id: UUID | None = None
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What is known of one person."""

    user_id: UUID
    roles: Sequence[str] = ()
    interests: str = ""
    free: Sequence[Slot] = ()
    confirmed_on: date | None = None
    away: tuple[date, date] | None = None  # now or soon, both days included; never why
    has_car: bool = False
    travel: Sequence[str] = ()  # "walk", …; none: not said
    age_groups: Sequence[str] = ()  # "7-12", …; none is all
    languages: str = ""
    competence: str = ""
    has_experience: bool = False
    hours_per_week: int | None = None
    sex: str = ""
    spot: Spot | None = None
    district_id: UUID | None = None
    max_km: int | None = None
    visits: int = 0
    is_favourite: bool = False
    is_approved: bool = True
    is_related: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """Some points, and what for; ``words`` and ``numbers`` go into the sentence."""

    reason: Reason
    points: int
    words: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing."""

    lack: Lack
    words: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    days: tuple[date, date] | None = None

    @property
    def is_stop(self) -> bool:
        """Whether it cannot be lived with."""
        return self.lack in STOPS


@dataclass(frozen=True, slots=True)
class Score:
    """All of it, for one person and one need."""

    points: tuple[Point, ...]
    gaps: tuple[Gap, ...]
    km: float | None = None

    @property
    def total(self) -> int:
        """Return the sum of the points."""
        return sum(point.points for point in self.points)

    @property
    def is_stopped(self) -> bool:
        """Whether something is missing that cannot be lived with."""
        return any(gap.is_stop for gap in self.gaps)

    @property
    def covered(self) -> Point | None:
        """Return how much of the needed time the person can."""
        of_time = {Reason.HOURS, Reason.DAYS}
        return next((point for point in self.points if point.reason in of_time), None)
