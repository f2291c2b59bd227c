"""Municipalities and their offices, as everybody may know them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from portal.access.actor import Actor
from portal.core import db
from portal.municipality.models import Municipality, Office


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
