"""Municipalities and their offices, as everybody may know them; what has been decided, when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, select

from portal.access.actor import Actor
from portal.core import clock, db
from portal.municipality.models import (
    ClosedPeriod,
    DatedRate,
    DatedSetting,
    District,
    Municipality,
    Office,
    SchoolHoliday,
    Supplier,
    Unit,
)
from portal.municipality.settings import DEFAULTS, Default
from portal.municipality.states import PlaceKind, RateCode, SettingKey

Row: TypeAlias = DatedSetting | DatedRate
Place: TypeAlias = District | Unit | Supplier
PLACES: Mapping[PlaceKind, type[Place]] = {
    PlaceKind.DISTRICT: District,
    PlaceKind.UNIT: Unit,
    PlaceKind.SUPPLIER: Supplier,
}


def by_slug(_actor: Actor, kommune: str) -> Municipality | None:
    """Return the municipality of a public address."""
    return db.session().scalar(select(Municipality).where(Municipality.slug == kommune))


def all_of_them() -> Sequence[Municipality]:
    """Return every municipality here, by name."""
    return db.session().scalars(select(Municipality).order_by(Municipality.name)).all()


def offices(municipality_id: UUID) -> Sequence[Office]:
    """Return a municipality's offices with their opening hours, by name."""
    query = select(Office).where(Office.municipality_id == municipality_id)
    return db.session().scalars(query.order_by(Office.name)).all()


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands around every page of a municipality, also after its row is out of reach."""

    name: str
    slug: str
    accent: str

    @classmethod
    def of(cls, place: Municipality) -> "Letterhead":
        """Copy it while the row can be read: a unit that fails forgets what it has read."""
        return cls(place.name, place.slug, place.accent)


# What has been decided, and from when --------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decided:
    """Everything that was ever decided about one setting or rate, newest first."""

    code: SettingKey | RateCode
    rows: Sequence[Any]  # DatedSetting or DatedRate
    today: date

    @property
    def now(self) -> Any:  # noqa: ANN401 - the kind of row the code has
        """The row in force today; None while only the default holds."""
        return next((row for row in self.rows if row.valid_from <= self.today), None)

    @property
    def upcoming(self) -> Sequence[Any]:
        """What will hold later, the first of them first."""
        return [row for row in reversed(self.rows) if row.valid_from > self.today]

    @property
    def default(self) -> Default | None:
        """What holds when nothing was decided; a rate has no such thing."""
        return DEFAULTS[self.code] if isinstance(self.code, SettingKey) else None

    def until(self, day: date) -> date | None:
        """Return when something decided from this day would be replaced; None if never."""
        later = [row.valid_from for row in self.rows if row.valid_from > day]
        return min(later, default=None)


def decided_settings(actor: Actor) -> Mapping[SettingKey, Decided]:
    """Return every setting of the actor's municipality with its history, in one statement."""
    query = select(DatedSetting).where(DatedSetting.municipality_id == actor.municipality_id)
    rows = db.session().scalars(query.order_by(DatedSetting.valid_from.desc())).all()
    return _by_code(SettingKey, ((SettingKey(row.key), row) for row in rows))


def decided_rates(actor: Actor) -> Mapping[RateCode, Decided]:
    """Return every rate of the actor's municipality with its history, in one statement."""
    query = select(DatedRate).where(DatedRate.municipality_id == actor.municipality_id)
    rows = db.session().scalars(query.order_by(DatedRate.valid_from.desc())).all()
    return _by_code(RateCode, ((RateCode(row.code), row) for row in rows))


def _by_code(codes: Iterable[Any], rows: Iterable[tuple[Any, Row]]) -> dict[Any, Decided]:
    pairs, today = list(rows), clock.today()
    return {code: Decided(code, [row for of, row in pairs if of is code], today) for code in codes}


def setting(actor: Actor, key: str) -> Decided | None:
    """Return one setting of the actor's municipality."""
    return decided_settings(actor)[SettingKey(key)] if key in set(SettingKey) else None


def rate(actor: Actor, code: str) -> Decided | None:
    """Return one rate of the actor's municipality."""
    return decided_rates(actor)[RateCode(code)] if code in set(RateCode) else None


def upcoming_setting(actor: Actor, row_id: UUID) -> DatedSetting | None:
    """Return something decided that does not hold yet."""
    row = _own(actor, DatedSetting, row_id)
    return row if row and row.valid_from > clock.today() else None


def upcoming_rate(actor: Actor, row_id: UUID) -> DatedRate | None:
    """Return a rate that is not paid yet."""
    row = _own(actor, DatedRate, row_id)
    return row if row and row.valid_from > clock.today() else None


def closed_between(
    municipality_id: UUID | None, first_on: date, before: date | None
) -> Sequence[ClosedPeriod]:
    """Return the closed pay periods that have a day from ``first_on`` until ``before``."""
    query = select(ClosedPeriod).where(
        ClosedPeriod.municipality_id == municipality_id, ClosedPeriod.last_on >= first_on
    )
    if before:
        query = query.where(ClosedPeriod.first_on < before)
    return db.session().scalars(query.order_by(ClosedPeriod.first_on)).all()


# Offices, places and holidays ----------------------------------------------------------


def _own(actor: Actor, model: Any, row_id: UUID) -> Any:  # noqa: ANN401 - any table of ours
    mine: ColumnElement[bool] = model.municipality_id == actor.municipality_id
    return db.session().scalar(select(model).where(model.id == row_id, mine))


def office(actor: Actor, office_id: UUID) -> Office | None:
    """Return an office of the actor's municipality."""
    found: Office | None = _own(actor, Office, office_id)
    return found


def holiday(actor: Actor, holiday_id: UUID) -> SchoolHoliday | None:
    """Return a school holiday of the actor's municipality."""
    found: SchoolHoliday | None = _own(actor, SchoolHoliday, holiday_id)
    return found


def holidays(actor: Actor) -> Sequence[SchoolHoliday]:
    """Return the school holidays that are not over, and those of the last year."""
    query = select(SchoolHoliday).where(
        SchoolHoliday.municipality_id == actor.municipality_id,
        SchoolHoliday.last_on >= clock.today().replace(month=1, day=1),
    )
    return db.session().scalars(query.order_by(SchoolHoliday.first_on)).all()


@dataclass(frozen=True, slots=True)
class PlaceOf:
    """A place and its kind; ``place`` is None for one that is being made."""

    kind: PlaceKind
    place: Any = None


def new_place(_actor: Actor, kind: str) -> PlaceOf | None:
    """Return what to make; None for a kind that does not exist."""
    return PlaceOf(PlaceKind(kind)) if kind in set(PlaceKind) else None


def place(actor: Actor, kind: str, place_id: UUID) -> PlaceOf | None:
    """Return a place of the actor's municipality."""
    if kind not in set(PlaceKind):
        return None
    found = _own(actor, PLACES[PlaceKind(kind)], place_id)
    return PlaceOf(PlaceKind(kind), found) if found else None


def places(actor: Actor, kind: PlaceKind) -> Sequence[Any]:
    """Return the places of a kind, by name."""
    model: Any = PLACES[kind]
    query = select(model).where(model.municipality_id == actor.municipality_id)
    return db.session().scalars(query.order_by(model.name)).all()


def is_name_taken(actor: Actor, model: Any, name: str, *, by_other_than: UUID | None) -> bool:  # noqa: ANN401 - any table with names
    """Tell whether another one in the municipality has this name."""
    found = db.session().scalar(
        select(model.id).where(model.municipality_id == actor.municipality_id, model.name == name)
    )
    return found is not None and found != by_other_than
