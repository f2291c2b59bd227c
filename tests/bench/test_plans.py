"""No page reads a table that grows from end to end: each statement has an index to go by.

What a hundred times the rows cost is measured by ``make bench``. Here the database says how
it would go about it, which a table with three rows tells as well.
"""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace

import pytest
import time_machine
from sqlalchemy import event
from sqlalchemy.orm import configure_mappers

from portal.core import db
from portal.feeds import service as feeds
from portal.feeds.states import Privacy, Scope
from tests.factories.shifts import at

# What does not grow with people and time.
SMALL = {
    "municipality", "office", "district", "unit", "supplier", "opening_interval", "dated_setting",
    "dated_rate", "school_holiday", "closed_period", "course", "course_gives",
}  # fmt: skip
TABLES = {table.name for table in db.Base.metadata.sorted_tables} - SMALL
WEEK, MONTH = "2026-48", "2026-11"

PAGES = {
    "parent": ["/hjem", "/vaktplan", "/vaktplan/{ordning}/uke/" + WEEK, "/attester", "/assistenter",
               "/vaktplan/{ordning}/maned/" + MONTH, "/timekonto/{ordning}", "/kalender"],
    "worker": ["/hjem", "/mine-timer", "/ledige-vakter", "/vakter/{shift}/timer", "/min-side"],
    "coordinator": ["/hjem", "/godkjenning", "/rekruttering", "/rekruttering/liste", "/familier",
                    "/medarbeidere", "/papirer", "/vaktplan/{ordning}/uke/" + WEEK],
    "": ["/kalender/{feed}.ics"],
}  # fmt: skip


@pytest.fixture
def family(make, session, travel):
    """A family with somebody who leads, somebody who works, their office, hours and a calendar."""
    job = make.engagement(worker__user__name="Maja Lund")
    ordning, municipality_id = job.ordning, job.ordning.municipality_id
    here = {"municipality": None, "municipality_id": municipality_id}
    parent = make.parent(**here)
    make.leader(ordning=ordning, user=parent)
    make.vedtak(ordning=ordning, valid_from=date(2026, 1, 1), valid_to=date(2027, 12, 31))
    coordinator = make.user(**here)
    make.role(user=coordinator, hat="coordinator", office_id=ordning.office_id)
    for day in range(10, 20):
        shift = make.shift(engagement=job, start=f"2026-11-{day} 15:00", end=f"2026-11-{day} 18:00")
        if day % 3:
            make.entry(shift=shift, **{("submitted", "attested")[day % 2]: True})
    make.shift(engagement=job, start="2026-11-25 15:00", end="2026-11-25 18:00")
    actor = SimpleNamespace(
        user_id=job.worker.user.id, municipality_id=municipality_id, hat="worker"
    )
    wish = feeds.Wish(name="Mobil", privacy=Privacy.PLAIN, scope=Scope.OWN)
    _link, token = feeds.make(actor, wish)
    return SimpleNamespace(
        parent=parent, worker=job.worker.user, coordinator=coordinator,
        places={"ordning": ordning.id, "shift": shift.id, "feed": token},
    )  # fmt: skip


@pytest.fixture
def travel():
    with time_machine.travel(at("2026-11-22 12:00"), tick=False) as traveller:
        yield traveller


@pytest.fixture
def asked(connection):
    """The statements that were sent, with what was sent in them."""
    sent: list[tuple[str, object]] = []

    def note(_conn, _cursor, statement, parameters, _context, many):
        if statement.startswith(("SELECT", "WITH")) and not many:
            sent.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    yield sent
    event.remove(connection, "before_cursor_execute", note)


def read_whole(connection, statement, parameters) -> list[str]:
    """Return the tables that the database would read from end to end for a statement."""
    if connection.dialect.name == "postgresql":
        # Where a table is as small as here an index never pays; forbidden, it is what is left.
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        plan = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters).scalars().all()
        connection.exec_driver_sql("SET LOCAL enable_seqscan = on")
        found = [re.search(r"Seq Scan on (\w+)", line) for line in plan]
    else:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
        found = [re.match(r"SCAN (\w+)", row.detail) for row in plan]
    names = [re.sub(r"_\d+$", "", match[1]) for match in found if match]
    return [name for name in names if name in TABLES]


@pytest.mark.parametrize(
    ("who", "path"), [(who, path) for who, paths in PAGES.items() for path in paths]
)
def test_no_page_reads_a_whole_table(page, family, connection, asked, who, path) -> None:
    if who:
        page.sign_in(getattr(family, who), hat=who)
    page.session.flush()
    page.session.expunge_all()
    asked.clear()
    url = path.format(**family.places)
    if path.endswith(".ics"):
        page.get(url)
    else:
        page._client.get(url)  # noqa: SLF001 - a page may lead on: what it asked is what counts
    statements = list(asked)
    assert statements
    wholes = {
        statement: tables
        for statement, parameters in statements
        if (tables := read_whole(connection, statement, parameters))
    }
    assert wholes == {}


def test_what_always_exists_is_joined_flat() -> None:
    """In brackets behind an outer join, SQLite would read the whole table first."""
    configure_mappers()
    nested = [
        f"{mapper.class_.__name__}.{relation.key}"
        for mapper in db.Base.registry.mappers
        for relation in mapper.relationships
        if relation.lazy == "joined" and relation.innerjoin is True
    ]
    assert nested == []
