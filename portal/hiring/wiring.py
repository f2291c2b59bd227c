"""What hiring tells the packages below: who was approved as what."""

from uuid import UUID

from sqlalchemy import select

from portal.core import db
from portal.engagements import approvals
from portal.engagements.approvals import Approvals
from portal.engagements.states import Kind
from portal.hiring import labels
from portal.recruitment.models import Application, ApplicationRole
from portal.recruitment.states import Outcome


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
    """Give the codes their words, and let engagements ask us who was approved as what."""
    labels.register()
    approvals.learn_from(approvals_of)
