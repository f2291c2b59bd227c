"""The clock: started on one device, stopped on another, forgotten, and never in the way."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.core.runs import Tally
from portal.shifts.models import Entry, RunningShift
from portal.shifts.states import EntryState
from portal.timesheets import running
from tests.factories.shifts import at


def entries(session):
    return session.scalars(select(Entry)).all()


@pytest.fixture
def going(as_worker, shift):
    """A shift 12.30–15.30 today; it is 12.00."""
    shift("2026-11-22 12:30", "2026-11-22 15:30", note="Regntøyet henger i gangen.")
    return as_worker.get("/mine-timer")


@pytest.fixture
def later(going, today, job):
    """Let time go by, and sit down anew: the session of before is over."""

    def move_to(text):
        today.move_to(at(text))
        return going.sign_out().sign_in(job.worker, hat="worker").get("/mine-timer")

    return move_to


def test_start_and_stop(going, later, session) -> None:
    assert "Regntøyet henger i gangen." in going.text
    going.submit(form="/start").follow()
    assert going.h1 == "Vakten går"
    later("2026-11-22 15:34")  # on another telephone
    assert "Du har vært på vakt i 3 t 34 min" in going.text
    going.submit(form="/stopp").follow()
    (entry,) = entries(session)
    assert (entry.state, entry.minutes, entry.source) == (EntryState.DRAFT, 214, "clocked")
    assert session.scalars(select(RunningShift)).all() == []


@pytest.mark.parametrize(
    ("button", "minutes", "source", "needs_look"),
    [("", 214, "clocked", True), ("act=planned", 180, "as_planned", False)],
)
def test_what_was_clocked_or_what_was_planned(
    going, later, session, button, minutes, source, needs_look
) -> None:
    going.submit(form="/start")
    later("2026-11-22 15:34").submit(form="/stopp").follow().submit(form="/send", button=button)
    (entry,) = entries(session)
    assert (entry.state, entry.minutes) == (EntryState.SUBMITTED, minutes)
    assert (entry.source, entry.needs_look) == (source, needs_look)


def test_twice_started_runs_once(going, session) -> None:
    action = going._form("/start").get("action")  # noqa: SLF001 - the same act again
    going.submit(form="/start")
    going.post(action, {}, 409)
    assert len(session.scalars(select(RunningShift)).all()) == 1


def test_started_by_mistake_is_undone(going, later, session) -> None:
    going.submit(form="/start").follow().submit(form="/angre-start").follow()
    assert "Starten er angret. Ingenting er ført." in going.text
    assert session.scalars(select(RunningShift)).all() == entries(session) == []
    going.submit(form="/start").follow()
    assert going.h1 == "Vakten går"


def test_what_has_run_for_a_while_is_stopped_and_not_undone(going, later, session) -> None:
    going.submit(form="/start")
    later("2026-11-22 12:15")
    assert "Angre" not in going.text
    going.post("/mine-timer/angre-start", {}, 422)
    assert "Stopp den, og forkast linja om den er feil." in going.text
    assert len(session.scalars(select(RunningShift)).all()) == 1


def test_nothing_runs_and_nothing_is_undone(going, session) -> None:
    going.post("/mine-timer/angre-start", {}, 409)
    assert "Ingen vakt går nå" in going.text


def test_twice_stopped_is_told(going, session) -> None:
    going.submit(form="/start").follow().submit(form="/stopp")
    going.post("/mine-timer/stopp", {}, 409)
    assert "Vakten er allerede stoppet" in going.text
    assert len(entries(session)) == 1


@pytest.mark.parametrize(
    ("start", "end"),
    [("2026-11-22 13:01", "2026-11-22 15:00"), ("2026-11-22 09:00", "2026-11-22 12:00")],
)
def test_too_early_or_over(as_worker, shift, start, end) -> None:
    row = shift(start, end)
    as_worker.get("/mine-timer")
    assert f"/vakter/{row.id}/start" not in str(as_worker.response.data)
    as_worker.post(f"/vakter/{row.id}/start", {}, 422)
    assert "Du kan starte vakten fra en time før" in as_worker.text


def test_forgotten_is_closed_at_the_end_of_the_plan_and_asked_about(going, today, session) -> None:
    going.submit(form="/start")
    today.move_to(at("2026-11-22 19:29"))
    assert running.close_forgotten(at("2026-11-22 19:29")).count == 0
    assert running.close_forgotten(at("2026-11-22 19:31")).count == 1
    (entry,) = entries(session)
    assert (entry.state, entry.ends_at) == (EntryState.DRAFT, at("2026-11-22 15:30"))
    assert entry.source == "closed_by_system"
    assert entry.flags[0]["code"] == "closed_by_system"
    today.move_to(at("2026-11-22 12:20"))
    going.get("/mine-timer")
    assert "Du glemte å stoppe." in going.text


def test_a_clock_can_always_be_stopped(make, going, later, session, job) -> None:
    """Overlapping another line, over the vedtak, papers gone: it is kept, and flagged."""
    going.submit(form="/start")
    other = make.engagement(worker=job.engagement.worker)
    theirs = make.shift(engagement=other, start="2026-11-22 13:00", end="2026-11-22 14:00")
    make.entry(shift=theirs, submitted=True)
    make.vedtak(ordning=job.ordning, version=2, portion__amount_minutes=1, portion__per="year")
    job.engagement.cleared_at = None
    session.flush()
    later("2026-11-22 15:30").post("/mine-timer/stopp", {})
    entry = session.scalars(select(Entry).where(Entry.source == "clocked")).one()
    assert [it["code"] for it in entry.flags][:2] == ["overlap", "over_vedtak"]
    assert entry.flags[0]["minutes"] == 60


def test_whoever_logs_the_shift_from_another_tab_has_stopped_the_clock(
    going, later, session, shift
) -> None:
    going.submit(form="/start")
    (row,) = session.scalars(select(RunningShift))
    later("2026-11-22 15:34").get(f"/vakter/{row.shift_id}/timer").submit(end_at="15.30")
    assert session.scalars(select(RunningShift)).all() == []
    assert [it.minutes for it in entries(session)] == [180]
    going.post("/mine-timer/stopp", {}, 409)
    assert "Vakten er allerede stoppet eller ført" in going.text


def test_the_clock_of_another_shift_goes_on(going, later, session, shift) -> None:
    earlier = shift("2026-11-22 08:00", "2026-11-22 09:00")
    going.submit(form="/start")
    going.get(f"/vakter/{earlier.id}/timer").submit()
    assert len(entries(session)) == len(session.scalars(select(RunningShift)).all()) == 1


@pytest.fixture
def logged(going, make, session):
    """The clock runs, and the shift has a line already."""

    def by(engagement, **columns):
        going.submit(form="/start")
        (row,) = session.scalars(select(RunningShift))
        return make.entry(shift=row.shift, engagement=engagement, **columns)

    return by


@pytest.mark.parametrize("code", ["worked", "sick"])
def test_what_is_logged_already_is_not_logged_twice(
    going, later, logged, session, job, code
) -> None:
    entry = logged(job.engagement, code=code)
    later("2026-11-22 15:34").submit(form="/stopp").follow()
    assert "Vakten er ført allerede. Klokka er stoppet" in going.text
    assert (entries(session), session.scalars(select(RunningShift)).all()) == ([entry], [])


@pytest.mark.parametrize("has_logged", [True, False])
def test_time_on_a_shift_somebody_else_has_now_is_kept_as_extra(
    going, later, make, logged, session, job, has_logged
) -> None:
    other = make.engagement(ordning=job.ordning)
    theirs = logged(other, state="draft" if has_logged else "discarded")
    theirs.shift.engagement_id, theirs.shift.engagement = other.id, other
    session.flush()
    later("2026-11-22 15:34").submit(form="/stopp").follow()
    assert "En annen har den i planen nå, så tiden din ligger som ekstra timer" in going.text
    (mine,) = [it for it in entries(session) if it is not theirs]
    assert (mine.code, mine.shift_id, mine.minutes) == ("extra", None, 214)
    assert mine.needs_look
    going.submit(form="/send").follow()
    assert "Skriv kort hvorfor" in going.text


def test_a_forgotten_clock_on_a_logged_shift_is_only_dropped(logged, session, job) -> None:
    entry = logged(job.engagement)
    assert running.close_forgotten(at("2026-11-22 19:31")) == Tally(count=1)
    session.expire_all()
    assert (entries(session), session.scalars(select(RunningShift)).all()) == ([entry], [])


def test_starting_the_next_closes_the_forgotten_one(going, later, shift, session) -> None:
    going.submit(form="/start")
    following = shift("2026-11-22 22:00", "2026-11-22 23:00")
    later("2026-11-22 22:00").post(f"/vakter/{following.id}/start", {})
    assert session.scalars(select(RunningShift)).one().shift_id == following.id
    assert [it.source for it in entries(session)] == ["closed_by_system"]
