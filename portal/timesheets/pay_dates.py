"""When hours must be attested, and when the money comes. Pure: settings and dates in, dates out."""

from dataclasses import dataclass
from datetime import date

from portal.municipality.states import SettingKey
from portal.rules.deadlines import add_months
from portal.rules.pay_period import pay_period, submit_by
from portal.rules.periods import DAY, Days
from portal.timesheets.lines import Settings


@dataclass(frozen=True, slots=True)
class PayDates:
    """The pay period of a day, the last day to be in its pay run, and the day of the money."""

    period: Days
    submit_by: date
    pay_on: date
    is_moved: bool = False  # its own run is over: it goes with the next


def of_day(day: date, settings: Settings) -> PayDates:
    """Return the dates of the pay period a day lies in."""
    period = pay_period(day, int(settings[SettingKey.PAY_PERIOD_START_DAY]))
    last = submit_by(period, int(settings[SettingKey.SUBMIT_BY_DAY]))
    return PayDates(period, last, _pay_day(last, settings))


def coming(day: date, today: date, settings: Settings) -> PayDates:
    """Return the dates of hours of ``day`` that are not approved yet: what is late is not lost.

    When the run of their own period is over they go with the next that is not.
    """
    own = of_day(day, settings)
    if own.submit_by >= today:
        return own
    yesterday = Days(today - DAY, today - DAY)
    last = submit_by(yesterday, int(settings[SettingKey.SUBMIT_BY_DAY]))
    return PayDates(own.period, last, _pay_day(last, settings), is_moved=True)


def _pay_day(after: date, settings: Settings) -> date:
    """The first pay day on or after a date."""
    day = after.replace(day=int(settings[SettingKey.PAY_DAY]))  # 1–28: every month has it
    return day if day >= after else add_months(day, 1)
