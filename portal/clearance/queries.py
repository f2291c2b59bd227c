"""Engagements and their papers as the coordinator works with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from portal.access.actor import Actor, Relation
from portal.accounts.models import User
from portal.clearance.models import CertificateRemark, ClearanceOfficer, PurposeLetter
from portal.clearance.states import REMIND_DAYS, Urgency, Verdict
from portal.core import clock, db
from portal.engagements import paper_queries
from portal.engagements.models import ClearanceItem, Engagement, Worker, WorkerCourse
from portal.engagements.papers import Paper, stops
from portal.engagements.queries import WITH_PAPERS, visible
from portal.engagements.states import STATEMENT_VERSION, PaperState
from portal.municipality import settings
from portal.municipality.states import SettingKey
from portal.requirements.states import ClearanceKind
from portal.rules.deadlines import add_months
from portal.vedtak.models import Vedtak


def running_of(worker_id: UUID) -> Sequence[Engagement]:
    """Return a worker's engagements that are not over, with what their papers are made of."""
    query = select(Engagement).where(Engagement.worker_id == worker_id, _is_not_over())
    return db.session().scalars(query.options(*WITH_PAPERS)).all()


def running(municipality_id: UUID) -> Sequence[Engagement]:
    """Return a municipality's engagements that are not over, with their papers."""
    query = select(Engagement).where(Engagement.municipality_id == municipality_id, _is_not_over())
    return db.session().scalars(query.order_by(Engagement.id).options(*WITH_PAPERS)).all()


def _is_not_over() -> ColumnElement[bool]:
    """Make the condition that it runs, or is going to."""
    return and_(
        or_(Engagement.valid_to.is_(None), Engagement.valid_to >= clock.today()),
        or_(Engagement.ended_at.is_(None), Engagement.ended_at > clock.now()),
    )


def has_taken(worker_id: UUID, course_id: UUID, on: date) -> bool:
    """Tell whether a course is registered on that day already."""
    query = select(WorkerCourse.id).where(
        WorkerCourse.worker_id == worker_id,
        WorkerCourse.course_id == course_id,
        WorkerCourse.completed_on == on,
    )
    return db.session().scalar(query) is not None


# The coordinator's list ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An engagement whose papers ask for something: how urgent, which papers, by when."""

    engagement: Engagement
    urgency: Urgency
    papers: Sequence[Paper]
    on: date | None = None  # the last day they hold, where that is what it is about
    may_renew: bool = False  # the vedtak is new; a new certificate may be asked for


def tasks(actor: Actor) -> list[Task]:
    """Return what the papers of the actor's office ask for, the worst first."""
    if actor.municipality_id is None:
        return []
    today = clock.today()
    renewable = _renewable(actor.municipality_id, today)
    query = visible(actor).where(_is_not_over(), _asks_for_something(today, renewable))
    found = db.session().scalars(query.options(*WITH_PAPERS)).unique().all()
    papers = paper_queries.of_all(found)
    new_vedtak = set(db.session().scalars(renewable)) if found else set()
    made = [_task(one, papers[one.id], today, is_new=one.id in new_vedtak) for one in found]
    return sorted((task for task in made if task), key=_urgent_first)


def _asks_for_something(today: date, renewable: Select[UUID]) -> ColumnElement[bool]:
    soon = today + timedelta(days=max(REMIND_DAYS))
    signed = ClearanceItem.engagement_id == Engagement.id
    old_text = exists().where(
        signed,
        ClearanceItem.kind == ClearanceKind.TAUSHETSERKLAERING,
        ClearanceItem.text_version != STATEMENT_VERSION,
    )
    return or_(
        Engagement.cleared_at.is_(None), Engagement.papers_until <= soon, Engagement.is_at_home,
        old_text, Engagement.id.in_(renewable),
    )  # fmt: skip


def _renewable(municipality_id: UUID, today: date) -> Select[UUID]:
    """Select the engagements whose vedtak is newer than a certificate of some age."""
    key = SettingKey.CERTIFICATE_RENEWAL_MONTHS
    seen_by = add_months(today, -settings.number(municipality_id, key, today))
    newest = func.max(func.coalesce(ClearanceItem.renewal_waived_on, ClearanceItem.seen_on))
    return (
        select(Engagement.id)
        .join(ClearanceItem, ClearanceItem.engagement_id == Engagement.id)
        .join(Vedtak, Vedtak.ordning_id == Engagement.ordning_id)
        .where(
            Engagement.municipality_id == municipality_id,
            ClearanceItem.kind == ClearanceKind.POLITIATTEST,
            ClearanceItem.forgotten_at.is_(None),
            Vedtak.valid_from <= today,
        )
        .group_by(Engagement.id)
        .having(
            func.max(ClearanceItem.seen_on) <= seen_by,
            func.max(Vedtak.valid_from) > newest,
        )
    )


