"""What nobody has done in time: hours not logged, hours not attested.

Run often (``flask --app wsgi remind``): each shift and each line is told about once.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, or_, select

from portal.accounts import queries as accounts
from portal.accounts.models import User
from portal.approval.models import Reminder
from portal.approval.states import ReminderKind
from portal.core import db
from portal.engagements.models import Engagement, Worker
from portal.families.models import Leader
from portal.messages.service import enqueue
from portal.municipality import settings as municipality_settings
from portal.municipality.models import Municipality
from portal.municipality.states import SettingKey
from portal.rules.periods import local_day
from portal.shifts.models import Entry, RunningShift, Shift
from portal.shifts.states import EntryState, ShiftState

UNLOGGED_AFTER = timedelta(hours=24)
UNLOGGED_UNTIL = timedelta(days=60)  # what is older was there before the reminders


def remind(now: datetime) -> int:
    """Write one mail to each person with something new to be told; return how many."""
    mails = 0
    for municipality in db.session().scalars(select(Municipality).order_by(Municipality.id)):
        mails += _unlogged(municipality.id, now) + _unattested(municipality.id, now)
    return mails


def _unlogged(municipality_id: UUID, now: datetime) -> int:
    """Tell workers of shifts that were over a day ago and have no line."""
    rows = db.session().execute(_unlogged_shifts(municipality_id, now)).all()
    _remember(municipality_id, ReminderKind.UNLOGGED, (shift_id for shift_id, _user in rows), now)
    for user, count in Counter(user for _shift, user in rows).items():
        enqueue(accounts.recipient(user), "hours_unlogged", count=count)
    return len({user.id for _shift, user in rows})


def _unlogged_shifts(municipality_id: UUID, now: datetime) -> Select[UUID, User]:
    logged = exists().where(
        Entry.shift_id == Shift.id,
        Entry.engagement_id == Shift.engagement_id,
        Entry.state != EntryState.DISCARDED,
        Entry.corrects_id.is_(None),
    )
    return (
        select(Shift.id, User)
        .join(Engagement, Shift.engagement_id == Engagement.id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .join(User, Worker.user_id == User.id)
        .where(
            Shift.municipality_id == municipality_id,
            Shift.state == ShiftState.PLANNED,
            Shift.ends_at < now - UNLOGGED_AFTER,
            Shift.ends_at > now - UNLOGGED_UNTIL,
            User.disabled_at.is_(None),
            ~logged,
            ~exists().where(RunningShift.shift_id == Shift.id),
            _is_new(ReminderKind.UNLOGGED, Shift.id),
        )
        .order_by(Shift.starts_at)
    )


def _unattested(municipality_id: UUID, now: datetime) -> int:
    """Tell leaders of lines that have waited half the time they have."""
    settings = municipality_settings.all_on(municipality_id, local_day(now))
    takeover = int(settings[SettingKey.COORDINATOR_ATTESTS_AFTER_DAYS])
    days = max(takeover // 2, 1)
    rows = db.session().execute(_waiting_lines(municipality_id, now - timedelta(days=days), now))
    found = rows.all()
    entry_ids = dict.fromkeys(entry_id for entry_id, _user in found)
    _remember(municipality_id, ReminderKind.UNATTESTED, entry_ids, now)
    for user, count in Counter(user for _entry, user in found).items():
        enqueue(
            accounts.recipient(user), "hours_unattested", count=count, days=days, takeover=takeover
        )
    return len({user.id for _entry, user in found})


def _waiting_lines(municipality_id: UUID, before: datetime, now: datetime) -> Select[UUID, User]:
    today = local_day(now)
    leads = and_(
        Leader.ordning_id == Entry.ordning_id,
        Leader.valid_from <= today,
        or_(Leader.valid_to.is_(None), Leader.valid_to >= today),
    )
    return (
        select(Entry.id, User)
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .join(Leader, leads)
        .join(User, Leader.user_id == User.id)
        .where(
            Entry.municipality_id == municipality_id,
            Entry.state == EntryState.SUBMITTED,
            Entry.submitted_at < before,
            Leader.user_id != Worker.user_id,
            User.disabled_at.is_(None),
            _is_new(ReminderKind.UNATTESTED, Entry.id),
        )
        .order_by(Entry.submitted_at)
    )


def _is_new(kind: ReminderKind, thing_id: Any) -> Any:  # noqa: ANN401 - a column, a condition
    return ~exists().where(Reminder.kind == kind, Reminder.thing_id == thing_id)


def _remember(
    municipality_id: UUID, kind: ReminderKind, thing_ids: Iterable[UUID], now: datetime
) -> Sequence[Reminder]:
    return [
        db.add(Reminder(municipality_id=municipality_id, kind=kind, thing_id=thing_id, sent_at=now))
        for thing_id in thing_ids
    ]
