"""Standing in the pool: a dated yes, what is kept because of it, and the way out."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import render_template

from portal.access.actor import Actor, Hat
from portal.accounts.models import User
from portal.core import sealing
from portal.messages.models import OutboxMessage
from portal.pool import queries
from portal.pool.models import PoolConsent
from portal.pool.renewals import ask
from portal.pool.shown import BeforeMatch
from portal.recruitment.service import move
from portal.recruitment.states import Happening, Stage
from portal.retention.night import run

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office(make):
    return make.office()


@pytest.fixture
def worker(make, office):
    user = make.worker_user(municipality=None, municipality_id=office.municipality_id)
    return make.worker(office=office, user=user)


@pytest.fixture
def coordinator(make, office):
    return make.coordinator(office=office)


def actor_of(office):
    return Actor(
        municipality_id=office.municipality_id, hat=Hat.COORDINATOR,
        office_ids=frozenset({office.id}),
    )  # fmt: skip


def turned_down(make, office, **columns):
    """Somebody who was turned down a minute ago and had said yes to stay."""
    user = make.user(municipality=None, municipality_id=office.municipality_id)
    make.role(user=user, hat="applicant")
    one = make.application(
        office=office, user_id=user.id, name=user.name, keeps_in_pool=True, stage="interview",
        **columns,
    )  # fmt: skip
    move(one, Stage.NOT_APPROVED, None, Happening.MOVED, "Ingen behov nå")
    make.session.flush()
    return one


# One's own -----------------------------------------------------------------------------------


def test_a_worker_says_yes_and_sees_what_a_family_sees(page, session, make, office, worker):
    worker.interests = "Turer og hund"
    make.engagement(
        worker=worker, ordning=make.ordning(child=make.child(office=office)), kind="stottekontakt"
    )
    page.sign_in(worker.user)
    page.get("/meg/banken")
    assert page.h1 == "Du står ikke i banken"
    page.get("/meg/banken/fortell")
    assert "Turer og hund" in page.text
    page.submit(roles=["stottekontakt"], about="Rolig og glad.", postcode="7030").follow()
    assert page.h1 == "Du står i banken til 22. november 2027"
    assert "Rolig og glad." in page.text
    assert "7030" not in page.text
    consent = session.query(PoolConsent).one()
    assert (consent.given_on, consent.ends_on) == (date(2026, 11, 22), date(2027, 11, 22))
    assert consent.roles == ["stottekontakt"]


def test_it_lasts_as_long_as_the_municipality_says(page, session, make, office, worker):
    make.setting(municipality_id=office.municipality_id, key="pool_consent_months", value="6")
    page.sign_in(worker.user)
    page.get("/meg/banken/fortell").submit(roles=["avlaster"], interests="Ski").follow()
    assert session.query(PoolConsent).one().ends_on == date(2027, 5, 22)


def test_what_is_missing_or_wrong_is_said_at_the_field(page, worker):
    page.sign_in(worker.user)
    page.get("/meg/banken/fortell").submit(
        interests="", postcode="70300", max_km="langt", about="x" * 501, status=422
    )
    assert page.errors == [
        "Velg minst én rolle.",
        "Skriv høyst 500 tegn.",
        "Skriv minst én ting du liker.",
        "Skriv postnummeret med fire sifre.",
        "Skriv et helt tall, for eksempel 20.",
    ]
    assert 'value="70300"' in page.response.get_data(as_text=True)


def test_one_may_pause_come_back_stay_and_leave(page, session, make, office, worker):
    consent = make.pool_consent(worker=worker, interests="Ski")
    page.sign_in(worker.user)
    page.get("/meg/banken").submit(form="pause").follow()
    assert page.h1 == "Du står i banken og har tatt pause"
    assert queries.available(actor_of(office), make.need(ordning=here(make, office)),
                             date(2026, 11, 22)) == []  # fmt: skip
    page.get("/meg/banken").submit(form="igjen").follow()
    assert consent.paused_on is None
    page.get("/meg/banken").submit(form="forny").follow()
    assert consent.ends_on == date(2027, 11, 22)
    page.get("/meg/banken").submit(form="banken/ut").follow()
    assert page.h1 == "Du står ikke i banken"
    assert (consent.ended_why, consent.interests, consent.roles) == ("left", "", [])


def here(make, office):
    return make.ordning(child=make.child(office=office))


def test_two_of_the_same_are_refused_and_nothing_is_lost(page, make, session, worker):
    consent = make.pool_consent(worker=worker, interests="Ski")
    page.sign_in(worker.user)
    page.get("/meg/banken/fortell")
    consent.about = "Noe annet"
    session.flush()
    page.submit(interests="Sjakk", roles=["stottekontakt"], status=409)
    assert consent.interests == "Ski"


def test_an_applicant_who_is_not_decided_on_is_told_to_wait(page, make, office):
    user = make.user(municipality=None, municipality_id=office.municipality_id)
    make.role(user=user, hat="applicant")
    make.application(office=office, user_id=user.id, stage="interview")
    page.sign_in(user)
    page.get("/meg/banken")
    assert "når søknaden din er avgjort" in page.text
    page.get("/meg/banken/fortell", status=422)


# Turned down, and hired ----------------------------------------------------------------------


def test_a_declined_applicant_who_said_yes_is_in_the_pool_at_once(make, office, session):
    one = turned_down(make, office, roles=["avlaster"], interests="Sjakk", has_car=True)
    consent = queries.own(one.user_id)
    assert consent.roles == ["avlaster"]
    assert (consent.interests, consent.has_car) == ("Sjakk", True)
    assert not consent.is_approved
    assert queries.free_times([consent]) == {one.user_id: [(2, 960, 1320), (5, 600, 960)]}


def test_who_does_not_work_here_says_anew_when_they_can(page, make, office, session):
    one = turned_down(make, office, submitted_at=datetime(2026, 3, 1, 12, tzinfo=UTC))
    consent = queries.own(one.user_id)
    assert consent.times_since == date(2026, 3, 1)
    page.sign_in(session.get(User, one.user_id)).get("/meg/banken")
    assert "/meg/banken/fortell#availability" in page.links()
    assert "Når du kan, sa du sist 1. mars 2026." in page.text
    page.get("/meg/banken/fortell")
    page.submit(availability=["0-morning"]).follow()
    assert "Når du kan, sa du sist 22. november 2026." in page.text
    assert queries.free_times([consent]) == {one.user_id: [(0, 360, 600)]}
    page.get("/meg/banken/fortell").submit(availability=None)
    assert queries.free_times([consent]) == {}
    page.get("/meg/banken/fortell")
    assert not [it for it in page.all("input", "weekgrid") if it.get("checked") is not None]
    assert one.availability == ["2-evening", "5-day"]


def test_the_times_of_the_application_count_until_others_are_said(page, make, office, session):
    """Who came before the pool had times of its own stands there without."""
    one = turned_down(make, office)
    consent = queries.own(one.user_id)
    consent.availability, consent.availability_confirmed_on = [], None
    assert queries.free_times([consent]) == {one.user_id: [(2, 960, 1320), (5, 600, 960)]}
    page.sign_in(session.get(User, one.user_id)).get("/meg/banken/fortell").submit()
    session.refresh(consent)
    assert consent.availability == ["2-evening", "5-day"]
    assert consent.availability_confirmed_on == date(2026, 11, 22)


def test_ways_to_travel_are_told_and_the_car_is_one(page, make, session, worker):
    consent = make.pool_consent(worker=worker, has_car=True)
    page.sign_in(worker.user).get("/meg/banken/fortell").submit(travel=["walk", "bus"])
    session.refresh(consent)
    assert (consent.travel, consent.has_car, worker.has_car) == (["walk", "bus"], False, False)
    page.get("/meg/banken/fortell").submit(travel=["bike", "car"])
    session.refresh(consent)
    assert (consent.travel, consent.has_car) == (["bike"], True)
    page.get("/meg/banken/fortell").submit()
    session.refresh(consent)
    assert (consent.travel, consent.has_car) == (["bike"], True)


def test_a_worker_says_it_elsewhere(page, make, office, session, worker):
    make.pool_consent(worker=worker)
    page.sign_in(worker.user).get("/meg/banken/fortell")
    assert "Når kan du vanligvis hjelpe?" not in page.text
    page.submit(interests="Sjakk")
    consent = queries.own(worker.user_id)
    assert (consent.interests, consent.availability_confirmed_on) == ("Sjakk", None)


def test_the_times_go_with_the_consent(page, make, office, session):
    one = turned_down(make, office)
    consent = queries.own(one.user_id)
    page.sign_in(session.get(User, one.user_id)).get("/meg/banken").submit(form="banken/ut")
    session.refresh(consent)
    assert (consent.availability, consent.availability_confirmed_on) == ([], None)


def test_an_answer_that_is_taken_back_is_not_stood_on(make, office, session):
    """Undone within ten minutes, or taken up again later; turned down anew, in the pool anew."""
    one = turned_down(make, office, roles=["avlaster"])
    first = queries.own(one.user_id)
    move(one, Stage.INTERVIEW, None, Happening.MOVED)
    session.flush()
    assert (queries.own(one.user_id), first.ended_why) == (None, "taken_up")
    move(one, Stage.NOT_APPROVED, None, Happening.MOVED)
    assert queries.own(one.user_id).id != first.id


def test_who_said_no_is_not(make, office):
    user = make.user(municipality=None, municipality_id=office.municipality_id)
    one = make.application(office=office, user_id=user.id, stage="interview", keeps_in_pool=False)
    move(one, Stage.NOT_APPROVED, None, Happening.MOVED)
    assert queries.own(user.id) is None


def test_the_hired_stay_with_the_roles_they_were_approved_for(make, office, session):
    one = turned_down(make, office, roles=["avlaster", "stottekontakt"])
    one.stage = "interview"
    next(it for it in one.roles if it.kind == "stottekontakt").outcome = "approved"
    make.worker(office=office, user=session.get(User, one.user_id))
    move(one, Stage.APPROVED, None, Happening.HIRED)
    session.flush()
    session.expire_all()
    consent = queries.own(one.user_id)
    assert consent.roles == ["stottekontakt"]
    assert consent.is_approved
    assert session.query(PoolConsent).count() == 1


# Another period ------------------------------------------------------------------------------


def mails(session, template):
    return session.query(OutboxMessage).filter_by(template=template).all()


def test_example_53_no_answer_in_the_pool_means_out_on_the_day(make, session, office):
    """Pool consent 12 months: mail on month 11, no answer → removed on month 12."""
    one = turned_down(make, office, interests="Sjakk")
    consent = queries.own(one.user_id)
    assert consent.ends_on == date(2027, 11, 22)
    for day, asked, ended in [
        ("2027-10-21", 0, 0), ("2027-10-22", 1, 0), ("2027-10-23", 0, 0), ("2027-11-21", 0, 0),
    ]:  # fmt: skip
        with time_machine.travel(f"{day} 03:00+01:00", tick=False):
            night = datetime.fromisoformat(f"{day}T03:00+01:00")
            session.flush()
            assert (ask(night).count, run(night).counts["pool"]) == (asked, ended), day
    assert len(mails(session, "pool_renewal")) == 1
    with time_machine.travel("2027-11-22 03:00+01:00", tick=False):
        now = datetime.fromisoformat("2027-11-22T03:00+01:00")
        assert queries.available(actor_of(office), make.need(ordning=here(make, office)),
                                 date(2027, 11, 22)) == []  # fmt: skip
        session.flush()
        assert run(now).counts == {"pool": 1, "rejected": 1}
        session.expire_all()
        assert (consent.ended_why, consent.interests) == ("expired", "")
        assert (one.name, one.interests) == ("", "")
        assert run(now).total == 0
    assert len(mails(session, "pool_ended")) == 1


def test_who_said_yes_and_never_stood_there_goes_on_the_day(make, session, office):
    """The address is an account's of another municipality: nobody can be asked to stay."""
    one = make.application(office=office, user_id=None, keeps_in_pool=True, stage="interview")
    move(one, Stage.NOT_APPROVED, None, Happening.MOVED, "Ingen behov nå")
    session.flush()
    assert days_later(session, 180) == {}
    assert days_later(session, 181) == {"rejected": 1}
    assert one.name == ""


