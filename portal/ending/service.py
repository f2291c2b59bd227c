"""End an engagement: this minute its rights end and its shifts ahead are free again."""

from collections.abc import Sequence

from sqlalchemy import or_, select, update

from portal.access.actor import Actor
from portal.accounts import queries as accounts
from portal.accounts.models import User
from portal.accounts.service import renew_calendars
from portal.audit import service as audit
from portal.core import clock, db
from portal.engagements import turns
from portal.engagements.models import Engagement
from portal.families import queries as families
from portal.messages import service as messages
from portal.rules.periods import local_day
from portal.shifts import notices
from portal.shifts import service as shifts
from portal.shifts.models import Shift, ShiftDraft
from portal.shifts.states import ShiftState


def shifts_ahead(engagement: Engagement) -> Sequence[Shift]:
    """Return the shifts that would be free: those that have not begun."""
    query = (
        select(Shift)
        .where(
            Shift.engagement_id == engagement.id,
            Shift.state == ShiftState.PLANNED,
            Shift.starts_at > clock.now(),
        )
        .order_by(Shift.starts_at)
    )
    return db.session().scalars(query).all()


def end(actor: Actor, engagement: Engagement, reason: str) -> int:
    """End an engagement now and return how many shifts are open because of it.

    Hours already worked can still be logged, approved and paid.
    """
    turns.hold_user(engagement.user_id)  # nobody gives them a shift meanwhile
    ahead = shifts_ahead(engagement)
    changes = [
        shifts.Change(
            ordning=shift.ordning,
            shift=shift,
            plan=_opened(shift),
        )
        for shift in ahead
    ]
    applied = shifts.apply(changes) if changes else []
    _open_drafts(engagement)
    engagement.ended_at, engagement.ended_reason = clock.now(), reason
    renew_calendars(User.id == engagement.user_id)  # the family's open shifts are theirs no more
    audit.record(
        actor, "engagement:ended", "engagement", engagement.id, reason=reason, opened=len(ahead)
    )
    _tell_worker(engagement, applied)
    _tell_leaders(engagement, ahead)
    return len(ahead)


def _tell_worker(engagement: Engagement, applied: Sequence[shifts.Applied]) -> None:
    """Write one mail; what would have been in the next days is sent along for the calendar."""
    user = engagement.worker.user
    files = notices.files_of_soon(user.id, applied)
    message = messages.enqueue(
        accounts.recipient(user), "engagement_ended", opened=len(applied), has_files=bool(files)
    )
    for file in files:
        messages.attach(message, file)


def _tell_leaders(engagement: Engagement, opened: Sequence[Shift]) -> None:
    """Write each who leads the ordning today what is open now; a protected name is not written."""
    worker = engagement.worker
    for leader in families.leading(engagement.ordning_id):
        messages.enqueue(
            accounts.recipient(leader),
            "assistant_ended",
            who="" if worker.graded_ids else worker.first_name,
            shifts=[
                {"starts_at": it.starts_at.isoformat(), "ends_at": it.ends_at.isoformat()}
                for it in opened
            ],
            ordning_id=str(engagement.ordning_id),
            week=f"{local_day(opened[0].starts_at if opened else clock.now()):%G-%V}",
        )


def _opened(shift: Shift) -> shifts.Plan:
    return shifts.Plan(
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        kind=shift.kind,
        note=shift.note,
        open_reason="ended",
    )


def _open_drafts(engagement: Engagement) -> None:
    """Leave nobody in what was planned and not yet published."""
    db.session().execute(
        update(ShiftDraft)
        .where(
            ShiftDraft.engagement_id == engagement.id,
            or_(ShiftDraft.starts_at > clock.now(), ShiftDraft.shift_id.is_not(None)),
        )
        .values(engagement_id=None, version=ShiftDraft.version + 1)
    )
