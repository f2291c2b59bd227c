"""Tell people what has been published about their shifts: one mail a person, however much.

What begins, or began, within 48 hours goes along as calendar files: feeds are too slow.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from portal.access.actor import Actor, Hat
from portal.accounts.models import User
from portal.core import clock, db
from portal.messages import service as messages
from portal.messages.models import OutboxMessage
from portal.messages.service import File, Recipient
from portal.municipality.models import Office
from portal.rules.periods import local_day, week_of
from portal.shifts import calendar, queries
from portal.shifts.models import Attendee, Shift
from portal.shifts.service import Applied, Plan

SOON = timedelta(hours=48)


def tell(actor: Actor, done: Sequence[Applied]) -> int:
    """Write one mail to each person whose shifts were changed, and return how many.

    The one who did it knows already. All of ``done`` is of one ordning.
    """
    told = frozenset[UUID]().union(*(one.user_ids for one in done)) - {actor.user_id}
    if not told:
        return 0
    office = db.session().get_one(Office, done[0].shift.office_id)
    calendars = queries.attendees([one.shift.id for one in done])
    for user in _users(told):
        _tell_one(actor, user, office, [one for one in done if user.id in one.user_ids], calendars)
    return len(told)


def _users(user_ids: Collection[UUID]) -> Sequence[User]:
    query = select(User).where(User.id.in_(user_ids), User.disabled_at.is_(None))
    return db.session().scalars(query.order_by(User.id)).all()


def _tell_one(
    actor: Actor,
    user: User,
    office: Office,
    done: Sequence[Applied],
    calendars: dict[UUID, list[Attendee]],
) -> OutboxMessage:
    changes = sorted((_change(user.id, one) for one in done), key=lambda it: it["starts_at"])
    files = _files(user.id, office, done, calendars)
    message = messages.enqueue(
        Recipient(
            municipality_id=user.municipality_id,
            address=user.email,
            name=user.name,
            language=user.language,
        ),
        "rota_published",
        by=actor.name.split(" ", 1)[0],
        changes=changes,
        weeks=sorted({local_day(at).isocalendar().week for at in _moments(done)}),
        week=_whole_week(user.id, done),
        by_phone=_phone(actor, done),
        has_files=bool(files),
        office={"name": office.name, "phone": office.phone},
    )
    for file in files:
        messages.attach(message, file)
    return message


def files_of_soon(user_id: UUID, done: Sequence[Applied]) -> list[File]:
    """Return a person's calendar files of what is changed in the days that come first."""
    if not done:
        return []
    office = db.session().get_one(Office, done[0].shift.office_id)
    return _files(user_id, office, done, queries.attendees([one.shift.id for one in done]))


def _files(
    user_id: UUID, office: Office, done: Sequence[Applied], calendars: dict[UUID, list[Attendee]]
) -> list[File]:
    soon = [row for one in done if _is_soon(one) for row in calendars[one.shift.id]]
    made = [(row, calendar.notice(row, office.name)) for row in soon if row.user_id == user_id]
    return [
        File(name=f"vakt-{row.uid[:8]}.ics", content_type=it.content_type, content=it.body)
        for row, it in made
    ]


def _phone(actor: Actor, done: Sequence[Applied]) -> str:
    """Return where to call whoever published; a protected child's family is not given away."""
    found = db.session().get(User, actor.user_id) if actor.hat is Hat.PARENT else None
    is_graded = any(one.shift.ordning.graded_ids for one in done)
    return found.phone if found and not is_graded else ""


def _change(user_id: UUID, one: Applied) -> dict[str, str]:
    """Say what one change is for this person, as plain JSON."""
    before = one.before if one.before and one.before.user_id == user_id else None
    after = one.after if one.after and one.after.user_id == user_id else None
    if after is None:
        assert before is not None, "only told to those it concerns"
        act = "given_away" if one.after else "cancelled"
        return {"act": act, **_times(before)}
    if before is None:
        return {"act": "new", **_times(after)}
    moved = (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at)
    earlier = {f"before_{key}": at for key, at in _times(before).items()} if moved else {}
    return {"act": "changed", **_times(after), **earlier}


def _times(plan: Plan | Shift) -> dict[str, str]:
    return {"starts_at": plan.starts_at.isoformat(), "ends_at": plan.ends_at.isoformat()}


def _moments(done: Sequence[Applied]) -> list[datetime]:
    return [plan.starts_at for one in done for plan in (one.before, one.after) if plan]


def _is_soon(one: Applied) -> bool:
    now = clock.now()
    plans = (plan for plan in (one.before, one.after) if plan)
    return any(now < plan.ends_at and plan.starts_at <= now + SOON for plan in plans)


def _whole_week(user_id: UUID, done: Sequence[Applied]) -> list[dict[str, str]]:
    """Return the person's shifts in the ordning that week; nothing when it is several weeks."""
    weeks = {week_of(local_day(at)) for at in _moments(done)}
    if len(weeks) != 1:
        return []
    ordning_ids = {one.shift.ordning_id for one in done}
    mine = queries.of_user(user_id, weeks.pop().span)
    return [_times(shift) for shift in mine if shift.ordning_id in ordning_ids]
