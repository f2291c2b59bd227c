"""The way of a municipality, and how many stand where on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from portal.access.actor import Actor
from portal.core import db
from portal.municipality.models import Office
from portal.pipeline.models import RecruitmentStage
from portal.recruitment.models import Application
from portal.recruitment.states import RUNNING, Stage
from portal.recruitment.way import Step, Way


def rows(municipality_id: UUID) -> Sequence[RecruitmentStage]:
    """Return what a municipality has decided of its stages, in order; nothing yet: none."""
    query = select(RecruitmentStage).where(RecruitmentStage.municipality_id == municipality_id)
    fresh = query.order_by(RecruitmentStage.position).execution_options(populate_existing=True)
    return db.session().scalars(fresh).all()


def way_of(municipality_id: UUID) -> Way:
    """Return a municipality's way, in one statement."""
    found = rows(municipality_id)
    return Way(tuple(_step(row) for row in found)) if found else Way()


def _step(row: RecruitmentStage) -> Step:
    return Step(
        stage=row.stage_code,
        name=row.name,
        applicant_name=row.applicant_name,
        is_used=row.is_used,
        is_required=row.is_required,
        usual_days=row.usual_days,
    )


def running_stage(_actor: Actor, stage: str) -> Stage | None:
    """Return the stage an address names."""
    return Stage(stage) if stage in set(RUNNING) else None


_BY = {"opp": -1, "ned": 1}


@dataclass(frozen=True, slots=True)
class Shifted:
    """A stage, and by how many places it is to go."""

    stage: Stage
    by: int


def shifted(actor: Actor, stage: str, direction: str) -> Shifted | None:
    """Return what the address of an arrow names."""
    found = running_stage(actor, stage)
    return Shifted(found, _BY[direction]) if found and direction in _BY else None


def standing(municipality_id: UUID) -> dict[Stage, list[tuple[str, int]]]:
    """Return (office, number of applications) for each stage, in one statement."""
    query = (
        select(Application.stage, Office.name, func.count())
        .join(Office, Office.id == Application.office_id)
        .where(
            Application.municipality_id == municipality_id,
            Application.stage.in_(RUNNING),
            Application.merged_into_id.is_(None),
        )
        .group_by(Application.stage, Office.id, Office.name)
        .order_by(Office.name)
    )
    found: dict[Stage, list[tuple[str, int]]] = {}
    for stage, office, count in db.session().execute(query):
        found.setdefault(Stage(stage), []).append((office, count))
    return found
