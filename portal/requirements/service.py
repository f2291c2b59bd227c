"""Decide what is asked for from a day on, and keep the courses."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete

from portal.access.actor import Actor
from portal.audit import service as audit
from portal.core import db
from portal.core.errors import ConflictError, RefusedError
from portal.municipality.models import Municipality
from portal.requirements import queries
from portal.requirements.models import Course, CourseGives, Requirement
from portal.requirements.rules import closure
from portal.requirements.states import Bond, ClearanceKind

DECIDED = "Noe er bestemt fra den dagen alt. Velg en annen dag."
ROUND = "Kursene ville gitt hverandre i ring. Ta bort ett av dem."


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is asked of a role from a day on, or no more."""

    role: str
    paper: ClearanceKind
    valid_from: date
    source: str
    course_id: UUID | None = None
    bond: Bond = Bond.ANY
    is_at_home: bool = False
    is_required: bool = True
    is_for_all: bool = False
    legal_basis: str = ""


def decide(actor: Actor, decision: Decision) -> Requirement:
    """Let a requirement hold from a day on; ConflictError when that day has one already."""
    assert actor.municipality_id is not None
    row = Requirement(
        municipality_id=actor.municipality_id, set_by_id=actor.user_id,
        role=decision.role, paper=decision.paper.value, course_id=decision.course_id,
        bond=decision.bond.value, is_at_home=decision.is_at_home,
        is_required=decision.is_required, is_for_all=decision.is_for_all,
        legal_basis=decision.legal_basis, valid_from=decision.valid_from,
        source=decision.source,
    )  # fmt: skip
    others = queries.rows(actor.municipality_id)
    if any(it.key == row.key and it.valid_from == row.valid_from for it in others):
        raise ConflictError(DECIDED)
    db.add(row)
    db.session().flush()
    audit.record(
        actor, "requirement:decided", "requirement", row.id, role=row.role, paper=row.paper,
        is_required=row.is_required, valid_from=row.valid_from.isoformat(),
    )  # fmt: skip
    return row


def withdraw(actor: Actor, row: Requirement) -> None:
    """Take back what does not hold yet."""
    audit.record(actor, "requirement:withdrawn", "requirement", row.id, role=row.role)
    db.session().delete(row)
    db.session().flush()


def save_course(
    actor: Actor, course: Course | None, facts: dict[str, object], gives: Collection[UUID]
) -> Course:
    """Keep a course and what it gives; RefusedError when courses would give each other."""
    assert actor.municipality_id is not None
    db.hold(Municipality, actor.municipality_id)  # two halves of a ring come in turn
    kept = course or db.add(Course(municipality_id=actor.municipality_id))
    for name, value in facts.items():
        setattr(kept, name, value)
    db.touch(kept)  # also when only what it gives is other
    db.session().flush()
    pairs = [pair for pair in queries.pairs(actor.municipality_id) if pair[0] != kept.id]
    pairs += [(kept.id, other) for other in gives]
    if any(kept.id in closure(pairs).get(other, ()) for other in gives):
        raise RefusedError(ROUND)
    db.session().execute(delete(CourseGives).where(CourseGives.course_id == kept.id))
    for other in gives:
        db.add(CourseGives(municipality_id=kept.municipality_id, course_id=kept.id, gives_id=other))
    db.session().flush()
    audit.record(actor, "course:kept", "course", kept.id)
    return kept
