"""A hundred municipalities out of one: every row of every table again, under other ids.

Rows are read and written as the driver has them, so a new table needs nothing here. A copy's
ids are the originals' with their last 48 bits turned by the copy's own number: references
stay whole, and the copies lie between each other in every index, as real rows would. Every
tenth copy is more offices of the same municipality, the others are municipalities of their
own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from sqlalchemy import CheckConstraint, Connection, Integer, String, Table, UniqueConstraint, Uuid

from portal.core import db

Row = Sequence[Any]
SEED = 20261122
SAME_PLACE_EVERY = 10
OF_THE_PLACE = {"municipality", "school_holiday"}  # and what its constraints tell, see below
NUMBERS_APART = 1_000_000  # between the numbers of one copy and those of the next


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: how it turns ids, and what it keeps."""

    number: int
    mask: int
    keeps: frozenset[str]  # for one in the same municipalities, the ids of what they have once

    @property
    def is_same_place(self) -> bool:
        return bool(self.keeps)

    def turn(self, text: str) -> str:
        """Return the id a row has in this copy."""
        if text in self.keeps:
            return text
        return f"{text[:-12]}{int(text[-12:], 16) ^ self.mask:012x}"


@dataclass(frozen=True, slots=True)
class Shape:
    """Which columns of a table hold ids, and which must differ from copy to copy."""

    table: Table
    ids: tuple[int, ...]
    words: tuple[int, ...]
    numbers: tuple[int, ...]
    is_of_the_place: bool

    @property
    def columns(self) -> str:
        return ", ".join(f'"{column.name}"' for column in self.table.columns)

    def row(self, row: Row, copy: Copy) -> Row:
        made = list(row)
        for places, turned in (
            (self.ids, lambda value: copy.turn(str(value))),
            (self.words, lambda value: f"{copy.number}-{value}"),
            (self.numbers, lambda value: int(value) + copy.number * NUMBERS_APART),
        ):
            for at in places:
                made[at] = None if made[at] is None else turned(made[at])
        return made


def shapes_of(tables: Sequence[Table]) -> list[Shape]:
    """Read the shapes of tables. What is a part of what a place has once, is there once, too."""
    shapes: dict[str, Shape] = {}
    once: set[str] = set()
    for table in tables:
        shape = shape_of(table)
        whole = {key.column.table.name for key in table.foreign_keys} - {"municipality"}
        if whole and whole <= once:
            shape = replace(shape, is_of_the_place=True)
        once |= {table.name} if shape.is_of_the_place else set()
        shapes[table.name] = shape
    return [*shapes.values()]


def shape_of(table: Table) -> Shape:
    """Read a table's shape from its unique constraints.

    A word or number that is unique alone, or in its municipality, differs from copy to copy;
    a code does not: a check lists what it may be.
    What is unique in a municipality by anything else is decided there once (a figure from a
    date on): more offices do not have it again.
    """
    names = [column.name for column in table.columns]
    ids = {column.name for column in table.columns if isinstance(column.type, Uuid)}
    uniques = [{column.name for column in columns} for columns in _uniques(table)]
    alone = {
        rest.pop()
        for unique in uniques
        if len(rest := unique - {"municipality_id"}) == 1 and not rest & ids
    }
    numbers = {name for name in alone if isinstance(table.c[name].type, Integer)}
    words = {name for name in alone if isinstance(table.c[name].type, String)} - _codes(table)
    once = [
        it for it in uniques if "municipality_id" in it and not it & (ids - {"municipality_id"})
    ]
    is_of_the_place = any(it - {"municipality_id"} - numbers - words for it in once)
    at_ids, at_words, at_numbers = (
        tuple(names.index(name) for name in some) for some in (ids, words, numbers)
    )
    is_once = is_of_the_place or table.name in OF_THE_PLACE
    return Shape(table, at_ids, at_words, at_numbers, is_once)


def _codes(table: Table) -> set[str]:
    texts = [str(it.sqltext) for it in table.constraints if isinstance(it, CheckConstraint)]
    names = (column.name for column in table.columns)
    return {name for name in names if any(text.startswith(f"{name} IN (") for text in texts)}


def _uniques(table: Table) -> Iterator[Iterable[Any]]:
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield constraint.columns
    for index in table.indexes:
        if index.unique:
            yield index.columns


def make(connection: Connection, count: int) -> int:
    """Write ``count`` copies of all there is; return how many rows there are then."""
    random = Random(SEED)  # noqa: S311 - the same rows each time
    masks = random.sample(range(1, 1 << 48), count)
    write = _copy_in if connection.dialect.name == "postgresql" else _insert
    shapes = shapes_of(db.Base.metadata.sorted_tables)
    kept = {shape.table.name: _read(connection, shape) for shape in shapes}
    at_home = frozenset(
        str(row[list(shape.table.columns.keys()).index("id")])
        for shape in shapes
        if shape.is_of_the_place
        for row in kept[shape.table.name]
    )
    copies = [
        Copy(number, mask, at_home if number % SAME_PLACE_EVERY == 0 else frozenset())
        for number, mask in enumerate(masks, start=1)
    ]
    for shape in shapes:
        rows = kept[shape.table.name]
        write(
            connection, shape, (shape.row(row, copy) for copy in _of(shape, copies) for row in rows)
        )
    return sum(len(kept[shape.table.name]) * (1 + len(_of(shape, copies))) for shape in shapes)


def _of(shape: Shape, copies: Sequence[Copy]) -> list[Copy]:
    return [copy for copy in copies if not (shape.is_of_the_place and copy.is_same_place)]


def _read(connection: Connection, shape: Shape) -> list[Row]:
    query = f'SELECT {shape.columns} FROM "{shape.table.name}"'  # noqa: S608 - our own names
    cursor = connection.connection.cursor()
    if connection.dialect.name == "postgresql":
        with cursor.copy(f"COPY ({query}) TO STDOUT") as out:
            return list(out.rows())
    cursor.execute(query)
    return list(cursor.fetchall())


def _copy_in(connection: Connection, shape: Shape, rows: Iterable[Row]) -> None:
    cursor = connection.connection.cursor()
    with cursor.copy(f'COPY "{shape.table.name}" ({shape.columns}) FROM STDIN') as into:
        for row in rows:
            into.write_row([None if value is None else str(value) for value in row])


def _insert(connection: Connection, shape: Shape, rows: Iterable[Row]) -> None:
    marks = ", ".join("?" for _column in shape.table.columns)
    sql = f'INSERT INTO "{shape.table.name}" ({shape.columns}) VALUES ({marks})'  # noqa: S608 - our own names
    connection.connection.cursor().executemany(sql, rows)  # type: ignore[arg-type]  # it takes an iterator
