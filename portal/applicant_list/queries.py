"""The public list of applicants of an office, and the requests not to be on it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select

from portal.access.actor import Actor
from portal.applicant_list.models import SecrecyRequest
from portal.applicant_list.states import (
    HOLDING,
    Answered,
    SecrecyState,
    SecrecyTask,
    Standing,
    standing,
    strictest,
)
from portal.core import clock, db
from portal.engagements.models import Worker
from portal.families.states import Gradering
from portal.needs.drafting import age_on
from portal.needs.models import Need
from portal.recruitment import demands
from portal.recruitment import queries as recruitment
from portal.recruitment.application_part import ApplicationPart
from portal.recruitment.models import Application
from portal.recruitment.states import ListColumn, Stage
from portal.recruitment.tasks import Task

# Who has not applied, or does not any more.
_GONE = (Stage.DRAFT, Stage.EXPIRED, Stage.WITHDRAWN)
_STORED = {
    ListColumn.NAME: Application.name,
    ListColumn.AGE: Application.born_on,
    ListColumn.OCCUPATION: Application.occupation,
    ListColumn.HOME_MUNICIPALITY: Application.home_municipality,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Whose list: who applied from one day to another, both included, to one advert or any."""

    from_on: date
    to_on: date
    need_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantList:
    """The list: a row each, of the columns' texts, by name; and how many there are in all."""

    chosen: Chosen
    columns: tuple[ListColumn, ...]
    rows: Sequence[tuple[str, ...]]
    counts: Mapping[Standing, int] = field(default_factory=dict)
    free_from_on: date | None = None  # when the last who was refused has had time to withdraw

    @property
    def total(self) -> int:
        """Return how many have applied, on the list or not."""
        return sum(self.counts.values())

    @property
    def left_out(self) -> int:
        """Return how many are not on the list."""
        return self.total - len(self.rows)

    @property
    def is_held(self) -> bool:
        """Whether it cannot be taken out yet."""
        return any(self.counts.get(it) for it in HOLDING)


def columns_of(actor: Actor) -> tuple[ListColumn, ...]:
    """Return what the list of the actor's municipality tells today; nothing when there is none."""
    assert actor.municipality_id is not None
    return demands.of(actor.municipality_id, clock.today()).list_columns


def of(actor: Actor, columns: tuple[ListColumn, ...], chosen: Chosen) -> ApplicantList:
    """Return the list of the actor's offices, in two statements.

    Whoever is protected is neither on it nor counted, whoever asks.
    """
    today = clock.today()
    where = [*_applied(actor), *_chosen(chosen)]
    asked = _answered(where)
    stored = [_STORED[column] for column in columns]
    query = (
        select(Application.id, Application.is_told_of_list, Application.wants_secrecy, *stored)
        .where(*where)
        .order_by(Application.name, Application.id)
    )
    counts: Counter[Standing] = Counter()
    rows: list[tuple[str, ...]] = []
    for one_id, is_told, wants, *values in db.session().execute(query):
        how = standing(asked.get(one_id, ()), today, is_told=is_told, wants_secrecy=wants)
        counts[how] += 1
        if how is Standing.LISTED:
            rows.append(tuple(_text(value, today) for value in values))
    free_from_on = _free_from(asked.values(), today)
    return ApplicantList(
        chosen=chosen, columns=columns, rows=rows, counts=counts, free_from_on=free_from_on
    )


def _text(value: Any, today: date) -> str:  # noqa: ANN401 - what a column holds
    if isinstance(value, date):
        return str(age_on(value, today))
    return value or ""


def _applied(actor: Actor) -> list[ColumnElement[bool]]:
    """Return the conditions of those who have applied to the actor's offices, for all to see."""
    protected = exists().where(
        Worker.user_id == Application.user_id, Worker.gradering != Gradering.UGRADERT
    )
    return [*recruitment.known_to(actor), Application.stage.not_in(_GONE), ~protected]


def _chosen(chosen: Chosen) -> list[ColumnElement[bool]]:
    found = [
        Application.submitted_at >= _start(chosen.from_on),
        Application.submitted_at < _start(chosen.to_on + timedelta(days=1)),
    ]
    return [*found, Application.need_id == chosen.need_id] if chosen.need_id else found


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), clock.OSLO)


