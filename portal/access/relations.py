"""Where relations come from: features register a SELECT, all are read in one statement."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlalchemy import Select, literal, union_all
from sqlalchemy.orm import Session

from portal.access.actor import Relation

Source = Callable[[UUID, date], Select[UUID]]
_sources: list[tuple[Relation, Source]] = []


def register(relation: Relation, source: Source) -> None:
    """Let ``source(user_id, today)`` select the ids the user stands in ``relation`` to."""
    if (relation, source) not in _sources:
        _sources.append((relation, source))


def of_user(session: Session, user_id: UUID, today: date) -> frozenset[tuple[Relation, UUID]]:
    """Return all relations of a user on a date, in one statement."""
    if not _sources:
        return frozenset()
    selects = [
        source(user_id, today).add_columns(literal(relation.value).label("relation"))
        for relation, source in _sources
    ]
    rows = session.execute(union_all(*selects))
    return frozenset((Relation(relation), thing) for thing, relation in rows)
