"""Codes of logging: why somebody should look at a line, and why a line cannot be logged."""

from enum import StrEnum


class Flag(StrEnum):
    """Why a person must look at a line; the order is what is said first."""

    OVERLAP = "overlap"  # with other hours of the same person, in any family
    OVER_VEDTAK = "over_vedtak"
    OVER_LIMIT = "over_limit"  # of a day, a week or a month, though the year has room
    WORKING_TIME = "working_time"
    LATE = "late"  # logged later than the municipality says
    CLOSED_BY_SYSTEM = "closed_by_system"  # a forgotten clock
    LATE_CANCELLED = "late_cancelled"
    SICK = "sick"
    EXTRA = "extra"  # not in the plan
    DIFFERS = "differs"  # from the plan
    OVER_AGREED = "over_agreed"  # more hours than the agreement says
    KM_OVER_CAP = "km_over_cap"


class Obstacle(StrEnum):
    """Why hours cannot be logged as they are written."""

    NOT_CLEARED = "not_cleared"
    NOT_BEGUN = "not_begun"
    ENDED = "ended"
    FUTURE = "future"
    TOO_LONG = "too_long"
    OVERLAP = "overlap"
    OWN_CAR = "own_car"
    REASON = "reason"
    AWAKE = "awake"


LONGEST_MINUTES = 24 * 60
LONGEST_RELIEF_MINUTES = 56 * 60  # FOR-2017-06-25-1052 § 10
