"""What happens by itself: papers lapse, people are reminded of it, certificates are forgotten.

Run every night or oftener (``flask remind``, ``flask forget``): each paper is told about 60, 30
and 7 days before its last day, to the worker and to the office's coordinators, once each.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from portal.access.actor import NOBODY, Hat
from portal.accounts import queries as accounts
from portal.accounts.models import Role, User
from portal.accounts.queries import role_is_in_force
from portal.clearance import queries, service
from portal.clearance.models import ExpiryNotice
from portal.clearance.states import REMIND_DAYS
from portal.core import clock, db
from portal.engagements import paper_queries
from portal.engagements.models import Engagement
from portal.engagements.overview import title_of
from portal.engagements.papers import Paper
from portal.messages.service import enqueue
from portal.municipality.models import Municipality


@dataclass(frozen=True, slots=True)
class Due:
    """A paper that lapses, and which of the reminders it is time for."""

    engagement: Engagement
    paper: Paper
    until: date
    days: int


def remind() -> int:
    """Judge all papers as of today, and write the reminders that are due; return how many."""
    home_ids = db.session().scalars(select(Municipality.id).order_by(Municipality.id)).all()
    return sum(_remind(home_id) for home_id in home_ids)


def _remind(municipality_id: UUID) -> int:
    running = queries.running(municipality_id)
    if not running:
        return 0
    service.judge_all(NOBODY, running)
    papers = paper_queries.of_all(running)
    told = _told(municipality_id)
    due = [it for one in running for it in _due(one, papers[one.id]) if _key(it) not in told]
    for it in due:
        _remember(it)
    _tell_workers(due)
    _tell_offices(due)
    db.session().flush()
    return len(due)


def _due(engagement: Engagement, papers: Sequence[Paper]) -> Iterator[Due]:
    """Yield the nearest reminder of each paper: who missed two gets one."""
    today = clock.today()
    for paper in papers:
        left = (paper.until - today).days if paper.until and engagement.was_cleared else -1
        reached = [days for days in REMIND_DAYS if 0 <= left <= days]
        if paper.until and reached:
            yield Due(engagement, paper, paper.until, min(reached))


def _key(due: Due) -> tuple[UUID, str, date, int]:
    return (due.engagement.id, due.paper.key, due.until, due.days)


def _told(municipality_id: UUID) -> set[tuple[UUID, str, date, int]]:
    query = select(ExpiryNotice).where(
        ExpiryNotice.municipality_id == municipality_id, ExpiryNotice.until_on >= clock.today()
    )
    return {
        (it.engagement_id, it.paper, it.until_on, it.days) for it in db.session().scalars(query)
    }


def _remember(due: Due) -> None:
    db.add(
        ExpiryNotice(
            municipality_id=due.engagement.municipality_id, engagement_id=due.engagement.id,
            paper=due.paper.key, until_on=due.until, days=due.days,
        )
    )  # fmt: skip


def _tell_workers(due: Sequence[Due]) -> None:
    """Write once about a paper that several engagements take."""
    told: set[tuple[UUID, str, date]] = set()
    for it in due:
        about = (it.engagement.user_id, title_of(it.paper), it.until)
        if about not in told:
            told.add(about)
            enqueue(
                accounts.recipient(it.engagement.worker.user), "paper_lapses",
                paper=title_of(it.paper), until=it.until.isoformat(),
                days=(it.until - clock.today()).days,
            )  # fmt: skip


def _tell_offices(due: Sequence[Due]) -> None:
    """Write one mail to each coordinator of an office, however many papers it is about."""
    counts: dict[UUID, int] = {}
    for it in due:
        counts[it.engagement.office_id] = counts.get(it.engagement.office_id, 0) + 1
    for office_id, count in counts.items():
        for user in _coordinators(office_id):
            enqueue(accounts.recipient(user), "papers_lapse", count=count)


def _coordinators(office_id: UUID) -> Sequence[User]:
    query = (
        select(User)
        .join(Role, Role.user_id == User.id)
        .where(Role.office_id == office_id, Role.hat == Hat.COORDINATOR, role_is_in_force())
        .where(User.disabled_at.is_(None))
        .order_by(User.name)
    )
    return db.session().scalars(query).unique().all()
