"""Families are told about their hours once, and the office sees what it should look at."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from sqlalchemy import select

from portal.core import db
from portal.hours import alerts
from portal.hours.models import HoursAlert
from portal.messages.models import OutboxMessage
from portal.municipality import labels, service
from portal.municipality.states import SettingKey
from portal.rules.budget import rounded
from portal.shifts.states import EntryCode
from tests.asking.conftest import body, mails
from tests.plugins.office import NOW

HOUR = 60
GRANTED = Fraction(7300, 7)  # 20 hours a week in 2026


@pytest.fixture(autouse=True)
def _today(today):
    return today


@pytest.fixture
def job(make, office):
    child = make.child(
        office=None, office_id=office.id, municipality_id=office.municipality_id,
        initials="J.O.", name="Jon Hemmelig",
    )  # fmt: skip
    return make.engagement(ordning=make.ordning(child=child))


@pytest.fixture
def ordning(job):
    return job.ordning


@pytest.fixture
def parent(make, ordning):
    user = make.parent(municipality=None, municipality_id=ordning.municipality_id)
    make.leader(ordning=ordning, user=user)
    return user


@pytest.fixture
def year(make, ordning):
    return make.vedtak(ordning=ordning)


@pytest.fixture
def use(make, job):
    """Use so many percent of the year's hours, long ago: it says nothing of the pace."""

    def worked(percent, on=datetime(2026, 3, 2, 11, tzinfo=UTC), who=job):
        minutes = rounded(GRANTED * HOUR * Fraction(percent) / 100)
        return make.entry(
            shift=None, engagement=who, starts_at=on, ends_at=on + timedelta(hours=1),
            minutes=60, vedtak_minutes=minutes, code=EntryCode.EXTRA,
        )  # fmt: skip

    return worked


def told(session) -> set[tuple[str, int, bool]]:
    session.expire_all()
    return {(it.kind, it.percent, it.holds) for it in session.scalars(select(HoursAlert))}


def look(session, now=NOW) -> int:
    session.flush()
    return alerts.look_after(now).count


def titles(page) -> list[str]:
    return ["".join(it.itertext()).strip() for it in page.all("h3", under="queue")]


# Percentages --------------------------------------------------------------------------------


def test_a_percentage_is_told_once_and_no_name_leaves(page, app, session, parent, year, use):
    use(64)
    look(session)
    assert ("used", 65, False) not in told(session)
    use(1)
    session.query(OutboxMessage).delete()
    assert look(session) == 1
    assert look(session, NOW + timedelta(days=1)) == 0
    (mail,) = mails(page, "hours_alert")
    said = body(app, mail)
    assert mail.address == parent.email
    assert said.startswith("65 % av timene er brukt")
    assert "65 % av timene til BPA i 2026 er brukt." in said
    assert f"/timekonto/{year.ordning_id}" in said
    for secret in ("Hemmelig", "Jon", "J.O."):
        assert secret not in f"{said} {mail.params}"


def test_who_passed_two_gets_one_mail_about_what_is_true_now(page, app, session, parent, year, use):
    use(92, datetime(2026, 11, 2, 11, tzinfo=UTC))
    look(session)
    (mail,) = mails(page, "hours_alert")
    assert "92 % av timene til BPA i 2026 er brukt." in body(app, mail)
    assert {(kind, percent) for kind, percent, _holds in told(session)} >= {
        ("used", 65), ("used", 90),
    }  # fmt: skip


def test_the_municipality_decides_the_percentages_and_whether(
    session, parent, year, use, decide
):  # fmt: skip
    decide(SettingKey.HOURS_ALERT_FIRST_PERCENT, "40")
    decide(SettingKey.HOURS_ALERT_SECOND_PERCENT, "0")
    use(95)
    look(session)
    assert {percent for kind, percent, _holds in told(session) if kind == "used"} == {40}


@pytest.mark.parametrize(
    ("value", "other"), [("90", SettingKey.HOURS_ALERT_SECOND_PERCENT), ("89", None), ("0", None)]
)
def test_the_first_percentage_stays_below_the_second(value, other):
    first = SettingKey.HOURS_ALERT_FIRST_PERCENT
    others = {SettingKey.HOURS_ALERT_SECOND_PERCENT: "90"}
    assert service.clash(first, value, others) is other
    assert labels.setting_words(first, "0") == "Ikke noe varsel"


