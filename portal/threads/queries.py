"""Who may write to whom, and what they have written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, exists, func, or_, select, union
from sqlalchemy.orm import joinedload, lazyload

from portal.access.actor import Actor, Hat, Relation
from portal.accounts.models import User
from portal.core import clock, db
from portal.engagements.models import Engagement, Worker
from portal.families.models import Child, Ordning
from portal.families.states import Gradering
from portal.matching.models import Proposal
from portal.matching.states import ProposalState, Side
from portal.needs.models import Need
from portal.shifts.models import Shift
from portal.shifts.states import ShiftState
from portal.threads.models import Thread, ThreadMessage

SHOWN = 100  # messages of a thread; the older ones are a link away
SHIFTS_BACK, SHIFTS_AHEAD = timedelta(days=7), timedelta(days=28)  # one may write of


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A person and the family they help, as one of the two sides sees it."""

    ordning: Ordning
    user: User
    is_open: bool
    side: Side  # whose eyes it is seen with
    worker_graded_ids: frozenset[UUID] = frozenset()
    thread: Thread | None = None
    unread: int = 0
    last_at: datetime | None = None

    @property
    def municipality_id(self) -> UUID:
        """Return whose it is."""
        return self.ordning.municipality_id

    @property
    def ordning_id(self) -> UUID:
        """Return the ordning, whose leaders write for the family."""
        return self.ordning.id

    @property
    def user_id(self) -> UUID:
        """Return who helps."""
        return self.user.id

    @property
    def graded_ids(self) -> frozenset[UUID]:
        """Return the ids one must be named for to see this."""
        return self.ordning.graded_ids | self.worker_graded_ids

    @property
    def first_name(self) -> str:
        """Return what one calls the person."""
        return self.user.name.split(" ", 1)[0]

    @property
    def seen_by_other_at(self) -> datetime | None:
        """Return up to when the other side has read."""
        if self.thread is None:
            return None
        is_family = self.side is Side.FAMILY
        return self.thread.person_seen_at if is_family else self.thread.family_seen_at


def side_of(actor: Actor) -> Side:
    """Return which side somebody writes for, in the hat that is on."""
    return Side.FAMILY if actor.hat is Hat.PARENT else Side.PERSON


Pairs = Select[UUID, UUID]  # (ordning, person)


def _of(actor: Actor, query: Pairs) -> Pairs:
    """Keep the pairs that are the actor's: asked of each table, since each has its own index."""
    ordning_id, user_id = query.selected_columns
    if side_of(actor) is Side.FAMILY:
        return query.where(ordning_id.in_(actor.of(Relation.LEADS)))
    return query.where(user_id == actor.user_id)


