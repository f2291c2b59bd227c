"""The coordinator's lists of agreements: to be made, waiting, ending, and all of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from portal.access.actor import Actor
from portal.accounts.models import User
from portal.agreements import queries
from portal.agreements.models import Agreement
from portal.agreements.states import AgreementState, Shelf
from portal.core import clock, db
from portal.core.paging import PageOf, page_of
from portal.engagements.models import Engagement, Worker
from portal.engagements.queries import visible


@dataclass(frozen=True, slots=True)
class Line:
    """An engagement in a list, with the newest edition of its agreement, if there is one."""

    engagement: Engagement
    agreement: Agreement | None


def listed(actor: Actor, shelf: Shelf, text: str, number: int) -> PageOf[Line]:
    """Return a page of one of the lists; ``text`` is part of a name, or a number."""
    if shelf is Shelf.MAKE:
        return _to_make(actor, text, number)
    order = {
        Shelf.WAITING: (Agreement.sign_by_on, Agreement.id),
        Shelf.ENDING: (Agreement.renewed_by_on, Agreement.id),
        Shelf.ALL: (Agreement.number.desc(),),
    }[shelf]
    query = (
        queries.of_actor(actor)
        .join(Engagement, Agreement.engagement_id == Engagement.id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .join(User, Worker.user_id == User.id)
        .where(_stands_on(actor, shelf), _is_like(text))
        .order_by(*order)
    )
    page = page_of(query, number)
    lines = [Line(it.engagement, it) for it in page.items]
    return PageOf(lines, page.number, page.total, page.size)


def _stands_on(actor: Actor, shelf: Shelf) -> ColumnElement[bool]:
    if shelf is Shelf.WAITING:
        return Agreement.state == AgreementState.SENT
    if shelf is Shelf.ENDING:
        soon = clock.today() + timedelta(days=queries.renewal_days(actor))
        return and_(queries.is_signed_now(), Agreement.renewed_by_on <= soon, queries.is_not_over())
    return Agreement.id.is_not(None)


def _is_like(text: str) -> ColumnElement[bool]:
    if not text:
        return User.id.is_not(None)
    by_name = User.name.icontains(text, autoescape=True)
    is_number = text.isascii() and text.isdigit() and len(text) < 9
    return or_(by_name, Agreement.number == int(text)) if is_number else by_name


def _to_make(actor: Actor, text: str, number: int) -> PageOf[Line]:
    """Return whose agreement nobody has sent yet, or which came back."""
    running = exists().where(
        Agreement.engagement_id == Engagement.id,
        Agreement.state.in_((AgreementState.SENT, AgreementState.SIGNED)),
    )
    draft = exists().where(
        Agreement.engagement_id == Engagement.id, Agreement.state == AgreementState.DRAFT
    )
    query = (
        visible(actor)
        .join(User, Worker.user_id == User.id)
        .where(
            Engagement.supplier_id.is_(None),
            queries.is_not_over(),
            or_(draft, and_(~running, ~queries.contract_of(Engagement.id))),
            User.name.icontains(text, autoescape=True) if text else User.id.is_not(None),
        )
        .order_by(Engagement.created_at, Engagement.id)
    )
    page = page_of(query, number)
    newest = newest_of([it.id for it in page.items])
    lines = [Line(it, newest.get(it.id)) for it in page.items]
    return PageOf(lines, page.number, page.total, page.size)


def newest_of(engagement_ids: Collection[UUID]) -> dict[UUID, Agreement]:
    """Return the newest edition of each engagement that has one, in two statements."""
    query = select(Agreement).where(Agreement.engagement_id.in_(engagement_ids))
    found = db.session().scalars(query.order_by(Agreement.edition))
    return {it.engagement_id: it for it in found}


def counts(actor: Actor) -> dict[Shelf, int]:
    """Return how many stand on the lists that ask for something."""
    waiting = select(func.count()).select_from(
        queries.of_actor(actor).where(_stands_on(actor, Shelf.WAITING)).subquery()
    )
    ending = (
        queries.of_actor(actor)
        .join(Engagement, Agreement.engagement_id == Engagement.id)
        .where(_stands_on(actor, Shelf.ENDING))
    )
    session = db.session()
    return {
        Shelf.WAITING: session.scalar(waiting) or 0,
        Shelf.ENDING: session.scalar(select(func.count()).select_from(ending.subquery())) or 0,
    }
