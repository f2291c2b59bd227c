"""Agreements as the actor may see them: one, an engagement's, one's own; what asks for somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import aliased, undefer

from portal.access.actor import Actor, Hat
from portal.agreements.models import Acceptance, Agreement
from portal.agreements.states import AgreementState, AgreementTask, Party
from portal.core import clock, db
from portal.engagements.models import ClearanceItem, Engagement, Worker
from portal.engagements.queries import visible
from portal.municipality import settings
from portal.municipality.models import Municipality
from portal.municipality.states import SettingKey
from portal.requirements.states import ClearanceKind
from portal.rules.periods import local_day

SHOWN = 100  # tasks


def known_to(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Make the conditions of what the actor may know of: a draft is the office's alone."""
    engagements = visible(actor).with_only_columns(Engagement.id)
    is_theirs = Agreement.engagement_id.in_(engagements)
    if actor.hat is Hat.COORDINATOR:
        return (is_theirs,)
    is_sent = Agreement.state != AgreementState.DRAFT
    return (is_theirs, is_sent, true() if actor.hat is Hat.WORKER else false())


def of_actor(actor: Actor) -> Select[Agreement]:
    """Select the agreements the actor may know of."""
    return select(Agreement).where(*known_to(actor))


def one(actor: Actor, agreement_id: UUID) -> Agreement | None:
    """Return an agreement the actor may know of, with what it says."""
    query = of_actor(actor).where(Agreement.id == agreement_id)
    return db.session().scalar(query.options(undefer(Agreement.content)))


def with_document(actor: Actor, agreement_id: UUID) -> Agreement | None:
    """Return an agreement with the bytes of its document, when it was sent."""
    query = of_actor(actor).where(Agreement.id == agreement_id)
    return db.session().scalar(query.options(undefer(Agreement.document)))


def sent(actor: Actor, agreement_id: UUID) -> Agreement | None:
    """Return one that was sent, whatever has become of it."""
    found = one(actor, agreement_id)
    return found if found and found.state != AgreementState.DRAFT else None


def signed(actor: Actor, agreement_id: UUID) -> Agreement | None:
    """Return one that both have accepted, also when a newer has replaced it."""
    return _in(actor, agreement_id, AgreementState.SIGNED, AgreementState.REPLACED)


def _in(actor: Actor, agreement_id: UUID, *states: AgreementState) -> Agreement | None:
    query = of_actor(actor).where(Agreement.id == agreement_id, Agreement.state.in_(states))
    return db.session().scalar(query)


def locked(agreement_id: UUID) -> Agreement:
    """Return an agreement as it is now, held until the unit is done."""
    query = select(Agreement).where(Agreement.id == agreement_id)
    held = query.with_for_update(of=Agreement).execution_options(populate_existing=True)
    return db.session().execute(held).scalar_one()


def of_engagement(actor: Actor, engagement_id: UUID) -> Sequence[Agreement]:
    """Return the editions of an engagement's agreement, the newest first."""
    query = of_actor(actor).where(Agreement.engagement_id == engagement_id)
    return db.session().scalars(query.order_by(Agreement.edition.desc())).all()


def editions(engagement_id: UUID) -> Sequence[Agreement]:
    """Return all editions, the newest first. For verbs: the caller has been let in."""
    query = select(Agreement).where(Agreement.engagement_id == engagement_id)
    return db.session().scalars(query.order_by(Agreement.edition.desc())).all()


def own(actor: Actor) -> Sequence[Agreement]:
    """Return a worker's agreements, those that wait first, then the newest."""
    query = of_actor(actor).order_by(Agreement.sent_at.desc())
    found = db.session().scalars(query).all()
    return sorted(found, key=lambda it: not waits_for_worker(it))


def waits_for_worker(agreement: Agreement) -> bool:
    """Tell whether it is the worker's turn."""
    return agreement.is_acceptable and agreement.worker_acceptance is None