def test_a_consent_of_another_application_keeps_this_one_until_it_ends(make, session, office):
    first = turned_down(make, office)
    second = make.application(
        office=office, user_id=first.user_id, keeps_in_pool=True, stage="interview"
    )
    move(second, Stage.NOT_APPROVED, None, Happening.MOVED, "Ingen behov nå")
    session.flush()
    assert session.query(PoolConsent).one().application_id == first.id
    assert days_later(session, 300) == {}
    assert days_later(session, 366) == {"pool": 1, "rejected": 2}
    assert (first.name, second.name) == ("", "")


def days_later(session, days):
    """What goes in the night after so many days, by kind."""
    night = NOW + timedelta(days=days)
    with time_machine.travel(night, tick=False):
        gone = {kind: count for kind, count in run(night).counts.items() if count}
    session.flush()
    session.expire_all()
    return gone


def test_the_link_answers_with_one_press_and_works_once(page, make, session, worker):
    consent = make.pool_consent(worker=worker, ends_on=date(2026, 12, 20))
    ask(NOW)
    session.expire_all()
    mail = mails(session, "pool_renewal")[0]
    address = link_in(mail)
    page.get(address)
    assert page.h1 == f"Hei, {consent.first_name}. Vil du bli stående i banken?"
    assert consent.reminded_at is not None
    page.post(address, {"svar": "kanskje"}, status=422)
    page.get(address).submit(svar="bli").follow()
    assert page.h1 == "Takk. Du blir stående i banken"
    assert (consent.ends_on, consent.reminded_at) == (date(2027, 11, 22), None)
    page.get(address, status=404)