def _task(
    engagement: Engagement, papers: Sequence[Paper], today: date, *, is_new: bool
) -> Task | None:
    lacking = stops(papers)
    soon = today + timedelta(days=max(REMIND_DAYS))
    ending = [it for it in papers if it.is_in_place and it.until and it.until <= soon]
    to_do = [it for it in papers if it.state is PaperState.TO_DO and it not in ending]
    if not engagement.was_cleared and lacking:
        return Task(engagement=engagement, urgency=Urgency.WAITING, papers=lacking)
    if lacking:
        on = engagement.papers_until
        return Task(engagement=engagement, urgency=Urgency.LAPSED, papers=lacking, on=on)
    if ending:
        last = min(it.until for it in ending if it.until)
        return Task(engagement=engagement, urgency=Urgency.EXPIRING, papers=ending, on=last)
    if to_do or is_new:
        return Task(engagement=engagement, urgency=Urgency.TO_DO, papers=to_do, may_renew=is_new)
    return None


def _urgent_first(task: Task) -> tuple[int, date, UUID]:
    since = clock.local(task.engagement.created_at).date()
    return (list(Urgency).index(task.urgency), task.on or since, task.engagement.id)


def may_renew(engagement: Engagement) -> bool:
    """Tell whether a new certificate may be asked for: the vedtak is new, the child the same."""
    renewable = _renewable(engagement.municipality_id, clock.today())
    return engagement.id in set(db.session().scalars(renewable))


def lapsed(engagement: Engagement, on: date) -> bool:
    """Tell whether a paper has lapsed by a day: no new shifts, but what is worked is paid."""
    return engagement.papers_until is not None and engagement.papers_until < on


# Letters, remarks and who may know of them ---------------------------------------------


def letters(engagement: Engagement) -> Sequence[PurposeLetter]:
    """Return the letters to the police about an engagement, the newest first."""
    query = select(PurposeLetter).where(PurposeLetter.engagement_id == engagement.id)
    return db.session().scalars(query.order_by(PurposeLetter.id.desc())).all()


def remark_of(engagement: Engagement) -> CertificateRemark | None:
    """Return what a named person has noted. For verbs and for pages behind CLEARANCE_JUDGE."""
    query = select(CertificateRemark).where(CertificateRemark.engagement_id == engagement.id)
    return db.session().scalar(query)


def to_judge(actor: Actor) -> Sequence[Engagement]:
    """Return the engagements with remarks that wait for the actor, who is named for the office."""
    offices = actor.of(Relation.CLEARS_IN)
    if not offices:
        return []
    query = (
        visible(actor)
        .join(CertificateRemark, CertificateRemark.engagement_id == Engagement.id)
        .where(CertificateRemark.verdict == Verdict.OPEN)
        .order_by(CertificateRemark.noted_at)
    )
    found = db.session().scalars(query).unique().all()
    return [one for one in found if one.office_id in offices]


def workers_with_remarks() -> Select[UUID]:
    """Select the workers who are not proposed to anybody: a certificate is not accepted."""
    return (
        select(Worker.id)
        .join(Engagement, Engagement.worker_id == Worker.id)
        .join(CertificateRemark, CertificateRemark.engagement_id == Engagement.id)
        .where(CertificateRemark.verdict != Verdict.ACCEPTED)
    )


def officers(office_id: UUID) -> Sequence[ClearanceOfficer]:
    """Return who is named for an office today, by name."""
    query = (
        select(ClearanceOfficer)
        .join(User, ClearanceOfficer.user_id == User.id)
        .where(ClearanceOfficer.office_id == office_id, is_named(clock.today()))
        .order_by(User.name)
    )
    return db.session().scalars(query).all()


def is_named(on: date) -> ColumnElement[bool]:
    """Make the condition that somebody is named on a day."""
    return and_(
        ClearanceOfficer.valid_from <= on,
        or_(ClearanceOfficer.valid_to.is_(None), ClearanceOfficer.valid_to >= on),
    )
