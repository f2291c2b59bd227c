"""SQLite as the portal needs it: one writer who says so at once, and readers who cannot write."""

from typing import Any

from sqlalchemy import Connection, Engine, event


def tame(engine: Engine) -> None:
    """Set up every connection of an engine, and begin its transactions ourselves."""

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver's own type
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA busy_timeout=10000")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("portal_write", True)
        driver: Any = connection.connection.dbapi_connection
        driver.execute(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
