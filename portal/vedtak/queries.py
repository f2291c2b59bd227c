"""Every version of a vedtak, the pauses, and which vedtak ask for attention."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from portal.access.actor import Actor, Relation
from portal.core import db
from portal.families.alarms import row as alarm_row
from portal.families.models import Child, Ordning
from portal.families.states import AlarmCode, Gradering, Service
from portal.vedtak import timeline
from portal.vedtak.models import CarriedHours, Pause, Vedtak, VedtakNotice
from portal.vedtak.states import Unit
from portal.vedtak.timeline import Pot


def versions(ordning_id: UUID) -> Sequence[Vedtak]:
    """Return every version with its portions, oldest first, in one statement.

    For calculations: the caller has checked that the actor may see the ordning.
    """
    return versions_of([ordning_id])[ordning_id]


def versions_of(ordning_ids: Collection[UUID]) -> dict[UUID, list[Vedtak]]:
    """Return every version by ordning, oldest first, in one statement."""
    query = (
        select(Vedtak)
        .options(joinedload(Vedtak.portions))
        .where(Vedtak.ordning_id.in_(ordning_ids))
        .order_by(Vedtak.version)
    )
    found: dict[UUID, list[Vedtak]] = {ordning_id: [] for ordning_id in ordning_ids}
    for vedtak in db.session().scalars(query).unique():
        found[vedtak.ordning_id].append(vedtak)
    return found


def in_force(ordning_id: UUID, on: date) -> Vedtak | None:
    """Return the version that holds on a day."""
    found = timeline.on_day(timeline.in_force(versions(ordning_id)), on)
    return found.vedtak if found else None


def one(actor: Actor, vedtak_id: UUID) -> Vedtak | None:
    """Return a version the actor may know of: own office's, or of an ordning it leads."""
    query = (
        select(Vedtak)
        .options(joinedload(Vedtak.portions))
        .join(Ordning, Vedtak.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Vedtak.id == vedtak_id,
            Vedtak.municipality_id == actor.municipality_id,
            *_known(actor),
        )
    )
    return db.session().scalars(query).unique().one_or_none()


def readable(actor: Actor, ordning_id: UUID) -> Ordning | None:
    """Return an ordning whose vedtak the actor may know of."""
    return db.session().scalar(
        select(Ordning)
        .join(Child, Ordning.child_id == Child.id)
        .where(
            Ordning.id == ordning_id,
            Ordning.municipality_id == actor.municipality_id,
            *_known(actor),
        )
    )


