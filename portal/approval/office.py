"""What waits for a coordinator: exceptions one by one, the rest in one act, and what stops."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, false, func, not_, or_, select

from portal.access.actor import Actor
from portal.accounts.models import User
from portal.approval.queries import (
    WAITING,
    decides_on,
    in_own_office,
    is_green,
    is_taken_over,
    may_see,
    of_office,
    with_people,
)
from portal.core import clock, db
from portal.engagements.models import Engagement, Worker
from portal.families.models import Leader
from portal.shifts.models import Entry
from portal.shifts.states import EntryState


def exceptions(actor: Actor, before: datetime, *only: ColumnElement[bool]) -> Sequence[Entry]:
    """Return what a coordinator must look at line by line, the longest waiting first."""
    not_green = and_(Entry.state == EntryState.ATTESTED, not_(_surely(is_green())))
    query = with_people().where(
        Entry.state.in_(WAITING),
        *decides_on(actor),
        or_(not_green, is_taken_over(before, clock.today())),
        *only,
    )
    return db.session().scalars(query.order_by(Entry.submitted_at, Entry.starts_at)).all()


def silent(actor: Actor, ordning_id: UUID, before: datetime) -> Sequence[Entry]:
    """Return what a family has let lie though it is as planned: nothing but to say yes to."""
    is_silent = (Entry.ordning_id == ordning_id, Entry.state == EntryState.SUBMITTED, is_green())
    return exceptions(actor, before, *is_silent)


def _surely(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """A comparison with nothing (no plan) is no, not unknown."""
    return func.coalesce(condition, false())


@dataclass(frozen=True, slots=True)
class GreenLine:
    """What is needed of a line that is fine: to approve it, and to add it up."""

    id: UUID
    version: int
    minutes: int
    engagement_id: UUID
    name: str
    kind: str
    ordning_id: UUID


def green(actor: Actor) -> list[GreenLine]:
    """Return all that a coordinator can approve in one act; rows, not objects."""
    query = (
        select(
            Entry.id, Entry.version, Entry.minutes, Entry.engagement_id, User.name,
            Engagement.kind, Entry.ordning_id,
        )
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .join(User, Worker.user_id == User.id)
        .where(Entry.state == EntryState.ATTESTED, is_green(), in_own_office(actor))
        .order_by(User.name, Entry.starts_at)
    )  # fmt: skip
    return [GreenLine(*row) for row in db.session().execute(query)]


@dataclass(frozen=True, slots=True)
class Stops:
    """Minutes on their way to the pay file, by what stops them; lines one may not decide on."""

    ready: int = 0
    waits_for_you: int = 0
    waits_for_family: int = 0
    not_cleared: int = 0
    not_yours: int = 0


def stops(actor: Actor) -> Stops:
    """Return where the office's hours stop, in one statement."""
    mine = _surely(in_own_office(actor))
    state = case((Engagement.cleared_at.is_(None), "not_cleared"), else_=Entry.state)
    keys = (state, case((mine, 1), else_=0))
    query = (
        select(*keys, func.sum(Entry.minutes), func.count(Entry.id))
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .where(
            Entry.ordning_id.in_(of_office(actor)), may_see(Worker, actor),
            Entry.state.in_((*WAITING, EntryState.APPROVED)),
        )
        .group_by(*keys)
    )  # fmt: skip
    sums: dict[str, int] = {}
    not_yours = 0
    for what, is_mine, minutes, count in db.session().execute(query):
        sums[what] = sums.get(what, 0) + int(minutes)
        if not is_mine and what in WAITING:
            not_yours += count
    return Stops(
        sums.get(EntryState.APPROVED, 0), sums.get(EntryState.ATTESTED, 0),
        sums.get(EntryState.SUBMITTED, 0), sums.get("not_cleared", 0), not_yours,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeaderContact:
    """Whom to ring about a family's hours."""

    name: str
    phone: str


def leaders(ordning_ids: Collection[UUID], today: date) -> dict[UUID, list[LeaderContact]]:
    """Return who leads these ordninger today and can attest."""
    query = (
        select(Leader.ordning_id, User.name, User.phone)
        .join(User, Leader.user_id == User.id)
        .where(
            Leader.ordning_id.in_(ordning_ids),
            Leader.valid_from <= today,
            or_(Leader.valid_to.is_(None), Leader.valid_to >= today),
            User.disabled_at.is_(None),
        )
        .order_by(Leader.kind, Leader.valid_from)
    )
    found: dict[UUID, list[LeaderContact]] = {}
    for ordning_id, name, phone in db.session().execute(query):
        found.setdefault(ordning_id, []).append(LeaderContact(name, phone))
    return found
