"""Which period is to be paid, and when the money comes. Settings in, days out."""

from datetime import date, timedelta
from uuid import UUID

from portal.core import clock
from portal.municipality import settings
from portal.municipality.states import SettingKey
from portal.rules.pay_period import pay_period
from portal.rules.periods import Days


def period_of(municipality_id: UUID, day: date) -> Days:
    """Return the pay period a day is in, as the municipality had set it then."""
    start_day = settings.number(municipality_id, SettingKey.PAY_PERIOD_START_DAY, day)
    return pay_period(day, start_day)


def to_pay(municipality_id: UUID) -> Days:
    """Return the newest period that is over."""
    current = period_of(municipality_id, clock.today())
    return period_of(municipality_id, current.from_on - timedelta(days=1))


def pay_on(municipality_id: UUID, period: Days) -> date:
    """Return the pay day: the first one after the period that has not passed."""
    day = settings.number(municipality_id, SettingKey.PAY_DAY, period.to_on)
    after = max(period.to_on, clock.today())
    this_month = after.replace(day=day)
    if this_month > after:
        return this_month
    return (after.replace(day=1) + timedelta(days=32)).replace(day=day)
