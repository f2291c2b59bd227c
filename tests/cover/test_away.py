"""Days a worker knows of before: said, seen by those who plan, and taken back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from portal.access.actor import Actor, Assurance, Hat
from portal.core import db
from portal.core.errors import RefusedError
from portal.cover import service
from portal.cover.service import AWAY_ALREADY
from portal.desk import queries as desk
from portal.engagements.models import Worker
from portal.rules.periods import Days
from portal.shifts.models import Absence
from portal.shifts.states import AbsenceKind
from tests.cover.test_race import actor
from tests.factories import Factories

DAYS = {"first_on": "30.11.2026", "last_on": "6.12.2026"}


def say(team, status=303, **changes):
    team.page.get("/meg/tider/borte")
    return team.page.submit(status, **{**DAYS, **changes})


def told(team):
    return team.make.session.query(Absence).order_by(Absence.first_on).all()


def test_it_is_said_and_stands_under_the_times(team):
    page = team.sign_in()
    page.get("/meg/tider")
    assert "Si fra her, så planlegger ingen med deg de dagene." in page.text
    say(team, kind="leave").follow()
    (one,) = told(team)
    assert (one.worker_id, one.kind) == (team.maja.worker_id, "leave")
    assert (one.first_on, one.last_on) == (date(2026, 11, 30), date(2026, 12, 6))
    assert page.h1 == "Når kan du vanligvis jobbe?"
    assert "30. november–6. desember" in page.text
    assert "vakt da" not in page.text


def test_a_shift_in_those_days_stands_and_the_page_says_so(team):
    night = team.shift(team.maja, "2026-11-29 22:00", "2026-11-30 07:00")
    inside = team.shift(team.maja, "2026-12-02 15:00", "2026-12-02 19:00")
    team.shift(team.maja, "2026-12-07 15:00", "2026-12-07 19:00")
    team.shift(team.tor, "2026-12-03 15:00", "2026-12-03 19:00")
    page = team.sign_in()
    say(team).follow()
    assert "Du har 2 vakter da. De er fortsatt dine." in page.text
    assert "Snakk med den som leder vaktene" in page.text
    assert "Onsdag 2. desember kl. 15.00–19.00" in page.text.replace("\xa0", " ")
    for shift in (night, inside):
        assert team.fresh(shift).engagement_id == team.maja.id
    assert not team.mails()


def test_an_open_shift_in_those_days_is_not_for_who_is_away(team):
    shift = team.open("2026-12-02 15:00", "2026-12-02 19:00")
    page = team.sign_in()
    say(team)
    page.get("/ledige-vakter")
    page.post(f"/ledige-vakter/{shift.id}/ta", status=422)
    assert team.fresh(shift).is_open


def test_the_one_who_leads_sees_the_days_and_not_why(team):
    team.sign_in()
    say(team, kind="leave")
    page = team.page.sign_in(team.parent, hat="parent")
    page.get(f"/vaktplan/{team.ordning.id}/uke/2026-49")
    assert "Borte" in page.text
    assert "Permisjon" not in page.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"first_on": ""}, "Skriv den første dagen du er borte."),
        ({"last_on": ""}, "Skriv den siste dagen du er borte."),
        ({"first_on": "21.11.2026"}, "Dagen har vært. Skriv i dag eller en dag som kommer."),
        ({"last_on": "29.11.2026"}, "Den siste dagen er før den første."),
        ({"last_on": "6.12.2062"}, "Skriv en dag i løpet av de neste to årene."),
    ],
)
def test_what_cannot_be_is_said_at_the_field(team, changes, said):
    page = team.sign_in()
    say(team, 422, **changes)
    assert said in page.text
    assert not told(team)


def test_the_same_day_is_said_once(team):
    page = team.sign_in()
    say(team)
    say(team, 422, first_on="6.12.2026", last_on="9.12.2026")
    assert AWAY_ALREADY in page.text
    say(team, first_on="7.12.2026", last_on="9.12.2026")
    assert len(told(team)) == 2


def test_who_is_ill_may_say_when_the_holiday_is(team):
    team.make.absence(worker=team.maja.worker, kind="sick", last_on=date(2026, 12, 1))
    team.sign_in()
    say(team)
    assert len(told(team)) == 2


def test_days_to_come_are_taken_back(team):
    page = team.sign_in()
    say(team).follow()
    (one,) = told(team)
    page.submit(303, f"/borte/{one.id}/slutt")
    page.follow()
    assert "Du er ikke lenger meldt borte de dagene." in page.text
    assert not told(team)


def test_who_is_back_early_keeps_the_days_that_were(team):
    away = team.make.absence(
        worker=team.maja.worker, kind="holiday", first_on=date(2026, 11, 20),
        last_on=date(2026, 11, 29),
    )  # fmt: skip
    page = team.sign_in()
    page.get("/meg/tider")
    assert "Jeg er tilbake" in page.text
    page.submit(303, f"/borte/{away.id}/slutt")
    team.make.session.refresh(away)
    assert (away.first_on, away.last_on) == (date(2026, 11, 20), date(2026, 11, 21))
    page.follow()
    assert "Jeg er tilbake" not in page.text


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("sick", date(2026, 11, 22), date(2026, 11, 25)),  # ended where it was reported
        ("holiday", date(2026, 11, 16), date(2026, 11, 21)),  # over
    ],
)
def test_only_days_ahead_that_are_no_illness_are_taken_back(team, kind, first, last):
    one = team.make.absence(worker=team.maja.worker, kind=kind, first_on=first, last_on=last)
    page = team.sign_in()
    page.post(f"/meg/tider/borte/{one.id}/slutt", status=404)


def test_who_is_away_for_two_reasons_stands_once_in_the_team(team):
    holiday = {"first_on": date(2026, 11, 23), "last_on": date(2026, 12, 4)}
    team.make.absence(worker=team.maja.worker, kind="sick", last_on=date(2026, 11, 22))
    team.make.absence(worker=team.maja.worker, kind="holiday", **holiday)
    leader = Actor(
        user_id=team.parent.id, municipality_id=team.parent.municipality_id, name="Mor",
        hat=Hat.PARENT, hats=(Hat.PARENT,), assurance=Assurance.HIGH,
    )  # fmt: skip
    found = desk.team(leader, team.ordning.id, date(2026, 11, 22))
    assert [one.engagement.worker.name for one in found] == ["Maja Lund", "Tor Nygård"]
    assert found[0].is_sick
    assert found[0].away_until == date(2026, 12, 4)


@pytest.mark.usefixtures("race")
def test_said_twice_at_once_it_stands_once() -> None:
    with db.transaction() as session:
        engagement = Factories(session).engagement()
        who, worker_id = actor(engagement), engagement.worker_id
    days = Days(date(2099, 11, 30), date(2099, 12, 6))
    ready = Barrier(2, timeout=20)

    def tell(_turn: int) -> str:
        ready.wait()
        try:
            with db.transaction() as session:
                service.be_away(who, session.get_one(Worker, worker_id), AbsenceKind.HOLIDAY, days)
        except RefusedError as error:
            return str(error)
        return "said"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(tell, range(2))) == [AWAY_ALREADY, "said"]
