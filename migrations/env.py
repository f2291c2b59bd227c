"""How the revisions in versions/ are run: one transaction for all of them, on either database.

The URL comes from the caller (``config.attributes["url"]``) or from DATABASE_URL.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from alembic import context
from sqlalchemy import Connection, NullPool, TypeDecorator, create_engine, event

import portal.app  # noqa: F401 - only the factory knows every feature, and so every table
from portal.core.db import Base

# Waiting for a lock blocks everyone queued behind us, so we give up first. A revision
# that must run long says so itself with SET LOCAL statement_timeout.
POSTGRES_LIMITS = "SET LOCAL lock_timeout = '4s'; SET LOCAL statement_timeout = '60s'"
DEPLOY_LOCK = 7_240_119  # any number: two machines that deploy at once take turns


def database_url() -> str:
    url = context.config.attributes.get("url") or os.environ.get("DATABASE_URL")
    if not url:
        raise SystemExit("Nothing to migrate: set DATABASE_URL.")
    return str(url)


def plain_type(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our own column types as SQLAlchemy's: an old revision must not import the app."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


@contextmanager
def prepared(connection: Connection) -> Iterator[None]:
    """Open the transaction, with what each database needs before and after."""
    prepare = prepared_sqlite if connection.dialect.name == "sqlite" else prepared_postgresql
    with prepare(connection):
        yield


@contextmanager
def prepared_sqlite(connection: Connection) -> Iterator[None]:
    """Foreign keys are off while tables are rebuilt, or dropping a parent deletes its children."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.isolation_level = None  # we say BEGIN ourselves
    driver.execute("PRAGMA foreign_keys=OFF")
    event.listen(connection, "begin", lambda it: it.exec_driver_sql("BEGIN IMMEDIATE"))
    with connection.begin():
        yield
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if orphans:
            raise RuntimeError(f"The migration leaves rows without their parent: {orphans[:5]}")


@contextmanager
def prepared_postgresql(connection: Connection) -> Iterator[None]:
    with connection.begin():
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({DEPLOY_LOCK})")
        connection.exec_driver_sql(POSTGRES_LIMITS)
        yield


def migrate() -> None:
    engine = create_engine(database_url(), poolclass=NullPool)
    with engine.connect() as connection, prepared(connection):
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=plain_type,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()


migrate()
