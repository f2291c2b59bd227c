"""What an engagement takes on a day: the law's papers, and the municipality's own. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from portal.requirements.models import Course, Requirement
from portal.requirements.states import BY_LAW, Bond, ClearanceKind

AHEAD = timedelta(days=60)  # what comes for everybody is known of this long before


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What of an engagement decides which papers it takes."""

    role: str
    bond: Bond
    is_at_home: bool
    begins_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """One paper an engagement takes: from which day, on whose word."""

    kind: ClearanceKind
    source: str
    needed_from: date
    course: Course | None = None
    legal_basis: str = ""


@dataclass(frozen=True, slots=True)
class Requirements:
    """Everything a municipality has decided about papers and courses."""

    rows: Sequence[Requirement] = ()
    gives: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)  # all it leads to

    def of(self, job: Job, today: date) -> tuple[Required, ...]:
        """Return what an engagement takes, in the order it is asked for."""
        law = [
            Required(kind=kind, source=law.source, needed_from=job.begins_on)
            for kind, law in BY_LAW.items()
        ]
        return (*law, *self._own(job, today))

    def _own(self, job: Job, today: date) -> list[Required]:
        newest: dict[tuple[str, str, UUID | None, str, bool], Requirement] = {}
        for row in sorted(self.rows, key=lambda row: row.valid_from):
            if _concerns(row, job) and _holds(row, job, newest.get(row.key), today):
                newest[row.key] = row
        found = [_required(row, job) for row in newest.values() if row.is_required]
        unique = {(it.kind, it.course.id if it.course else None): it for it in reversed(found)}
        return sorted(unique.values(), key=lambda it: it.course.name if it.course else "")

    def satisfying(self, course_id: UUID) -> frozenset[UUID]:
        """Return the courses that will do: this one, and those that give it."""
        giving = (it for it, given in self.gives.items() if course_id in given)
        return frozenset({course_id, *giving})


def _concerns(row: Requirement, job: Job) -> bool:
    return (
        row.role == job.role
        and row.bond in {Bond.ANY, job.bond}
        and (job.is_at_home or not row.is_at_home)
    )


def _holds(row: Requirement, job: Job, before: Requirement | None, today: date) -> bool:
    """Tell whether it counts; what comes is known of ahead, what goes is there until then."""
    if row.valid_from <= job.begins_on or (row.is_for_all and row.valid_from <= today):
        return True
    is_new = row.is_required and not (before and before.is_required)
    return is_new and row.is_for_all and row.valid_from <= today + AHEAD


def _required(row: Requirement, job: Job) -> Required:
    return Required(
        kind=ClearanceKind(row.paper), source=row.source, course=row.course,
        legal_basis=row.legal_basis, needed_from=max(row.valid_from, job.begins_on),
    )  # fmt: skip


def closure(pairs: Sequence[tuple[UUID, UUID]]) -> dict[UUID, frozenset[UUID]]:
    """Return all that each course gives, also by way of another: B gives A, C gives B."""
    direct: dict[UUID, set[UUID]] = {}
    for course_id, gives_id in pairs:
        direct.setdefault(course_id, set()).add(gives_id)
    return {course_id: frozenset(_reached(direct, course_id)) for course_id in direct}


def _reached(direct: Mapping[UUID, set[UUID]], course_id: UUID) -> set[UUID]:
    found: set[UUID] = set()
    ahead = list(direct.get(course_id, ()))
    while ahead:
        next_id = ahead.pop()
        if next_id not in found:
            found.add(next_id)
            ahead.extend(direct.get(next_id, ()))
    return found - {course_id}
