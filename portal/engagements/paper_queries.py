"""How the papers of engagements stand: read for any number of them in a few statements."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from portal.core import clock, db
from portal.engagements.models import ClearanceItem, Engagement, HouseholdMember, WorkerCourse
from portal.engagements.papers import Known, Paper, papers, stops
from portal.municipality import settings
from portal.municipality.states import SettingKey
from portal.requirements import queries as requirements


def max_age_months(municipality_id: UUID) -> int:
    """Return how old a certificate may be at the signing."""
    key = SettingKey.CERTIFICATE_MAX_AGE_MONTHS
    return settings.number(municipality_id, key, clock.today())


def known(municipality_id: UUID, worker_ids: Collection[UUID]) -> Known:
    """Read what decides about papers: settings, requirements and courses; four statements."""
    return Known(
        today=clock.today(),
        requirements=requirements.of(municipality_id),
        max_age_months=max_age_months(municipality_id),
        courses=courses_of(worker_ids),
    )


def courses_of(worker_ids: Collection[UUID]) -> Mapping[UUID, Sequence[WorkerCourse]]:
    """Return the courses people have taken, the newest first, by worker."""
    query = (
        select(WorkerCourse)
        .where(WorkerCourse.worker_id.in_(worker_ids))
        .order_by(WorkerCourse.completed_on.desc(), WorkerCourse.id)
    )
    found: dict[UUID, list[WorkerCourse]] = {}
    for held in db.session().scalars(query):
        found.setdefault(held.worker_id, []).append(held)
    return found


def of_all(engagements: Collection[Engagement]) -> dict[UUID, tuple[Paper, ...]]:
    """Return the papers of engagements of one municipality, read with ``WITH_PAPERS``."""
    if not engagements:
        return {}
    municipality_id = next(iter(engagements)).municipality_id
    facts = known(municipality_id, {one.worker_id for one in engagements})
    return {one.id: papers(one, one.clearance, one.household, facts) for one in engagements}


def of(engagement: Engagement) -> tuple[Paper, ...]:
    """Return the papers of an engagement that was read with ``WITH_PAPERS``."""
    return of_all([engagement])[engagement.id]


def missing_now(engagement: Engagement) -> tuple[Paper, ...]:
    """Return exactly what an engagement lacks, however it was read."""
    items = select(ClearanceItem).where(ClearanceItem.engagement_id == engagement.id)
    members = select(HouseholdMember).where(HouseholdMember.engagement_id == engagement.id)
    session = db.session()
    facts = known(engagement.municipality_id, [engagement.worker_id])
    found = papers(engagement, session.scalars(items), session.scalars(members), facts)
    return stops(found)
