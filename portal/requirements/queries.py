"""What a municipality asks for, and its courses."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from portal.access.actor import Actor
from portal.core import clock, db
from portal.requirements.models import Course, CourseGives, Requirement
from portal.requirements.rules import Requirements, closure


def of(municipality_id: UUID) -> Requirements:
    """Return everything a municipality has decided; two statements."""
    return Requirements(rows(municipality_id), closure(pairs(municipality_id)))


def rows(municipality_id: UUID) -> Sequence[Requirement]:
    """Return every dated requirement, the oldest first."""
    query = select(Requirement).where(Requirement.municipality_id == municipality_id)
    return db.session().scalars(query.order_by(Requirement.valid_from, Requirement.id)).all()


def pairs(municipality_id: UUID) -> list[tuple[UUID, UUID]]:
    """Return which course gives which, as it was written."""
    query = select(CourseGives.course_id, CourseGives.gives_id).where(
        CourseGives.municipality_id == municipality_id
    )
    return [(course_id, gives_id) for course_id, gives_id in db.session().execute(query)]


def courses(municipality_id: UUID | None, *, offered: bool = False) -> Sequence[Course]:
    """Return a municipality's courses by name; with ``offered`` only those one can take now."""
    query = select(Course).where(Course.municipality_id == municipality_id).order_by(Course.name)
    if offered:
        query = query.where(Course.ended_on.is_(None) | (Course.ended_on > clock.today()))
    return db.session().scalars(query).all()


def course(actor: Actor, course_id: UUID) -> Course | None:
    """Return a course of the actor's municipality."""
    found = db.session().get(Course, course_id)
    return found if found and found.municipality_id == actor.municipality_id else None


def upcoming(actor: Actor, row_id: UUID) -> Requirement | None:
    """Return a requirement of the actor's municipality that does not hold yet."""
    found = db.session().get(Requirement, row_id)
    is_own = found is not None and found.municipality_id == actor.municipality_id
    return found if found and is_own and found.valid_from > clock.today() else None