def test_each_version_and_year_is_told_anew(make, session, today, ordning, parent, year, use):
    use(70)
    look(session)
    make.vedtak(
        ordning=ordning, version=2, valid_from=date(2026, 11, 1), valid_to=date(2027, 12, 31)
    )
    assert look(session) == 1
    used = session.query(HoursAlert).filter_by(kind="used")
    assert [it.holds for it in used if it.portion.vedtak_id == year.id] == [False]
    assert used.count() == 2
    later = datetime(2027, 6, 1, 12, tzinfo=UTC)
    today.move_to(later)
    use(70, datetime(2027, 3, 2, 11, tzinfo=UTC))
    assert look(session, later) == 1
    assert {it.year for it in used} == {2026, 2027}


def test_the_office_looks_at_what_is_ahead_of_time_alone(
    make, session, page, today, kari, parent, year, use
):  # fmt: skip
    use(66)
    august = datetime(2026, 8, 26, 12, tzinfo=UTC)
    today.move_to(august)
    look(session, august)
    assert ("used", 65, False) in told(session)
    use(10)
    look(session, august)
    assert ("used", 65, True) in told(session)


# The forecast -------------------------------------------------------------------------------


def week_by_week(use, percent, first=date(2026, 9, 28), weeks=8):
    for number in range(weeks):
        day = first + timedelta(days=7 * number)
        use(Fraction(percent, weeks), datetime(day.year, day.month, day.day, 11, tzinfo=UTC))


def test_hours_that_run_out_are_told_and_stand_in_the_queue(
    page, app, session, kari, parent, year, use
):
    use(60)
    week_by_week(use, 36)
    look(session)
    (mail,) = mails(page, "hours_alert")
    said = body(app, mail)
    assert said.startswith("Timene rekker ikke ut perioden")
    assert "Med dette tempoet er de brukt opp" in said
    page.get("/hjem")
    first = f"{year.ordning.child.label} har brukt opp alt "
    assert any(it.startswith(first) for it in titles(page))
    assert "BPA." in page.text


def test_hours_about_to_be_lost_are_told_and_go_from_the_queue_when_they_are_not(
    page, app, session, kari, parent, year, use
):
    use(30)
    look(session)
    (mail,) = mails(page, "hours_alert")
    assert body(app, mail).startswith("Dere er i ferd med å miste 730 timer")
    page.get("/hjem")
    assert any("er i ferd med å miste 730\u00a0timer" in it for it in titles(page))
    use(70)
    look(session)
    page.get("/hjem")
    assert not any("miste" in it for it in titles(page))
    assert ("unused", 0, False) in told(session)
    use(-70)
    look(session)
    assert len([it for it in mails(page) if it.params["kind"] == "unused"]) == 1
    page.get("/hjem")
    assert any("miste" in it for it in titles(page))


def test_in_spring_it_is_too_early_to_say_that_hours_will_be_lost(
    session, today, parent, year, use
):
    april = datetime(2026, 4, 1, 12, tzinfo=UTC)
    today.move_to(april)
    use(5)
    assert look(session, april) == 0
    assert told(session) == set()


def test_dogn_are_said_in_dogn(make, page, app, session, kari, office):
    child = make.child(
        office=None, office_id=office.id, municipality_id=office.municipality_id, initials="K.L."
    )
    ordning = make.ordning(child=child, service="avlastning")
    make.vedtak(
        ordning=ordning, portion__unit="dogn", portion__per="month",
        portion__amount_minutes=2 * 1440,
    )  # fmt: skip
    user = make.parent(municipality=None, municipality_id=ordning.municipality_id)
    make.leader(ordning=ordning, user=user)
    look(session)
    (mail,) = mails(page, "hours_alert")
    said = body(app, mail)
    assert said.startswith("Dere er i ferd med å miste 24 døgn")
    assert "0 % av døgnene til avlastning i 2026 er brukt." in said
    page.get("/hjem")
    assert any("er i ferd med å miste 24 døgn" in it for it in titles(page))


