"""Courses of a worker: what was taken when, for how long, and when it must be taken again."""

from dataclasses import dataclass
from datetime import date

from portal.access.actor import Actor
from portal.audit import service as audit
from portal.clearance import queries, service
from portal.core import db
from portal.core.errors import ConflictError
from portal.engagements.models import Worker, WorkerCourse
from portal.requirements.models import Course
from portal.rules.deadlines import add_months

TWICE = "Kurset er registrert den dagen alt."


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A course somebody has taken. ``expires_on`` None: as long as the course says."""

    course: Course
    completed_on: date
    duration_minutes: int
    expires_on: date | None = None
    has_certificate: bool = False


def register(actor: Actor, worker: Worker, taken: Taken) -> WorkerCourse:
    """Note that somebody has taken a course, and lift what waited for it."""
    course = taken.course
    if queries.has_taken(worker.id, course.id, taken.completed_on):
        raise ConflictError(TWICE)
    until = taken.expires_on
    if until is None and course.refresh_months:
        until = add_months(taken.completed_on, course.refresh_months)
    row = db.add(
        WorkerCourse(
            municipality_id=worker.municipality_id, worker_id=worker.id, course_id=course.id,
            course=course, completed_on=taken.completed_on, expires_on=until,
            duration_minutes=taken.duration_minutes, has_certificate=taken.has_certificate,
            registered_by_id=actor.user_id,
        )
    )  # fmt: skip
    db.session().flush()
    audit.record(actor, "course:taken", "worker", worker.id, course=str(course.id))
    service.judge_all(actor, queries.running_of(worker.id))
    return row


def remove(actor: Actor, row: WorkerCourse) -> None:
    """Take away what was registered by mistake."""
    worker_id = row.worker_id
    audit.record(actor, "course:removed", "worker", worker_id, course=str(row.course_id))
    db.session().delete(row)
    db.session().flush()
    service.judge_all(actor, queries.running_of(worker_id))
