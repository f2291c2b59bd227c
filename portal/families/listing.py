"""The coordinator's list of families: those that ask for attention first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from portal.access.actor import Actor
from portal.core import clock, db
from portal.core.paging import PageOf, page_of
from portal.families import alarms, queries
from portal.families.alarms import LAST_RANK, Alarm
from portal.families.models import Child, Ordning


@dataclass(frozen=True, slots=True)
class ListedChild:
    """A line of the list."""

    child: Child
    ordninger: Sequence[Ordning]
    alarms: Sequence[Alarm]


def listed(actor: Actor, number: int, text: str = "") -> PageOf[ListedChild]:
    """Return one page of the office's children, those with alarms first; four statements.

    ``text`` is part of a name, initials or the number.
    """
    today = clock.today()
    worst = alarms.ranks(today, _visible(actor))
    query = (
        queries.visible(actor)
        .outerjoin(worst, worst.c.child_id == Child.id)
        .order_by(
            func.coalesce(worst.c.rank, LAST_RANK),
            func.coalesce(worst.c.on, date.max),
            Child.name,
            Child.id,
        )
    )
    page = page_of(query.where(_matches(text)) if text else query, number)
    ids = [child.id for child in page.items]
    raised = alarms.of_children(ids, today)
    running = queries.ordninger_of(ids)
    items = [
        ListedChild(
            child,
            [it for it in running if it.child_id == child.id and queries.is_running(it, today)],
            raised[child.id],
        )
        for child in page.items
    ]
    return PageOf(items, page.number, page.total, page.size)


def _visible(actor: Actor) -> Select[UUID]:
    return queries.visible(actor).with_only_columns(Child.id).correlate(None)


def _matches(text: str) -> Any:  # noqa: ANN401 - a condition
    if text.isascii() and text.isdigit() and len(text) < 9:
        return Child.number == int(text)
    return or_(
        # SQLite folds the case of a–z only, so "åse" is looked for as "Åse" too.
        Child.name.icontains(text, autoescape=True),
        Child.name.contains(text.title(), autoescape=True),
        func.lower(Child.initials) == text.lower(),
    )


def alarmed(actor: Actor) -> int:
    """Return how many of the office's children have an alarm, of those the actor may see."""
    worst = alarms.ranks(clock.today(), _visible(actor))
    query = queries.visible(actor).join(worst, worst.c.child_id == Child.id)
    return db.session().scalar(select(func.count()).select_from(query.subquery())) or 0
