"""Whose hours the night looks at, and what has been told about them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import and_, exists, or_, select

from portal.core import db
from portal.families.models import Ordning
from portal.hours.models import HoursAlert
from portal.vedtak.models import Vedtak


def to_look_at(municipality_id: UUID, on: date) -> Sequence[UUID]:
    """Return the running ordninger with a vedtak that day, and those something holds for."""
    is_running = and_(
        Ordning.valid_from <= on, or_(Ordning.valid_to.is_(None), Ordning.valid_to >= on)
    )
    is_granted = exists().where(
        Vedtak.ordning_id == Ordning.id, Vedtak.valid_from <= on, Vedtak.valid_to >= on
    )
    holds = exists().where(HoursAlert.ordning_id == Ordning.id, HoursAlert.holds)
    query = select(Ordning.id).where(
        Ordning.municipality_id == municipality_id, or_(and_(is_running, is_granted), holds)
    )
    return db.session().scalars(query.order_by(Ordning.id)).all()


def told(ordning_id: UUID) -> Sequence[HoursAlert]:
    """Return everything told about an ordning."""
    return db.session().scalars(select(HoursAlert).where(HoursAlert.ordning_id == ordning_id)).all()