# Whom, and who not --------------------------------------------------------------------------


def test_all_who_lead_today_and_nobody_else_are_told(make, page, session, ordning, parent, use):
    make.vedtak(ordning=ordning)
    for more in ({"valid_to": date(2026, 11, 1)}, {"valid_from": date(2026, 12, 1)}):
        user = make.parent(municipality=None, municipality_id=ordning.municipality_id)
        make.leader(ordning=ordning, user=user, **more)
    second = make.parent(municipality=None, municipality_id=ordning.municipality_id)
    make.leader(ordning=ordning, user=second)
    closed = make.parent(
        municipality=None, municipality_id=ordning.municipality_id, disabled_at=NOW
    )
    make.leader(ordning=ordning, user=closed)
    use(30)
    assert look(session) == 2
    assert {it.address for it in mails(page)} == {parent.email, second.email}


def test_what_has_ended_is_told_to_nobody_and_stands_in_no_queue(
    make, page, session, kari, ordning, parent, year, use
):
    use(30)
    look(session)
    ordning.valid_to = date(2026, 11, 21)
    look(session)
    assert told(session) == {("unused", 0, False)}
    page.get("/hjem")
    assert titles(page) == []


def test_without_a_vedtak_of_the_day_nothing_is_told(make, session, ordning, parent, use):
    make.vedtak(ordning=ordning, valid_to=date(2026, 11, 13))
    use(95)
    assert look(session) == 0
    assert told(session) == set()


def test_another_office_and_a_protected_child_are_not_in_the_queue(
    make, page, session, office, kari, ordning, parent, year, use
):
    use(30)
    look(session)
    other = make.office(municipality=None, municipality_id=office.municipality_id)
    page.sign_in(make.coordinator(office=other)).get("/hjem")
    assert titles(page) == []
    ordning.child.gradering = "fortrolig"
    page.sign_in(kari).get("/hjem")
    assert titles(page) == []
    make.named_access(graded=ordning.child, user=kari)
    page.sign_in(kari).get("/hjem")
    assert any("miste" in it for it in titles(page))


def test_the_queue_costs_the_same_for_two_and_for_twelve(
    make, page, session, office, kari, statements
):
    def cost() -> int:
        look(session)
        page.get("/hjem")
        statements.clear()
        page.get("/hjem")
        return len(statements)

    def families(count):
        for _ in range(count):
            child = make.child(
                office=None, office_id=office.id, municipality_id=office.municipality_id
            )
            ordning = make.ordning(child=child)
            make.engagement(ordning=ordning)
            make.vedtak(ordning=ordning, valid_to=date(2027, 12, 31))
        return cost()

    assert families(2) == families(10)


# Where a family reads it --------------------------------------------------------------------


def test_a_passed_percentage_is_read_at_home_and_on_the_account(page, parent, year, use):
    use(91)
    page.sign_in(parent).get("/hjem")
    assert "91 % av timene til BPA i 2026 er brukt." in page.text
    page.get(f"/timekonto/{year.ordning_id}")
    assert "91 % av timene til BPA i 2026 er brukt." in page.text


def test_a_pot_beside_the_main_one_is_seen_at_home_too(make, page, parent, year, use):
    make.portion(vedtak=year, service="avlastning", amount_minutes=HOUR)
    use(30)
    page.sign_in(parent).get("/hjem")
    assert "52 timer avlastning er i ferd med å gå tapt." in page.text
    assert "av timene til" not in page.text


# Two at once --------------------------------------------------------------------------------


def test_two_runs_at_once_tell_it_once(race) -> None:
    with race.making() as make:
        job = make.engagement()
        make.vedtak(ordning=job.ordning)
        user = make.parent(municipality=None, municipality_id=job.municipality_id)
        make.leader(ordning=job.ordning, user=user)
    done = race.run(
        lambda: alerts.look_after(NOW), lambda: alerts.look_after(NOW),
        meet="INSERT INTO hours_alert",
    )  # fmt: skip
    assert sorted(it.count for it in done) == [0, 1]
    with db.unit(write=False) as session:
        assert len(session.scalars(select(OutboxMessage)).all()) == 1
