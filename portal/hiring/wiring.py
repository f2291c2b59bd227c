"""What hiring tells the packages below: since when nobody came, who was approved as what."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from portal.core import clock, db
from portal.engagements import approvals
from portal.engagements.approvals import Approvals
from portal.engagements.models import Engagement
from portal.engagements.queries import is_active
from portal.engagements.states import Kind
from portal.needs import facts
from portal.needs.facts import Facts
from portal.recruitment.models import Application, ApplicationRole
from portal.recruitment.states import Outcome
from portal.vedtak.models import Portion, Vedtak
from portal.vedtak.states import Per, Unit

_WEEKS = {Per.WEEK: 1, Per.MONTH: 52 / 12, Per.YEAR: 52}


def facts_of(ordning_ids: Collection[UUID], on: date) -> Mapping[UUID, Facts]:
    """Return how ordninger stand, in four statements.

    One waits from the first day of its vedtak, or from the day its last engagement ended;
    the vedtak's own end never hides it (domain/recruitment.md § 0.10).
    """
    first = (
        select(Vedtak.ordning_id, func.min(Vedtak.valid_from))
        .where(Vedtak.ordning_id.in_(ordning_ids), Vedtak.valid_from <= on)
        .group_by(Vedtak.ordning_id)
    )
    granted = {row[0]: row[1] for row in db.session().execute(first)}
    served = set(
        db.session().scalars(
            select(Engagement.ordning_id).where(
                Engagement.ordning_id.in_(ordning_ids), is_active(on)
            )
        )
    )
    ended = _ended(ordning_ids, on)
    weekly = _week_minutes(ordning_ids, on)
    return {
        ordning_id: Facts(
            waiting_since_on=None
            if ordning_id in served
            else max(since, ended.get(ordning_id, since)),
            week_minutes=weekly.get(ordning_id, 0),
        )
        for ordning_id, since in granted.items()
    }


def _ended(ordning_ids: Collection[UUID], on: date) -> dict[UUID, date]:
    """Return the last day somebody worked there, of those who no longer do."""
    rows = db.session().execute(
        select(Engagement.ordning_id, Engagement.valid_to, Engagement.ended_at).where(
            Engagement.ordning_id.in_(ordning_ids), ~is_active(on), Engagement.valid_from <= on
        )
    )
    found: dict[UUID, date] = {}
    for ordning_id, valid_to, ended_at in rows:
        stopped = clock.local(ended_at).date() if ended_at else None
        last = min(day for day in (valid_to, stopped, on) if day)
        found[ordning_id] = max(last, found.get(ordning_id, last))
    return found


def _week_minutes(ordning_ids: Collection[UUID], on: date) -> dict[UUID, int]:
    """Return the hours in force as minutes a week, to say about how much."""
    rows = db.session().execute(
        select(Vedtak.ordning_id, Portion.amount_minutes, Portion.per)
        .join(Portion, Portion.vedtak_id == Vedtak.id)
        .where(
            Vedtak.ordning_id.in_(ordning_ids),
            Vedtak.valid_from <= on,
            Vedtak.valid_to >= on,
            Portion.unit == Unit.HOURS,
        )
        .order_by(Vedtak.version)
    )
    return {ordning_id: round(minutes / _WEEKS[Per(per)]) for ordning_id, minutes, per in rows}


def approvals_of(user_id: UUID) -> Approvals:
    """Return what somebody has been approved as, in any of their applications."""
    rows = db.session().execute(
        select(ApplicationRole.kind, ApplicationRole.outcome)
        .join(Application, ApplicationRole.application_id == Application.id)
        .where(Application.user_id == user_id, ApplicationRole.outcome != Outcome.OPEN)
    )
    found: dict[Outcome, set[Kind]] = {Outcome.APPROVED: set(), Outcome.NOT_APPROVED: set()}
    for kind, outcome in rows:
        found[Outcome(outcome)].add(Kind(kind))
    approved = frozenset(found[Outcome.APPROVED])
    return Approvals(approved, frozenset(found[Outcome.NOT_APPROVED]) - approved)


def wire() -> None:
    """Let needs ask us how ordninger stand, and engagements who was approved as what."""
    facts.learn_from(facts_of)
    approvals.learn_from(approvals_of)
