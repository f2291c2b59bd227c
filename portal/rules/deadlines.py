"""Deadlines of casework: calendar months, weeks and working days. Dates in, dates out."""

from datetime import date, timedelta

from portal.rules.holidays import is_working_day
from portal.rules.periods import month_end

ACKNOWLEDGE_DAYS = 14  # promised by service declarations; a municipality may set its own
INTERIM_MONTHS = 1  # fvl § 11 a
INTERIM_REMINDER_DAYS = 7
APPEAL_WEEKS = 4  # pbrl § 7-5; other decisions three, fvl § 29


def add_months(day: date, months: int) -> date:
    """The same day of the month, or the month's last day when it has none (31 Jan + 1 = 28 Feb)."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    return first.replace(day=min(day.day, month_end(first).day))


def next_working_day(day: date) -> date:
    """The day itself, or the next that is neither weekend nor public holiday."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def acknowledgement_due(received_on: date, days: int = ACKNOWLEDGE_DAYS) -> date:
    """The last day to confirm that an application has arrived; overdue the day after."""
    return received_on + timedelta(days=days)


def interim_answer_due(received_on: date) -> date:
    """The last day to decide or send a preliminary answer: one calendar month (fvl § 11 a)."""
    return add_months(received_on, INTERIM_MONTHS)


def interim_answer_task_on(received_on: date, days_before: int = INTERIM_REMINDER_DAYS) -> date:
    """The day the caseworker is reminded of it."""
    return interim_answer_due(received_on) - timedelta(days=days_before)


def appeal_due(notified_on: date, weeks: int = APPEAL_WEEKS) -> date:
    """The last day to appeal; a weekend or holiday moves it on (domstolloven § 149)."""
    return next_working_day(notified_on + timedelta(weeks=weeks))
