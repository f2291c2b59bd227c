"""What somebody wrote of how it goes is deleted in time; the marks and when stay."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select

from portal.core import clock, db
from portal.followups import queries
from portal.followups.models import FollowUp, FollowUpLink
from portal.municipality.keeping import Kept, Look


def due(look: Look) -> Sequence[Kept]:
    """Return the follow-ups whose words may not be kept longer, by the child's number."""
    query = select(FollowUp).where(
        FollowUp.municipality_id == look.municipality_id,
        FollowUp.asked_at < look.kept_since,
        FollowUp.forgotten_at.is_(None),
    )
    if look.only is not None:
        query = query.where(FollowUp.id == look.only).with_for_update(of=FollowUp)
    found = db.session().scalars(query.order_by(FollowUp.id)).unique()
    return [look.kept(it.id, it.asked_at, it.engagement.ordning.child.number) for it in found]


def forget(follow_up_id: UUID) -> None:
    """Delete what was written, by them and of them, and the links."""
    follow_up = queries.locked(follow_up_id)
    follow_up.word = follow_up.closed_what = ""
    follow_up.forgotten_at = clock.now()
    db.session().execute(delete(FollowUpLink).where(FollowUpLink.follow_up_id == follow_up.id))
