"""Decide settings and rates from a date on; keep offices, places and school holidays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.access.actor import Actor
from portal.audit.service import record
from portal.core import clock, db
from portal.municipality import queries
from portal.municipality.models import (
    ClosedPeriod,
    DatedRate,
    DatedSetting,
    Municipality,
    Office,
    OpeningInterval,
    SchoolHoliday,
)
from portal.municipality.opening import Hours
from portal.municipality.queries import PLACES, Decided, PlaceOf
from portal.municipality.states import SettingKey

# Settings that only make sense below another one.
_BELOW = (
    (SettingKey.SCHOOL_STARTS_MINUTE, SettingKey.SCHOOL_ENDS_MINUTE),
    (SettingKey.MIN_AGE, SettingKey.MAX_AGE),
    (SettingKey.HOURS_ALERT_FIRST_PERCENT, SettingKey.HOURS_ALERT_SECOND_PERCENT),
)


class NotFromThatDayError(Exception):
    """Nothing may be decided from that day: it is decided already, or a period is closed."""

    def __init__(self, closed: Sequence[ClosedPeriod] = ()) -> None:
        super().__init__()
        self.closed = closed


class UnconfirmedError(Exception):
    """The day has passed, and nobody said that this is meant."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A value from a day on, who says so, and whether a day that has passed is meant."""

    value: Any
    valid_from: date
    source: str
    is_confirmed: bool = False


def decide(actor: Actor, what: Decided, decision: Decision) -> DatedSetting | DatedRate:
    """Let something hold from a day on.

    Raises:
        NotFromThatDayError: decided from that very day already, or what is closed would change.
        UnconfirmedError: the day has passed, and it was not confirmed.
    """
    _check_day(actor, what, decision)
    shared: dict[str, Any] = {
        "municipality_id": actor.municipality_id,
        "valid_from": decision.valid_from,
        "source": decision.source,
        "set_by_id": actor.user_id,
    }
    row: DatedSetting | DatedRate
    if isinstance(what.code, SettingKey):
        row = DatedSetting(key=what.code.value, value=str(decision.value), **shared)
    else:
        row = DatedRate(code=what.code.value, amount=decision.value, **shared)
    db.add(row)
    db.session().flush()
    record(
        actor, f"{row.__tablename__}:decided", row.__tablename__, row.id, code=what.code.value,
        value=decision.value, valid_from=decision.valid_from.isoformat(),
        is_of_the_past=decision.valid_from < clock.today(),
    )  # fmt: skip
    return row


def _check_day(actor: Actor, what: Decided, decision: Decision) -> None:
    assert actor.municipality_id is not None
    db.hold(Municipality, actor.municipality_id)  # nobody closes a period meanwhile
    day = decision.valid_from
    if any(row.valid_from == day for row in what.rows):
        raise NotFromThatDayError
    closed = queries.closed_between(actor.municipality_id, day, what.until(day))
    if closed:
        raise NotFromThatDayError(closed)
    if day < clock.today() and not decision.is_confirmed:
        raise UnconfirmedError


def clash(key: SettingKey, value: str, others: Mapping[SettingKey, str]) -> SettingKey | None:
    """Return the setting this value cannot stand beside (school ends before it starts)."""
    decided = {**others, key: value}
    for low, high in _BELOW:
        if key in {low, high} and 0 < int(decided[high]) <= int(decided[low]):
            return high if key is low else low
    return None


def withdraw(actor: Actor, row: DatedSetting | DatedRate) -> None:
    """Take back what does not hold yet."""
    code = row.key if isinstance(row, DatedSetting) else row.code
    record(
        actor, f"{row.__tablename__}:withdrawn", row.__tablename__, row.id, code=code,
        valid_from=row.valid_from.isoformat(),
    )  # fmt: skip
    db.session().delete(row)
    db.session().flush()


# Offices, places and holidays ----------------------------------------------------------


def save_office(
    actor: Actor, office: Office | None, details: Mapping[str, str], week: Sequence[Hours]
) -> Office:
    """Keep an office and when it answers, Monday first."""
    act = "changed" if office else "made"
    office = office or db.add(Office(municipality_id=actor.municipality_id))
    for name, value in details.items():
        setattr(office, name, value)
    db.touch(office)  # also when only the hours are other ones
    db.session().flush()
    _open(office, week)
    record(actor, f"office:{act}", "office", office.id)
    return office


def _open(office: Office, week: Sequence[Hours]) -> None:
    for interval in list(office.opening):
        db.session().delete(interval)
    db.session().flush()
    for weekday, hours in enumerate(week):
        for opens, closes in hours:
            db.add(
                OpeningInterval(
                    municipality_id=office.municipality_id, office_id=office.id,
                    weekday=weekday, opens_minute=opens, closes_minute=closes,
                )
            )  # fmt: skip
    db.session().flush()
    db.session().expire(office, ["opening"])


def save_place(actor: Actor, found: PlaceOf, values: Mapping[str, Any]) -> None:
    """Keep a district, a unit or a supplier."""
    act = "changed" if found.place else "made"
    place: Any = found.place or PLACES[found.kind](municipality_id=actor.municipality_id)
    for name, value in values.items():
        setattr(place, name, value)
    db.add(place)
    db.session().flush()
    record(actor, f"{place.__tablename__}:{act}", place.__tablename__, place.id)


def add_holiday(actor: Actor, name: str, first_on: date, last_on: date) -> SchoolHoliday:
    """Add days when the schools are closed."""
    assert actor.municipality_id is not None
    row = db.add(
        SchoolHoliday(
            municipality_id=actor.municipality_id, name=name, first_on=first_on, last_on=last_on
        )
    )
    db.session().flush()
    record(
        actor, "school_holiday:made", "school_holiday", row.id,
        first_on=first_on.isoformat(), last_on=last_on.isoformat(),
    )  # fmt: skip
    return row


def remove_holiday(actor: Actor, row: SchoolHoliday) -> None:
    """Take a school holiday away."""
    record(actor, "school_holiday:removed", "school_holiday", row.id)
    db.session().delete(row)
    db.session().flush()
