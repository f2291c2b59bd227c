"""Fill an empty database for measuring: ``python -m bench.seed --rows 600000``.

The demo, the trail that years of use leave, as many copies of it all as make the rows asked
for, and the people of a known size. The same rows each time; invented people only.
"""

import argparse
import os
import sys
import time
from uuid import UUID

from sqlalchemy import Connection, func, select, text

from bench import copies, crowd, trail
from portal.app import create_app
from portal.core import db
from portal.core.config import Settings
from portal.demo import seed as demo


def fill(times: int = 1, rows: int = 0) -> int:
    """Fill the database of the settings; return how many rows it holds, the crowd aside."""
    with db.transaction():
        demo.seed()
        db.session().flush()
        trail.leave()
    engine = db.binds()["writer"].engine
    with engine.connect() as connection:
        held = count(connection)
        times = max(times, -(-rows // held))
        if times > 1:
            held = _multiply(connection, times)
    with db.transaction():
        crowd.gather()
    with engine.connect() as connection, connection.begin():
        _floor_lines(connection)
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ANALYZE")  # as its own housekeeping does within the hour
    return held


def count(connection: Connection) -> int:
    """Return how many rows there are in all tables."""
    tables = db.Base.metadata.sorted_tables
    return sum(connection.scalar(select(func.count()).select_from(one)) or 0 for one in tables)


def _multiply(connection: Connection, times: int) -> int:
    connection.rollback()  # counting began a transaction
    if connection.dialect.name == "sqlite":
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA synchronous=OFF")  # a database that is lost is made again
        cursor.execute("PRAGMA foreign_keys=OFF")
    with connection.begin():
        return copies.make(connection, times - 1)


def _floor_lines(connection: Connection) -> None:
    """Make the table the floor writes in."""
    connection.exec_driver_sql(
        "CREATE TABLE floor_line (number INTEGER, id VARCHAR PRIMARY KEY, note VARCHAR)"
    )
    connection.exec_driver_sql("CREATE INDEX ix_floor_line ON floor_line (number)")
    lines = [{"number": number, "id": str(UUID(int=number))} for number in range(1000)]
    connection.execute(text("INSERT INTO floor_line VALUES (:number, :id, '')"), lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=0, help="at least so many in all tables")
    parser.add_argument("--times", type=int, default=1, help="so many times the demo's")
    given = parser.parse_args()
    create_app(Settings.from_environment(os.environ))
    started = time.monotonic()
    held = fill(given.times, given.rows)
    print(f"{held} rows in {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
