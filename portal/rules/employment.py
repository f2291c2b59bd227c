"""When a contract must be in writing, how long a trial may last, when an agreement is renewed."""

from datetime import date, timedelta

from portal.rules.deadlines import add_months

WRITTEN_WITHIN_DAYS = 7  # since 1 July 2024; a month before
LONGEST_TRIAL_MONTHS = 6


def is_short(starts_on: date, ends_on: date | None) -> bool:
    """Whether a job, its last day included, lasts less than a month."""
    if ends_on is None:
        return False
    return ends_on + timedelta(days=1) < add_months(starts_on, 1)


def written_by(starts_on: date, ends_on: date | None = None) -> date:
    """The last day an employee must have the contract in writing (aml § 14-5).

    Seven days after the start; the day of the start when the job lasts less than a month.
    """
    if is_short(starts_on, ends_on):
        return starts_on
    return starts_on + timedelta(days=WRITTEN_WITHIN_DAYS)


def trial_until(starts_on: date, ends_on: date | None = None) -> date:
    """The last day a trial may last (aml § 15-6): six months, half of a temporary job at most."""
    longest = add_months(starts_on, LONGEST_TRIAL_MONTHS) - timedelta(days=1)
    if ends_on is None:
        return longest
    days = (ends_on - starts_on).days + 1
    return min(longest, starts_on + timedelta(days=days // 2 - 1))


def renewed_by(starts_on: date, ends_on: date | None, *, yearly: bool) -> date | None:
    """The last day an agreement holds as it stands; None when nothing has to be renewed.

    One that is renewed at each new year holds to the end of the year it begins in, or to its
    own end if that comes first (domain/recruitment.md § 2.6).
    """
    new_year = date(starts_on.year, 12, 31) if yearly else None
    return min((day for day in (new_year, ends_on) if day), default=None)
