"""Hours as those who attest, approve or read them may see them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, not_, or_, select
from sqlalchemy.orm import aliased, joinedload, lazyload

from portal.access.actor import Actor, Relation
from portal.accounts.models import User
from portal.core import clock, db
from portal.engagements.models import Engagement, Worker
from portal.families.models import Child, Leader, Ordning
from portal.families.states import Gradering
from portal.messages.service import Recipient
from portal.municipality import settings as municipality_settings
from portal.municipality.models import Office
from portal.municipality.states import SettingKey
from portal.shifts.models import Entry, Shift
from portal.shifts.states import EntryCode, EntryState

HIDDEN = (EntryState.DRAFT, EntryState.DISCARDED)  # the worker's own matter
WAITING = (EntryState.SUBMITTED, EntryState.ATTESTED)
# The people of a line as conditions ask for them, whatever else the statement joins.
_child, _ordning = aliased(Child), aliased(Ordning)
_worker, _engagement = aliased(Worker), aliased(Engagement)
_leader = aliased(User)


# Conditions ------------------------------------------------------------------------------


def is_green() -> ColumnElement[bool]:
    """Make the condition that there is nothing to look at: as planned, and no flag."""
    return and_(
        Entry.needs_look.is_(False),
        Entry.code == EntryCode.WORKED,
        Entry.minutes == Entry.planned_minutes,
    )


def is_attested_by_family() -> ColumnElement[bool]:
    """Make the condition that a family has said yes, and the municipality has not decided."""
    return and_(Entry.state == EntryState.ATTESTED, Entry.attested_by_id.is_not(None))


def in_own_families(actor: Actor) -> ColumnElement[bool]:
    """Make the condition that a line is of an ordning one leads, and not of one's own hours."""
    mine = Entry.ordning_id.in_(actor.of(Relation.LEADS))
    child = (_ordning.id == Entry.ordning_id, _child.id == _ordning.child_id)
    may_know = exists().where(*child, may_see(_child, actor)).correlate(Entry)
    return and_(mine, may_know, _is_anothers(actor))


def in_own_office(actor: Actor) -> ColumnElement[bool]:
    """Make the condition that one may decide on a line: own office, neither own nor related."""
    unrelated = _child.id.not_in(actor.of(Relation.RELATED_TO))
    return and_(Entry.ordning_id.in_(of_office(actor).where(unrelated)), _is_anothers(actor))


def decides_on(actor: Actor) -> list[ColumnElement[bool]]:
    """Make the same of a statement that joins child and worker: so PostgreSQL begins with them."""
    return [
        Child.office_id.in_(actor.office_ids),
        Child.id.not_in(actor.of(Relation.RELATED_TO)),
        Worker.user_id != actor.user_id,
        may_see(Child, actor),
        may_see(Worker, actor),
    ]


def of_office(actor: Actor) -> Select[UUID]:
    """Select the ordninger of one's own office: few, and the index has their lines by state."""
    return (
        select(_ordning.id)
        .join(_child, _ordning.child_id == _child.id)
        .where(_child.office_id.in_(actor.office_ids), may_see(_child, actor))
    )


def _is_anothers(actor: Actor) -> ColumnElement[bool]:
    asked = (_engagement.id == Entry.engagement_id, _worker.id == _engagement.worker_id)
    others = _worker.user_id != actor.user_id
    return exists().where(*asked, others, may_see(_worker, actor)).correlate(Entry)


def may_see(who: type[Child] | type[Worker], actor: Actor) -> ColumnElement[bool]:
    """Make the condition that somebody is not protected, or that the actor is named for them."""
    return or_(who.gradering == Gradering.UGRADERT, who.id.in_(actor.of(Relation.NAMED_FOR)))


def nobody_else_attests(today: date) -> ColumnElement[bool]:
    """Make the condition that the family has nobody to attest but, perhaps, the worker.

    An account that is closed attests nothing.
    """
    leads = (
        select(Leader.id)
        .join(_leader, Leader.user_id == _leader.id)
        .where(
            Leader.ordning_id == Entry.ordning_id,
            Leader.valid_from <= today,
            or_(Leader.valid_to.is_(None), Leader.valid_to >= today),
            Leader.user_id != Worker.user_id,
            _leader.disabled_at.is_(None),
        )
    )
    return not_(exists(leads.correlate(Entry, Worker)))


def is_taken_over(before: datetime, today: date) -> ColumnElement[bool]:
    """Make the condition that the family has not attested in time, or cannot."""
    return and_(
        Entry.state == EntryState.SUBMITTED,
        or_(Entry.submitted_at < before, nobody_else_attests(today)),
    )


# One -------------------------------------------------------------------------------------


def visible(actor: Actor) -> Select[Entry]:
    """Select the lines the actor may know of: own, own families', own office's, own supplier's."""
    joined = with_people()
    others = and_(
        Entry.state.not_in(HIDDEN),
        or_(
            Entry.ordning_id.in_(actor.of(Relation.LEADS)),
            Child.office_id.in_(actor.office_ids),
            Engagement.supplier_id.in_(actor.supplier_ids),
        ),
        may_see(Child, actor),
        may_see(Worker, actor),
    )
    return joined.where(
        Entry.municipality_id == actor.municipality_id,
        or_(Worker.user_id == actor.user_id, others),
    )


