"""How long a politiattest may be used: politiregisterloven, hol § 5-4 and municipal practice."""

from dataclasses import dataclass
from datetime import date

from portal.rules.deadlines import add_months

MAX_AGE_MONTHS = 3


@dataclass(frozen=True)
class Validity:
    """Whether it could be used on the day, and the last day it can."""

    valid: bool
    last_valid_on: date


def certificate(
    issued_on: date, signing_on: date, max_age_months: int = MAX_AGE_MONTHS
) -> Validity:
    """Valid from the day it was issued to the same day `max_age_months` later, or month's end."""
    last = add_months(issued_on, max_age_months)
    return Validity(issued_on <= signing_on <= last, last)