def _answered(where: list[ColumnElement[bool]]) -> dict[UUID, list[Answered]]:
    """Return the requests of each applicant, those of what was merged into theirs too."""
    kept = func.coalesce(Application.merged_into_id, Application.id)
    listed = select(Application.id).where(*where).scalar_subquery()
    query = (
        select(kept, SecrecyRequest.state, SecrecyRequest.listed_from_on)
        .join(Application, Application.id == SecrecyRequest.application_id)
        .where(kept.in_(listed))
    )
    found: dict[UUID, list[Answered]] = {}
    for one_id, state, from_on in db.session().execute(query):
        found.setdefault(one_id, []).append(Answered(SecrecyState(state), from_on))
    return found


def _free_from(asked: Iterable[Sequence[Answered]], today: date) -> date | None:
    held = [it for requests in asked if (it := strictest(requests)) and it.listed_from_on]
    days = [it.listed_from_on for it in held if it.listed_from_on and it.listed_from_on > today]
    return max(days, default=None)


def needs(actor: Actor) -> Sequence[Need]:
    """Return the adverts somebody has answered in the actor's offices, by title."""
    answered = select(Application.need_id).where(*_applied(actor))
    query = select(Need).where(Need.id.in_(answered)).order_by(Need.title, Need.id)
    return db.session().scalars(query).all()


# Requests ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Secrecy(ApplicationPart):
    """The requests of an application and of what was merged into it: mostly one."""

    requests: Sequence[SecrecyRequest]

    @property
    def id(self) -> UUID:
        """Return which application it is about, for the read log."""
        return self.application.id

    @property
    def version(self) -> int:
        """Return what changes when any of them does."""
        return sum(it.version for it in self.requests)

    @property
    def holding(self) -> SecrecyRequest:
        """Return the one that holds."""
        found = strictest(it.answered for it in self.requests)
        return next(it for it in self.requests if it.answered == found)

    @property
    def state(self) -> SecrecyState:
        """Return what has become of it."""
        return self.holding.state_code

    @property
    def reasons(self) -> list[str]:
        """Return why, once each."""
        return list(dict.fromkeys(it.reason for it in self.requests if it.reason))


def secrecy(actor: Actor, application_id: UUID) -> Secrecy | None:
    """Return the request of one of the office's applicants, while there is a list."""
    if actor.municipality_id is None or not columns_of(actor):
        return None
    application = recruitment.known(actor, application_id)
    return secrecy_of(application) if application else None


def secrecy_of(application: Application) -> Secrecy | None:
    """Return the request of an application. The caller has checked the access."""
    query = (
        select(SecrecyRequest)
        .join(Application, Application.id == SecrecyRequest.application_id)
        .where(or_(Application.id == application.id, Application.merged_into_id == application.id))
        .order_by(SecrecyRequest.id)
        .execution_options(populate_existing=True)
    )
    found = db.session().scalars(query).all()
    return Secrecy(application, found) if found else None


def tasks(actor: Actor) -> Sequence[Task]:
    """Return the applicants who wait for an answer, while there is a list."""
    if not columns_of(actor):
        return []
    kept = func.coalesce(Application.merged_into_id, Application.id)
    asked = (
        select(kept.label("id"), func.min(SecrecyRequest.asked_at).label("at"))
        .join(Application, Application.id == SecrecyRequest.application_id)
        .where(
            SecrecyRequest.municipality_id == actor.municipality_id,
            SecrecyRequest.state == SecrecyState.ASKED,
        )
        .group_by(kept)
        .subquery()
    )
    query = (
        select(Application.id, Application.name, Application.number, asked.c.at)
        .join(asked, asked.c.id == Application.id)
        .where(*_applied(actor), Application.is_told_of_list)
    )
    return [
        Task(
            code=SecrecyTask.ASKED, application_id=one_id, name=name, number=number,
            since_on=clock.local(at).date(), page="applicant_list.decide",
        )
        for one_id, name, number, at in db.session().execute(query)
    ]  # fmt: skip
