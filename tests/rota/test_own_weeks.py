"""A worker's own shifts: every family's, week by week, and who to call."""

from __future__ import annotations

import pytest
import time_machine

from portal.accounts.models import User
from portal.messages.models import OutboxMessage
from portal.messages.worker import rendered
from tests.factories.shifts import at


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel(at("2026-11-22 12:00"), tick=False):
        yield


@pytest.fixture
def maja(make):
    ordning = make.ordning()
    leader = make.parent(
        municipality=None, municipality_id=ordning.municipality_id, name="Ingrid Berg",
        phone="+4747501691",
    )  # fmt: skip
    make.leader(ordning=ordning, user=leader)
    return make.engagement(ordning=ordning, worker__user__name="Maja Lund")


@pytest.fixture
def mine(page, maja):
    return page.sign_in(maja.worker.user, hat="worker")


def test_it_is_in_the_menu_and_says_the_next_shift(make, mine, maja) -> None:
    make.shift(engagement=maja, start="2026-11-17 17:00", end="2026-11-17 20:00")
    other = make.engagement(worker=maja.worker)
    make.shift(engagement=other, start="2026-12-02 22:00", end="2026-12-03 07:00")
    shift = make.shift(engagement=maja)
    mine.get("/hjem")
    assert "/mine-vakter" in mine.links()
    mine.get("/mine-vakter")
    assert mine.h1 == "Neste vakt: onsdag 25. nov. 17.00–20.00"
    assert f"/vakter/{shift.id}" in mine.links()
    assert "Uke 47 · 16.–22. november 3 t" in mine.text
    assert "Onsdag 2. des. 22.00–7.00 (til torsdag) 9 t hos A.B." in mine.text
    assert "Uke 50 · 7.–13. desember Ingen vakter" in mine.text


def test_what_was_and_what_comes_is_a_page_away(make, mine, maja) -> None:
    make.shift(engagement=maja, start="2026-10-20 17:00", end="2026-10-20 20:00")
    make.shift(engagement=maja, start="2026-12-15 17:00", end="2026-12-15 20:00")
    mine.get("/mine-vakter")
    assert mine.h1 == "Ingen vakter i disse ukene"
    earlier, later = "/mine-vakter?uke=2026-43", "/mine-vakter?uke=2026-51"
    assert {earlier, later} <= set(mine.links())
    assert mine.get(earlier).h1 == "1 vakt"
    assert mine.get(later).h1 == "1 vakt"
    assert "/mine-vakter" in mine.links()


@pytest.mark.parametrize("week", ["2026-60", "9999-52", "0001-01", "x"])
def test_no_such_week_is_this_week(mine, week) -> None:
    mine.get(f"/mine-vakter?uke={week}")
    assert "Uke 47 · 16.–22. november" in mine.text


def test_others_shifts_and_protected_initials_are_not_there(make, mine, maja) -> None:
    make.shift(engagement=make.engagement(ordning=maja.ordning), start="2026-11-24 10:00",
               end="2026-11-24 12:00")  # fmt: skip
    maja.ordning.child.gradering = "fortrolig"
    make.shift(engagement=maja)
    assert "24. nov." not in mine.get("/mine-vakter").text
    assert "A.B." not in mine.text


@pytest.mark.parametrize("count", [2, 20])
def test_it_takes_two_statements(make, mine, maja, statements, count) -> None:
    for number in range(count):
        make.shift(engagement=maja, start=f"2026-11-{17 + number % 10} {8 + number // 10:02}:00",
                   end=f"2026-11-{17 + number % 10} {8 + number // 10:02}:30")  # fmt: skip
    mine.get("/mine-vakter")
    statements.clear()
    mine.get("/mine-vakter")
    assert len(statements) == 2 + 2


def test_the_shift_says_who_to_call(make, mine, maja, page) -> None:
    shift = make.shift(engagement=maja)
    assert "Ingrid, 47 50 16 91" in mine.get(f"/vakter/{shift.id}").text
    assert "tel:+4747501691" in mine.links()


@pytest.mark.parametrize(
    ("gradering", "sentence"),
    [("ugradert", "Ring Ingrid på 47 50 16 91."), ("fortrolig", "Passer det ikke? Ring Ingrid.")],
)
def test_so_does_the_mail_when_the_rota_is_published(
    app, make, page, maja, session, gradering, sentence
) -> None:
    leader = session.query(User).filter_by(name="Ingrid Berg").one()
    maja.ordning.child.gradering = gradering
    make.named_access(graded=maja.ordning.child, user=leader)
    make.vedtak(ordning=maja.ordning)
    make.shift_draft(engagement=maja, start="2026-11-26 15:00", end="2026-11-26 16:30")
    page.sign_in(leader, hat="parent").get(f"/vaktplan/{maja.ordning_id}/uke/2026-48")
    page.submit(form="publiser")
    mail = session.query(OutboxMessage).filter_by(template="rota_published").one()
    with app.app_context():
        rendered(mail)
    body = mail.body.replace("\u00a0", " ")
    assert sentence in body
    assert "/mine-vakter" in body