def with_people() -> Select[Entry]:
    """Select lines with the shift as it was planned; the engagement brings the people."""
    plain = (lazyload(Shift.ordning), lazyload(Shift.engagement))
    return (
        select(Entry)
        .options(lazyload(Entry.ordning), joinedload(Entry.shift).options(*plain))
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .join(Ordning, Entry.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
    )


def one(actor: Actor, entry_id: UUID) -> Entry | None:
    """Return a line the actor may know of."""
    return db.session().scalar(visible(actor).where(Entry.id == entry_id))


def chain(entry: Entry) -> Sequence[Entry]:
    """Return a line and its corrections, oldest first; of a correction, the whole chain."""
    first = entry.corrects_id or entry.id
    query = with_people().where(
        or_(Entry.id == first, Entry.corrects_id == first), Entry.state != EntryState.DISCARDED
    )
    order = (Entry.corrects_id.is_not(None), Entry.logged_at, Entry.id)
    return db.session().scalars(query.order_by(*order)).all()


def names(user_ids: Collection[UUID | None]) -> dict[UUID, str]:
    """Return people's names."""
    rows = db.session().execute(select(User.id, User.name).where(User.id.in_(user_ids)))
    return {user_id: name for user_id, name in rows}  # noqa: C416 - rows, not pairs


# To attest -------------------------------------------------------------------------------


def to_attest(actor: Actor) -> Sequence[Entry]:
    """Return what waits in the families one leads, or is attested and waits for the municipality.

    In order; one's own hours among it.
    """
    query = with_people().where(
        or_(Entry.state == EntryState.SUBMITTED, is_attested_by_family()),
        Entry.ordning_id.in_(actor.of(Relation.LEADS)),
        may_see(Child, actor),
        may_see(Worker, actor),
    )
    return db.session().scalars(query.order_by(Entry.starts_at, Entry.id)).all()


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many lines wait for somebody: those that are fine, and those to look at."""

    green: int = 0
    green_minutes: int = 0
    to_look: int = 0
    oldest_at: datetime | None = None

    @property
    def count(self) -> int:
        """Return how many there are in all."""
        return self.green + self.to_look


def attest_summary(actor: Actor, ordning_id: UUID | None = None) -> Waiting:
    """Return how much waits to be attested in the families one leads, or in one; one statement."""
    chosen = Entry.ordning_id == ordning_id if ordning_id else Entry.ordning_id.is_not(None)
    waits = and_(Entry.state == EntryState.SUBMITTED, in_own_families(actor), chosen)
    return _waiting(waits, is_green())


def attest_counts(actor: Actor) -> dict[UUID, int]:
    """Return how many lines wait in each family one leads, in one statement; none is not there."""
    query = (
        select(Entry.ordning_id, func.count(Entry.id))
        .where(Entry.state == EntryState.SUBMITTED, in_own_families(actor))
        .group_by(Entry.ordning_id)
    )
    return {ordning_id: count for ordning_id, count in db.session().execute(query)}  # noqa: C416 - rows, not pairs


def _waiting(condition: ColumnElement[bool], fine: ColumnElement[bool]) -> Waiting:
    query = (
        select(
            func.coalesce(func.sum(case((fine, 1), else_=0)), 0),
            func.coalesce(func.sum(case((fine, Entry.minutes), else_=0)), 0),
            func.count(Entry.id),
            func.min(Entry.submitted_at),
        )
        .join(Engagement, Entry.engagement_id == Engagement.id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .where(condition)
    )
    green, minutes, count, oldest_at = db.session().execute(query).one()
    return Waiting(int(green), int(minutes), count - int(green), oldest_at)


# To approve ------------------------------------------------------------------------------


def take_over_before(settings: Mapping[SettingKey, str], now: datetime) -> datetime:
    """Return since when a line must have waited for the coordinator to attest it."""
    days = int(settings[SettingKey.COORDINATOR_ATTESTS_AFTER_DAYS])
    return now - timedelta(days=days)


def approval_counts(actor: Actor) -> Waiting:
    """Return how much waits for a coordinator, and since when; two statements."""
    assert actor.municipality_id is not None
    settings = municipality_settings.all_on(actor.municipality_id, clock.today())
    late = is_taken_over(take_over_before(settings, clock.now()), clock.today())
    attested = Entry.state == EntryState.ATTESTED
    waits = and_(Entry.state.in_(WAITING), in_own_office(actor), or_(attested, late))
    return _waiting(waits, and_(attested, is_green()))


# Whom to tell ----------------------------------------------------------------------------


def has_nobody_to_attest(entry: Entry, today: date) -> bool:
    """Whether the family has nobody to attest the line but, perhaps, the worker."""
    return all(it.id == entry.user_id for it in leader_users(entry.ordning_id, today))


def leader_users(ordning_id: UUID, today: date) -> Sequence[User]:
    """Return those who lead an ordning today and can sign in: nobody else attests."""
    query = (
        select(User)
        .join(Leader, Leader.user_id == User.id)
        .where(
            Leader.ordning_id == ordning_id,
            Leader.valid_from <= today,
            or_(Leader.valid_to.is_(None), Leader.valid_to >= today),
            User.disabled_at.is_(None),
        )
        .order_by(User.id)
    )
    return db.session().scalars(query).all()


def office_of(entry: Entry) -> Recipient:
    """Return where to write to the office of the family."""
    office = db.session().get_one(Office, entry.office_id)
    return Recipient(municipality_id=entry.municipality_id, address=office.email, name=office.name)
