"""A vedtak that is about to end: three letters, a line in the queue, and a text to copy."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.core import db
from portal.messages.models import OutboxMessage
from portal.vedtak import renewals
from tests.asking.conftest import body, mails
from tests.plugins.office import NOW

DAY = timedelta(days=1)
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _today(today):
    return today


@pytest.fixture
def ordning(make, office):
    child = make.child(
        office=None, office_id=office.id, municipality_id=office.municipality_id,
        initials="J.O.", name="Jon Hemmelig",
    )  # fmt: skip
    return make.ordning(child=child)


@pytest.fixture
def parent(make, ordning):
    user = make.parent(municipality=None, municipality_id=ordning.municipality_id)
    make.leader(ordning=ordning, user=user)
    return user


@pytest.fixture
def ends(make, ordning):
    """Grant something that ends so many days from today."""
    return lambda days, **more: make.vedtak(
        ordning=ordning, valid_to=TODAY + timedelta(days=days), **more
    )


def sent(page) -> int:
    return len(mails(page, "vedtak_ends"))


# Letters ------------------------------------------------------------------------------------


def test_one_letter_at_each_step(page, today, parent, ends):
    ends(91)
    counts = {}
    for passed in range(100):
        now = NOW + timedelta(days=passed)
        today.move_to(now)
        if renewals.remind(now) + renewals.remind(now):
            counts[91 - passed] = sent(page)
    assert counts == {90: 1, 60: 2, 30: 3}


def test_what_the_letter_says(page, app, office, parent, ends, ordning):
    office.phone = "+4755001122"
    vedtak = ends(60)
    assert renewals.remind(NOW) == 1
    (mail,) = mails(page, "vedtak_ends")
    said = body(app, mail)
    assert mail.address == parent.email
    assert said.startswith("Vedtaket varer til 21. januar 2027")
    assert "Det er 60 dager til." in said
    assert "Vil dere søke om å fornye det, gjør det nå." in said
    assert f"/timekonto/{ordning.id}" in said
    assert "55 00 11 22" in said
    for secret in ("Hemmelig", "Jon", "J.O.", vedtak.reference):
        assert secret not in f"{said} {mail.params}"


def test_who_missed_two_steps_gets_one_letter(page, parent, ends):
    ends(20)
    assert (renewals.remind(NOW), renewals.remind(NOW)) == (1, 0)
    assert sent(page) == 1


def test_the_last_day_is_still_in_time_and_the_day_after_is_not(page, app, parent, ends):
    ends(0)
    assert renewals.remind(NOW) == 1
    assert "varer ut dagen i dag" in body(app, mails(page)[0])
    assert renewals.remind(NOW + DAY) == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"days": 20}, {"days": 400, "valid_from": date(2026, 12, 13)}),  # renewed already
        ({"days": 20, "valid_from": TODAY + DAY}, None),  # has not begun
        ({"days": 91}, None),
        ({"days": -1}, None),
    ],
)
def test_nobody_is_asked_where_there_is_nothing_to_renew(parent, ends, first, second):
    ends(**first)
    if second:
        ends(version=2, **second)
    assert renewals.remind(NOW) == 0


def test_a_version_that_shortens_is_the_one_that_counts(parent, ends):
    ends(400)
    ends(20, version=2, valid_from=date(2026, 11, 1))
    assert renewals.remind(NOW) == 1


@pytest.mark.parametrize(("left", "asked"), [(20, 0), (21, 1)])
def test_an_ordning_that_ends_with_its_vedtak_is_not_to_go_on(
    page, session, parent, ordning, ends, *, left, asked
):
    vedtak = ends(20)
    ordning.valid_to = TODAY + timedelta(days=left)
    session.flush()
    assert renewals.remind(NOW) == asked
    assert (renewals.asked_for(ordning, vedtak, TODAY) is vedtak) is bool(asked)


def test_two_runs_at_once_write_once(race) -> None:
    with race.making() as make:
        vedtak = make.vedtak(valid_to=TODAY + timedelta(days=20))
        user = make.parent(municipality=None, municipality_id=vedtak.municipality_id)
        make.leader(ordning=vedtak.ordning, user=user)

    def run() -> int:
        with db.transaction():
            return renewals.remind(NOW)

    assert sorted(race.run(run, run, meet="INSERT INTO vedtak_notice")) == [0, 1]
    with db.unit(write=False) as session:
        assert len(session.scalars(select(OutboxMessage)).all()) == 1


# The queue ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "listed"), [(91, False), (90, True), (0, True), (-40, True)])
def test_the_queue_has_it_from_ninety_days_and_for_ever_after(page, kari, ends, days, listed):
    ends(days)
    page.get("/hjem")
    assert ("Vedtaket til" in page.text) is listed


def test_the_queue_goes_by_the_last_version(page, kari, ends):
    ends(400)
    ends(20, version=2, valid_from=date(2026, 11, 1))
    page.get("/hjem")
    assert "går ut 12. desember" in page.text
    ends(400, version=3, valid_from=date(2026, 12, 13))
    page.get("/hjem")
    assert "Vedtaket til" not in page.text


# The text -----------------------------------------------------------------------------------


def read(page):
    return " ".join(" ".join("".join(it.itertext()).split()) for it in page.all("textarea"))


def test_a_text_to_copy_at_home_and_on_the_account(make, page, parent, ordning, ends):
    make.engagement(ordning=ordning)
    ends(60)
    for address in ("/hjem", f"/timekonto/{ordning.id}"):
        page.sign_in(parent).get(address)
        assert "Vedtaket varer til 21. januar 2027" in page.text
        assert "Vi søker om å fornye vedtaket om BPA, sak 2026/104." in read(page)
        assert "J.O." not in read(page)


def test_what_has_run_out_is_asked_for_anew_and_nothing_is_hidden(page, parent, ordning, ends):
    ends(-9)
    page.sign_in(parent).get("/hjem")
    assert "Vi søker om nytt vedtak om BPA. Det forrige, sak 2026/104," in read(page)
    page.get(f"/timekonto/{ordning.id}")
    assert page.h1 == "Vedtaket gikk ut 13. november 2026"
    assert "Vi søker om nytt vedtak" in read(page)


def test_long_before_and_for_the_office_there_is_no_text(page, kari, parent, ordning, ends):
    ends(91)
    page.sign_in(parent).get(f"/timekonto/{ordning.id}")
    assert read(page) == ""
    ends(20, version=2)
    page.get(f"/timekonto/{ordning.id}")
    assert "12. desember 2026" in read(page)
    page.sign_in(kari).get(f"/timekonto/{ordning.id}")
    assert read(page) == ""
