"""One page of a long list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select

from portal.core import db

Item = TypeVar("Item")
SIZE = 25


@dataclass(frozen=True, slots=True)
class PageOf(Generic[Item]):
    """The items of one page, and where it is among the others. Pages count from 1."""

    items: Sequence[Item]
    number: int
    total: int
    size: int = SIZE

    @property
    def last(self) -> int:
        """Return the number of the last page; 1 when there is nothing."""
        return max(1, -(-self.total // self.size))

    @property
    def first_item(self) -> int:
        """Return the place in the whole list of the first item shown; 0 when none."""
        return (self.number - 1) * self.size + 1 if self.items else 0

    @property
    def last_item(self) -> int:
        """Return the place in the whole list of the last item shown."""
        return self.first_item + len(self.items) - 1 if self.items else 0


def page_number(text: str | None) -> int:
    """Return the page number in a query string; 1 for anything that is not one."""
    return max(1, int(text)) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1


def page_of(query: Select[Any], number: int, *, size: int = SIZE) -> PageOf[Any]:
    """Return one page of the rows a query selects, in two statements."""
    total = db.session().scalar(select(func.count()).select_from(query.order_by(None).subquery()))
    number = min(number, max(1, -(-(total or 0) // size)))
    rows = db.session().scalars(query.limit(size).offset((number - 1) * size)).all()
    return PageOf(rows, number, total or 0, size)
