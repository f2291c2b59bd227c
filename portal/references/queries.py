"""Questions to referees: of an application, of a link, and those that need somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import lazyload

from portal.access.actor import Actor
from portal.core import clock, db, ids
from portal.messages import queries as messages
from portal.recruitment import queries as recruitment
from portal.recruitment.application_part import ApplicationPart
from portal.recruitment.models import Application, Referee
from portal.recruitment.states import RUNNING, Stage
from portal.recruitment.tasks import Task
from portal.references.models import ReferenceLink, ReferenceRequest
from portal.references.states import ReferenceTask
from portal.rules.periods import local_day

SHOWN = 100  # rows of a coordinator's list


@dataclass(frozen=True)
class Asked(ApplicationPart):
    """A referee of an application, and the question to them when there is one."""

    referee: Referee
    request: ReferenceRequest | None


def has_any(application_id: UUID) -> bool:
    """Tell whether a referee has been asked by mail."""
    query = exists().where(ReferenceRequest.application_id == application_id)
    return bool(db.session().scalar(select(query)))


@dataclass(frozen=True)
class Line:
    """A referee as the coordinator's page shows them."""

    referee: Referee
    request: ReferenceRequest | None
    mail: str  # a MessageState; empty when the mail is no longer kept


def asked(actor: Actor, application_id: UUID, referee_id: UUID) -> Asked | None:
    """Return a referee of one of the office's applications."""
    application = recruitment.known(actor, application_id)
    referee = _referee(application, referee_id)
    if application is None or referee is None:
        return None
    return Asked(application, referee, of_referee(referee.id))


def _referee(application: Application | None, referee_id: UUID) -> Referee | None:
    found = application.referees if application else []
    return next((it for it in found if it.id == referee_id), None)


def of_referee(referee_id: UUID) -> ReferenceRequest | None:
    """Return the question to a referee."""
    query = select(ReferenceRequest).where(ReferenceRequest.referee_id == referee_id)
    return db.session().scalar(query)


def of_token(token: str) -> Asked | None:
    """Return what the link in a mail leads to, whatever has become of it."""
    query = (
        select(ReferenceRequest, Referee, Application)
        .join(ReferenceLink, ReferenceLink.request_id == ReferenceRequest.id)
        .join(Referee, Referee.id == ReferenceRequest.referee_id)
        .join(Application, Application.id == ReferenceRequest.application_id)
        .where(ReferenceLink.token_hash == ids.digest(token))
    )
    rows = db.session().execute(query)
    return next((Asked(its, referee, request) for request, referee, its in rows), None)


def locked(request_id: UUID) -> ReferenceRequest:
    """Return a question as it is now, held until the unit is done."""
    query = select(ReferenceRequest).where(ReferenceRequest.id == request_id)
    held = query.with_for_update(of=ReferenceRequest).execution_options(populate_existing=True)
    return db.session().execute(held).scalar_one()


def lines(application: Application) -> list[Line]:
    """Return the referees of an application with the questions to them, in three statements."""
    query = select(ReferenceRequest).where(ReferenceRequest.application_id == application.id)
    found = {it.referee_id: it for it in db.session().scalars(query)}
    mails = messages.states_of([it.mail_id for it in found.values() if it.mail_id])
    return [
        Line(referee, its, mails.get(its.mail_id, "") if its and its.mail_id else "")
        for referee in application.referees
        for its in (found.get(referee.id),)
    ]


def answered(application_id: UUID) -> int:
    """Return how many referees have answered, on the page or on the telephone."""
    query = select(func.count()).where(
        Referee.application_id == application_id,
        or_(Referee.spoken_on.is_not(None), Referee.answered_on.is_not(None)),
    )
    return db.session().scalar(query) or 0


def to_remind(municipality_id: UUID, now: datetime, sent_before: datetime) -> Sequence[Asked]:
    """Return the questions nobody has answered since then, held by this worker."""
    query = (
        select(ReferenceRequest, Referee, Application)
        .join(Referee, Referee.id == ReferenceRequest.referee_id)
        .join(Application, Application.id == ReferenceRequest.application_id)
        .where(
            ReferenceRequest.municipality_id == municipality_id,
            ReferenceRequest.answered_at.is_(None),
            ReferenceRequest.reminded_at.is_(None),
            ReferenceRequest.sent_at <= sent_before,
            ReferenceRequest.expires_at > now,
            Referee.spoken_on.is_(None),
            Application.stage.in_(RUNNING),
        )
        .order_by(ReferenceRequest.id)
        .with_for_update(of=ReferenceRequest, skip_locked=True)
    )
    return [Asked(its, referee, request) for request, referee, its in db.session().execute(query)]


def tasks(actor: Actor) -> Sequence[Task]:
    """Return the referees somebody must do something with: the link ran out, or none was sent."""
    query = (
        select(Application, Referee, ReferenceRequest)
        .join(Referee, Referee.application_id == Application.id)
        .outerjoin(ReferenceRequest, ReferenceRequest.referee_id == Referee.id)
        .where(
            *recruitment.known_to(actor),
            Application.stage == Stage.REFERENCES,
            Referee.spoken_on.is_(None),
            Referee.answered_on.is_(None),
            or_(
                ReferenceRequest.id.is_(None),
                and_(
                    ReferenceRequest.answered_at.is_(None),
                    ReferenceRequest.expires_at <= clock.now(),
                ),
            ),
        )
        .order_by(Application.stage_since_at, Application.id, Referee.position)
        .limit(SHOWN)
        .options(lazyload("*"))
    )
    rows = db.session().execute(query)
    return [_task(application, referee, request) for application, referee, request in rows]


def _task(application: Application, referee: Referee, request: ReferenceRequest | None) -> Task:
    return Task(
        code=ReferenceTask.EXPIRED if request else ReferenceTask.NOT_ASKED,
        application_id=application.id,
        name=application.name,
        number=application.number,
        since_on=local_day(request.expires_at if request else application.stage_since_at),
        detail=referee.name,
    )
