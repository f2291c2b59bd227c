"""Open shifts: who sees them, who can take them, and why not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine

from portal.messages.worker import rendered
from portal.shifts import queries
from tests.cover.conftest import SUNDAY
from tests.factories.shifts import at


def test_what_fits_comes_first(team) -> None:
    team.shift(team.maja, "2026-11-23 16:00", "2026-11-23 18:00")
    team.open("2026-11-23 15:00", "2026-11-23 19:00")
    team.open("2026-11-26 15:00", "2026-11-26 18:00")
    page = team.sign_in().get("/ledige-vakter")
    assert page.h1 == "1 ledig vakt passer for deg"
    fits, does_not = page.text.split("Torsdag 26. november kl. 15.00–18.00")[1].split("Mandag 23.")
    assert "Passer for deg" in fits
    assert "Passer ikke" in does_not
    assert "Du har vakt 16.00–18.00 samme dag. Den må byttes bort først." in does_not


def test_there_may_be_none(team) -> None:
    assert team.sign_in().get("/ledige-vakter").h1 == "Ingen ledige vakter nå"


def test_only_own_families_open_shifts_ahead_are_there(team, make) -> None:
    team.open("2026-11-26 15:00", "2026-11-26 18:00", ordning=make.ordning())
    team.open("2026-11-22 09:00", "2026-11-22 18:00")  # has begun
    team.open("2026-11-26 15:00", "2026-11-26 18:00", state="cancelled")
    team.shift(team.tor, "2026-11-26 15:00", "2026-11-26 18:00")
    ended = make.engagement(worker=team.maja.worker, ended=True)
    team.open("2026-11-26 15:00", "2026-11-26 18:00", ordning=ended.ordning)
    graded = make.engagement(worker=team.maja.worker)
    graded.ordning.child.gradering = "fortrolig"
    team.open("2026-11-26 15:00", "2026-11-26 18:00", ordning=graded.ordning)
    assert team.sign_in().get("/ledige-vakter").h1 == "Ingen ledige vakter nå"
    make.named_access(graded=graded.ordning.child, user=team.maja.worker.user)
    assert team.page.get("/ledige-vakter").h1 == "1 ledig vakt passer for deg"


@pytest.mark.parametrize(
    ("busy", "sentence"),
    [
        (("2026-11-25 16:00", "2026-11-25 22:00"), ("Du får bare 9 timer fri mellom onsdag kl. "
         "22.00 og torsdag kl. 7.00. Du skal ha 11 timer.")),
        (("2026-11-26 08:00", "2026-11-26 12:00"), "Du har vakt 8.00–12.00 samme dag."),
    ],
)  # fmt: skip
def test_it_says_why_also_when_the_other_family_is_the_reason(team, make, busy, sentence) -> None:
    other = make.engagement(worker=team.maja.worker)
    team.shift(other, *busy)
    team.open("2026-11-26 07:00", "2026-11-26 09:00")
    page = team.sign_in().get("/ledige-vakter")
    assert page.h1 == "Ingen av de ledige vaktene passer for deg nå"
    assert sentence in page.text


def test_without_papers_it_says_which(team, make) -> None:
    nora = make.engagement(ordning=team.ordning, uncleared=True)
    shift = team.open("2026-11-26 15:00", "2026-11-26 18:00")
    page = team.sign_in(nora).get("/ledige-vakter")
    assert "Dette mangler: politiattest, taushetserklæring og avtale." in page.text
    assert f"/oppdrag/{nora.id}/taushetserklaering" in page.links()
    page.post(f"/ledige-vakter/{shift.id}/ta", status=422)
    assert team.fresh(shift).is_open


@pytest.mark.parametrize("count", [2, 20])
def test_the_list_takes_as_many_statements_for_many(team, statements, count) -> None:
    for number in range(count):
        team.open(f"2026-12-{number + 1:02} 15:00", f"2026-12-{number + 1:02} 16:00")
    page = team.sign_in()
    page.get("/ledige-vakter")
    statements.clear()
    page.get("/ledige-vakter")
    after_the_actor = [it for it in statements if "user_session" not in it and "leader" not in it]
    assert len(after_the_actor) == 6


# taking --------------------------------------------------------------------------------------


def test_taken_it_is_in_the_calendar_and_the_leader_is_told(team, app) -> None:
    shift = team.open("2026-11-26 15:00", "2026-11-26 18:00", open_reason="sick")
    page = team.sign_in().get("/ledige-vakter")
    page.submit(form="/ta")
    assert page.location == f"/vakter/{shift.id}"
    assert "Vakten er din. Du kan angre i 30 minutter." in page.follow().text
    assert team.fresh(shift).engagement_id == team.maja.id
    row = queries.attendee(shift.id, team.maja.user_id)
    assert (row.status, row.sequence) == ("confirmed", 0)
    (mail,) = team.mails()
    assert mail.address == team.parent.email
    with app.app_context():
        rendered(mail)
    assert mail.subject == "En ledig vakt er tatt"
    body = mail.body.replace("\u00a0", " ")
    assert "Maja har tatt vakten torsdag 26. november kl. 15.00, til kl. 18.00." in body


def test_the_second_is_told_that_somebody_was_first(team) -> None:
    shift = team.open("2026-11-26 15:00", "2026-11-26 18:00")
    page = team.sign_in().get("/ledige-vakter")
    shift.engagement, shift.engagement_id = team.tor, team.tor.id
    page.submit(409, form="/ta")
    assert "Noen andre tok vakten først. Den er ikke ledig lenger." in page.text
    assert team.mails() == []


def test_one_that_was_cancelled_is_not_taken(team) -> None:
    shift = team.open("2026-11-26 15:00", "2026-11-26 18:00")
    page = team.sign_in().get("/ledige-vakter")
    shift.state = "cancelled"
    page.submit(409, form="/ta")
    assert "Vakten er avlyst" in page.text


def test_one_that_no_longer_fits_is_not_taken(team) -> None:
    shift = team.open("2026-11-26 15:00", "2026-11-26 18:00")
    page = team.sign_in().get("/ledige-vakter")
    team.shift(team.maja, "2026-11-26 17:00", "2026-11-26 20:00")
    page.submit(422, form="/ta")
    assert "Vakten passer ikke for deg nå" in page.text
    assert team.fresh(shift).is_open


def test_one_that_has_begun_is_not_taken(team) -> None:
    team.open("2026-11-22 12:10", "2026-11-22 18:00")
    page = team.sign_in().get("/ledige-vakter")
    with time_machine.travel(SUNDAY + timedelta(minutes=11), tick=False):
        page.submit(422, form="/ta")
    assert "Vakten har begynt" in page.text


def test_sent_twice_it_is_taken_once(team) -> None:
    shift = team.open("2026-11-26 15:00", "2026-11-26 18:00")
    page = team.sign_in().get("/ledige-vakter")
    for _time in range(2):
        page.post(f"/ledige-vakter/{shift.id}/ta")
    assert len(team.mails()) == 1
    assert team.fresh(shift).version == 2


@pytest.mark.parametrize("act", ["ta", "angre"])
def test_a_strangers_shift_does_not_exist(team, make, act) -> None:
    shift = team.open("2026-11-26 15:00", "2026-11-26 18:00", ordning=make.ordning())
    team.sign_in().post(f"/ledige-vakter/{shift.id}/{act}", status=404)


def test_a_parent_takes_no_shifts(team) -> None:
    team.page.sign_in(team.parent, hat="parent").get("/ledige-vakter", 403)


# one's usual times ---------------------------------------------------------------------------


def test_what_is_outside_ones_usual_times_comes_after_and_can_be_taken(team, make) -> None:
    make.availability_slot(worker=team.maja.worker, weekday=3)  # Thursday 15–21
    odd = team.open("2026-11-24 07:00", "2026-11-24 09:00")
    page = team.sign_in().get("/ledige-vakter")
    assert page.h1 == "1 ledig vakt er utenom tidene dine"
    team.open("2026-11-26 14:00", "2026-11-26 18:00")
    page.get("/ledige-vakter")
    assert page.h1 == "1 ledig vakt passer for deg"
    assert page.text.index("Torsdag 26.") < page.text.index("Tirsdag 24.")
    assert "Utenom tidene dine" in page.text.split("Tirsdag 24.")[1]
    page.post(f"/ledige-vakter/{odd.id}/ta")
    assert team.fresh(odd).engagement_id == team.maja.id


# being away ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "days", "sentence"),
    [
        ("sick", ("2026-11-26", "2026-11-26"), "Du har meldt at du ikke kan komme da."),
        ("sick", ("2026-11-24", "2026-11-30"), "Du har meldt at du ikke kan komme da."),
        ("holiday", ("2026-11-26", "2026-11-26"), "Du er borte da."),
        ("sick", ("2026-11-27", "2026-11-30"), None),
        ("sick", ("2026-11-24", "2026-11-25"), None),
    ],
)
def test_who_is_away_is_offered_nothing(team, make, kind, days, sentence) -> None:
    first_on, last_on = map(date.fromisoformat, days)
    make.absence(worker=team.maja.worker, kind=kind, first_on=first_on, last_on=last_on)
    shift = team.open("2026-11-26 15:00", "2026-11-26 18:00")
    page = team.sign_in().get("/ledige-vakter")
    if sentence is None:
        assert page.h1 == "1 ledig vakt passer for deg"
        return
    assert page.h1 == "Ingen av de ledige vaktene passer for deg nå"
    assert sentence in page.text
    page.post(f"/ledige-vakter/{shift.id}/ta", status=422)
    assert team.fresh(shift).is_open


def test_a_colleagues_absence_is_not_ones_own(team, make) -> None:
    make.absence(worker=team.tor.worker, last_on=date(2026, 11, 30))
    team.open("2026-11-26 15:00", "2026-11-26 18:00")
    assert team.sign_in().get("/ledige-vakter").h1 == "1 ledig vakt passer for deg"


# undoing -------------------------------------------------------------------------------------


def test_a_mistake_is_undone_within_half_an_hour(team) -> None:
    shift = team.open("2026-11-26 15:00", "2026-11-26 18:00", open_reason="sick")
    page = team.sign_in().get("/ledige-vakter")
    page.submit(form="/ta").follow()
    with time_machine.travel(SUNDAY + timedelta(minutes=29), tick=False):
        page.submit(form="/angre")
    assert team.fresh(shift).is_open
    assert shift.open_reason == "sick"
    row = queries.attendee(shift.id, team.maja.user_id)
    assert (row.status, row.sequence) == ("cancelled", 1)
    assert [mail.template for mail in team.mails()] == ["shift_taken", "shift_given_back"]


def test_given_back_twice_it_is_open_and_said_once(team) -> None:
    shift = team.open("2026-11-26 15:00", "2026-11-26 18:00")
    page = team.sign_in().get("/ledige-vakter")
    page.submit(form="/ta")
    for _time in range(2):
        page.get("/ledige-vakter").post(f"/ledige-vakter/{shift.id}/angre")
        assert "Vakten er ledig igjen." in page.follow().text
    assert team.fresh(shift).is_open
    assert [mail.template for mail in team.mails()] == ["shift_taken", "shift_given_back"]


def test_one_that_was_cancelled_meanwhile_is_not_opened_by_giving_it_back(team) -> None:
    shift = team.open("2026-11-26 15:00", "2026-11-26 18:00")
    page = team.sign_in().get("/ledige-vakter")
    page.submit(form="/ta").follow()
    shift.state = "cancelled"
    page.post(f"/ledige-vakter/{shift.id}/angre", status=409)
    assert "Vakten er avlyst" in page.text
    assert team.fresh(shift).state == "cancelled"


def test_after_half_an_hour_it_is_not(team) -> None:
    shift = team.open("2026-11-26 15:00", "2026-11-26 18:00")
    page = team.sign_in().get("/ledige-vakter")
    page.submit(form="/ta").follow()
    with time_machine.travel(SUNDAY + timedelta(minutes=31), tick=False):
        assert "Tok du vakten ved en feil?" not in team.sign_in().get(f"/vakter/{shift.id}").text
        page.post(f"/ledige-vakter/{shift.id}/angre", status=422)
    assert team.fresh(shift).engagement_id == team.maja.id


def test_a_shift_one_was_given_is_not_given_back(team) -> None:
    shift = team.shift(team.maja, "2026-11-26 15:00", "2026-11-26 18:00")
    team.sign_in().post(f"/ledige-vakter/{shift.id}/angre", status=422)
    other = team.shift(team.tor, "2026-11-26 15:00", "2026-11-26 18:00")
    team.page.post(f"/ledige-vakter/{other.id}/angre", status=409)


# calling in sick -----------------------------------------------------------------------------


@pytest.fixture
def shifts(team, make):
    """Monday to Thursday in two families, and one that is over."""
    other = make.engagement(worker=team.maja.worker)
    make.leader(ordning=other.ordning, user__municipality=None,
                user__municipality_id=other.municipality_id)  # fmt: skip
    return {
        "over": team.shift(team.maja, "2026-11-22 08:00", "2026-11-22 11:00"),
        "monday": team.shift(team.maja, "2026-11-23 15:00", "2026-11-23 18:00"),
        "night": team.shift(team.maja, "2026-11-24 22:00", "2026-11-25 07:00"),
        "other": team.shift(other, "2026-11-24 10:00", "2026-11-24 12:00"),
        "thursday": team.shift(team.maja, "2026-11-26 15:00", "2026-11-26 18:00"),
        "tors": team.shift(team.tor, "2026-11-23 15:00", "2026-11-23 18:00"),
    }


def test_a_sick_call_opens_the_shifts_of_those_days(team, shifts) -> None:
    page = team.sign_in().get(f"/vakter/{shifts['monday'].id}/syk")
    page.submit(last_on="24.11.2026")
    for name, shift in shifts.items():
        is_sick = name in {"monday", "night", "other"}
        assert (team.fresh(shift).is_open, shift.open_reason) == (is_sick, "sick" * is_sick), name
    (absence,) = queries.absences([team.maja.worker_id], date(2026, 11, 22), date(2026, 11, 30))
    assert (absence.kind, absence.first_on, absence.last_on) == (
        "sick", date(2026, 11, 23), date(2026, 11, 24),
    )  # fmt: skip


def test_each_family_is_told_of_its_own(team, shifts, app) -> None:
    team.parent.email = "a@provevik.example"
    page = team.sign_in().get(f"/vakter/{shifts['monday'].id}/syk")
    page.submit(last_on="24.11.2026")
    to_ours, to_theirs = team.mails()
    with app.app_context():
        rendered(to_ours)
        rendered(to_theirs)
    assert to_ours.subject == "2 vakter er blitt ledige"
    assert "man 23. nov. 15.00–18.00" in to_ours.body.replace("\u00a0", " ")
    assert "10.00" not in to_ours.body
    assert "tir 24. nov. 10.00–12.00" in to_theirs.body.replace("\u00a0", " ")
    assert "15.00" not in to_theirs.body
    for mail in (to_ours, to_theirs):
        assert "syk" not in mail.body.lower()
        assert "A.B." not in mail.body


def test_the_leader_sees_it_at_once(team, shifts) -> None:
    team.sign_in().get(f"/vakter/{shifts['monday'].id}/syk").submit(last_on="24.11.2026")
    page = team.page.sign_in(team.parent, hat="parent")
    page.get(f"/vaktplan/{team.ordning.id}/uke/2026-48")
    assert "15.00–18.00 3 t · Sykdom, ingen ennå" in page.text
    assert page.text.count("Borte") == 2


def test_sick_pay_can_be_derived_from_the_calendar(team, shifts) -> None:
    window = shifts["monday"].starts_at - timedelta(days=3)
    team.sign_in().get(f"/vakter/{shifts['monday'].id}/syk").submit(last_on="24.11.2026")
    from portal.rules.spans import Span  # noqa: PLC0415 - only here

    missed = queries.missed(team.maja.user_id, Span(window, window + timedelta(days=9)))
    assert [row.shift_id for row in missed] == [
        shifts[name].id for name in ("monday", "other", "night")
    ]
    assert missed[0].starts_at == at("2026-11-23 15:00")


def test_a_running_shift_is_left_to_the_clock(team, make) -> None:
    shift = team.shift(team.maja, "2026-11-22 11:00", "2026-11-22 15:00")
    from portal.shifts.worked import RunningShift  # noqa: PLC0415 - only here

    make.session.add(
        RunningShift(
            municipality_id=shift.municipality_id, user_id=team.maja.user_id, shift_id=shift.id,
            engagement_id=team.maja.id,
        )
    )  # fmt: skip
    team.sign_in().get(f"/vakter/{shift.id}/syk").submit()
    assert not team.fresh(shift).is_open


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"first_on": "14.11.2026"}, "Du kan melde fra høyst én uke bakover. Ring kommunen."),
        ({"last_on": "21.11.2026"}, "Den siste dagen er før den første."),
        ({"last_on": "30.1.2027"}, "Meld fra for høyst 60 dager om gangen."),
        ({"last_on": ""}, "Skriv den siste dagen du tror du er borte."),
    ],
)
def test_days_that_cannot_be_are_said(team, shifts, typed, sentence) -> None:
    page = team.sign_in().get(f"/vakter/{shifts['monday'].id}/syk")
    page.submit(422, **typed)
    assert page.errors == [sentence]
    assert not team.fresh(shifts["monday"]).is_open


def test_nobody_calls_in_sick_for_somebody_else(team, shifts) -> None:
    team.sign_in(team.tor).get(f"/vakter/{shifts['monday'].id}/syk", 404)
    team.page.sign_in(team.parent, hat="parent").get(f"/vakter/{shifts['monday'].id}/syk", 403)


# the receipt ---------------------------------------------------------------------------------


def report(team, shifts, last_on="24.11.2026"):
    page = team.sign_in().get(f"/vakter/{shifts['monday'].id}/syk")
    return page.submit(last_on=last_on).follow()


def test_the_receipt_says_what_was_reported_and_what_became_of_it(team, shifts) -> None:
    page = report(team, shifts)
    assert page.h1 == "Du er meldt syk 23.–24. november"
    assert "3 vakter gjelder det" in page.text
    assert page.text.count("Ledig for andre") == 3
    receipt = page.path
    team.sign_in(team.tor).get("/ledige-vakter").post(f"/ledige-vakter/{shifts['night'].id}/ta")
    assert "Noen andre tar den" in team.sign_in().get(receipt).text


def test_of_one_day_it_names_the_day(team, shifts) -> None:
    assert report(team, shifts, "23.11.2026").h1 == "Du er meldt syk 23. november"


def test_a_mistake_is_as_if_it_had_not_been_said(team, shifts, app) -> None:
    page = report(team, shifts)
    receipt = page.path
    team.sign_in(team.tor).get("/ledige-vakter").post(f"/ledige-vakter/{shifts['night'].id}/ta")
    team.sign_in().get(receipt).submit(form="/slutt").follow()
    assert "Du er ikke lenger meldt borte. 2 vakter er dine igjen." in page.text
    owners = {name: team.fresh(shift).engagement_id for name, shift in shifts.items()}
    assert owners["monday"] == team.maja.id
    assert owners["night"] == team.tor.id
    assert queries.absences([team.maja.worker_id], date(2026, 11, 1), date(2026, 12, 1)) == []
    row = queries.attendee(shifts["monday"].id, team.maja.user_id)
    assert (row.status, row.sequence) == ("confirmed", 2)
    mails = [mail for mail in team.mails() if mail.template == "sick_call_ended"]
    assert len(mails) == 2
    with app.app_context():
        rendered(mails[0])
    assert mails[0].subject == "Maja kan komme likevel"
    page.get(receipt, 404)


def test_who_is_well_sooner_keeps_the_days_that_were(team, shifts) -> None:
    page = report(team, shifts)
    receipt = page.path
    with time_machine.travel(at("2026-11-24 09:00"), tick=False):
        team.sign_in().get(receipt)
        assert "Er du frisk igjen?" in page.text
        page.submit(form="/slutt")
    (absence,) = queries.absences([team.maja.worker_id], date(2026, 11, 1), date(2026, 12, 1))
    assert (absence.first_on, absence.last_on) == (date(2026, 11, 23), date(2026, 11, 23))
    assert team.fresh(shifts["monday"]).is_open
    assert team.fresh(shifts["other"]).engagement_id is not None


def test_who_missed_a_shift_today_is_away_today(team, shifts) -> None:
    receipt = report(team, shifts).path
    with time_machine.travel(at("2026-11-24 11:00"), tick=False):
        team.sign_in().get(receipt).submit(form="/slutt")
    (absence,) = queries.absences([team.maja.worker_id], date(2026, 11, 1), date(2026, 12, 1))
    assert absence.last_on == date(2026, 11, 24)


def test_what_no_longer_fits_is_not_given_back(team, shifts, make) -> None:
    receipt = report(team, shifts, "23.11.2026").path
    team.shift(team.maja, "2026-11-23 17:00", "2026-11-23 20:00")
    page = team.sign_in().get(receipt).submit(form="/slutt").follow()
    assert "0 vakter er dine igjen" in page.text
    assert team.fresh(shifts["monday"]).is_open


def test_somebody_elses_receipt_does_not_exist(team, shifts) -> None:
    receipt = report(team, shifts).path
    team.sign_in(team.tor).get(receipt, 404)
    team.page.post(f"{receipt}/slutt", status=404)
