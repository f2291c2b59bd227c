"""Change what has been published: the shift, everybody's calendar row, and calendar versions.

Nothing here judges whether a change is wise or allowed: ``hours.findings`` does, and whoever
calls asks first. What is told to whom is ``notices``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from portal.accounts import service as accounts
from portal.accounts.models import User
from portal.core import clock, db
from portal.engagements.models import Engagement, Worker
from portal.families.models import Leader, Ordning
from portal.shifts import queries
from portal.shifts.models import Attendee, Shift
from portal.shifts.states import AttendeeStatus, ShiftKind, ShiftState

UNDO_FOR = timedelta(minutes=30)  # how long a worker may give back what was taken by mistake


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a shift is, or is to be. Times are UTC; ``engagement`` None: open."""

    starts_at: datetime
    ends_at: datetime
    engagement: Engagement | None = None
    kind: str = ShiftKind.ORDINARY
    note: str = ""
    open_reason: str = ""
    taken_at: datetime | None = None

    @property
    def user_id(self) -> UUID | None:
        """Return whose shift it is."""
        return self.engagement.user_id if self.engagement else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing to do. ``shift`` None: make a new one. ``plan`` None: cancel it."""

    ordning: Ordning
    shift: Shift | None = None
    plan: Plan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What was done: the shift, how it stood, how it stands (None: not there)."""

    shift: Shift
    before: Plan | None
    after: Plan | None

    @property
    def user_ids(self) -> frozenset[UUID]:
        """Return those who had the shift or have it now."""
        both = (plan.user_id for plan in (self.before, self.after) if plan)
        return frozenset(user_id for user_id in both if user_id)

    @property
    def is_or_was_open(self) -> bool:
        """Whether it changes what stands among the open shifts."""
        return any(plan is not None and plan.engagement is None for plan in self._both)

    @property
    def _both(self) -> tuple[Plan | None, Plan | None]:
        return self.before, self.after


def plan_of(shift: Shift) -> Plan:
    """Return how a shift stands."""
    return Plan(
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        engagement=shift.engagement,
        kind=shift.kind,
        note=shift.note,
        open_reason=shift.open_reason,
    )


def publish_new(ordning: Ordning, plan: Plan) -> Applied:
    """Make a published shift."""
    return apply([Change(ordning=ordning, plan=plan)])[0]


def change(shift: Shift, plan: Plan) -> Applied:
    """Make a shift what the plan says: times, person, kind and note in one go."""
    return apply([Change(ordning=shift.ordning, shift=shift, plan=plan)])[0]


def assign(shift: Shift, engagement: Engagement | None, *, open_reason: str = "") -> Applied:
    """Give a shift to somebody; None opens it, ``open_reason`` "sick" says why.

    Why it was last opened stays with it, also when somebody has taken it since.
    """
    reason = open_reason or shift.open_reason
    return change(shift, replace(plan_of(shift), engagement=engagement, open_reason=reason))


def move(shift: Shift, starts_at: datetime, ends_at: datetime) -> Applied:
    """Move a shift, or make it longer or shorter."""
    return change(shift, replace(plan_of(shift), starts_at=starts_at, ends_at=ends_at))


def cancel(shift: Shift) -> Applied:
    """Cancel a shift: it stays, with its times and whoever had it, as cancelled."""
    return apply([Change(ordning=shift.ordning, shift=shift)])[0]


def apply(changes: Sequence[Change]) -> list[Applied]:
    """Do many changes: one UPDATE a shift (its version is checked), the rest in a lump."""
    shift_ids = [change.shift.id for change in changes if change.shift]
    rows = queries.attendees(shift_ids)
    done = [_written(change) for change in changes]
    db.session().flush()  # new shifts must be there before rows that point to them
    for applied in done:
        _attend(applied, rows.get(applied.shift.id, []))
    db.session().flush()
    _bump_calendars(done)
    return done


def _written(change: Change) -> Applied:
    plan, shift = change.plan, change.shift
    if shift is None:
        assert plan is not None, "a change makes a shift or changes one"
        return Applied(shift=_new(change.ordning, plan), before=None, after=plan)
    before = plan_of(shift) if shift.state == ShiftState.PLANNED else None
    shift.changed_at = clock.now()
    if plan is None:
        shift.state = ShiftState.CANCELLED
    else:
        _write(shift, plan)
    return Applied(shift=shift, before=before, after=plan)


def _new(ordning: Ordning, plan: Plan) -> Shift:
    shift = Shift(municipality_id=ordning.municipality_id, ordning_id=ordning.id, ordning=ordning)
    _write(shift, plan)
    return db.add(shift)


def _write(shift: Shift, plan: Plan) -> None:
    shift.starts_at, shift.ends_at = plan.starts_at, plan.ends_at
    shift.engagement = plan.engagement
    shift.engagement_id = plan.engagement.id if plan.engagement else None
    shift.kind, shift.note = plan.kind, plan.note
    shift.open_reason = plan.open_reason
    shift.taken_at = plan.taken_at
    shift.state = ShiftState.PLANNED


def _attend(applied: Applied, rows: Iterable[Attendee]) -> None:
    """Keep one calendar row for each person who has, or had, the shift."""
    user_id = applied.after.user_id if applied.after else None
    found = False
    for row in rows:
        if row.user_id == user_id:
            found = True
            _confirm(row, applied.shift)
        elif row.status != AttendeeStatus.CANCELLED:
            _touch(row, AttendeeStatus.CANCELLED)
    if user_id and not found:
        db.add(
            Attendee(
                municipality_id=applied.shift.municipality_id,
                shift_id=applied.shift.id,
                user_id=user_id,
                status=AttendeeStatus.CONFIRMED,
                starts_at=applied.shift.starts_at,
                ends_at=applied.shift.ends_at,
                changed_at=clock.now(),
            )
        )


def _confirm(row: Attendee, shift: Shift) -> None:
    row.starts_at, row.ends_at = shift.starts_at, shift.ends_at
    _touch(row, AttendeeStatus.CONFIRMED)


def _touch(row: Attendee, status: AttendeeStatus) -> None:
    row.status = status
    row.sequence += 1
    row.changed_at = clock.now()


def _bump_calendars(done: Sequence[Applied]) -> None:
    """Raise the calendar version of all whose feed shows one of these shifts.

    Workers see their own, leaders their ordning, and workers in it what is open there.
    """
    ordning_ids = {applied.shift.ordning_id for applied in done}
    opened_ids = {applied.shift.ordning_id for applied in done if applied.is_or_was_open}
    user_ids = frozenset[UUID]().union(*(applied.user_ids for applied in done))
    today = clock.today()
    leaders = select(Leader.user_id).where(
        Leader.ordning_id.in_(ordning_ids),
        or_(Leader.valid_to.is_(None), Leader.valid_to >= today),
    )
    workers = (
        select(Worker.user_id)
        .join(Engagement, Engagement.worker_id == Worker.id)
        .where(Engagement.ordning_id.in_(opened_ids))
    )
    accounts.renew_calendars(or_(User.id.in_(user_ids), User.id.in_(leaders), User.id.in_(workers)))