def _open(actor: Actor) -> CompoundSelect[UUID, UUID]:
    """Select the actor's matches: both have said yes, or there is work that has not ended."""
    engaged = (
        select(Engagement.ordning_id, Worker.user_id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .where(
            or_(Engagement.valid_to.is_(None), Engagement.valid_to >= clock.today()),
            or_(Engagement.ended_at.is_(None), Engagement.ended_at > clock.now()),
        )
    )
    agreed = (
        select(Need.ordning_id, Proposal.user_id)
        .join(Need, Proposal.need_id == Need.id)
        .where(Proposal.state == ProposalState.ACCEPTED)
    )
    return union(_of(actor, engaged), _of(actor, agreed))


def _from_other(side: Side) -> ColumnElement[bool]:
    is_persons = ThreadMessage.sender_id == Thread.user_id
    return is_persons if side is Side.FAMILY else ~is_persons


def _visible(actor: Actor) -> Select[Ordning, User, Thread | None, Worker | None, bool]:
    """Select the matches of the actor in the hat that is on: those open, and those written in."""
    current = _open(actor).subquery()
    written = _of(actor, select(Thread.ordning_id, Thread.user_id))
    known = union(select(current), written).subquery()
    is_open = exists().where(
        current.c.ordning_id == known.c.ordning_id, current.c.user_id == known.c.user_id
    )
    named = actor.of(Relation.NAMED_FOR)
    return (
        select(Ordning, User, Thread, Worker, is_open)
        .join_from(known, Ordning, Ordning.id == known.c.ordning_id)
        .join(Child, Ordning.child_id == Child.id)
        .join(User, User.id == known.c.user_id)
        .outerjoin(Thread, and_(Thread.ordning_id == Ordning.id, Thread.user_id == known.c.user_id))
        .outerjoin(Worker, Worker.user_id == User.id)
        .where(
            or_(Child.gradering == Gradering.UGRADERT, Child.id.in_(named)),
            or_(Worker.id.is_(None), Worker.gradering == Gradering.UGRADERT, Worker.id.in_(named)),
        )
        .order_by(User.name, Ordning.id)
        .options(lazyload(Worker.user))
    )


def of_actor(actor: Actor) -> list[Match]:
    """Return the actor's matches: what is unread first, then the newest, in two statements."""
    side = side_of(actor)
    found = [_match(side, *row) for row in db.session().execute(_visible(actor)).unique()]
    seen_at = Thread.family_seen_at if side is Side.FAMILY else Thread.person_seen_at
    is_unread = and_(
        _from_other(side),
        ThreadMessage.taken_back_at.is_(None),
        or_(seen_at.is_(None), ThreadMessage.sent_at > seen_at),
    )
    query = (
        select(Thread.id, func.max(ThreadMessage.sent_at), func.count().filter(is_unread))
        .join(ThreadMessage, ThreadMessage.thread_id == Thread.id)
        .where(Thread.id.in_([it.thread.id for it in found if it.thread]))
        .group_by(Thread.id)
    )
    told = {thread_id: (at, unread) for thread_id, at, unread in db.session().execute(query)}
    counted = [
        replace(it, last_at=told[it.thread.id][0], unread=told[it.thread.id][1])
        if it.thread and it.thread.id in told
        else it
        for it in found
    ]
    never = datetime.min.replace(tzinfo=clock.now().tzinfo)
    newest = sorted(counted, key=lambda it: it.last_at or never, reverse=True)
    return sorted(newest, key=lambda it: (it.unread == 0, not it.is_open))


def one(actor: Actor, ordning_id: UUID, user_id: UUID) -> Match | None:
    """Return one of the actor's matches."""
    query = _visible(actor).where(Ordning.id == ordning_id, User.id == user_id)
    row = db.session().execute(query).unique().first()
    return _match(side_of(actor), *row) if row else None


def _match(
    side: Side, ordning: Ordning, user: User, thread: Thread | None, worker: Worker | None,
    is_open: bool,  # noqa: FBT001 - a column of the row
) -> Match:  # fmt: skip
    graded_ids = worker.graded_ids if worker else frozenset()
    return Match(
        ordning=ordning, user=user, is_open=is_open, side=side, thread=thread,
        worker_graded_ids=graded_ids,
    )  # fmt: skip


# Messages ----------------------------------------------------------------------------------


def messages(thread: Thread, limit: int) -> list[ThreadMessage]:
    """Return the newest messages, the oldest of them first."""
    query = (
        select(ThreadMessage)
        .where(ThreadMessage.thread_id == thread.id)
        .order_by(ThreadMessage.sent_at.desc(), ThreadMessage.id.desc())
        .limit(limit)
        .options(joinedload(ThreadMessage.shift).lazyload("*"))
    )
    return list(reversed(db.session().scalars(query).all()))


def unread(thread: Thread, side: Side) -> int:
    """Return how many messages a side has not read."""
    seen_at = thread.family_seen_at if side is Side.FAMILY else thread.person_seen_at
    query = (
        select(func.count())
        .select_from(ThreadMessage)
        .join(Thread, Thread.id == ThreadMessage.thread_id)
        .where(Thread.id == thread.id, _from_other(side), ThreadMessage.taken_back_at.is_(None))
    )
    if seen_at:
        query = query.where(ThreadMessage.sent_at > seen_at)
    return db.session().scalar(query) or 0


@dataclass(frozen=True, slots=True)
class Own:
    """A message with the match it belongs to, for whoever wrote it."""

    match: Match
    message: ThreadMessage

    @property
    def ordning_id(self) -> UUID:
        """Return the ordning whose leaders write for the family."""
        return self.match.ordning_id

    @property
    def user_id(self) -> UUID:
        """Return who wrote it."""
        return self.message.sender_id

    @property
    def graded_ids(self) -> frozenset[UUID]:
        """Return the ids one must be named for to see this."""
        return self.match.graded_ids


def own(actor: Actor, message_id: UUID) -> Own | None:
    """Return a message the actor has written, in a match that is still theirs to see."""
    query = (
        select(ThreadMessage, Thread.ordning_id, Thread.user_id)
        .join(Thread, Thread.id == ThreadMessage.thread_id)
        .where(ThreadMessage.id == message_id, ThreadMessage.sender_id == actor.user_id)
    )
    row = db.session().execute(query).first()
    match = one(actor, row[1], row[2]) if row else None
    return Own(match, row[0]) if row and match else None


def shifts(match: Match) -> Sequence[Shift]:
    """Return the person's shifts with the child that one may write of now, in order of time."""
    now = clock.now()
    query = (
        select(Shift)
        .join(Engagement, Shift.engagement_id == Engagement.id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .where(
            Shift.ordning_id == match.ordning_id,
            Worker.user_id == match.user_id,
            Shift.state == ShiftState.PLANNED,
            Shift.ends_at > now - SHIFTS_BACK,
            Shift.starts_at < now + SHIFTS_AHEAD,
        )
        .order_by(Shift.starts_at, Shift.id)
        .options(lazyload("*"))
    )
    return db.session().scalars(query).all()
