"""What people write in the form, what they are told, and what is kept: one table a subject."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from portal.engagements.models import Engagement
from portal.municipality.models import ClosedPeriod
from portal.municipality.states import SettingKey
from portal.shifts.models import Entry, Shift
from portal.shifts.states import EntryCode, EntryState, ShiftKind
from tests.factories.shifts import at

FIELDS = ("start_on", "start_at", "end_on", "end_at")


def written(text, **more):
    """Return the fields of "19.11.2026 15–19.11.2026 18.30"."""
    start, _dash, end = text.partition("–")
    return dict(zip(FIELDS, [*start.split(), *end.split()], strict=True)) | more


def the_entry(session) -> Entry:
    return session.scalars(select(Entry)).one()


@pytest.fixture
def form(as_worker, shift):
    """The form of a shift planned 15–18 on Thursday 19 November."""
    planned = shift("2026-11-19 15:00", "2026-11-19 18:00")
    return as_worker.get(f"/vakter/{planned.id}/timer")


# What is kept ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("times", "minutes", "differs"),
    [
        ("19.11.2026 15–19.11.2026 18", 180, False),
        ("19.11.2026 15.00–19.11.2026 19.30", 270, True),
        ("19.11.2026 14:45–19.11.2026 17:00", 135, True),
        ("2026-11-19 16–2026-11-19 19", 180, True),  # as long, at another time
        ("19.11.2026 22–20.11.2026 2", 240, True),  # over midnight
        ("19.11.2026 12.55–19.11.2026 13.15", 20, True),  # bpa.md § 8 case 54
    ],
)
def test_times(form, session, times, minutes, differs) -> None:
    form.submit(**written(times, reason="Bussen"))
    entry = the_entry(session)
    assert (entry.minutes, entry.vedtak_minutes, entry.pay_minutes) == (minutes,) * 3
    assert (entry.state, entry.planned_minutes) == (EntryState.SUBMITTED, 180)
    assert entry.needs_look == differs
    assert entry.is_as_planned != differs


@pytest.mark.parametrize(
    ("night", "times", "minutes"),
    [
        ("spring: the hour between two and three is not there",
         "28.3.2026 22–29.3.2026 7", 8 * 60),  # bpa.md § 8 case 26
        ("autumn: the hour comes twice", "24.10.2026 22–25.10.2026 7", 10 * 60),  # case 27
    ],
)  # fmt: skip
def test_nights_the_clock_changes(as_worker, shift, session, night, times, minutes) -> None:
    start, end = written(times)["start_on"], written(times)["end_on"]
    days = [datetime.strptime(it, "%d.%m.%Y").replace(tzinfo=UTC).date() for it in (start, end)]
    planned = shift(f"{days[0]} 22:00", f"{days[1]} 07:00")
    as_worker.get(f"/vakter/{planned.id}/timer").submit(**written(times))
    assert the_entry(session).minutes == minutes, night


def test_a_repeated_hour_must_be_chosen(as_worker, shift, session) -> None:
    planned = shift("2026-10-24 20:00", "2026-10-25 01:30")
    page = as_worker.get(f"/vakter/{planned.id}/timer")
    times = written("24.10.2026 20–25.10.2026 2.30", reason="Ble lenger")
    page.submit(422, **times)
    assert page.errors == ["Kl. 2.30 kommer to ganger denne natta. Velg hvilken."]
    page.submit(end_which="second")
    assert the_entry(session).minutes == 7 * 60 + 30


def test_a_skipped_hour_is_told(as_worker, shift) -> None:
    planned = shift("2026-03-28 20:00", "2026-03-29 01:30")
    page = as_worker.get(f"/vakter/{planned.id}/timer")
    page.submit(422, **written("28.3.2026 20–29.3.2026 2.30", reason="Lenger"))
    assert page.errors == ["Kl. 2.30 fantes ikke 29. mars: klokka gikk rett fra 2.00 til 3.00."]


# What is told ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("times", "more", "said"),
    [
        ("19.11.2026 18–19.11.2026 15", {},
         "Slutt er før start. Sluttet du dagen etter, skriver du den under «Til dag»."),
        ("19.11.2026 18–18.11.2026 19", {}, "Slutt er før start. Se på datoene en gang til."),
        ("19.11.2026 15–19.11.2026 15", {},
         "Slutt er før start. Sluttet du dagen etter, skriver du den under «Til dag»."),
        ("22.11.2026 10–22.11.2026 13", {"reason": "x"},
         "Vakten er ikke over ennå. Før timene når den er slutt."),
        ("18.11.2026 10–19.11.2026 11", {"reason": "x"},
         "Dette blir 25 t. En linje kan være høyst 24 t. Er datoen riktig?"),
        ("19.11.2026 15–19.11.2026 19", {},
         "Skriv kort hvorfor, for eksempel «Bussen var forsinket»."),
        ("19.11.2026 25–19.11.2026 19", {},
         "Skriv klokkeslettet som timer.minutter, for eksempel 15.30."),
        ("19.13.2026 15–19.11.2026 18", {}, "Datoen finnes ikke. Se i kalenderen."),
        ("19.11.2026 15–19.11.2026 18", {"km": "2,5"}, "Skriv hele kilometer, høyst 2000."),
        ("19.11.2026 15–19.11.2026 18", {"km": "2001"}, "Skriv hele kilometer, høyst 2000."),
        ("19.11.2026 15–19.11.2026 18", {"outlay": "mye"}, "Skriv et tall, for eksempel 3,5."),
        ("19.11.2026 15–19.11.2026 18", {"outlay": "50001"}, "Skriv høyst 50 000 kroner."),
        ("19.11.2026 15–19.11.2026 18", {"note": "x" * 201}, "Skriv høyst 200 tegn."),
        ("19.11.2026 15–19.11.2026 18", {"note": "x" * 10_000}, "Skriv høyst 200 tegn."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(form, session, times, more, said) -> None:
    form.submit(422, **written(times, **more))
    assert form.errors == [said.replace("\u00a0", " ")]
    assert written(times)["start_at"] in {
        it.get("value") for it in form.all("input") if it.get("name") == "start_at"
    }
    assert session.scalars(select(Entry)).all() == []


def test_all_that_is_wrong_is_said_at_once(form) -> None:
    form.submit(422, **written("19.11.2026 18–19.11.2026 15", km="x", note="y" * 300))
    assert len(form.errors) == 3


def test_overlap_with_another_family_is_refused_in_plain_words(make, form, job, session) -> None:
    other = make.engagement(worker=job.engagement.worker)
    theirs = make.shift(engagement=other, start="2026-11-19 17:00", end="2026-11-19 20:00")
    make.entry(shift=theirs, submitted=True)
    form.submit(422)
    (said,) = form.errors
    assert said.startswith("Du har allerede ført torsdag 19. november kl. 17.00–20.00.")
    assert len(session.scalars(select(Entry)).all()) == 1


def test_touching_is_not_overlapping(make, form, job, session) -> None:
    other = make.engagement(worker=job.engagement.worker)
    theirs = make.shift(engagement=other, start="2026-11-19 18:00", end="2026-11-19 20:00")
    make.entry(shift=theirs, submitted=True)
    form.submit()
    assert len(session.scalars(select(Entry)).all()) == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"cleared_at": None}, "Timene kan ikke føres ennå"),
        ({"valid_from": date(2026, 11, 20)}, "Oppdraget begynner 20. november 2026."),
        ({"valid_to": date(2026, 11, 18)}, "Oppdraget sluttet 18. november 2026."),
        ({"ended_at": at("2026-11-19 16:00")}, "Oppdraget sluttet 19. november 2026."),
    ],
)
def test_the_engagement_must_hold(form, session, job, change, said) -> None:
    for name, value in change.items():
        setattr(session.get(Engagement, job.engagement.id), name, value)
    session.flush()
    form.submit(422)
    assert said in form.errors[0]


def test_hours_before_the_end_can_still_be_logged(form, session, job) -> None:
    job.engagement.ended_at = at("2026-11-20 00:00")
    form.submit()
    assert the_entry(session).minutes == 180


def test_own_car_only_where_it_is_paid(form, setting) -> None:
    setting(SettingKey.OWN_CAR_ALLOWED, "0")
    form.submit(422, km="12")
    assert form.errors == ["Kommunen betaler ikke for kjøring med egen bil. La feltet stå tomt."]


# What somebody must look at --------------------------------------------------------------


def flags(session) -> dict[str, dict]:
    return {it["code"]: it for it in the_entry(session).flags}


def test_late_hours_go_to_review_and_are_not_lost(as_worker, shift, session) -> None:
    planned = shift("2026-09-20 15:00", "2026-09-20 18:00")  # 63 days ago; the limit is 60
    as_worker.get(f"/vakter/{planned.id}/timer").submit().follow()
    assert "koordinatoren ser på timene før de betales" in as_worker.text
    assert flags(session)["late"]["days"] == 63


def test_sixty_days_is_not_late(as_worker, shift, session) -> None:
    planned = shift("2026-09-23 15:00", "2026-09-23 18:00")
    as_worker.get(f"/vakter/{planned.id}/timer").submit()
    assert flags(session) == {}


def test_a_closed_period_sends_hours_to_the_next(as_worker, shift, session, job) -> None:
    session.add(
        ClosedPeriod(
            municipality_id=job.ordning.municipality_id, first_on=date(2026, 10, 1),
            last_on=date(2026, 10, 31), closed_by_id=job.leader.id,
        )
    )  # fmt: skip
    planned = shift("2026-10-20 15:00", "2026-10-20 18:00")
    as_worker.get(f"/vakter/{planned.id}/timer").submit().follow()
    assert "Lønnsperioden er avsluttet. Timene kommer med i den neste" in as_worker.text
    assert "Kommer på konto" in as_worker.text or "kommer pengene på konto" in as_worker.text


def test_kilometres_over_the_cap_are_shown_not_lost(make, form, session, job) -> None:
    """recruitment.md § 8 case 35: 60 + 60 of 100 a month."""
    job.engagement.km_cap_month = 100
    make.entry(shift=None, engagement=job.engagement, code="extra", submitted=True,
               starts_at=at("2026-11-02 10:00"), ends_at=at("2026-11-02 12:00"), km=60)  # fmt: skip
    form.submit(km="60")
    entry = session.scalars(select(Entry).where(Entry.code == "worked")).one()
    assert entry.km == 60
    assert entry.flags == [{"code": "km_over_cap", "km": 20, "cap": 100, "used": 120}]


@pytest.mark.parametrize(
    ("used", "over"),
    [(13 * 60, 0), (14 * 60, 60), (16 * 60, 180)],
)
def test_over_the_month_of_the_vedtak(make, form, session, job, used, over) -> None:
    """recruitment.md § 8 case 39: 16 h a month, 14 used, 3 more: one over, saved and flagged."""
    anew(make, job, portion__per="month", portion__amount_minutes=16 * 60)
    make.entry(shift=None, engagement=job.engagement, code="extra", submitted=True,
               minutes=used, vedtak_minutes=used,
               starts_at=at("2026-11-02 06:00"), ends_at=at("2026-11-02 22:00"))  # fmt: skip
    form.submit()
    entry = session.scalars(select(Entry).where(Entry.code == "worked")).one()
    told = {it["code"]: it for it in entry.flags if it["code"] == "over_vedtak"}
    assert told.get("over_vedtak", {}).get("minutes", 0) == over
    assert entry.needs_look == bool(over)


def test_example_49_hours_after_the_vedtak_ran_out_are_kept_and_held(
    make, form, session, job
) -> None:
    """They can be written, nothing disappears, and they are never approved unseen."""
    make.vedtak(
        ordning=job.ordning, version=2, valid_from=date(2026, 1, 1), valid_to=date(2026, 11, 1)
    )
    form.submit()
    entry = session.scalars(select(Entry).where(Entry.code == "worked")).one()
    told = {it["code"]: it for it in entry.flags}
    assert told["over_vedtak"]["minutes"] == entry.minutes
    assert entry.needs_look


def test_a_heavy_week_inside_the_year_is_fine(make, form, session, job) -> None:
    """bpa.md § 8 case 17: 20 h a week may be saved and used later in the year."""
    make.entry(shift=None, engagement=job.engagement, code="extra", submitted=True,
               minutes=40 * 60, vedtak_minutes=40 * 60,
               starts_at=at("2026-11-16 06:00"), ends_at=at("2026-11-16 07:00"))  # fmt: skip
    form.submit()
    entry = session.scalars(select(Entry).where(Entry.code == "worked")).one()
    assert "over_vedtak" not in {it["code"] for it in entry.flags}


def test_when_the_hours_of_the_year_are_used_the_rest_is_over(make, form, session, job) -> None:
    anew(make, job, portion__per="year", portion__amount_minutes=60)
    form.submit()
    told = flags(session)["over_vedtak"]
    assert (told["granted"], told["used"], told["minutes"], told["per"]) == (60, 180, 120, "year")


def test_after_the_vedtak_has_run_out_all_of_it_is_over(make, form, session, job) -> None:
    """However much was left of it: nothing is granted that day, so nobody approves it unseen."""
    make.vedtak(
        ordning=job.ordning, version=2, valid_from=date(2026, 1, 1), valid_to=date(2026, 11, 18)
    )
    form.submit()
    assert flags(session)["over_vedtak"] == {"code": "over_vedtak", "minutes": 180, "per": "none"}


def anew(make, job, **more):
    """Let a new version of the vedtak hold all year."""
    return make.vedtak(
        ordning=job.ordning, version=2, valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31),
        **more,
    )  # fmt: skip


def test_short_rest_caused_by_another_family(make, as_worker, job, session) -> None:
    """bpa.md § 8 case 38: the worker reads all of it, the leader only the rule."""
    other = make.engagement(worker=job.engagement.worker)
    theirs = make.shift(engagement=other, start="2026-11-17 15:00", end="2026-11-17 22:00")
    make.entry(shift=theirs, submitted=True)
    mine = make.shift(engagement=job.engagement, start="2026-11-18 07:00", end="2026-11-18 15:00")
    page = as_worker.get(f"/vakter/{mine.id}/timer")
    page.submit().follow()
    assert "Reglene om arbeidstid sier noe om denne vakten" in page.text
    entry = session.scalars(select(Entry).where(Entry.shift_id == mine.id)).one()
    told = next(it for it in entry.flags if it["finding"] == "daily_rest")
    assert (told["section"], told["numbers"]["measured_minutes"]) == ("AML § 10-8 (1)", 9 * 60)
    assert told["other_family"] is True
    page.get(f"/timer/{entry.id}")
    assert "9 timer fri" in page.text
    assert "22.00" in page.text
    page.sign_in(job.leader, hat="parent").get(f"/timer/{entry.id}")
    assert "for kort hvile" in page.text
    assert "9 timer" not in page.text
    assert "22.00" not in page.text


# What it counts as -----------------------------------------------------------------------


THIRD_OF_PAY = {SettingKey.RESTING_NIGHT_PAY_PERCENT: "33"}
HALF_OF_VEDTAK = {SettingKey.RESTING_NIGHT_VEDTAK_PERCENT: "50"}


@pytest.mark.parametrize(
    ("kind", "chosen", "awake", "expected"),
    [
        (ShiftKind.ORDINARY, {}, "", (480, 480, 480)),
        (ShiftKind.MEETING, {}, "", (480, 480, 480)),
        (ShiftKind.MEETING, {SettingKey.MEETINGS_USE_HOURS: "0"}, "", (480, 0, 480)),
        (ShiftKind.TRAINING, {SettingKey.MEETINGS_USE_HOURS: "0"}, "", (480, 0, 480)),
        (ShiftKind.RESTING_NIGHT, {}, "", (480, 480, 480)),
        # woken for half an hour, as in case 51
        (ShiftKind.RESTING_NIGHT, THIRD_OF_PAY, "0,5", (480, 480, 179)),
        (ShiftKind.RESTING_NIGHT, HALF_OF_VEDTAK, "", (480, 240, 480)),
    ],
)  # fmt: skip
def test_clock_vedtak_and_pay(
    as_worker, shift, setting, session, kind, chosen, awake, expected
) -> None:
    for key, value in chosen.items():
        setting(key, value)
    planned = shift("2026-11-18 23:00", "2026-11-19 07:00", kind=kind.value)
    page = as_worker.get(f"/vakter/{planned.id}/timer")
    page.submit(**({"active": awake} if awake else {}))
    entry = the_entry(session)
    assert (entry.minutes, entry.vedtak_minutes, entry.pay_minutes) == expected


def test_relief_may_last_a_weekend(make, as_worker, session, job) -> None:
    relief = make.engagement(worker=job.engagement.worker, kind="avlaster")
    planned = make.shift(engagement=relief, start="2026-11-13 16:00", end="2026-11-15 16:00")
    as_worker.get(f"/vakter/{planned.id}/timer").submit()
    assert the_entry(session).minutes == 48 * 60


def test_relief_of_57_hours_is_two_lines(make, as_worker, job) -> None:
    relief = make.engagement(worker=job.engagement.worker, kind="avlaster")
    planned = make.shift(engagement=relief, start="2026-11-13 16:00", end="2026-11-15 16:00")
    page = as_worker.get(f"/vakter/{planned.id}/timer")
    page.submit(422, **written("13.11.2026 15–16.11.2026 0", reason="Lang helg"))
    assert page.errors == ["Dette blir 57 t. En linje kan være høyst 56 t. Er datoen riktig?"]


def test_three_times_twenty_minutes_are_an_hour(make, as_worker, session, job) -> None:
    """bpa.md § 8 case 55: minutes are added, not rounded hours."""
    for hour in (10, 12, 14):
        planned = make.shift(
            engagement=job.engagement, start=f"2026-11-18 {hour}:00", end=f"2026-11-18 {hour}:20"
        )
        as_worker.get(f"/vakter/{planned.id}/timer").submit()
    assert sum(it.minutes for it in session.scalars(select(Entry))) == 60
    assert "1 t" in as_worker.get("/mine-timer").text


# Other kinds of lines --------------------------------------------------------------------


def test_extra_hours(as_worker, session, job) -> None:
    page = as_worker.get("/mine-timer/ekstra")
    page.submit(422, **written("21.11.2026 10–21.11.2026 13"))
    assert page.errors == ["Skriv kort hvorfor, for eksempel «Bussen var forsinket»."]
    page.submit(reason="Avtalt på telefon fredag", outlay="149,50").follow()
    entry = the_entry(session)
    assert (entry.code, entry.shift_id, entry.planned_minutes) == (EntryCode.EXTRA, None, None)
    assert (entry.outlay_ore, entry.needs_look) == (14950, True)


def test_somebody_elses_engagement_cannot_be_chosen(make, as_worker, session) -> None:
    other = make.engagement()
    page = as_worker.get("/mine-timer/ekstra")
    page.submit(
        422, **written("21.11.2026 10–21.11.2026 13", reason="x", engagement_id=str(other.id))
    )
    assert session.scalars(select(Entry)).all() == []


def test_saved_is_not_sent(form, session) -> None:
    form.submit(button="save=1").follow()
    assert the_entry(session).state == EntryState.DRAFT
    assert "Lagret, ikke sendt." in form.text


def test_a_shift_that_was_changed_meanwhile(form, session, job) -> None:
    row = session.scalars(select(Shift)).one()
    row.ends_at = at("2026-11-19 19:00")
    session.flush()
    form.submit(409, reason="Det jeg skrev")
    assert "Det jeg skrev" in form.text


def test_late_cancelled(make, as_worker, session, job) -> None:
    gone = make.shift(
        engagement=job.engagement, start="2026-11-20 15:00", end="2026-11-20 18:00", cancelled=True
    )
    page = as_worker.get("/mine-timer")
    assert f"/vakter/{gone.id}/timer" in page.links()
    page.get(f"/vakter/{gone.id}/timer").submit(422)
    page.submit(reason="Fikk beskjed kl. 14.40")
    entry = the_entry(session)
    assert (entry.code, entry.needs_look, entry.pay_minutes) == ("late_cancelled", True, 180)


# How much it asks ------------------------------------------------------------------------


def test_one_line_is_eight_statements_and_one_commit(as_worker, shift, session, statements) -> None:
    planned = shift("2026-11-19 15:00", "2026-11-19 18:00")
    page = as_worker.get(f"/vakter/{planned.id}/timer")
    url = f"/vakter/{planned.id}/timer"
    form = {**written("19.11.2026 15–19.11.2026 18"), "version": planned.version,
            "csrf_token": page.csrf_token(),
            "request_key": "01234567-89ab-7cde-8f01-23456789abcd"}  # fmt: skip
    session.flush()
    session.expunge_all()
    statements.clear()
    page.post(url, form)
    asked = [it for it in statements if not is_the_actor(it)]
    assert len(asked) <= 8 + sum("pg_advisory" in it for it in asked), asked


def is_the_actor(statement: str) -> bool:
    return "FROM user_session" in statement or "named_access" in statement
