"""Pay periods of a municipality, from a start day 1–28 of the month."""

from datetime import date

from portal.rules.deadlines import add_months
from portal.rules.periods import DAY, Days, month_end


def pay_period(day: date, start_day: int) -> Days:
    """The period that holds the day: from `start_day` to the day before it a month later.

    Raises:
        ValueError: a start day outside 1–28, which some months do not have.
    """
    if not 1 <= start_day <= 28:
        raise ValueError(f"start_day is 1–28, not {start_day}")
    started = day.replace(day=start_day)
    first = started if day.day >= start_day else add_months(started, -1)
    last = month_end(first) if start_day == 1 else add_months(first, 1) - DAY
    return Days(first, last)


def submit_by(period: Days, day_of_month: int) -> date:
    """The first date after the period with this day of the month, or that month's last day.

    Not moved to a working day: no source for it (Bodø's sheet for November is due on Saturday
    5 December).
    """
    first_after = period.to_on + DAY
    this_month = _on_day(first_after, day_of_month)
    if this_month >= first_after:
        return this_month
    return _on_day(add_months(first_after, 1), day_of_month)


def _on_day(month: date, day_of_month: int) -> date:
    return month.replace(day=min(day_of_month, month_end(month).day))
