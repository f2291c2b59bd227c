"""After a week, a month and three both sides are asked how it goes; a low answer is a task."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.followups import queries, service, wiring
from portal.followups.models import FollowUp
from tests.asking.conftest import body, mails
from tests.asking.test_ask import actor_of
from tests.followups.conftest import TOKEN
from tests.plugins.office import NOW

LINK = f"/oppfolging/svar/{TOKEN}"
FINE = {"together": "5", "times": "4", "office": "3"}


def found(session):
    return {(it.step, it.side) for it in session.query(FollowUp)}


# Every night ---------------------------------------------------------------------------------


def test_both_are_asked_a_week_after_the_first_shift_and_once(
    page, app, session, family, engagement
):  # fmt: skip
    assert service.look_after(NOW - timedelta(days=1)) == 0
    assert service.look_after(NOW) == 2
    assert service.look_after(NOW) == 0
    assert found(session) == {(1, "family"), (1, "person")}
    sent = mails(page, "follow_up")
    assert {it.address for it in sent} == {family.email, engagement.worker.user.email}
    for mail in sent:
        said = body(app, mail)
        assert "/oppfolging/svar/" in said
        assert "Svar innen søndag 6. desember." in said
        for secret in ("Hemmelig", "Jon ", "J.O.", "Oppdiktet"):
            assert secret not in f"{said} {mail.params}"


@pytest.mark.parametrize(("closed", "side"), [("worker", "family"), ("leader", "person")])
def test_a_closed_account_is_not_asked(session, family, engagement, closed, side):
    (engagement.worker.user if closed == "worker" else family).disabled_at = NOW
    session.flush()
    assert service.look_after(NOW) == 1
    assert found(session) == {(1, side)}


@pytest.mark.parametrize(("days", "step"), [(7, 1), (20, 1), (30, 2), (43, 2), (90, 3), (103, 3)])
def test_each_day_has_its_step(session, engagement, days, step):
    service.look_after(NOW + timedelta(days=days - 7))
    assert found(session) == {(step, "family"), (step, "person")}


@pytest.mark.parametrize(
    ("day", "step"),
    [("2027-11-15", 4), ("2027-11-28", 4), ("2028-11-15", 5), ("2031-11-20", 8)],
)
def test_then_they_are_asked_again_every_year(session, engagement, day, step):
    service.look_after(datetime.fromisoformat(f"{day} 12:00+00:00"))
    assert found(session) == {(step, "family"), (step, "person")}


@pytest.mark.parametrize(("months", "steps"), [("6", {4}), ("0", set())])
def test_how_often_is_the_municipalitys_to_say(session, engagement, decide, months, steps):
    decide("follow_up_every_months", months)
    service.look_after(datetime(2027, 5, 16, 12, tzinfo=UTC))
    assert {step for step, _side in found(session)} == steps


@pytest.mark.parametrize("days", [0, 6, 21, 29, 44, 89, 104, 364, 379, 400])
def test_between_the_days_and_long_after_nobody_is_asked(session, engagement, days):
    service.look_after(NOW + timedelta(days=days - 7))
    assert found(session) == set()


def test_without_a_shift_the_first_day_of_the_engagement_counts(make, session, need):
    make.engagement(ordning=need.ordning, kind="stottekontakt", valid_from=date(2026, 11, 15))
    assert service.look_after(NOW) == 2


def test_it_stops_when_the_engagement_ends(page, session, engagement, asked):
    engagement.ended_at = NOW - timedelta(hours=1)
    session.flush()
    assert service.look_after(NOW + timedelta(days=5)) == 0
    page.get(LINK, 410)
    page.post(LINK, FINE, 410)
    assert asked.answered_at is None


def test_one_reminder(page, session, family, engagement, asked):
    asked.step = 3
    session.flush()
    later = asked.asked_at + timedelta(days=4)
    service.look_after(later)
    again = [it for it in mails(page, "follow_up") if it.params["is_again"]]
    assert [it.address for it in again] == [family.email]
    service.look_after(later)
    assert len([it for it in mails(page, "follow_up") if it.params["is_again"]]) == 1


# Answering -----------------------------------------------------------------------------------


def test_the_link_takes_an_answer_once(page, session, asked):
    page.get(LINK).submit(**FINE, word="Han gleder seg").follow()
    assert page.h1 == "Takk for svaret"
    assert (asked.marks, asked.word, asked.is_low) == ([5, 4, 3], "Han gleder seg", False)
    page.post(LINK, {**FINE, "together": "1"})
    assert asked.marks == [5, 4, 3]
    page.get(LINK, 410)
    assert page.h1 == "Vi har fått svaret"


def test_what_is_missing_is_said_and_forged_marks_are_refused(page, asked):
    page.get(LINK).submit(422, together="5", word="Skrevet")
    assert page.errors == ["Velg det som passer best."] * 2
    assert "Skrevet" in page.text
    page.submit(422, **{**FINE, "times": "9"})
    page.submit(422, **FINE, word="x" * 10_000)
    assert asked.answered_at is None


def test_too_late_and_unknown_links(page, asked, today):
    page.get(f"/oppfolging/svar/{'x' * 43}", 404)
    today.move_to(asked.expires_at)
    page.get(LINK, 410)
    assert page.h1 == "Lenken gjelder ikke lenger"


def test_both_sides_find_it_at_home(page, make, family, engagement, asked):
    own = make.follow_up(engagement=engagement, side="person")
    page.sign_in(family, hat="parent").get("/hjem")
    assert "Hvordan går det med Ada?" in page.text
    page.get(f"/meg/oppfolging/{asked.id}").submit(**FINE)
    page.get(f"/meg/oppfolging/{own.id}", 404)
    page.sign_in(engagement.worker.user, hat="worker").get("/hjem")
    assert "Hvordan går det hos J.O.?" in page.text
    page.get(f"/meg/oppfolging/{own.id}").submit(**FINE)
    assert own.answered_by_id == engagement.user_id
    page.get(f"/meg/oppfolging/{asked.id}", 404)


# The office ----------------------------------------------------------------------------------


def test_a_low_answer_is_a_task_until_somebody_says_what_was_done(
    page, make, kari, need, engagement
):  # fmt: skip
    low = make.follow_up(engagement=engagement, low=True)
    (task,) = wiring.tasks_of(actor_of(need))
    assert (task.code, task.page, task.since_on) == (
        "low_answer", "followups.show", date(2026, 11, 21),
    )  # fmt: skip
    page.get("/oppfolging")
    assert page.h1 == "Én sier at noe ikke går bra"
    page.get(f"/oppfolging/{low.id}")
    assert "Ringer aldri tilbake" in page.text
    page.submit(422, what="")
    page.submit(what="Ringte begge. De prøver en annen dag.").follow()
    assert page.h1 == "Ingen har sagt at noe ikke går bra"
    assert wiring.tasks_of(actor_of(need)) == []
    page.get(f"/oppfolging/{low.id}")
    assert "De prøver en annen dag." in page.text


def test_two_coordinators_close_it_once(page, make, session, kari, engagement):
    low = make.follow_up(engagement=engagement, low=True)
    page.get(f"/oppfolging/{low.id}")
    low.closed_at, low.closed_what = NOW, "En annen ringte"
    session.flush()
    page.submit(409, what="Ringte")
    assert low.closed_what == "En annen ringte"


def test_another_office_and_the_family_read_nothing(
    page, make, kari, family, office, engagement
):  # fmt: skip
    low = make.follow_up(engagement=engagement, low=True)
    other = make.office(municipality=None, municipality_id=office.municipality_id)
    page.sign_in(make.coordinator(office=other)).get(f"/oppfolging/{low.id}", 404)
    page.get("/oppfolging")
    assert page.h1 == "Ingen har sagt at noe ikke går bra"
    page.sign_in(family, hat="parent").get(f"/oppfolging/{low.id}", 403)
    assert "Ringer aldri" not in page.text


def test_the_list_asks_as_much_for_twenty_as_for_two(
    page, make, session, kari, need, statements
):  # fmt: skip
    counts = []
    for count in (2, 18):
        for _ in range(count):
            it = make.engagement(ordning=need.ordning, kind="stottekontakt")
            make.follow_up(engagement=it, low=True)
            make.follow_up(engagement=it, step=2)
            make.follow_up(engagement=it, fine=True, side="person")
        session.expire_all()
        statements.clear()
        page.get("/oppfolging")
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert len(queries.low(actor_of(need))) == 20