def test_a_link_that_is_too_old_says_so(page, make, session, worker):
    make.pool_consent(worker=worker, ends_on=date(2026, 12, 20))
    ask(NOW)
    session.expire_all()
    address = link_in(mails(session, "pool_renewal")[0])
    with time_machine.travel("2026-12-20 12:00+01:00", tick=False):
        page.get(address, status=410)


def link_in(mail):
    return f"/banken/svar/{sealing.unseal('link', mail.params['link'])}"


def test_the_mail_says_when_and_names_nobody_else(make, session, worker, app):
    make.pool_consent(worker=worker, ends_on=date(2026, 12, 20))
    ask(NOW)
    session.expire_all()
    mail = mails(session, "pool_renewal")[0]
    with app.test_request_context():
        text = render_template(
            "mail/pool_renewal.txt", name="Nora Fjeld", base_url="http://x", **mail.params
        )
    assert "Det gjelder til 20.\u00a0desember 2026." in text
    assert re.search(r"http://x/banken/svar/\S{40,}", text)


# The office's list ---------------------------------------------------------------------------


def test_the_list_has_those_of_the_office_who_may_be_asked(page, make, office, coordinator, worker):
    make.pool_consent(worker=worker, interests="Ski")
    other = make.pool_consent(worker=make.worker(office=make.office(
        municipality=None, municipality_id=office.municipality_id)))  # fmt: skip
    graded = make.pool_consent(worker=make.worker(office=office, graded=True))
    over = make.pool_consent(worker=make.worker(office=office), ends_on=date(2026, 11, 22))
    page.sign_in(coordinator)
    page.get("/banken")
    assert worker.name in page.text
    for hidden in (other, graded, over):
        assert hidden.name not in page.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Ask", "Bo", "Cy"}),
        ("rolle=avlaster", {"Bo"}),
        ("interesse=fotball, ski", {"Ask", "Bo"}),
        ("dag=1", {"Ask"}),
        ("bil=1", {"Cy"}),
        ("sprak=Urdu", {"Bo"}),
        ("kompetanse=tegnspråk", {"Cy"}),
        ("timer=6", {"Bo", "Cy"}),  # Bo has not said how many
        ("natt=1", {"Ask"}),
        ("sprak=urdu&natt=1", set()),
        ("dag=9&rolle=x&bydel=y&side=99&timer=x&natt=x", {"Ask", "Bo", "Cy"}),
    ],
)
def test_filters(page, make, office, coordinator, query, found):
    people = {
        "Ask": {"interests": "Fotball og ski", "roles": ["stottekontakt"], "hours_per_week": 4},
        "Bo": {"interests": "Ski", "roles": ["avlaster"], "languages": "norsk, urdu"},
        "Cy": {
            "interests": "Sjakk",
            "roles": ["stottekontakt"],
            "has_car": True,
            "competence": "Tegnspråk",
            "hours_per_week": 6,
        },
    }
    for name, told in people.items():
        user = make.worker_user(
            municipality=None, municipality_id=office.municipality_id, name=f"{name} Oppdiktet"
        )
        one = make.worker(office=office, user=user)
        make.pool_consent(worker=one, **told)
        if name == "Ask":
            make.availability_slot(worker=one, weekday=1, from_minute=960, to_minute=1320)
            make.availability_slot(worker=one, weekday=4, from_minute=1320, to_minute=1440)
    page.sign_in(coordinator)
    page.get(f"/banken?{query}")
    assert {name for name in people if f"{name} Oppdiktet" in page.text} == found
    if "fotball" in query:
        assert page.text.index("Ask Oppdiktet") < page.text.index("Bo Oppdiktet")


