"""Name the stages, order them, take them in and out of use."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from portal.access.actor import Actor
from portal.audit.service import record
from portal.core import db
from portal.core.errors import ConflictError
from portal.municipality.models import Municipality
from portal.pipeline import queries
from portal.pipeline.models import RecruitmentStage
from portal.recruitment import way
from portal.recruitment.states import Stage
from portal.recruitment.way import DEFAULT

CHANGED = "Stegene er endret siden du leste dem. Det du skrev, er tatt vare på."
STAYS = "Alle søknader begynner her. Steget kan ikke flyttes eller tas ut."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a municipality says of a stage."""

    name: str
    applicant_name: str
    usual_days: int
    is_required: bool


class OccupiedError(Exception):
    """Applications stand in the stage: they must be moved first."""


def version_of(rows: Sequence[RecruitmentStage]) -> int:
    """Return a number that changes whenever something in the way does; 0: nothing is decided."""
    return sum(row.version for row in rows)


def reword(actor: Actor, stage: Stage, seen: int, wording: Wording) -> None:
    """Give a stage its names and figures. Raises ConflictError when somebody was first."""
    row = _row(_held(actor, seen), stage)
    row.name, row.applicant_name = wording.name, wording.applicant_name
    row.usual_days, row.is_required = wording.usual_days, wording.is_required
    _tell(actor, row, "stage:reworded")


def swap(actor: Actor, stage: Stage, seen: int, by: int) -> None:
    """Let a stage change places with the one before it (-1) or after it (1)."""
    rows = _held(actor, seen)
    place = next(place for place, row in enumerate(rows) if row.stage_code is stage)
    other = place + by
    if place == 0 or not 0 < other < len(rows):  # the first is where every application begins
        raise ConflictError(STAYS)
    rows[place].position, rows[other].position = other, place
    _tell(actor, rows[place], "stage:moved")


def use(actor: Actor, stage: Stage, seen: int, *, is_used: bool) -> None:
    """Take a stage in or out of use. Raises OccupiedError while applications stand in it."""
    row = _row(_held(actor, seen), stage)
    if stage is Stage.ACKNOWLEDGED:
        raise ConflictError(STAYS)
    if not is_used and queries.standing(row.municipality_id).get(stage):
        raise OccupiedError
    row.is_used = is_used
    _tell(actor, row, "stage:used" if is_used else "stage:unused")


def hold(municipality_id: UUID) -> None:
    """Hold the way as it is until the commit: nobody changes it while somebody is moved on it.

    It is read anew: while one waited here, somebody may have changed it.
    """
    db.hold(Municipality, municipality_id)
    way.changed()


def _held(actor: Actor, seen: int) -> list[RecruitmentStage]:
    """Return every stage, held; written down now if nothing was decided before."""
    assert actor.municipality_id is not None
    hold(actor.municipality_id)
    rows = list(queries.rows(actor.municipality_id))
    if version_of(rows) != seen:
        raise ConflictError(CHANGED)
    return rows or [_write_down(actor.municipality_id, place) for place in range(len(DEFAULT))]


def _write_down(municipality_id: UUID, place: int) -> RecruitmentStage:
    step = DEFAULT[place]
    return db.add(
        RecruitmentStage(
            municipality_id=municipality_id, stage=step.stage, position=place,
            is_used=step.is_used, is_required=step.is_required, usual_days=step.usual_days,
        )
    )  # fmt: skip


def _row(rows: list[RecruitmentStage], stage: Stage) -> RecruitmentStage:
    return next(row for row in rows if row.stage_code is stage)


def _tell(actor: Actor, row: RecruitmentStage, act: str) -> None:
    db.session().flush()
    way.changed()
    record(actor, act, "recruitment_stage", row.id, stage=row.stage, position=row.position)
