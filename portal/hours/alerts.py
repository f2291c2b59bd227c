"""Every night: tell families about their hours while something can be done about it.

Each thing is told once for each portion of a vedtak version and year. One ordning is one
transaction: it is held while it is looked at, so that two runs at once tell it once.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from uuid import UUID

from portal.core import clock, db, runs
from portal.core.runs import Tally
from portal.families.models import Ordning
from portal.hours import account, alert_queries, signs
from portal.hours.models import HoursAlert
from portal.hours.signs import Sign
from portal.municipality import queries as municipalities
from portal.municipality import settings
from portal.vedtak import letters

Key = tuple[UUID, int, str, int]


def look_after(now: datetime) -> Tally:
    """Look at every account as it is today; return how many mails were written."""
    today = clock.local(now).date()
    with db.unit(write=False):
        found = [
            ordning_id
            for home in municipalities.all_of_them()
            for ordning_id in alert_queries.to_look_at(home.id, today)
        ]
    looking = (runs.alone(f"hours of {it}", partial(look_at, it, today)) for it in found)
    return sum(looking, Tally())


def look_at(ordning_id: UUID, today: date) -> int:
    """Look at one account in the open transaction; return how many mails were written."""
    db.hold(Ordning, ordning_id)
    ordning = db.session().get_one(Ordning, ordning_id)
    known = {_key_of(it): it for it in alert_queries.told(ordning_id)}
    found = {_key(it, today): it for it in _signs(ordning, today)}
    for key, alert in known.items():
        _renew(alert, found.get(key))
    new = [sign for key, sign in found.items() if key not in known]
    for sign in new:
        db.add(_made(ordning, sign, today))
    return _tell(ordning, new, today)


def _signs(ordning: Ordning, today: date) -> list[Sign]:
    """Return what to tell; nothing of an ordning that has ended, whatever its vedtak says."""
    if ordning.valid_to and ordning.valid_to < today:
        return []
    decided = settings.all_on(ordning.municipality_id, today)
    return signs.of(account.of_ordning(ordning, today), decided)


def _key_of(alert: HoursAlert) -> Key:
    return (alert.portion_id, alert.year, alert.kind, alert.percent)


def _key(sign: Sign, today: date) -> Key:
    assert sign.pot.portion
    return (sign.pot.portion.id, today.year, sign.kind.value, sign.percent)


def _made(ordning: Ordning, sign: Sign, today: date) -> HoursAlert:
    portion_id, year, kind, percent = _key(sign, today)
    return HoursAlert(
        municipality_id=ordning.municipality_id, ordning_id=ordning.id, portion_id=portion_id,
        year=year, kind=kind, percent=percent, holds=sign.is_for_office,
        left_minutes=sign.left_minutes, until_on=sign.until_on,
    )  # fmt: skip


def _renew(alert: HoursAlert, sign: Sign | None) -> None:
    """Keep the office's line as true as last night; what is told is not told again."""
    alert.holds = bool(sign and sign.is_for_office)
    if sign:
        alert.left_minutes, alert.until_on = sign.left_minutes, sign.until_on


def _tell(ordning: Ordning, new: Sequence[Sign], today: date) -> int:
    """Write one mail about each pot with news: the worst of it, and how much is used."""
    by_pot: dict[object, Sign] = {}
    for sign in new:
        by_pot.setdefault(sign.pot.pot, sign)
    return sum(
        letters.write(
            ordning, "hours_alert", kind=sign.kind.value, service=sign.pot.pot.service.value,
            unit=sign.pot.pot.unit.value, percent=sign.used_percent, year=today.year,
            outlook=sign.pot.forecast.outlook.value, minutes=sign.left_minutes,
            until=sign.until_on.isoformat(), ends=sign.ends_on.isoformat(),
        )
        for sign in by_pot.values()
    )  # fmt: skip
