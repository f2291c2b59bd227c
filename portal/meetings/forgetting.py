"""What was said of a meeting goes when it has been kept long enough; that they met stays."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select, update

from portal.core import clock, db
from portal.matching.models import ProposalEvent
from portal.meetings import queries
from portal.meetings.models import Guest, GuestLink, Meeting
from portal.municipality.keeping import Kept, Look


def due(look: Look) -> Sequence[Kept]:
    """Return the meetings whose words may not be kept longer, by the child's number."""
    query = select(Meeting).where(
        Meeting.municipality_id == look.municipality_id,
        Meeting.ends_at < look.kept_since,
        Meeting.forgotten_at.is_(None),
    )
    if look.only is not None:
        query = query.where(Meeting.id == look.only).with_for_update(of=Meeting)
    found = db.session().scalars(query.order_by(Meeting.id)).unique()
    return [look.kept(it.id, it.ends_at, it.proposal.need.ordning.child.number) for it in found]


def forget(meeting_id: UUID) -> None:
    """Delete where and what they were to talk of, each side's reason, and the links."""
    meeting = queries.locked(meeting_id)
    meeting.place = meeting.advice = meeting.cancelled_why = ""
    for verdict in meeting.verdicts:
        verdict.reason = ""
    meeting.forgotten_at = clock.now()
    guests = select(Guest.id).where(Guest.meeting_id == meeting.id)
    db.session().execute(delete(GuestLink).where(GuestLink.guest_id.in_(guests)))
    db.session().execute(
        update(ProposalEvent).where(ProposalEvent.proposal_id == meeting.proposal_id).values(why="")
    )