def waiting_for(user_id: UUID | None) -> Sequence[Agreement]:
    """Return the agreements a person has to read and accept: for the worker's home."""
    has_accepted = exists().where(
        Acceptance.agreement_id == Agreement.id, Acceptance.party == Party.WORKER
    )
    query = (
        select(Agreement)
        .join(Engagement, Agreement.engagement_id == Engagement.id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .where(
            Worker.user_id == user_id,
            Agreement.state == AgreementState.SENT,
            Agreement.expires_on >= clock.today(),
            ~has_accepted,
        )
        .order_by(Agreement.sent_at)
    )
    return db.session().scalars(query).all()


def next_number(municipality_id: UUID) -> int:
    """Return the number of the next agreement; the municipality is held, so two never meet."""
    db.hold(Municipality, municipality_id)
    query = select(func.max(Agreement.number)).where(Agreement.municipality_id == municipality_id)
    return (db.session().scalar(query) or 0) + 1


def has_contract(engagement_id: UUID) -> bool:
    """Tell whether an agreement is signed, here or on paper."""
    query = select(contract_of(engagement_id))
    return bool(db.session().scalar(query))


def contract_of(engagement_id: object) -> ColumnElement[bool]:
    return exists().where(
        ClearanceItem.engagement_id == engagement_id,
        ClearanceItem.kind == ClearanceKind.CONTRACT,
    )


def others_of(engagement: Engagement) -> Sequence[Engagement]:
    """Return the other engagements the same person has, that are not over."""
    query = select(Engagement).where(
        Engagement.worker_id == engagement.worker_id, Engagement.id != engagement.id, is_not_over()
    )
    return db.session().scalars(query.order_by(Engagement.valid_from)).all()


def is_not_over() -> ColumnElement[bool]:
    return and_(
        or_(Engagement.valid_to.is_(None), Engagement.valid_to >= clock.today()),
        or_(Engagement.ended_at.is_(None), Engagement.ended_at > clock.now()),
    )


def is_signed_now() -> ColumnElement[bool]:
    """Make the condition that it is in force, and that no change of it is on its way."""
    newer = aliased(Agreement)
    on_its_way = exists().where(
        newer.engagement_id == Agreement.engagement_id, newer.state == AgreementState.SENT
    )
    return and_(Agreement.state == AgreementState.SIGNED, ~on_its_way)


def renewal_days(actor: Actor) -> int:
    assert actor.municipality_id is not None
    key = SettingKey.AGREEMENT_RENEWAL_DAYS
    return settings.number(actor.municipality_id, key, clock.today())


# What waits for a coordinator ----------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do about an agreement. ``since_on`` is the day it began to wait."""

    code: AgreementTask
    engagement: Engagement
    agreement: Agreement | None
    since_on: date
    on: date | None = None  # the day it is about: the deadline, the last day

    @property
    def name(self) -> str:
        """Return whose agreement it is."""
        return self.engagement.worker.name


def tasks(actor: Actor) -> list[Task]:
    """Return what the office's agreements ask for, the most harmful first; four statements."""
    if actor.hat is not Hat.COORDINATOR or actor.municipality_id is None:
        return []
    soon = clock.today() + timedelta(days=renewal_days(actor))
    newest = aliased(Agreement)
    is_newest = Agreement.edition == (
        select(func.max(newest.edition))
        .where(newest.engagement_id == Agreement.engagement_id)
        .scalar_subquery()
    )
    asks = or_(
        Agreement.state == AgreementState.SENT,
        and_(Agreement.state == AgreementState.REFUSED, is_newest),
        and_(is_signed_now(), Agreement.renewed_by_on <= soon),
    )
    is_unpaid = and_(
        Agreement.state == AgreementState.SENT,
        Engagement.hours_from_on.is_not(None),
        Engagement.cleared_at.is_(None),
    )
    query = (
        of_actor(actor)
        .join(Engagement, Agreement.engagement_id == Engagement.id)
        .where(asks, or_(is_not_over(), is_unpaid))
        .order_by(Agreement.sent_at)
        .limit(SHOWN)
    )
    found = [_task(it) for it in db.session().scalars(query)]
    made = [*(it for it in found if it), *_unmade(actor)]
    return sorted(made, key=lambda it: (list(AgreementTask).index(it.code), it.since_on))


def _task(agreement: Agreement) -> Task | None:
    code, since_on = _what(agreement)
    if code is None:
        return None
    on = agreement.renewed_by_on if agreement.state == AgreementState.SIGNED else None
    return Task(
        code=code, engagement=agreement.engagement, agreement=agreement, since_on=since_on,
        on=on or agreement.sign_by_on,
    )  # fmt: skip


def _what(agreement: Agreement) -> tuple[AgreementTask | None, date]:
    """Return what is to be done with the newest edition, and since when."""
    today = clock.today()
    assert agreement.sent_at is not None
    sent_on = local_day(agreement.sent_at)
    if agreement.state == AgreementState.SIGNED:
        last = agreement.renewed_by_on or today
        return (AgreementTask.OVER if last < today else AgreementTask.RENEW), last
    if agreement.state == AgreementState.REFUSED:
        assert agreement.closed_at is not None
        return AgreementTask.REFUSED, local_day(agreement.closed_at)
    if agreement.is_expired:
        return AgreementTask.EXPIRED, agreement.expires_on or sent_on
    worker = agreement.worker_acceptance
    if worker is not None and agreement.municipality_acceptance is None:
        return AgreementTask.ACCEPT, local_day(worker.at)
    is_late = agreement.sign_by_on is not None and agreement.sign_by_on < today
    is_held = is_late and not agreement.engagement.was_cleared
    return (AgreementTask.UNSIGNED if is_held else None), agreement.sign_by_on or sent_on


def _unmade(actor: Actor) -> list[Task]:
    """Return the engagements that lack nothing but an agreement nobody has sent."""
    is_sent = exists().where(
        Agreement.engagement_id == Engagement.id,
        Agreement.state.in_((AgreementState.SENT, AgreementState.REFUSED)),
    )
    query = (
        visible(actor)
        .where(
            Engagement.lacks_only_contract,
            Engagement.cleared_at.is_(None),
            Engagement.supplier_id.is_(None),
            is_not_over(),
            ~is_sent,
        )
        .order_by(Engagement.created_at, Engagement.id)
        .limit(SHOWN)
    )
    return [
        Task(
            code=AgreementTask.MAKE, engagement=it, agreement=None,
            since_on=local_day(it.created_at), on=it.valid_from,
        )
        for it in db.session().scalars(query)
    ]  # fmt: skip


def to_remind(municipality_id: UUID, today: date) -> Sequence[Agreement]:
    """Return what nobody has been reminded of and is late, held by this process."""
    query = (
        select(Agreement)
        .where(
            Agreement.municipality_id == municipality_id,
            Agreement.state == AgreementState.SENT,
            Agreement.sign_by_on < today,
            Agreement.expires_on >= today,
            Agreement.reminded_at.is_(None),
        )
        .order_by(Agreement.id)
        .with_for_update(of=Agreement, skip_locked=True)
    )
    return db.session().scalars(query).all()