def test_the_list_asks_as_often_for_twenty_as_for_two(page, make, office, coordinator, statements):
    page.sign_in(coordinator)
    counts = []
    for more in (2, 18):
        for _ in range(more):
            make.pool_consent(worker=make.worker(office=office), interests="Ski")
            turned_down(make, office)
        make.session.flush()
        statements.clear()
        page.get("/banken")
        counts.append(len(statements))
    assert counts[0] == counts[1]


# Where one finds it --------------------------------------------------------------------------


def test_the_applicants_own_page_says_whether_one_stands_there(page, make, office, session):
    one = turned_down(make, office)
    page.sign_in(session.get(User, one.user_id))
    page.get(f"/min-soknad/{one.id}")
    assert "Du står i banken." in page.text
    page.get("/meg/banken").submit(form="banken/ut")
    page.get(f"/min-soknad/{one.id}")
    assert "Vil du heller stå i banken" in page.text
    page.get("/meg/banken/fortell").submit(interests="Sjakk", roles=["stottekontakt"]).follow()
    assert page.h1 == "Du står i banken til 22. november 2027"
    assert one.keeps_in_pool


def test_a_worker_finds_it_beside_the_times(page, worker):
    page.sign_in(worker.user).get("/meg/tider")
    assert "/meg/banken" in page.links()


@pytest.mark.parametrize("has_car", [True, False])
def test_a_car_is_told_of_and_never_that_there_is_none(app, has_car):
    with app.test_request_context():
        parts = app.jinja_env.get_template("pool/parts.html").module
        said = parts.before_match(BeforeMatch(first_name="Nora", has_car=has_car))
    assert ("Har bil" in said) is has_car
    assert "Har ikke bil" not in said  # nobody may have been asked
