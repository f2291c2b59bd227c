"""One line at a time: attested, returned, taken over, approved with a reason, corrected."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.approval.reminders import remind
from portal.core.errors import ConflictError
from portal.messages.models import OutboxMessage
from portal.messages.worker import rendered
from portal.rules.lifecycle import Lifecycle, move, problems
from portal.shifts.models import Entry
from portal.shifts.states import ENTRY_TRANSITIONS, EntryState
from portal.timesheets import lifecycle
from tests.factories.shifts import at

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def leader(page, job):
    return page.sign_in(job.leader, hat="parent").get("/attester")


@pytest.fixture
def office(page, coordinator):
    return page.sign_in(coordinator, hat="coordinator").get("/godkjenning")


def fresh(session, entry) -> Entry:
    session.expire_all()
    return session.get(Entry, entry.id)


def mails(session, template):
    return session.scalars(select(OutboxMessage).where(OutboxMessage.template == template)).all()


# The life of a line ----------------------------------------------------------------------


def test_the_life_of_a_line_has_no_dead_ends() -> None:
    moves = tuple(
        move(source, target, target, "somebody")
        for source, targets in ENTRY_TRANSITIONS.items()
        for target in targets
    )
    ends = frozenset({EntryState.PAID, EntryState.DISCARDED})
    assert problems(Lifecycle(EntryState.DRAFT, ends, moves)) == []


@pytest.mark.parametrize("source", EntryState)
@pytest.mark.parametrize("target", EntryState)
def test_only_what_the_table_says(make, shift, source, target) -> None:
    entry = make.entry(shift=shift("2026-11-04 15:00", "2026-11-04 18:00"), state=source)
    if target in ENTRY_TRANSITIONS[source]:
        lifecycle.move(entry, target, version=entry.version)
        assert entry.state == target
    else:
        with pytest.raises(ConflictError):
            lifecycle.move(entry, target)


# The family ------------------------------------------------------------------------------


def test_returned_with_a_reason_and_a_mail_without_names(leader, app, line, job, session) -> None:
    entry = line(16, longer=90)
    leader.get(f"/timer/{entry.id}/tilbake").submit(422, reason=" ")
    assert leader.errors == ["Skriv hvorfor, med en setning."]
    leader.submit(422, reason="x" * 10_000)
    leader.submit(reason="Vi kom hjem kl. 18.")
    entry = fresh(session, entry)
    assert (entry.state, entry.returned_reason) == (EntryState.RETURNED, "Vi kom hjem kl. 18.")
    (message,) = mails(session, "entry_returned")
    assert message.address == job.worker.email
    with app.test_request_context():
        text = rendered(message).get_content()
    assert f"/timer/{entry.id}" in text
    assert "mandag 16. november 15.00–19.30" in text.replace("\u00a0", " ")
    for secret in (job.ordning.child.name, job.ordning.child.initials, "Vi kom hjem"):
        assert secret not in text


@pytest.mark.parametrize("act", ["attester", "tilbake"])
def test_an_old_page_is_a_conflict(leader, line, session, act) -> None:
    entry = line(16, longer=90)
    posted = {"version": entry.version + 1, "reason": "x"}
    leader.post(f"/timer/{entry.id}/{act}", posted, 409)
    leader.post(f"/timer/{entry.id}/{act}", {"reason": "x"}, 409)
    assert fresh(session, entry).state == EntryState.SUBMITTED


def test_nobody_attests_own_hours(make, leader, job, line, session) -> None:
    """bpa.md § 8 case 59: the leader is the assistant, so the coordinator decides."""
    own = line(4, engagement=make.engagement(ordning=job.ordning, worker__user=job.leader))
    leader.get("/attester")
    assert leader.h1 == "Ingenting venter på deg"
    assert "Én vakt er din egen." in leader.text
    leader.post(f"/timer/{own.id}/attester", {"version": own.version}, 403)
    assert fresh(session, own).state == EntryState.SUBMITTED


# The coordinator -------------------------------------------------------------------------


def test_silence_never_costs_pay(office, line, session) -> None:
    late = line(2)
    late.submitted_at = datetime(2026, 11, 3, tzinfo=UTC)  # 19 days ago
    session.flush()
    office.get("/godkjenning")
    assert office.h1 == "Ett avvik må du se på"
    assert "Ikke attestert på 19 dager" in office.text
    office.get(f"/timer/{late.id}/ta-over").submit(422, reason="")
    office.submit(reason="Far bekreftet på telefon i dag.")
    done = fresh(session, late)
    assert (done.state, done.attested_for_family_reason) == (
        EntryState.APPROVED, "Far bekreftet på telefon i dag.",
    )  # fmt: skip
    office.get(f"/timer/{late.id}")
    assert "Attestert for familien" in office.text


def test_not_while_the_family_still_has_time(office, line, session) -> None:
    entry = line(20)
    entry.submitted_at = datetime(2026, 11, 21, tzinfo=UTC)
    session.flush()
    assert office.get("/godkjenning").h1 == "Ingenting venter på deg"
    office.get(f"/timer/{entry.id}/ta-over", 422)
    assert "Familien har fortsatt tid" in office.text


def test_a_leaders_own_hours_come_at_once(make, office, job, line, session) -> None:
    own = line(20, engagement=make.engagement(ordning=job.ordning, worker__user=job.leader))
    own.submitted_at = datetime(2026, 11, 21, tzinfo=UTC)
    session.flush()
    assert "Familien har ingen annen som kan attestere" in office.get("/godkjenning").text
    other = make.parent(municipality=None, municipality_id=job.ordning.municipality_id)
    make.leader(ordning=job.ordning, user=other)
    assert office.get("/godkjenning").h1 == "Ingenting venter på deg"


def test_the_office_takes_over_at_once_when_the_leaders_account_is_closed(
    make, office, job, line, session
) -> None:
    entry = line(20)
    entry.submitted_at = datetime(2026, 11, 21, tzinfo=UTC)
    job.leader.disabled_at = datetime(2026, 11, 21, tzinfo=UTC)
    session.flush()
    assert "Familien har ingen annen som kan attestere" in office.get("/godkjenning").text
    assert "Ring Ingrid" not in office.text
    other = make.parent(municipality=None, municipality_id=job.ordning.municipality_id)
    stands_in = make.leader(ordning=job.ordning, user=other)
    assert office.get("/godkjenning").h1 == "Ingenting venter på deg"
    office.get(f"/timer/{entry.id}/ta-over", 422)
    session.delete(stands_in)
    session.flush()
    office.get(f"/timer/{entry.id}")
    assert "Venter på Ingrid" not in office.text
    office.get(f"/timer/{entry.id}/ta-over").submit(reason="Kontoen er stengt.")
    assert fresh(session, entry).state == EntryState.APPROVED


@pytest.mark.parametrize(
    ("flag", "heading", "takes_reason"),
    [
        ({"code": "over_vedtak", "minutes": 180, "per": "none"},
         "3 t uten vedtak denne dagen", True),
        ({"code": "over_vedtak", "minutes": 360, "per": "month", "granted": 720, "used": 1080},
         "6 t over måneden i vedtaket", True),
        ({"code": "over_limit", "minutes": 60, "per": "day", "granted": 480, "used": 540},
         "1 t over det vedtaket gir på én dag", True),
        ({"code": "overlap", "minutes": 30}, "Overlapper andre timer i 30 min", True),
        ({"code": "late", "days": 71}, "Ført 71 dager etter vakten", False),
        ({"code": "extra", "minutes": 180}, "Ikke i planen", False),
        ({"code": "sick", "minutes": 180}, "Syk i 3 t", False),
        ({"code": "differs", "minutes": -30}, "30 min kortere enn planlagt", False),
        ({"code": "differs", "minutes": 0}, "Andre klokkeslett enn planlagt", False),
        ({"code": "km_over_cap", "km": 20, "cap": 100, "used": 120},
         "20 km mer enn de 100 som er avtalt i måneden", False),
        ({"code": "over_agreed", "minutes": 90, "agreed": 960, "used": 1050},
         "1 t 30 min mer enn de 16 t som er avtalt i måneden", False),
        ({"code": "closed_by_system"}, "Klokka ble glemt og stoppet ved planlagt slutt", False),
        ({"code": "late_cancelled", "minutes": 180}, "Avlyst for sent", False),
        ({"code": "working_time", "finding": "daily_rest", "severity": "block",
          "section": "AML § 10-8 (1)", "at": "2026-11-04T06:00:00+00:00", "allowed_if": None,
          "numbers": {"measured_minutes": 540, "required_minutes": 660, "missing_minutes": 120},
          "free_from": "2026-11-03T21:00:00+00:00", "free_to": "2026-11-04T06:00:00+00:00",
          "other_family": True}, "Maja får for kort hvile mellom vaktene", True),
    ],
)  # fmt: skip
def test_the_reason_is_the_heading(office, line, session, flag, heading, takes_reason) -> None:
    entry = line(4, state="attested", flags=[flag], needs_look=True)
    office.get("/godkjenning")
    assert heading in office.text
    if not takes_reason:
        office.submit(form=f"/timer/{entry.id}/godkjenn")
    else:
        office.post(f"/timer/{entry.id}/godkjenn", {"version": entry.version}, 422)
        office.get(f"/timer/{entry.id}/godkjenn").submit(reason="Avtalt i telefon 28. september.")
        assert fresh(session, entry).approval_reason == "Avtalt i telefon 28. september."
    assert fresh(session, entry).state == EntryState.APPROVED


def test_the_hardest_first(office, line, extra, session) -> None:
    extra(10, state="attested")
    line(4, state="attested", longer=30)
    over = {"code": "over_vedtak", "minutes": 60, "per": "year", "granted": 60, "used": 120}
    line(5, state="attested", flags=[over], needs_look=True)
    silent = line(2)
    silent.submitted_at = datetime(2026, 11, 1, tzinfo=UTC)
    session.flush()
    office.get("/godkjenning")
    headings = ["Ikke attestert", "1 t over året", "Ikke i planen", "30 min lenger"]
    places = [office.text.index(it) for it in headings]
    assert places == sorted(places)
    opened = [it for it in office.all("details") if it.get("open") is not None]
    assert [it.get("id") for it in opened if it.get("id")] == [f"linje-{silent.id}"]


def test_what_stops_before_the_pay_file(make, office, job, line, session) -> None:
    line(2, state="approved"), line(3, state="attested"), line(4)
    uncleared = make.engagement(ordning=job.ordning, uncleared=True)
    line(5, engagement=uncleared)
    office.get("/godkjenning")
    for words in (
        "Klart 3 t",
        "Venter på deg 3 t",
        "Venter på foresatte 3 t",
        "Mangler avtale 3 t",
    ):
        assert words in office.text


def test_what_one_may_not_approve_is_told(make, office, coordinator, job, line) -> None:
    line(4, state="attested")
    own = make.engagement(ordning=job.ordning, worker__user=coordinator)
    line(5, state="attested", engagement=own)
    office.get("/godkjenning")
    assert "Én vakt i ett trykk, ingen avvik" in office.h1
    assert "Én slik linje venter på en annen på kontoret." in office.text


# Corrections -----------------------------------------------------------------------------


def test_a_correction_is_a_new_line(office, app, line, job, session) -> None:
    entry = line(4, state="approved")
    office.get(f"/timer/{entry.id}/rett")
    assert "Tillegg og utgifter per døgn følger med: starten står fast" in office.text
    office.submit(422, minutes="3")
    assert office.errors == ["Skriv hvorfor, med en setning."]
    office.submit(422, minutes="3", reason="Samme")
    assert office.errors == ["Dette er det samme som før. Skriv det som er riktig."]
    office.submit(minutes="2", reason="Familien og Maja er enige om to timer.").follow()
    assert office.h1 == "2 t, godkjent"
    lines = session.scalars(select(Entry).order_by(Entry.logged_at)).all()
    (new,) = [it for it in lines if it.corrects_id]
    assert (new.minutes, new.vedtak_minutes, new.pay_minutes) == (-60, -60, -60)
    assert (new.state, new.starts_at) == (EntryState.APPROVED, entry.starts_at)
    assert fresh(session, entry).minutes == 180
    assert "Timer: før 3 t, nå 2 t" in office.text
    addresses = {it.address for it in mails(session, "entry_corrected")}
    assert addresses == {job.worker.email, job.leader.email}
    with app.test_request_context():
        text = rendered(mails(session, "entry_corrected")[0]).get_content()
    assert job.ordning.child.initials not in text
    assert "−1 t" in text.replace("\u00a0", " ")


def test_after_payroll_it_is_a_delta_and_twice_is_added_up(office, line, session) -> None:
    """bpa.md § 8 case 58: 7.5 h paid, 6.5 h found: one hour less, the original untouched."""
    entry = line(4, hours=7, longer=30, state="approved")
    entry.state = EntryState.PAID
    session.flush()
    office.get(f"/timer/{entry.id}/rett").submit(minutes="6,5", reason="Sluttet før")
    office.get(f"/timer/{entry.id}/rett").submit(minutes="7", reason="Nei, sju")
    rows = session.scalars(select(Entry).where(Entry.corrects_id == entry.id)).all()
    assert sorted(it.minutes for it in rows) == [-60, 30]
    assert office.get(f"/timer/{entry.id}").h1 == "7 t, utbetalt"


def test_the_page_of_a_corrected_line_says_one_sum(office, line, session) -> None:
    entry = line(4, hours=4, state="approved")
    office.get(f"/timer/{entry.id}/rett").submit(minutes="1", reason="Hun dro tidlig.").follow()
    assert office.h1 == "1 t, godkjent"
    assert "På klokka 1 t Av vedtaket 1 t Betales 1 t" in office.text
    (new,) = session.scalars(select(Entry).where(Entry.corrects_id == entry.id))
    office.get(f"/timer/{new.id}")
    assert office.h1 == "Retting: −3 t"
    assert "På klokka −3 t Av vedtaket −3 t Betales −3 t" in office.text


def test_corrected_by_somebody_else_meanwhile(office, line, session) -> None:
    entry = line(4, state="approved")
    office.get(f"/timer/{entry.id}/rett").submit(minutes="2", reason="To")
    office.post(f"/timer/{entry.id}/rett", {"seen": 1, "minutes": "1", "reason": "En"}, 409)
    assert len(session.scalars(select(Entry).where(Entry.corrects_id == entry.id)).all()) == 1


@pytest.mark.parametrize("state", ["submitted", "attested"])
def test_what_is_not_approved_is_not_corrected(office, line, state) -> None:
    entry = line(4, state=state)
    office.get(f"/timer/{entry.id}/rett", 409)
    assert f"/timer/{entry.id}/rett" not in office.get(f"/timer/{entry.id}").links()


def test_nobody_corrects_own_hours(make, office, coordinator, job, line) -> None:
    own = line(
        4,
        state="approved",
        engagement=make.engagement(ordning=job.ordning, worker__user=coordinator),
    )
    office.get(f"/timer/{own.id}/rett", 403)
    assert office.response.status_code == 403


def test_what_a_worker_says_is_wrong_waits_until_it_is_answered(
    page, app, line, job, coordinator, session
) -> None:
    entry = line(4, state="approved")
    page.sign_in(job.worker, hat="worker").get(f"/timer/{entry.id}/si-fra")
    page.submit(reason="Jeg jobbet til halv sju.").follow()
    assert "Du har sagt fra om feil Jeg jobbet til halv sju." in page.text
    assert "Si fra om noe er feil" not in page.text
    (message,) = mails(session, "entry_disputed")
    with app.test_request_context():
        assert "halv sju" not in rendered(message).get_content()

    page.sign_in(coordinator, hat="coordinator").get("/hjem")
    assert page.h1 == "Én sak stopper lønna til noen"
    assert "Maja Lund mener at 3 t er feil" in page.text
    page.get(f"/timer/{entry.id}").get(f"/timer/{entry.id}/svar")
    page.submit(reason="", status=422).submit(reason="Vi retter det i neste lønn.").follow()
    assert "«Vi retter det i neste lønn.»" in page.text
    page.get("/hjem")
    assert "mener at" not in page.text

    (message,) = mails(session, "entry_answered")
    assert message.address == job.worker.email
    page.sign_in(job.worker, hat="worker").get(f"/timer/{entry.id}")
    assert "«Vi retter det i neste lønn.»" in page.text
    assert "Si fra om noe er feil" in page.text  # about something else


def test_a_correction_is_an_answer(page, line, job, coordinator, session) -> None:
    entry = line(4, state="approved")
    page.sign_in(job.worker, hat="worker").get(f"/timer/{entry.id}/si-fra")
    page.submit(reason="Jeg jobbet til halv sju.")
    page.sign_in(coordinator, hat="coordinator").get(f"/timer/{entry.id}/rett")
    page.submit(minutes="3,5", reason="Til halv sju.").follow()
    page.get("/hjem")
    assert "mener at" not in page.text
    assert mails(session, "entry_answered") == []  # the mail about the correction says it


def test_two_answers_are_one(page, app, line, job, coordinator) -> None:
    app.testing = False
    entry = line(4, state="approved")
    page.sign_in(job.worker, hat="worker").get(f"/timer/{entry.id}/si-fra")
    page.submit(reason="Jeg jobbet til halv sju.")
    page.post(f"/timer/{entry.id}/si-fra", {"reason": "En gang til.", "version": 1}, 409)
    page.sign_in(coordinator, hat="coordinator").get("/hjem")
    page.post(f"/timer/{entry.id}/svar", {"reason": "Ja."}, 303)
    page.post(f"/timer/{entry.id}/svar", {"reason": "Nei."}, 409)
    app.testing = True


# Who may ---------------------------------------------------------------------------------

ACTS = ["", "/attester", "/tilbake", "/godkjenn", "/ta-over", "/rett", "/si-fra", "/svar"]


@pytest.fixture
def strangers(make, job):
    """People who must not know that the line exists, with the hats they wear."""
    municipality_id, office_id = job.ordning.municipality_id, job.ordning.office_id
    here = {"municipality": None, "municipality_id": municipality_id}
    parent, colleague = make.parent(**here), make.user(**here)
    child = make.child(office=None, municipality_id=municipality_id, office_id=office_id)
    make.leader(ordning=make.ordning(child=child), user=parent)
    make.role(user=colleague, hat="coordinator", office_id=make.office(**here).id)
    return {
        "another family": (parent, "parent"),
        "another office": (colleague, "coordinator"),
        "another municipality": (make.coordinator(), "coordinator"),
        "another worker": (make.engagement(ordning=job.ordning).worker.user, "worker"),
    }


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    "who", ["another family", "another office", "another municipality", "another worker"]
)
def test_others_lines_are_not_there(page, line, strangers, who, act) -> None:
    entry = line(4)
    user, hat = strangers[who]
    page.sign_in(user, hat=hat)
    if act == "/attester":
        page.post(f"/timer/{entry.id}{act}", {"version": 1}, 404)
    else:
        page.get(f"/timer/{entry.id}{act}", 404)
    assert page.response.status_code == 404


@pytest.mark.parametrize(
    ("who", "state", "allowed"),
    [
        ("leader", "submitted", {"", "/attester", "/tilbake"}),
        ("leader", "attested", {""}),
        ("leader", "approved", {""}),
        ("coordinator", "submitted", {"", "/tilbake"}),  # and takes over when it is time
        ("coordinator", "attested", {"", "/tilbake", "/godkjenn"}),
        ("coordinator", "approved", {"", "/rett"}),
        ("related coordinator", "attested", {""}),
        ("related coordinator", "approved", {""}),
        ("worker", "submitted", {"", "/si-fra"}),
        ("worker", "approved", {"", "/si-fra"}),
    ],
)
def test_who_may_do_what(make, page, job, coordinator, line, who, state, allowed) -> None:
    entry = line(4, state=state)
    entry.submitted_at = datetime(2026, 11, 21, tzinfo=UTC)
    user = {"leader": job.leader, "worker": job.worker}.get(who, coordinator)
    if who.startswith("related"):
        make.declared_relation(child=job.ordning.child, user=coordinator)
    page.sign_in(user, hat={"leader": "parent", "worker": "worker"}.get(who, "coordinator"))
    page.get(f"/timer/{entry.id}")
    got = {""}
    for act in ACTS[1:]:
        url = f"/timer/{entry.id}{act}"
        page.session.flush()
        answer = page._client.get(url) if act != "/attester" else None  # noqa: SLF001 - any status
        if answer is None:
            # without a version it is a conflict for who may, and nothing happens
            answer = page._client.post(url, data={"csrf_token": page.csrf_token()})  # noqa: SLF001 - as above
        if answer.status_code not in {403, 404, 422}:
            got.add(act)
    if who == "coordinator":  # the acts are there, and the line is not as they want it: 409
        got -= {"/svar"} if state == "approved" else {"/svar", "/rett"}
    assert got == allowed


@pytest.mark.parametrize("state", ["draft", "discarded"])
def test_a_draft_is_the_workers_own_matter(page, job, coordinator, make, shift, state) -> None:
    entry = make.entry(shift=shift("2026-11-04 15:00", "2026-11-04 18:00"), state=state)
    page.sign_in(job.leader, hat="parent").get(f"/timer/{entry.id}", 404)
    page.sign_in(coordinator, hat="coordinator").get(f"/timer/{entry.id}", 404)
    page.sign_in(job.worker, hat="worker").get(f"/timer/{entry.id}")
    assert page.response.status_code == 200


def test_a_protected_worker_is_there_for_the_named(make, office, coordinator, job, line) -> None:
    graded = make.engagement(ordning=job.ordning, worker__gradering="fortrolig")
    entry = line(4, state="attested", engagement=graded)
    assert office.get("/godkjenning").h1 == "Ingenting venter på deg"
    office.get(f"/timer/{entry.id}", 404)
    make.named_access(graded=graded.worker, user=coordinator)
    assert office.get("/godkjenning").h1 == "Én vakt i ett trykk, ingen avvik"
    office.get(f"/timer/{entry.id}")


def test_ones_own_hours_are_never_hidden(make, page, line, job) -> None:
    graded = make.engagement(worker__gradering="fortrolig", ordning__child__gradering="fortrolig")
    entry = line(4, engagement=graded)
    page.sign_in(graded.worker.user, hat="worker").get(f"/timer/{entry.id}")
    assert graded.ordning.child.initials not in page.text


# Reminders -------------------------------------------------------------------------------


def test_reminded_once(make, shift, line, job, session, app) -> None:
    shift("2026-11-20 15:00", "2026-11-20 18:00"), shift("2026-11-22 09:00", "2026-11-22 11:00")
    waits = line(2)
    waits.submitted_at = datetime(2026, 11, 14, tzinfo=UTC)
    session.flush()
    now = at("2026-11-22 12:00")
    assert remind(now) == 2
    session.flush()
    assert remind(now) == 0
    (unlogged,) = mails(session, "hours_unlogged")
    (unattested,) = mails(session, "hours_unattested")
    assert (unlogged.address, unlogged.params["count"]) == (job.worker.email, 1)
    assert (unattested.address, unattested.params["days"]) == (job.leader.email, 7)
    assert remind(now + timedelta(hours=25)) == 1
    with app.test_request_context():
        for message in (unlogged, unattested):
            assert job.ordning.child.initials not in rendered(message).get_content()


@pytest.mark.parametrize("who", ["worker", "leader"])
def test_a_closed_account_is_not_reminded(shift, line, job, session, who) -> None:
    shift("2026-11-20 15:00", "2026-11-20 18:00")
    line(2).submitted_at = datetime(2026, 11, 14, tzinfo=UTC)
    getattr(job, who).disabled_at = datetime(2026, 11, 21, tzinfo=UTC)
    session.flush()
    assert remind(at("2026-11-22 12:00")) == 1
    told = session.scalars(select(OutboxMessage.address)).all()
    assert told == [(job.leader if who == "worker" else job.worker).email]


def test_the_command_runs(app, shift, session) -> None:
    shift("2026-11-20 15:00", "2026-11-20 18:00")
    done = app.test_cli_runner().invoke(args=["remind"])
    assert done.output.startswith("0 clocks closed, 1 reminders written\n")


def test_the_pay_date_of_a_batch(page, job, line) -> None:
    entry = line(4, state="approved")
    entry.state, entry.pay_on = EntryState.IN_BATCH, date(2026, 12, 15)
    page.sign_in(job.worker, hat="worker").get(f"/timer/{entry.id}")
    assert "Kommer på konto 15. desember." in page.text
