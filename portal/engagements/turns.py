"""Who plans, gives away or ends somebody's time holds the worker first, and so comes in turn.

What is read afterwards is as it is now: another family's rota too, and whether the
engagement has ended.
"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, select

from portal.core import db
from portal.engagements.models import Engagement, Worker


def hold_user(user_id: UUID | None) -> None:
    """Hold the worker somebody is."""
    _hold(Worker.user_id == user_id)


def hold_engaged(engagement_ids: Iterable[UUID | None]) -> None:
    """Hold the workers of some engagements, always in the same order."""
    engaged = select(Engagement.worker_id).where(Engagement.id.in_([*filter(None, engagement_ids)]))
    _hold(Worker.id.in_(engaged))


def _hold(which: ColumnElement[bool]) -> None:
    query = select(Worker.id).where(which).order_by(Worker.id)
    db.session().execute(query.with_for_update(of=Worker, key_share=True))
