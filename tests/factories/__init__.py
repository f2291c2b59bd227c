"""Everything a test can make, by name: ``make.shift(engagement=…)``. Invented people only.

One file per feature holds its factories; a thing that needs another makes it, in the same
municipality unless told otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.factories import (
    accounts,
    agreements,
    asking,
    bookings,
    clearance,
    engagements,
    families,
    followups,
    matching,
    meetings,
    municipality,
    pool,
    recruitment,
    shifts,
    threads,
    vedtak,
)

if TYPE_CHECKING:
    from factory.alchemy import SQLAlchemyModelFactory
    from sqlalchemy.orm import Session

MODULES = [
    municipality, accounts, families, vedtak, engagements, clearance, agreements, recruitment,
    matching, pool, asking, meetings, followups, bookings, shifts,
    threads,
]  # fmt: skip


class Factories:
    """The one door to all factories; a method per thing (``make.user()``, ``make.child()``)."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._made: dict[str, type[SQLAlchemyModelFactory]] = {
            name: factory for module in MODULES for name, factory in module.FACTORIES.items()
        }
        for factory in self._made.values():
            factory._meta.sqlalchemy_session = session  # noqa: SLF001 - factory-boy's own way

    def __getattr__(self, name: str) -> Any:
        try:
            factory = self._made[name]
        except KeyError:
            raise AttributeError(f"no factory makes a {name}") from None
        return factory.create
