"""Calling in sick when it is not the simple case: days that were, a clock that runs, said twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
import time_machine

from portal.core import db
from portal.cover import service
from portal.engagements.models import Worker
from portal.messages.worker import rendered
from portal.rules.periods import Days
from portal.shifts.models import Absence, Entry, RunningShift
from portal.shifts.states import AbsenceKind
from tests.cover.conftest import SUNDAY
from tests.cover.test_race import actor
from tests.factories import Factories


@pytest.fixture
def coming(team):
    """A shift on Friday, from whose page the others are reported."""
    return team.shift(team.maja, "2026-11-27 15:00", "2026-11-27 18:00")


@pytest.fixture
def today(team):
    """A shift that has begun and is not over."""
    return team.shift(team.maja, "2026-11-22 11:00", "2026-11-22 15:00")


def say(team, shift, first, last, **more):
    page = team.sign_in().get(f"/vakter/{shift.id}/syk")
    return page.submit(first_on=first, last_on=last, **more).follow()


def told(team, app):
    """Return subject and body of the mails, as somebody reads them."""
    with app.app_context():
        for mail in team.mails():
            rendered(mail)
    return [(it.subject, it.body.replace("\u00a0", " ")) for it in team.mails()]


def absences(team):
    return team.make.session.query(Absence).order_by(Absence.first_on).all()


def running(team, shift):
    team.make.session.add(
        RunningShift(
            municipality_id=shift.municipality_id, user_id=team.maja.user_id, shift_id=shift.id,
            engagement_id=team.maja.id,
        )
    )  # fmt: skip


# days that were ------------------------------------------------------------------------------


def test_who_was_ill_logs_the_days_that_were_as_egenmelding(team, coming, app) -> None:
    team.shift(team.maja, "2026-11-19 15:00", "2026-11-19 18:00")
    worked = team.shift(team.maja, "2026-11-20 15:00", "2026-11-20 18:00")
    team.make.entry(shift=worked)
    page = say(team, coming, "19.11.2026", "20.11.2026")
    assert page.h1 == "Du er meldt syk 19.–20. november"
    assert "1 vakt gjelder det" in page.text
    assert "Ingen andre tok den" in page.text
    assert team.fresh(worked).engagement_id == team.maja.id
    assert "Før egenmelding" in page.get("/mine-timer").text
    ((subject, body),) = told(team, app)
    assert subject == "Maja er meldt borte"
    assert "Maja var borte fra disse vaktene, som er over:" in body
    assert "tor 19. nov. 15.00–18.00" in body
    assert "ledige" not in body


def test_a_mistake_about_days_that_were_is_undone_too(team, coming) -> None:
    missed = team.shift(team.maja, "2026-11-19 15:00", "2026-11-19 18:00")
    page = say(team, coming, "19.11.2026", "20.11.2026")
    receipt = page.path
    page.submit(form="/slutt").follow()
    assert "1 vakt er din igjen" in page.text
    assert team.fresh(missed).engagement_id == team.maja.id
    assert not absences(team)
    page.get(receipt, 404)


def test_what_is_logged_as_ill_is_no_mistake_any_more(team, coming) -> None:
    missed = team.shift(team.maja, "2026-11-22 08:00", "2026-11-22 11:00")
    page = say(team, coming, "22.11.2026", "23.11.2026")
    team.make.entry(shift=missed, engagement=team.maja, code="sick")
    page.get(page.path)
    assert "Meldte du fra ved en feil?" not in page.text
    page.submit(form="/slutt")
    assert team.fresh(missed).is_open
    assert [(it.first_on, it.last_on) for it in absences(team)] == [
        (date(2026, 11, 22), date(2026, 11, 22))
    ]


def test_days_that_were_stay_as_they_were_when_nothing_can_be_taken_back(team, coming) -> None:
    missed = team.shift(team.maja, "2026-11-18 08:00", "2026-11-18 11:00")
    page = say(team, coming, "18.11.2026", "19.11.2026")
    receipt = page.path
    team.make.entry(shift=missed, engagement=team.maja, code="sick")
    page.get(receipt)
    assert "Er du frisk igjen?" not in page.text
    page.post(f"{receipt}/slutt")
    assert [it.last_on for it in absences(team)] == [date(2026, 11, 19)]
    with time_machine.travel(SUNDAY + timedelta(minutes=31), tick=False):
        team.sign_in().get(receipt, 404)


# what stays ----------------------------------------------------------------------------------


def test_the_leader_is_told_though_the_clock_runs(team, today, app) -> None:
    running(team, today)
    page = say(team, today, "22.11.2026", "22.11.2026")
    assert "Den som leder vaktene, har fått beskjed." in page.text
    assert "1 vakt er fortsatt din" in page.text
    assert "Stopp klokka når du går." in page.text
    assert "Du hadde ingen vakter da" not in page.text
    ((subject, body),) = told(team, app)
    assert subject == "Maja er meldt borte"
    assert "Disse vaktene står fortsatt på Maja." in body
    assert "søn 22. nov. 11.00–15.00" in body


def test_the_rest_of_a_shift_that_was_stopped_is_said_not_to_be_logged(team, today) -> None:
    page = team.sign_in()
    page.post(f"/vakter/{today.id}/start")
    with time_machine.travel(SUNDAY + timedelta(hours=1), tick=False):
        team.sign_in().post("/mine-timer/stopp")
        page = say(team, today, "22.11.2026", "22.11.2026")
        assert team.make.session.query(Entry).one().code == "worked"
        assert team.fresh(today).engagement_id == team.maja.id
        assert "Timer ført" in page.text
        assert "er resten av den ikke ført" in page.text
        assert "egenmelding" not in page.text
        assert len(team.mails()) == 1


def test_the_shift_one_came_from_is_said_to_be_outside_the_days(team, coming) -> None:
    page = say(team, coming, "23.11.2026", "24.11.2026")
    assert "27. november kl. 15.00 er ikke med i dagene du skrev." in page.text.replace("\xa0", " ")
    assert "så ingen har fått beskjed" in page.text
    assert "har fått beskjed. God" in page.text
    assert "Den som leder vaktene, har fått beskjed" not in page.text
    assert not team.mails()
    assert not team.fresh(coming).is_open


def test_a_night_that_began_before_stays_and_the_leader_is_told(team, coming, app) -> None:
    night = team.shift(team.maja, "2026-11-22 22:00", "2026-11-23 07:00")
    page = say(team, coming, "23.11.2026", "23.11.2026")
    assert "Begynte før du ble borte" in page.text
    assert not team.fresh(night).is_open
    assert "søn 22. nov. 22.00–7.00" in told(team, app)[0][1]


def test_where_nobody_leads_nobody_was_told(team, make, coming) -> None:
    alone = make.engagement(worker=team.maja.worker)
    team.shift(alone, "2026-11-23 15:00", "2026-11-23 18:00")
    page = say(team, coming, "23.11.2026", "23.11.2026")
    assert "Den som leder vaktene, har fått beskjed" not in page.text
    assert "Ring kommunen." in page.text


def test_the_year_is_said_when_it_is_another(team, coming) -> None:
    page = say(team, coming, "30.12.2026", "2.1.2027")
    assert page.h1 == "Du er meldt syk 30. desember–2. januar 2027"


def test_five_years_ahead_is_a_slip_of_the_pen(team, coming) -> None:
    page = team.sign_in().get(f"/vakter/{coming.id}/syk")
    page.submit(422, first_on="1.1.2031", last_on="2.1.2031")
    assert page.errors == ["Skriv en dag i løpet av de neste to årene."]
    assert not absences(team)


# said twice ----------------------------------------------------------------------------------


def test_days_said_twice_stand_once_and_are_undone_as_one(team, coming) -> None:
    monday = team.shift(team.maja, "2026-11-23 15:00", "2026-11-23 18:00")
    receipt = say(team, coming, "23.11.2026", "24.11.2026").path
    page = say(team, coming, "24.11.2026", "27.11.2026", kind="sick_child")
    assert page.path == receipt
    assert page.h1 == "Du er meldt borte 23.–27. november"
    assert "2 vakter gjelder det" in page.text
    page.submit(form="/slutt").follow()
    assert "2 vakter er dine igjen" in page.text
    assert not absences(team)
    assert team.fresh(monday).engagement_id == team.maja.id


def test_what_joins_two_reports_makes_one_of_them(team, coming) -> None:
    say(team, coming, "23.11.2026", "23.11.2026")
    say(team, coming, "25.11.2026", "25.11.2026")
    assert len(absences(team)) == 2
    say(team, coming, "23.11.2026", "25.11.2026")
    (one,) = absences(team)
    assert (one.first_on, one.last_on) == (date(2026, 11, 23), date(2026, 11, 25))


def test_a_holiday_stands_beside_being_ill(team, coming) -> None:
    team.make.absence(worker=team.maja.worker, kind="holiday", last_on=date(2026, 12, 1))
    say(team, coming, "23.11.2026", "24.11.2026")
    assert sorted(it.kind for it in absences(team)) == ["holiday", "sick"]


@pytest.mark.usefixtures("race")
def test_said_twice_at_once_it_stands_once() -> None:
    with db.transaction() as session:
        engagement = Factories(session).engagement()
        who, worker_id = actor(engagement), engagement.worker_id
    days = Days(date(2099, 11, 30), date(2099, 12, 6))
    ready = Barrier(2, timeout=20)

    def tell(_turn: int) -> None:
        ready.wait()
        with db.transaction() as session:
            worker = session.get_one(Worker, worker_id)
            service.call_in_sick(who, worker, AbsenceKind.SICK, days)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(tell, range(2)))
    with db.unit(write=False) as session:
        assert session.query(Absence).count() == 1


# the way back --------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["/hjem", "/mine-vakter"])
def test_who_is_ill_finds_the_way_back_while_it_lasts(team, coming, where) -> None:
    page = team.sign_in().get(where)
    assert "meldt syk" not in page.text
    receipt = say(team, coming, "26.11.2026", "27.11.2026").path
    with time_machine.travel(SUNDAY + timedelta(days=6), tick=False):
        assert "meldt syk" not in team.sign_in().get(where).text
    with time_machine.travel(SUNDAY + timedelta(days=4), tick=False):
        page = team.sign_in().get(where)
        assert "Du er meldt syk 26.–27. november." in page.text.replace("\u00a0", " ")
        assert receipt in page.links()
        page.get(receipt).submit(form="/slutt")
        assert "meldt syk" not in page.get(where).text


def test_a_colleagues_illness_is_not_ones_own(team) -> None:
    team.make.absence(worker=team.tor.worker, last_on=date(2026, 11, 30))
    assert "meldt syk" not in team.sign_in().get("/hjem").text


def test_whoever_leads_sees_who_is_ill(team, coming) -> None:
    say(team, coming, "22.11.2026", "27.11.2026")
    text = team.page.sign_in(team.parent, hat="parent").get("/hjem").text
    assert "Maja Lund Syk" in text
