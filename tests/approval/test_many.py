"""Many lines in one act: what is left out, how much it asks, and several people at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.orm.exc import StaleDataError

from portal.access.actor import Actor, Assurance, Hat, Relation
from portal.accounts.models import UserSession
from portal.approval import queries, service
from portal.audit.models import AuditEvent
from portal.core import clock, db, ids
from portal.core.errors import ConflictError, RefusedError
from portal.shifts.models import Entry
from portal.shifts.states import EntryState
from portal.signin.wiring import TOKEN
from tests.factories import Factories
from tests.factories.shifts import at
from tests.page import fields_of

pytestmark = pytest.mark.usefixtures("today")


def keys(*entries):
    return {it.id: it.version for it in entries}


def states(session, *entries):
    session.expire_all()
    return [session.get(Entry, it.id).state for it in entries]


# What is left out ------------------------------------------------------------------------


@pytest.mark.parametrize("why", ["changed", "flagged", "another state", "own", "another family"])
def test_attested_only_what_was_read_and_is_fine(make, session, actors, job, line, why) -> None:
    fine, odd = line(4), line(5)
    read = keys(fine, odd)
    if why == "changed":
        session.execute(update(Entry).where(Entry.id == odd.id).values(version=2))
    elif why == "flagged":
        odd.needs_look = True
        session.flush()
        read = keys(fine, odd)
    elif why == "another state":
        odd.state = EntryState.RETURNED
        session.flush()
        read = keys(fine, odd)
    elif why == "own":
        odd = line(6, engagement=make.engagement(ordning=job.ordning, worker__user=job.leader))
        read = keys(fine, odd)
    else:
        odd = line(6, engagement=make.engagement())
        read = keys(fine, odd)
    before = states(session, odd)[0]
    done = service.attest_all(actors.leader, read)
    assert (done.count, done.minutes, done.left_out) == (1, 180, 1)
    assert states(session, fine, odd) == [EntryState.ATTESTED, before]


@pytest.mark.parametrize("why", ["changed", "approved", "nobody attested", "own", "another family"])
def test_undone_only_what_the_family_attested(make, session, actors, job, line, why) -> None:
    fine, odd = line(4, state="attested"), line(5, state="attested")
    read = keys(fine, odd)
    if why == "changed":
        session.execute(update(Entry).where(Entry.id == odd.id).values(version=2))
    elif why == "approved":
        odd.state, odd.approved_at = EntryState.APPROVED, clock.now()
        odd.approved_by_id = actors.coordinator.user_id
    elif why == "nobody attested":  # the municipality does not ask families to
        odd.attested_at = odd.attested_by_id = None
    elif why == "own":
        own = make.engagement(ordning=job.ordning, worker__user=job.leader)
        odd = line(6, state="attested", engagement=own)
    else:
        odd = line(6, state="attested", engagement=make.engagement())
    session.flush()
    read = keys(fine, odd) if why != "changed" else read
    before = states(session, odd)[0]
    done = service.unattest_all(actors.leader, read)
    assert (done.count, done.minutes, done.left_out) == (1, 180, 1)
    assert states(session, fine, odd) == [EntryState.SUBMITTED, before]


@pytest.mark.parametrize(
    "why", ["not attested", "flagged", "own", "related", "another office", "graded"]
)
def test_approved_only_what_one_may_decide_on(
    make, session, actors, coordinator, job, line, why
) -> None:
    fine = line(4, state="attested")
    actor = actors.coordinator
    if why == "not attested":
        odd = line(5)
    elif why == "flagged":
        odd = line(5, state="attested", longer=30)
    elif why == "own":
        odd = line(
            5,
            state="attested",
            engagement=make.engagement(ordning=job.ordning, worker__user=coordinator),
        )
    elif why == "related":
        child = make.child(office=None, municipality_id=job.ordning.municipality_id,
                           office_id=job.ordning.office_id)  # fmt: skip
        odd = line(5, state="attested", engagement=make.engagement(ordning__child=child))
        related = frozenset({(Relation.RELATED_TO, child.id)})
        actor = replace(actor, relations=related)
    elif why == "another office":
        odd = line(5, state="attested", engagement=make.engagement())
    else:
        graded = make.engagement(ordning=job.ordning, worker__gradering="fortrolig")
        odd = line(5, state="attested", engagement=graded)
    before = states(session, odd)[0]
    done = service.approve_all(actor, keys(fine, odd))
    assert (done.count, done.left_out) == (1, 1)
    assert states(session, fine, odd) == [EntryState.APPROVED, before]


def silent(session, line, day, **more):
    """A line as planned that the family has let lie since it was logged, early in November."""
    entry = line(day, **more)
    entry.submitted_at = datetime(2026, 11, 3, tzinfo=UTC)  # 19 days ago
    session.flush()
    return entry


@pytest.mark.parametrize("why", ["changed", "attested", "longer", "still time", "own", "related",
                                 "another family", "another office"])  # fmt: skip
def test_taken_over_only_what_the_family_has_let_lie(
    make, session, actors, coordinator, job, line, why
) -> None:
    fine, actor = silent(session, line, 2), actors.coordinator
    if why == "own":
        own = make.engagement(ordning=job.ordning, worker__user=coordinator)
        odd = silent(session, line, 3, engagement=own)
    elif why in {"another family", "another office"}:
        home = {"office": None, "municipality_id": job.ordning.municipality_id,
                "office_id": job.ordning.office_id}  # fmt: skip
        child = make.child(**(home if why == "another family" else {}))
        odd = silent(session, line, 3, engagement=make.engagement(ordning__child=child))
    elif why == "related":
        odd = silent(session, line, 3)
        related = frozenset({(Relation.RELATED_TO, job.ordning.child_id)})
        actor = replace(actor, relations=related)
    else:
        odd = silent(session, line, 3, longer=30 if why == "longer" else 0,
                     state="attested" if why == "attested" else "submitted")  # fmt: skip
    if why == "still time":
        odd.submitted_at = datetime(2026, 11, 21, tzinfo=UTC)
        session.flush()
    read = keys(fine, odd)
    if why == "changed":
        session.execute(update(Entry).where(Entry.id == odd.id).values(version=9))
    before = states(session, odd)[0]
    done = service.attest_and_approve_all(actor, read, job.ordning.id, "Far ringte i dag.")
    is_related = why == "related"  # to the child, so to every line of it
    assert (done.count, done.left_out) == ((0, 2) if is_related else (1, 1))
    expected = EntryState.SUBMITTED if is_related else EntryState.APPROVED
    assert states(session, fine, odd) == [expected, before]


def test_taking_over_takes_a_reason(session, actors, job, line) -> None:
    fine = silent(session, line, 2)
    with pytest.raises(RefusedError):
        service.attest_and_approve_all(actors.coordinator, keys(fine), job.ordning.id, "")
    assert states(session, fine) == [EntryState.SUBMITTED]


def test_stale_lines_are_told_on_the_page(page, job, line, session) -> None:
    fine, odd = line(4), line(5)
    page.sign_in(job.leader, hat="parent").get("/attester")
    odd.note = "Endret"
    session.flush()
    page.submit(form="/attester").follow()
    assert "Attestert: én vakt, 3 t." in page.text
    assert "Én linje var endret og er ikke tatt med." in page.text
    assert states(session, fine, odd) == [EntryState.ATTESTED, EntryState.SUBMITTED]


def test_all_stale_is_a_conflict(page, coordinator, line, session) -> None:
    odd = line(5, state="attested")
    page.sign_in(coordinator, hat="coordinator").get("/godkjenning")
    odd.note = "Endret"
    session.flush()
    page.submit(409, form="/godkjenning")
    assert states(session, odd) == [EntryState.ATTESTED]


def test_a_double_click_approves_once_and_gets_the_first_answer(
    page, coordinator, line, session
) -> None:
    entry = line(5, state="attested")
    page.sign_in(coordinator, hat="coordinator").get("/godkjenning")
    data = fields_of(page._form("/godkjenning"))  # noqa: SLF001 - the same form twice
    del data["csrf_token"]
    for _click in range(3):
        page.post("/godkjenning", data)
        assert page.location == "/godkjenning"
    events = session.scalars(select(AuditEvent).where(AuditEvent.act == "entry:approved")).all()
    assert [it.thing_id for it in events] == [entry.id]


@pytest.mark.parametrize("text", ["x", "x:1", "01a2013f-459b-7866-9633-3083884b44ab:"])
def test_nonsense_is_refused(page, coordinator, text) -> None:
    page.sign_in(coordinator, hat="coordinator").get("/godkjenning")
    page.post("/godkjenning", {"line": text}, 422)
    assert page.h1


# How much it asks ------------------------------------------------------------------------


def many(session, entry, count):
    """Make ``count`` lines like this one; return what a page would post of them all."""
    columns = {it.name: getattr(entry, it.name) for it in Entry.__table__.columns}
    rows = [columns | {"id": uuid4(), "shift_id": None} for _number in range(count)]
    session.execute(insert(Entry), rows)
    return {row["id"]: 1 for row in rows}


@pytest.mark.parametrize("count", [10, 100, 1000])
def test_eight_statements_however_many(page, session, coordinator, line, statements, count) -> None:
    posted = many(session, line(4, state="attested"), count)
    page.sign_in(coordinator, hat="coordinator").get("/godkjenning")
    data = {
        "line": [f"{entry_id}:1" for entry_id in posted],
        "csrf_token": page.csrf_token(), "request_key": "01234567-89ab-7cde-8f01-23456789abcd",
    }  # fmt: skip
    statements.clear()
    page.post("/godkjenning", data)
    asked = [it for it in statements if "FROM user_session" not in it and "named_access" not in it]
    assert len(asked) <= 8, asked
    assert page.follow().text.count(f"Godkjent: {count} vakter") == 1


@pytest.mark.parametrize("count", [2, 50])
def test_a_silent_family_is_as_many_statements_for_two_as_for_fifty(
    page, session, coordinator, job, line, statements, count
) -> None:
    many(session, silent(session, line, 2), count)
    page.sign_in(coordinator, hat="coordinator")
    page.get(f"/godkjenning/{job.ordning.id}/ta-over")
    session.flush()
    session.expunge_all()
    statements.clear()
    page.submit(reason="Far ringte i dag.")
    asked = [it for it in statements if "FROM user_session" not in it and "named_access" not in it]
    assert len(asked) <= 14, asked
    assert f"Attestert og godkjent: {count + 1} vakter" in page.follow().text


@pytest.mark.parametrize("count", [2, 50])
@pytest.mark.parametrize(("address", "most"), [("/attester", 6), ("/godkjenning", 6)])
def test_the_lists_ask_as_much_for_two_as_for_fifty(
    page, session, coordinator, job, line, extra, statements, address, most, count
) -> None:
    state = "submitted" if address == "/attester" else "attested"
    many(session, line(4, state=state), count)
    many(session, extra(5, state=state), count)
    parent = address == "/attester"
    page.sign_in(job.leader if parent else coordinator, hat="parent" if parent else "coordinator")
    session.flush()
    session.expunge_all()
    statements.clear()
    page.get(address)
    asked = [it for it in statements if "FROM user_session" not in it and "named_access" not in it]
    assert len(asked) <= most, asked


def test_a_thousand_lines_are_a_page_of_few_bytes(page, session, coordinator, line) -> None:
    many(session, line(4, state="attested"), 1000)
    page.sign_in(coordinator, hat="coordinator").get("/godkjenning")
    assert page.h1 == "1001 vakter i ett trykk, ingen avvik"
    assert len(page.response.data) < 140_000  # each line is an id and a version, nothing more


# What desks ask --------------------------------------------------------------------------


def test_how_much_waits(actors, line, extra, session) -> None:
    line(4), line(5), extra(6), line(7, state="attested"), extra(8, state="attested")
    waits = queries.attest_summary(actors.leader)
    assert (waits.green, waits.green_minutes, waits.to_look, waits.count) == (2, 360, 1, 3)
    assert waits.oldest_at == datetime(2026, 11, 26, tzinfo=UTC)
    waits = queries.approval_counts(actors.coordinator)
    assert (waits.green, waits.to_look) == (1, 1)


# Several people at once ------------------------------------------------------------------


@pytest.fixture
def real(app, empty_database_url):
    """A database of its own with commits that stay; the usual one afterwards."""
    before = db.binds()
    engine = db.connect(empty_database_url)
    db.Base.metadata.create_all(engine)
    yield engine
    db.use_bind(**before)
    engine.dispose()


def attested_line():
    with db.transaction() as session:
        make = Factories(session)
        shift = make.shift(start="2026-11-04 15:00", end="2026-11-04 18:00")
        entry = make.entry(shift=shift, attested=True)
        office = shift.ordning.office_id
        users = []
        for _number in range(8):
            user = make.user(municipality=None, municipality_id=entry.municipality_id)
            make.role(user=user, hat="coordinator", office_id=office)
            users.append(user.id)
        return entry.id, entry.municipality_id, office, users


@pytest.mark.parametrize("way", ["together", "one by one"])
def test_eight_people_approve_the_same_line_and_one_does(real, way) -> None:
    entry_id, municipality_id, office, users = attested_line()

    def press(user_id) -> int:
        actor = Actor(
            user_id=user_id, municipality_id=municipality_id, hat=Hat.COORDINATOR,
            office_ids=frozenset({office}),
        )  # fmt: skip
        with db.unit(write=True) as session:
            if way == "together":
                done = service.approve_all(actor, {entry_id: 1})
                db.commit()
                return done.count
            try:
                service.approve(actor, session.get_one(Entry, entry_id), 1)
                db.commit()
            except (ConflictError, RefusedError, StaleDataError):
                return 0
            return 1

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(press, users)) == 1
    with db.unit(write=False) as session:
        entry = session.get_one(Entry, entry_id)
        assert (entry.state, entry.version) == (EntryState.APPROVED, 2)
        acts = session.scalars(select(AuditEvent.act)).all()
        assert acts == ["entry:approved"]


def test_two_hundred_forms_with_twenty_keys_log_twenty(real, app) -> None:
    """A telephone that sends again and again what it got no answer to."""
    token = ids.new_token()
    with db.transaction() as session:
        make = Factories(session)
        engagement = make.engagement()
        user = engagement.worker.user
        engagement_id = str(engagement.id)
        session.add(
            UserSession(
                municipality_id=user.municipality_id, user_id=user.id, hat="worker",
                token_hash=ids.digest(token), assurance=Assurance.HIGH,
                created_at=clock.now(), last_seen_at=clock.now(),
            )
        )  # fmt: skip
    forms = [
        {
            "request_key": f"01234567-89ab-7cde-8f01-{number:012d}", "engagement_id": engagement_id,
            "kind": "ordinary", "start_on": "2.11.2026", "start_at": f"{number}.00",
            "end_on": "2.11.2026", "end_at": f"{number}.30", "reason": "Ekstra",
        }
        for number in range(20)
    ] * 10  # fmt: skip

    def send(form) -> int:
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie[TOKEN] = token
        page = client.get("/mine-timer/ekstra").get_data(as_text=True)
        csrf = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
        return client.post("/mine-timer/ekstra", data={**form, "csrf_token": csrf}).status_code

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(send, forms)) == {303}
    with db.unit(write=False) as session:
        lines = session.scalars(select(Entry).order_by(Entry.starts_at)).all()
        assert [it.starts_at for it in lines] == [at(f"2026-11-02 {n:02d}:00") for n in range(20)]
