"""Where relations come from: features register a SELECT, all are read in one statement.

It is sent at every request, so it is put together once a day: a source gets a parameter for
the user's id, and says ``moment.NOW`` for the clock.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Select, Uuid, bindparam, literal, union_all
from sqlalchemy.orm import Session

from portal.access.actor import Relation

Source = Callable[[UUID, date], Select[UUID]]
_sources: list[tuple[Relation, Source]] = []
_USER: Any = bindparam("user_id", type_=Uuid())


def register(relation: Relation, source: Source) -> None:
    """Let ``source(user_id, today)`` select the ids the user stands in ``relation`` to."""
    if (relation, source) not in _sources:
        _sources.append((relation, source))


def of_user(session: Session, user_id: UUID, today: date) -> frozenset[tuple[Relation, UUID]]:
    """Return all relations of a user on a date, in one statement."""
    if not _sources:
        return frozenset()
    rows = session.execute(_all(tuple(_sources), today), {"user_id": user_id})
    return frozenset((Relation(relation), thing) for thing, relation in rows)


@lru_cache(maxsize=2)
def _all(sources: tuple[tuple[Relation, Source], ...], today: date) -> CompoundSelect[Any]:
    return union_all(
        *(
            source(_USER, today).add_columns(literal(relation.value).label("relation"))
            for relation, source in sources
        )
    )
