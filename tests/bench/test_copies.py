"""A hundred times the rows: whole copies, in the same and in other municipalities."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, select

from bench import copies
from portal.core import db
from portal.engagements.models import Engagement, Worker
from portal.families.models import Child, Ordning
from portal.municipality.models import Municipality, Office
from portal.shifts.models import Entry, Shift

COUNT = 20


def rows(session) -> Counter[str]:
    tables = db.Base.metadata.sorted_tables
    return Counter({
        table.name: session.scalar(select(func.count()).select_from(table)) for table in tables
    })  # fmt: skip


def test_every_row_is_there_again_under_another_id(make, session, connection) -> None:
    shift = make.shift(start="2026-11-19 15:00", end="2026-11-19 18:00")
    make.entry(shift=shift, submitted=True)
    session.flush()
    before = rows(session)
    made = copies.make(connection, COUNT)
    after = rows(session)
    assert made == after.total()
    assert after["municipality"] == before["municipality"] * (1 + COUNT - COUNT // 10)
    for table in ("shift", "entry", "child", "office", "user_account", "engagement"):
        assert after[table] == before[table] * (1 + COUNT)


def test_references_stay_inside_the_copy(make, session, connection) -> None:
    make.entry(shift=make.shift(start="2026-11-19 15:00", end="2026-11-19 18:00"), submitted=True)
    session.flush()
    copies.make(connection, COUNT)
    whole = (
        select(Entry.id, Entry.municipality_id, Office.municipality_id.label("offices"))
        .join(Shift, Entry.shift_id == Shift.id)
        .join(Engagement, Shift.engagement_id == Engagement.id)
        .join(Worker, Engagement.worker_id == Worker.id)
        .join(Ordning, Entry.ordning_id == Ordning.id)
        .join(Child, Ordning.child_id == Child.id)
        .join(Office, Child.office_id == Office.id)
        .join(Municipality, Entry.municipality_id == Municipality.id)
        .where(Shift.ordning_id == Entry.ordning_id)
    )
    found = session.execute(whole).all()
    assert len(found) == 1 + COUNT
    assert all(row.municipality_id == row.offices for row in found)
    in_the_same_place = Counter(row.municipality_id for row in found).most_common(1)
    assert in_the_same_place[0][1] == 1 + COUNT // 10
