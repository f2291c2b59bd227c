"""Every version of a vedtak, the pauses, and which vedtak ask for attention."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from portal.access.actor import Actor, Relation
from portal.core import db
from portal.families.models import Child, Ordning
from portal.families.states import Gradering
from portal.rules import budget
from portal.vedtak import timeline
from portal.vedtak.models import Pause, Vedtak
from portal.vedtak.timeline import Pot


def versions(ordning_id: UUID) -> Sequence[Vedtak]:
    """Return every version with its portions, oldest first, in one statement.

    For calculations: the caller has checked that the actor may see the ordning.
    """
    query = (
        select(Vedtak)
        .options(joinedload(Vedtak.portions))
        .where(Vedtak.ordning_id == ordning_id)
        .order_by(Vedtak.version)
    )
    return db.session().scalars(query).unique().all()


def in_force(ordning_id: UUID, on: date) -> Vedtak | None:
    """Return the version that holds on a day."""
    found = timeline.on_day(timeline.in_force(versions(ordning_id)), on)
    return found.vedtak if found else None


def portions_of(ordning_id: UUID) -> Mapping[Pot, Sequence[budget.Portion]]:
    """Return what each pot is granted, as ``rules.budget`` counts it."""
    return timeline.granted_in(timeline.in_force(versions(ordning_id)))


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
            or_(
                Child.office_id.in_(actor.office_ids),
                Vedtak.ordning_id.in_(actor.of(Relation.LEADS)),
                Child.id.in_(actor.of(Relation.GUARDS)),
            ),
            or_(
                Child.gradering == Gradering.UGRADERT,
                Child.id.in_(actor.of(Relation.NAMED_FOR)),
            ),
        )
    )
    return db.session().scalars(query).unique().one_or_none()


def pauses(ordning_id: UUID) -> Sequence[Pause]:
    """Return the days that grant nothing, in order."""
    query = select(Pause).where(Pause.ordning_id == ordning_id).order_by(Pause.first_on)
    return db.session().scalars(query).all()
