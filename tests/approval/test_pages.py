"""The family's page, the coordinator's page and the page of one line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portal.shifts.models import Entry
from portal.shifts.states import EntryState
from tests.factories.shifts import at

pytestmark = pytest.mark.usefixtures("today")


def state_of(session, entry) -> str:
    session.expire_all()
    return session.get(Entry, entry.id).state


def version_of(session, entry) -> int:
    session.expire_all()
    return session.get(Entry, entry.id).version


# The family ------------------------------------------------------------------------------


def test_nothing_waits(page, job) -> None:
    page.sign_in(job.leader, hat="parent").get("/attester")
    assert page.h1 == "Ingenting venter på deg"


def test_fourteen_in_one_act_and_two_to_look_at(page, job, line, extra, session) -> None:
    fine = [line(day) for day in range(1, 15)]
    longer, unplanned = line(16, longer=90, reason="Bussen var innstilt."), extra(17)
    page.sign_in(job.leader, hat="parent").get("/attester")
    assert page.h1 == "14 vakter er som planlagt, 2 må du se på"
    for words in (
        "1.–17. november 2026", "Som planlagt: 42 t", "1 t 30 min lenger enn planlagt",
        "Maja Lund, mandag 16. november", "15.00–18.00", "+1 t 30 min",
        "Bussen var innstilt.", "Ikke i planen", "Attester 4 t 30 min", "Frist",
    ):  # fmt: skip
        assert words in page.text
    page.submit(form="/attester").follow()
    assert "Attestert: 14 vakter, 42 t." in page.text
    assert page.h1 == "2 vakter må du se på"
    assert {state_of(session, it) for it in fine} == {EntryState.ATTESTED}
    page.submit(form=f"/timer/{longer.id}/attester").follow()
    assert page.h1 == "Én vakt må du se på"
    page.get(f"/timer/{unplanned.id}/tilbake").submit(reason="Skriv hva dere gjorde").follow()
    assert page.h1 == "Ingenting venter på deg"
    assert state_of(session, unplanned) == EntryState.RETURNED


def test_attested_by_mistake_is_undone_until_the_office_has_decided(
    page, job, line, session
) -> None:
    first, second, third = line(4), line(5), line(6)
    page.sign_in(job.leader, hat="parent").get("/attester")
    assert "venter på kommunen" not in page.text
    page.submit(form="/attester").follow()
    assert page.h1 == "Ingenting venter på deg"
    assert "3 attesterte vakter venter på kommunen" in page.text
    page.submit(
        form="/attester/angre", button=f"line={first.id}:{version_of(session, first)}"
    ).follow()
    assert "Venter på deg igjen: én vakt, 3 t." in page.text
    assert page.h1 == "Én vakt er som planlagt, ingen må du se på"
    page.get(f"/timer/{second.id}").submit(form="/angre").follow()
    assert page.h1 == "Alle 2 vakter er som planlagt"
    assert [state_of(session, it) for it in (first, second, third)] == [
        EntryState.SUBMITTED, EntryState.SUBMITTED, EntryState.ATTESTED,
    ]  # fmt: skip
    assert session.get(Entry, first.id).attested_by_id is None
    page.get(f"/timer/{first.id}")
    assert "Attesten tatt tilbake" in page.text


def test_all_are_undone_in_one_act(page, job, line, extra, session) -> None:
    lines = [line(4, state="attested"), line(5, state="attested"), extra(6, state="attested")]
    page.sign_in(job.leader, hat="parent").get("/attester")
    page.submit(form="angre-alle").follow()
    assert "Venter på deg igjen: 3 vakter, 9 t." in page.text
    assert page.h1 == "2 vakter er som planlagt, én må du se på"
    assert {state_of(session, it) for it in lines} == {EntryState.SUBMITTED}


@pytest.mark.parametrize("act", ["tilbake", "attester"])
def test_what_somebody_else_has_handled_is_a_conflict(app, page, job, extra, session, act) -> None:
    """Two leaders, or two tabs: the second is told, and keeps what was written."""
    app.testing = False
    entry = extra(17)
    page.sign_in(job.leader, hat="parent").get("/attester")
    old = {"version": entry.version, "reason": "Skriv hva dere gjorde.", "line": f"{entry.id}:1"}
    page.post(f"/timer/{entry.id}/attester", {"version": entry.version}, 303)
    page.post(f"/timer/{entry.id}/{act}", old, 409)
    app.testing = True
    assert page.h1 == "Dette er endret siden du leste det"
    assert "Skriv hva dere gjorde." in page.text
    assert str(entry.id) not in page.text
    assert state_of(session, entry) == EntryState.ATTESTED


# The coordinator -------------------------------------------------------------------------


def test_exceptions_first_then_the_rest_in_one_act(page, coordinator, line, extra, session) -> None:
    fine = [line(day, state="attested") for day in range(1, 4)]
    odd = extra(17, state="attested")
    page.sign_in(coordinator, hat="coordinator").get("/godkjenning")
    assert page.h1 == "Ett avvik først, så 3 vakter i ett trykk"
    assert "Ikke i planen" in page.text
    page.submit(form="/godkjenning").follow()
    assert "Godkjent: 3 vakter, 9 t." in page.text
    assert {state_of(session, it) for it in fine} == {EntryState.APPROVED}
    page.submit(form=f"/timer/{odd.id}/godkjenn").follow()
    assert page.h1 == "Ingenting venter på deg"


def test_what_a_family_has_let_lie_takes_one_reason(page, job, coordinator, line, session) -> None:
    lines = [line(day) for day in (2, 3, 4)]
    longer, late = line(5, longer=90), datetime(2026, 11, 3, tzinfo=UTC)
    for entry in (*lines, longer):
        entry.submitted_at = late
    session.flush()
    page.sign_in(coordinator, hat="coordinator").get("/godkjenning")
    assert page.h1 == "4 avvik må du se på"
    assert "3 vakter er ikke attestert" in page.text
    assert "9 t, alle som planlagt. Den eldste har ventet i 19 dager." in page.text
    page.get(f"/godkjenning/{job.ordning.id}/ta-over")
    assert page.h1 == "Du attesterer 3 vakter for familien"
    assert "Maja Lund" in page.text
    page.submit(422, reason=" ")
    assert page.errors == ["Skriv hvorfor, med en setning."]
    page.submit(reason="Mor bekreftet dem på telefon i dag.").follow()
    assert "Attestert og godkjent: 3 vakter, 9 t." in page.text
    assert page.h1 == "Ett avvik må du se på"
    assert {state_of(session, it) for it in lines} == {EntryState.APPROVED}
    assert state_of(session, longer) == EntryState.SUBMITTED
    page.get(f"/timer/{lines[0].id}")
    assert "Attestert for familien" in page.text
    assert "«Mor bekreftet dem på telefon i dag.»" in page.text
    page.get(f"/godkjenning/{job.ordning.id}/ta-over", 409)
    assert "Ingenting venter her lenger." in page.text


def test_the_page_of_a_line_says_everything(page, job, coordinator, line) -> None:
    entry = line(16, longer=90, reason="Bussen var innstilt.")
    page.sign_in(job.leader, hat="parent").get(f"/timer/{entry.id}")
    assert page.h1 == "4 t 30 min, ført"
    page.submit(form=f"/timer/{entry.id}/attester")
    page.get(f"/timer/{entry.id}")
    assert "Attestert Ingrid Bakken, søndag 22. november kl. 12.00" in page.text


@pytest.mark.parametrize("version", ["9" * 23, "-1", "", "x"])
@pytest.mark.parametrize("url", ["/attester", "/attester/angre", "/godkjenning"])
def test_a_version_no_row_can_have_is_refused(page, job, coordinator, line, url, version) -> None:
    entry = line(4)
    who, hat = (coordinator, "coordinator") if url == "/godkjenning" else (job.leader, "parent")
    page.sign_in(who, hat=hat).post(url, {"line": f"{entry.id}:{version}"}, 422)


def test_one_line_with_such_a_version_has_moved_on(page, job, line) -> None:
    entry = line(4)
    page.sign_in(job.leader, hat="parent").get("/attester")
    page.post(f"/timer/{entry.id}/attester", {"version": "9" * 23}, 409)
    assert entry.state == "submitted"


def test_km_outlay_and_two_days_read_well(page, job, coordinator, extra) -> None:
    entry = extra(13, km=12, outlay_ore=14950, ends_at=at("2026-11-15 13:00"))
    page.sign_in(coordinator).get(f"/timer/{entry.id}")
    assert "12 km med egen bil · kr 149,50 i utlegg" in page.text.replace("\u00a0", " ")
    assert "Fredag 13. november–søndag 15. november" in page.text.replace("\u00a0", " ")
