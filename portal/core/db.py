"""The database: one session a request, one commit, and no Flask.

A *unit* is what one request or job does. A reading unit cannot write; a writing
unit on SQLite begins IMMEDIATE, because the default lets two of them lose updates.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    Select,
    Uuid,
    create_engine,
    event,
    select,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from portal.core import ids, sqlite

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


# How a relationship joins what always exists. A plain inner join behind an outer one is
# written in brackets, and SQLite reads the whole table in them first.
UNNESTED: Any = "unnested"


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Refuses a naive value, and SQLite gets its UTC back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant must be aware: got a naive datetime.")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table: named constraints, a sortable id made by the server."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {datetime: UtcDateTime(), UUID: Uuid()}  # noqa: RUF012 - SQLAlchemy's name

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new_id)


class ReadOnlyError(RuntimeError):
    """A unit that may only read tried to write: a GET changes no row."""


Act = Callable[[Session], object]


@dataclass
class _Unit:
    session: Session
    afterwards: list[Act] = field(default_factory=list)


Row = TypeVar("Row", bound=Base)
Query = TypeVar("Query", bound=Select[Any])
Known = TypeVar("Known")
_unit: ContextVar[_Unit | None] = ContextVar("unit", default=None)
_binds: dict[str, Engine | Connection] = {}
_before_commit: list[Callable[[Session], None]] = []


def connect(url: str) -> Engine:
    """Open the database of this process and return its engine."""
    driver_url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(driver_url, pool_pre_ping=url.startswith("postgresql"))
    if engine.dialect.name == "sqlite":
        sqlite.tame(engine)
    use_bind(
        engine.execution_options(portal_write=False, postgresql_readonly=True),
        engine.execution_options(portal_write=True),
    )
    return engine


def use_bind(reader: Engine | Connection, writer: Engine | Connection) -> None:
    """Choose where units read and write; tests hand in one connection for both."""
    _binds.update(reader=reader, writer=writer)


def binds() -> dict[str, Engine | Connection]:
    """Return where units read and write now, as ``use_bind`` takes it."""
    return dict(_binds)


def before_commit(act: Callable[[Session], None]) -> None:
    """Have ``act`` called last in every writing unit (the audit log uses this)."""
    if act not in _before_commit:
        _before_commit.append(act)


@event.listens_for(Session, "before_flush")
def _refuse_writes(session: Session, _context: object, _instances: object) -> None:
    if session.info.get("reads_only") and (session.new or session.dirty or session.deleted):
        raise ReadOnlyError(f"Reading unit tried to write {[*session.new, *session.dirty]}")
    session.info["has_written"] = True


def _open(*, write: bool) -> Session:
    return Session(
        _binds["writer" if write else "reader"],
        expire_on_commit=False,
        join_transaction_mode="create_savepoint",
        info={"reads_only": not write},
    )


@contextmanager
def unit(*, write: bool) -> Iterator[Session]:
    """Open the session of one request; commit is asked for, never implied.

    Whatever way it ends, what was handed to ``keep`` and ``afterwards`` is written then,
    in a transaction of its own.
    """
    mine = _Unit(_open(write=write))
    token = _unit.set(mine)
    try:
        yield mine.session
        if not write:
            _end_reading(mine.session)
    finally:
        mine.session.close()
        _unit.reset(token)
        if mine.afterwards:
            with aside() as own:
                for act in mine.afterwards:
                    act(own)


def _end_reading(session: Session) -> None:
    """Say COMMIT, which writes nothing here: at a ROLLBACK psycopg forgets what it prepared.

    PostgreSQL would plan every statement of every page anew, which costs more than to run it.
    """
    session.expunge_all()  # what somebody changed by mistake is not to be written now
    session.commit()


@contextmanager
def transaction() -> Iterator[Session]:
    """Open a writing unit and commit it at the end: for commands, jobs and tests."""
    with unit(write=True) as mine:
        yield mine
        commit()


@contextmanager
def aside() -> Iterator[Session]:
    """Write on a connection of its own what a GET may write (read log, last seen)."""
    with _open(write=True) as own:
        yield own
        own.commit()


def session() -> Session:
    """Return the session of the unit that is open; LookupError when none is."""
    mine = _unit.get()
    if mine is None:
        raise LookupError("No unit is open: this code must run inside db.unit().")
    return mine.session


def writes() -> bool:
    """Tell whether the unit that is open may write."""
    return not session().info["reads_only"]


def read_once(key: Hashable, read: Callable[[], Known]) -> Known:
    """Return what this unit has read already under a key. One that writes reads it anew."""
    mine = session()
    if not mine.info["reads_only"]:
        return read()
    known = mine.info.setdefault("known", {})
    if key not in known:
        known[key] = read()
    return known[key]  # type: ignore[no-any-return]


def hold(table: type[Base], row_id: UUID) -> None:
    """Hold a row until the commit: whoever else wants to hold it waits.

    For what is looked for before it is written (the next number, the same role), which
    PostgreSQL lets two do at once. What is read after this is as it is now. On SQLite there
    is one writer, so nobody is there to wait for.
    """
    query = select(table.id).where(table.id == row_id)
    session().execute(query.with_for_update(key_share=True))


def held(query: Query, *tables: type[Base]) -> Query:
    """Hold what a query finds of these tables until the commit, if the unit writes.

    For a loader: a page that only reads waits for nobody.
    """
    return query.with_for_update(of=tables, key_share=True) if writes() else query


def is_open() -> bool:
    """Tell whether a unit is open: an error page is made after it has ended."""
    return _unit.get() is not None


def commit() -> None:
    """Commit the unit once, after what must come last (audit) has been written."""
    mine = session()
    mine.flush()
    for act in _before_commit:
        act(mine)
    mine.commit()


def pause() -> None:
    """Let go of the database before slow work (hashing): SQLite's only writer must not wait.

    Call it before anything is written. What was read stays as it was read.
    """
    mine = session()
    if mine.new or mine.dirty or mine.deleted or mine.info.get("has_written"):
        raise RuntimeError("Something is written already: pause before that.")
    mine.commit()


def afterwards(act: Act) -> None:
    """Have ``act`` write on a connection of its own once the unit is over, however it ended.

    For what a GET may write and what a refusal must leave behind. Not earlier: SQLite has
    one writer, and inside a writing unit that is the unit.
    """
    mine = _unit.get()
    if mine is None:
        raise LookupError("No unit is open.")
    mine.afterwards.append(act)


def keep(row: Base) -> None:
    """Have a row written even though the unit is rolled back (a refusal, a failed sign-in)."""
    afterwards(lambda own: own.add(row))


def add(row: Row) -> Row:
    """Add a row to the unit and return it."""
    session().add(row)
    return row


def touch(row: Base) -> None:
    """Make it a new version of a row that only what lies below it was changed."""
    flag_modified(row, "municipality_id")


def constraint_of(error: IntegrityError, names: Sequence[str]) -> str | None:
    """Return which of the named constraints the database refused, if it was one of them.

    PostgreSQL says the name; SQLite says it for checks and the columns for unique ones.
    """
    text = str(error.orig)
    named = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    return next((name for name in names if name == named or name in text), None)