def _known(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """The own office's, those the actor leads, and those of children it acts for."""
    return (
        or_(
            Child.office_id.in_(actor.office_ids),
            Ordning.id.in_(actor.of(Relation.LEADS)),
            Child.id.in_(actor.of(Relation.GUARDS)),
        ),
        or_(Child.gradering == Gradering.UGRADERT, Child.id.in_(actor.of(Relation.NAMED_FOR))),
    )


def pauses(ordning_id: UUID) -> Sequence[Pause]:
    """Return the days that grant nothing, in order."""
    query = select(Pause).where(Pause.ordning_id == ordning_id).order_by(Pause.first_on)
    return db.session().scalars(query).all()


def pauses_of(ordning_ids: Collection[UUID]) -> dict[UUID, list[Pause]]:
    """Return the pauses by ordning, in order."""
    query = select(Pause).where(Pause.ordning_id.in_(ordning_ids)).order_by(Pause.first_on)
    found: dict[UUID, list[Pause]] = {ordning_id: [] for ordning_id in ordning_ids}
    for pause in db.session().scalars(query):
        found[pause.ordning_id].append(pause)
    return found


def carried(ordning_id: UUID) -> dict[Pot, dict[int, int]]:
    """Return the minutes that may come over on application, by the year they are used in."""
    found: dict[Pot, dict[int, int]] = {}
    query = select(CarriedHours).where(CarriedHours.ordning_id == ordning_id)
    for row in db.session().scalars(query):
        pot = Pot(Service(row.service), Unit(row.unit))
        found.setdefault(pot, {})[row.year] = row.amount_minutes
    return found


def carried_hours(ordning_id: UUID, pot: Pot, year: int) -> CarriedHours | None:
    """Return what was decided of one pot's hours for a year."""
    return db.session().scalar(
        select(CarriedHours).where(
            CarriedHours.ordning_id == ordning_id,
            CarriedHours.service == pot.service,
            CarriedHours.unit == pot.unit,
            CarriedHours.year == year,
        )
    )


def pause(actor: Actor, ordning_id: UUID, pause_id: UUID) -> Pause | None:
    """Return a pause of an ordning the actor may know of."""
    found = db.session().get(Pause, pause_id)
    is_here = found is not None and found.ordning_id == ordning_id
    return found if is_here and readable(actor, ordning_id) else None


# What asks for attention ------------------------------------------------------------------

STEPS = (30, 60, 90)  # days before the end, the closest first
SOON_DAYS = max(STEPS)


def is_last() -> ColumnElement[bool]:
    """Make the condition that no later version has come: the last decides when it all ends."""
    later = aliased(Vedtak)
    return ~exists().where(later.ordning_id == Vedtak.ordning_id, later.version > Vedtak.version)


def to_renew(today: date) -> Sequence[Vedtak]:
    """Return what runs out soon in an ordning that is to go on, in the order they are held."""
    query = (
        select(Vedtak)
        .join(Ordning, Vedtak.ordning_id == Ordning.id)
        .where(
            is_last(),
            Ordning.valid_from <= today,
            or_(Ordning.valid_to.is_(None), Ordning.valid_to > Vedtak.valid_to),
            Vedtak.valid_from <= today,
            Vedtak.valid_to.between(today, today + timedelta(days=SOON_DAYS)),
        )
        .order_by(Vedtak.ordning_id)
    )
    return db.session().scalars(query).all()


def noticed(vedtak_ids: Collection[UUID]) -> set[tuple[UUID, int]]:
    """Return which letters about the end of these versions have been sent."""
    query = select(VedtakNotice.vedtak_id, VedtakNotice.days)
    rows = db.session().execute(query.where(VedtakNotice.vedtak_id.in_(vedtak_ids)))
    return {(row.vedtak_id, row.days) for row in rows}


def alarms(today: date) -> list[Select[Any]]:
    """Select the running ordninger whose vedtak has run out, is missing or ends soon.

    The last version decides when it ends; one that has not begun leaves a gap.
    """
    other, last_of_all = aliased(Vedtak), is_last()
    in_force = exists().where(
        other.ordning_id == Vedtak.ordning_id,
        other.valid_from <= today,
        other.valid_to >= today,
    )
    earlier_end = (
        select(func.max(other.valid_to))
        .where(other.ordning_id == Vedtak.ordning_id, other.valid_to < today)
        .scalar_subquery()
    )
    is_running = and_(
        Ordning.valid_from <= today, or_(Ordning.valid_to.is_(None), Ordning.valid_to >= today)
    )

    def of_last(code: AlarmCode, rank: Any, on: Any) -> Select[Any]:  # noqa: ANN401 - columns or values
        chosen = alarm_row(Ordning.child_id, Ordning.id, code, rank, on)
        joined = chosen.select_from(Vedtak).join(Ordning, Vedtak.ordning_id == Ordning.id)
        return joined.where(last_of_all, is_running)

    first, second, last = (today + timedelta(days=days) for days in STEPS)
    closeness = case((Vedtak.valid_to <= first, 2), (Vedtak.valid_to <= second, 3), else_=4)
    missing = alarm_row(Ordning.child_id, Ordning.id, AlarmCode.VEDTAK_MISSING, 1, None).where(
        is_running, ~exists().where(other.ordning_id == Ordning.id)
    )
    return [
        of_last(AlarmCode.VEDTAK_EXPIRED, 0, Vedtak.valid_to).where(Vedtak.valid_to < today),
        of_last(AlarmCode.VEDTAK_EXPIRED, 0, earlier_end).where(
            Vedtak.valid_from > today, ~in_force, earlier_end.is_not(None)
        ),
        missing,
        of_last(AlarmCode.VEDTAK_ENDS, closeness, Vedtak.valid_to).where(
            Vedtak.valid_from <= today, Vedtak.valid_to.between(today, last)
        ),
    ]
