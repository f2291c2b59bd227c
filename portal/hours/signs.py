"""What an account says somebody should be told: the mails, the queue and the pages read it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from portal.hours.counting import Settings
from portal.hours.figures import Account, PotAccount
from portal.hours.states import AlertKind
from portal.municipality.states import SettingKey
from portal.rules import hour_alerts
from portal.rules.forecast import Outlook

_PERCENTAGES = (SettingKey.HOURS_ALERT_FIRST_PERCENT, SettingKey.HOURS_ALERT_SECOND_PERCENT)


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing to tell about a pot. ``is_for_office``: somebody there should look at it."""

    pot: PotAccount
    kind: AlertKind
    until_on: date
    percent: int = 0
    left_minutes: int = 0
    is_for_office: bool = True

    @property
    def ends_on(self) -> date:
        """Return the last day of the period."""
        return (self.pot.days or self.pot.year.days).to_on

    @property
    def used_percent(self) -> int:
        """Return how much of the year's hours is used."""
        return hour_alerts.used_percent(self.pot.year.granted, self.pot.year.worked)


def percentages(settings: Settings) -> list[int]:
    """Return the percentages the municipality has set; 0 is none."""
    return [number for key in _PERCENTAGES if (number := int(settings[key]))]


def of(account: Account, settings: Settings) -> list[Sign]:
    """Return what to tell about what is granted today, pot by pot, the worst first."""
    found = (_of_pot(pot, account.on, percentages(settings)) for pot in granted(account))
    return [sign for signs in found for sign in signs]


def granted(account: Account) -> Sequence[PotAccount]:
    """Return the pots the vedtak of the day fills."""
    return [it for it in account.pots if it.portion and it.days and it.vedtak is account.vedtak]


def shown(signs: Iterable[Sign], account: Account) -> list[Sign]:
    """Return what a page adds to the sentence about the main pot: one of each kind and pot."""
    chosen: dict[tuple[object, AlertKind], Sign] = {}
    for sign in signs:
        if sign.kind is AlertKind.USED or sign.pot is not account.main:
            chosen[sign.pot.pot, sign.kind] = sign  # the highest percentage is the last
    return list(chosen.values())


def _of_pot(pot: PotAccount, on: date, wanted: Sequence[int]) -> Iterator[Sign]:
    assert pot.days
    heading, last = pot.forecast, pot.days.to_on
    if heading.outlook is Outlook.RUNS_OUT:
        until = heading.runs_out_on or on
        yield Sign(pot, AlertKind.RUNS_OUT, until, left_minutes=heading.short_minutes)
    elif heading.outlook is Outlook.UNUSED and hour_alerts.is_time_for_unused(pot.days, on):
        yield Sign(pot, AlertKind.UNUSED, last, left_minutes=heading.unused_minutes)
    is_ahead = hour_alerts.is_ahead(pot.year.granted, pot.year.worked, pot.days, on)
    for percent in hour_alerts.passed(pot.year.granted, pot.year.worked, wanted):
        yield Sign(pot, AlertKind.USED, last, percent, is_for_office=is_ahead)
