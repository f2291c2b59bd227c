"""The worker's page: one tap for one shift or all, drafts, the way back, illness, the money."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from portal.access.actor import Hat
from portal.municipality.states import SettingKey
from portal.shifts import service as shifts
from portal.shifts.models import Attendee, Entry
from portal.shifts.states import EntryState
from portal.timesheets import queries
from tests.factories.shifts import at
from tests.page import fields_of

NOTHING = UUID(int=1)  # nobody's shift


def entries(session):
    return session.scalars(select(Entry).order_by(Entry.starts_at)).all()


def test_nothing_to_log(as_worker) -> None:
    page = as_worker.get("/mine-timer")
    assert page.h1 == "Alt er ført"


# As planned ------------------------------------------------------------------------------


def test_one_tap_as_planned(as_worker, shift, session) -> None:
    shift("2026-11-19 15:00", "2026-11-19 18:00")
    page = as_worker.get("/mine-timer")
    assert page.h1 == "Én vakt er ikke ført"
    assert "Torsdag 19. nov. 15.00–18.00" in page.text
    page.submit(form="som-planlagt").follow()
    assert "Ført: én vakt, 3 t." in page.text
    (entry,) = entries(session)
    assert (entry.state, entry.minutes, entry.vedtak_minutes, entry.pay_minutes) == (
        EntryState.SUBMITTED, 180, 180, 180,
    )  # fmt: skip
    assert (entry.source, entry.needs_look, entry.flags) == ("as_planned", False, [])


def test_all_as_planned_in_one_act(as_worker, shift, session) -> None:
    for day in range(10, 16):
        shift(f"2026-11-{day} 15:00", f"2026-11-{day} 18:00")
    page = as_worker.get("/mine-timer")
    assert "Alle som planlagt (6 vakter)" in page.text
    page.submit(form="som-planlagt").follow()
    assert "Ført: 6 vakter, 18 t." in page.text
    assert len(entries(session)) == 6
    assert page.h1 == "Alt er ført"


def test_what_was_changed_meanwhile_is_left_out_and_told(as_worker, shift, session) -> None:
    kept, moved = (
        shift("2026-11-18 15:00", "2026-11-18 18:00"),
        shift("2026-11-19 15:00", "2026-11-19 18:00"),
    )
    page = as_worker.get("/mine-timer")
    moved.ends_at = at("2026-11-19 19:00")
    session.flush()
    page.submit(form="som-planlagt").follow()
    assert "Én vakt var endret eller ført fra før" in page.text
    assert [it.shift_id for it in entries(session)] == [kept.id]
    assert page.h1 == "Én vakt er ikke ført"


def test_all_changed_is_a_conflict(as_worker, shift, session) -> None:
    moved = shift("2026-11-19 15:00", "2026-11-19 18:00")
    page = as_worker.get("/mine-timer")
    moved.note = "Ta med badetøy"
    session.flush()
    page.submit(409, form="som-planlagt")
    assert entries(session) == []


def test_a_double_click_logs_once(as_worker, shift, session) -> None:
    shift("2026-11-19 15:00", "2026-11-19 18:00")
    page = as_worker.get("/mine-timer")
    form = page._form("som-planlagt")  # noqa: SLF001 - the same form twice
    data = fields_of(form)
    del data["csrf_token"]
    for _click in range(3):
        page.post("/mine-timer/som-planlagt", data)
        assert page.location == "/mine-timer"
    assert len(entries(session)) == 1


@pytest.mark.parametrize("text", ["", "x", "x:1", f"{NOTHING}", f"{NOTHING}:{'9' * 23}"])
def test_nonsense_is_refused(as_worker, text) -> None:
    as_worker.get("/mine-timer").post("/mine-timer/som-planlagt", {"shift": text}, 422)
    assert as_worker.h1


@pytest.mark.parametrize("what", ["ahead", "someone else's", "cancelled"])
def test_what_is_not_to_be_logged_is_not(make, as_worker, shift, session, what) -> None:
    row = {
        "ahead": lambda: shift("2026-11-24 15:00", "2026-11-24 18:00"),
        "someone else's": lambda: make.shift(start="2026-11-19 15:00", end="2026-11-19 18:00"),
        "cancelled": lambda: shift("2026-11-19 15:00", "2026-11-19 18:00", cancelled=True),
    }[what]()
    page = as_worker.get("/mine-timer")
    assert page.h1 == "Alt er ført"
    page.post("/mine-timer/som-planlagt", {"shift": f"{row.id}:{row.version}"}, 409)
    assert entries(session) == []


def test_a_plan_nobody_confirmed_is_not_paid(shift, session, job, today) -> None:
    """bpa.md § 8 case 62: what the person has not said yes to is not a line at all."""
    shift("2026-11-19 15:00", "2026-11-19 18:00")
    assert entries(session) == []
    assert [it.span.minutes for it in queries.to_log(job.worker.id)] == [180]


def test_no_attestation_asked_for(as_worker, shift, setting, session) -> None:
    setting(SettingKey.ATTEST_REQUIRED, "0")
    shift("2026-11-19 15:00", "2026-11-19 18:00")
    page = as_worker.get("/mine-timer").submit(form="som-planlagt").follow()
    (entry,) = entries(session)
    assert (entry.state, entry.attested_by_id) == (EntryState.ATTESTED, None)
    page.get(f"/timer/{entry.id}").submit(form="/trekk")
    assert entries(session)[0].state == EntryState.DRAFT


# The way back ----------------------------------------------------------------------------


def test_pulled_back_changed_and_sent_again(as_worker, shift, session) -> None:
    shift("2026-11-19 15:00", "2026-11-19 18:00")
    page = as_worker.get("/mine-timer").submit(form="som-planlagt")
    (entry,) = entries(session)
    page.get(f"/timer/{entry.id}").submit(form="/trekk").follow()
    assert page.h1 == "Én linje er ikke sendt"
    page.get(f"/mine-timer/{entry.id}/endre").submit(end_at="19", reason="Bussen").follow()
    (entry,) = entries(session)
    assert (entry.state, entry.minutes, entry.source) == (EntryState.SUBMITTED, 240, "typed")
    page.get(f"/timer/{entry.id}")
    for words in ("Trukket tilbake", "Timer: før 3 t, nå 4 t", "Slutt: før torsdag 19. november"):
        assert words in page.text


@pytest.mark.parametrize("state", ["attested", "approved"])
def test_what_is_attested_cannot_be_pulled_back(make, as_worker, shift, session, state) -> None:
    entry = make.entry(shift=shift("2026-11-19 15:00", "2026-11-19 18:00"), **{state: True})
    page = as_worker.get("/mine-timer")
    page.post(f"/mine-timer/{entry.id}/trekk", {"version": entry.version}, 409)
    page.post(f"/mine-timer/{entry.id}/forkast", {"version": entry.version}, 409)
    assert entries(session)[0].state == state


def test_returned_lines_come_first_with_their_reason(make, as_worker, shift, session) -> None:
    make.entry(
        shift=shift("2026-11-19 15:00", "2026-11-19 18:00"), state="returned",
        returned_reason="Vi kom hjem kl. 17.30.",
    )  # fmt: skip
    page = as_worker.get("/mine-timer")
    assert page.h1 == "Én linje er sendt tilbake til deg"
    assert "«Vi kom hjem kl. 17.30.»" in page.text
    (entry,) = entries(session)
    page.get(f"/mine-timer/{entry.id}/endre").submit(end_at="17.30", reason="Hjem tidligere")
    (entry,) = entries(session)
    assert (entry.state, entry.minutes, entry.returned_reason) == (EntryState.SUBMITTED, 150, "")


def test_discarded_may_be_logged_again(make, as_worker, shift, session) -> None:
    entry = make.entry(shift=shift("2026-11-19 15:00", "2026-11-19 18:00"))
    page = as_worker.get("/mine-timer")
    page.post(f"/mine-timer/{entry.id}/forkast", {"version": entry.version})
    assert page.follow().h1 == "Én vakt er ikke ført"
    page.submit(form="som-planlagt")
    assert sorted(it.state for it in entries(session)) == ["discarded", "submitted"]


@pytest.mark.parametrize("act", ["send", "trekk", "forkast"])
def test_an_old_page_is_a_conflict(make, as_worker, shift, session, act) -> None:
    entry = make.entry(shift=shift("2026-11-19 15:00", "2026-11-19 18:00"))
    page = as_worker.get("/mine-timer")
    page.post(f"/mine-timer/{entry.id}/{act}", {"version": entry.version + 1}, 409)
    page.post(f"/mine-timer/{entry.id}/{act}", {}, 409)
    assert entries(session)[0].state == EntryState.DRAFT


# Illness ---------------------------------------------------------------------------------


@pytest.fixture
def ill(make, job, session, shift):
    """Report ill on 19 November: the shift is opened, and somebody else takes it."""

    def reported(*, given_away_before=False):
        row = shift("2026-11-19 15:00", "2026-11-19 18:00")
        make.attendee(shift=row, user_id=job.worker.id)
        make.absence(
            worker=job.engagement.worker, kind="sick", first_on=date(2026, 11, 18),
            last_on=date(2026, 11, 20), reported_at=at("2026-11-18 09:00"),
        )  # fmt: skip
        shifts.assign(row, None, open_reason="sick")
        lost = at("2026-11-17 09:00") if given_away_before else at("2026-11-18 09:00")
        session.scalars(select(Attendee)).one().changed_at = lost
        other = make.engagement(ordning=job.ordning)
        shifts.assign(row, other)
        session.flush()
        return row, other

    return reported


def test_ill_is_paid_and_takes_nothing_of_the_vedtak(as_worker, ill, session) -> None:
    """bpa.md § 8 case 14: the ill one 6 h, the substitute 6 h, the vedtak 6 h."""
    row, other = ill()
    page = as_worker.get("/mine-timer")
    assert "Du var syk. Du får betalt for den planlagte tiden." in page.text
    page.submit(form="som-planlagt")
    page.sign_in(other.worker.user, hat=Hat.WORKER).get("/mine-timer").submit(form="som-planlagt")
    both = entries(session)
    assert {it.shift_id for it in both} == {row.id}
    assert sorted((it.code, it.pay_minutes, it.vedtak_minutes) for it in both) == [
        ("sick", 180, 0), ("worked", 180, 180),
    ]  # fmt: skip
    assert [it.needs_look for it in both if it.code == "sick"] == [True]


def test_a_shift_given_away_before_the_illness_is_not_paid(as_worker, ill) -> None:
    ill(given_away_before=True)
    assert as_worker.get("/mine-timer").h1 == "Alt er ført"


# The money -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "more", "said"),
    [
        ("submitted", {}, "Venter på Ingrid Bakken. Frist 5. desember"),
        ("attested", {}, "Venter på kommunen. Kommer på konto 15. desember."),
        ("approved", {}, "Godkjent. Kommer på konto 15. desember."),
        ("in_batch", {"pay_on": date(2026, 12, 14)}, "Kommer på konto 14. desember."),
        ("paid", {"pay_on": date(2026, 11, 20)}, "Utbetalt 20. november, før skatt."),
    ],
)
def test_where_the_money_is(make, as_worker, shift, state, more, said) -> None:
    make.entry(shift=shift("2026-11-19 15:00", "2026-11-19 18:00"), state=state, **more)
    assert said in as_worker.get("/mine-timer").text


def test_hours_wait_for_no_closed_account(make, as_worker, shift, job) -> None:
    make.entry(shift=shift("2026-11-19 15:00", "2026-11-19 18:00"), submitted=True)
    job.leader.disabled_at = at("2026-11-21 12:00")
    text = as_worker.get("/mine-timer").text
    assert "Venter på koordinatoren. Kommer på konto 15. desember." in text


def test_a_run_that_is_over_goes_with_the_next(make, as_worker, shift) -> None:
    """bpa.md § 8 case 52: sent a day late, paid with the next run."""
    make.entry(shift=shift("2026-10-19 15:00", "2026-10-19 18:00"), submitted=True)
    text = as_worker.get("/mine-timer").text
    assert "Frist 5. desember" in text
    assert "Perioden er avsluttet, så timene går med neste lønn." in text


def test_a_month_and_the_one_before(make, as_worker, shift) -> None:
    make.entry(shift=shift("2026-10-19 15:00", "2026-10-19 18:00"), submitted=True)
    make.entry(shift=shift("2026-11-19 15:00", "2026-11-19 17:00"), submitted=True)
    page = as_worker.get("/mine-timer")
    assert "November 2026 2 t" in page.text
    page.get("/mine-timer?maaned=2026-10")
    assert "Oktober 2026 3 t" in page.text
    assert "Ingen timer er sendt i januar 2020." in page.get("/mine-timer?maaned=2020-01").text
    assert page.get("/mine-timer?maaned=tull").h1 == "Alt er ført"


# Who may, and how much it asks -----------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["/vakter/{shift}/timer", "/mine-timer/{entry}/endre"],
)
def test_others_hours_are_not_there(make, as_worker, address) -> None:
    theirs = make.shift(start="2026-11-19 15:00", end="2026-11-19 18:00")
    entry = make.entry(shift=make.shift(start="2026-11-18 15:00", end="2026-11-18 18:00"))
    as_worker.get(address.format(shift=theirs.id, entry=entry.id), 404)
    assert as_worker.response.status_code == 404


@pytest.mark.parametrize("hat", ["parent", "coordinator"])
def test_hours_are_logged_with_the_workers_hat_on(make, page, job, today, hat) -> None:
    office = {"office_id": job.ordning.office_id} if hat == "coordinator" else {}
    make.role(user=job.worker, hat=hat, **office)
    page.sign_in(job.worker, hat=hat).get("/mine-timer", 403)
    assert page.response.status_code == 403


@pytest.mark.parametrize("count", [2, 20])
def test_six_statements_however_many_the_lines(
    make, as_worker, shift, session, statements, count
) -> None:
    for number in range(count):
        start = at("2026-11-01 08:00") + timedelta(days=number)
        row = shift(
            "2026-11-01 08:00",
            "2026-11-01 10:00",
            starts_at=start,
            ends_at=start + timedelta(hours=2),
        )
        if number % 2:
            make.entry(shift=row, submitted=True)
    session.expunge_all()
    statements.clear()
    as_worker.get("/mine-timer")
    asked = [it for it in statements if "FROM user_session" not in it and "named_access" not in it]
    assert len(asked) == 6, asked


@pytest.mark.parametrize("count", [1, 30])
def test_all_as_planned_is_as_many_statements_as_one(
    as_worker, shift, session, statements, count
) -> None:
    for number in range(count):
        start = at("2026-10-01 08:00") + timedelta(days=number)
        shift(
            "2026-10-01 08:00",
            "2026-10-01 10:00",
            starts_at=start,
            ends_at=start + timedelta(hours=2),
        )
    page = as_worker.get("/mine-timer")
    keys = [it.get("value") for it in page.all("input") if it.get("name") == "shift"]
    data = {"shift": sorted(set(keys)), "csrf_token": page.csrf_token(),
            "request_key": "01234567-89ab-7cde-8f01-23456789abcd"}  # fmt: skip
    session.expunge_all()
    statements.clear()
    page.post("/mine-timer/som-planlagt", data)
    asked = [it for it in statements if "FROM user_session" not in it and "named_access" not in it]
    assert len(asked) <= 8 + sum("pg_advisory" in it for it in asked), asked
    assert len(entries(session)) == count


@pytest.mark.parametrize("month", ["0001-01", "9999-12", "2026-13", "x"])
def test_a_month_nobody_worked_is_this_one(as_worker, month) -> None:
    page = as_worker.get(f"/mine-timer?maaned={month}")
    assert "november 2026" in page.text.lower()


def test_a_line_over_midnight_says_which_day_it_ended(as_worker, make, job) -> None:
    make.entry(
        shift=None, engagement=job.engagement, code="extra", submitted=True,
        starts_at=at("2026-11-13 16:00"), ends_at=at("2026-11-15 16:00"), minutes=48 * 60,
    )  # fmt: skip
    assert "16.00–16.00 (til søndag)" in as_worker.get("/mine-timer").text
