"""The hours account as a page, for parents and coordinators."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from tests.factories.shifts import at


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime(2026, 11, 22, 9, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def parent(make):
    return make.parent()


@pytest.fixture
def ordning(make, parent):
    office = make.office(municipality=None, municipality_id=parent.municipality_id)
    child = make.child(office=None, office_id=office.id, municipality_id=office.municipality_id)
    ordning = make.ordning(child=child)
    make.leader(ordning=ordning, user=parent)
    return ordning


def story(make, ordning):
    """Mock-up 14: 1 095 granted, 941 worked, 92 planned; 62 are about to be lost."""
    vedtak = make.vedtak(ordning=ordning, portion__amount_minutes=21 * 60)
    who = make.engagement(ordning=ordning)
    worked = {1: 88, 2: 80, 3: 96, 4: 85, 5: 92, 6: 94, 7: 70, 8: 99, 9: 91, 10: 87, 11: 59}
    for month, hours in worked.items():
        start = datetime(2026, month, 3, 12, tzinfo=UTC)
        make.entry(
            shift=None, engagement=who, code="extra", starts_at=start,
            ends_at=start + timedelta(hours=1), minutes=60, vedtak_minutes=hours * 60,
            approved=month < 11,
        )  # fmt: skip
    for day, hours in ((23, 10), (25, 9), (27, 8.5)):
        start = at(f"2026-11-{day} 08:00")
        make.shift(engagement=who, starts_at=start, ends_at=start + timedelta(hours=hours))
    for day in (1, 8, 16, 24, 31):
        start = at(f"2026-12-{day:02d} 08:00")
        make.shift(engagement=who, starts_at=start, ends_at=start + timedelta(hours=12.9))
    return vedtak


def test_the_page_of_the_mock_up(make, page, parent, ordning) -> None:
    vedtak = story(make, ordning)
    make.portion(vedtak=vedtak, service="stottekontakt", per="month", amount_minutes=12 * 60)
    make.portion(vedtak=vedtak, service="avlastning", unit="dogn", per="month",
                 amount_minutes=2 * 1440)  # fmt: skip
    page.sign_in(parent).get(f"/timekonto/{ordning.id}")
    assert page.h1.startswith("Dere er i ferd med å miste ")
    assert page.h1.endswith("timer BPA")
    for words in (
        "BPA, 21 timer i uka", "1 095 t", "941 t", "92 t", "62 t", "ubrukt 31. desember",
        "31. desember. De kan ikke tas med til 2027.", "Støttekontakt, 12 timer i måneden",
        "Avlastning, 2 døgn i måneden", "Januar 93 t 88 t", "November 90 t 59 t 27 t 30 min",
        "2026 1 095 t 941 t 92 t", "Slik regner vi", "Planlegg de 62 timene", "0 t av 21 t",
        "står 62 av 1 095 timer ubrukt 31. desember.", "Timekonto 2026 for A.B.",
    ):  # fmt: skip
        assert words in page.text, words
    title = page.tree.findtext(".//title")
    assert "A.B." not in title


@pytest.mark.parametrize(
    ("weekly", "words"),
    [
        (20, "timer er ikke planlagt ennå. Fortsetter dere som de siste ukene, blir de brukt"),
        (10, "Fortsetter dere som de siste ukene, står"),
    ],
)
def test_what_is_left_is_told_apart_from_where_it_is_heading(
    make, page, parent, ordning, weekly, words
) -> None:
    """Nothing is planned: the bar says what is left, the sentence what the pace does to it."""
    make.vedtak(ordning=ordning, portion__amount_minutes=20 * 60, valid_from=date(2026, 9, 19))
    who = make.engagement(ordning=ordning)
    for week in range(9):
        start = datetime(2026, 9, 21, 9, tzinfo=UTC) + timedelta(weeks=week)
        make.entry(
            shift=None, engagement=who, code="extra", starts_at=start,
            ends_at=start + timedelta(hours=weekly), minutes=weekly * 60,
            vedtak_minutes=weekly * 60, approved=True,
        )  # fmt: skip
    page.sign_in(parent).get(f"/timekonto/{ordning.id}")
    assert words in page.text


def test_the_coordinator_sees_the_same_figures_in_other_words(make, page, ordning) -> None:
    story(make, ordning)
    from portal.municipality.models import Office  # noqa: PLC0415 - here only

    office = make.session.get(Office, ordning.child.office_id)
    page.sign_in(make.coordinator(office=office)).get(f"/timekonto/{ordning.id}")
    assert page.h1.startswith("Familien er i ferd med å miste")
    assert "1 095 t" in page.text


def test_weeks_and_spreadsheet(make, page, parent, ordning) -> None:
    story(make, ordning)
    page.sign_in(parent).get(f"/timekonto/{ordning.id}?per=uke")
    assert "Uke 48 21 t – 27 t 30 min" in page.text
    page.get(f"/timekonto/{ordning.id}/regneark")
    body = page.response.get_data(as_text=True)
    assert body.startswith("\ufeffTjeneste;Måned;Innvilget;Ført;Godkjent;Planlagt;Igjen\r\n")
    assert "BPA (timer);november;90,00;59,00;0,00;27,50;3,50" in body
    assert page.response.headers["Content-Disposition"].endswith('"timekonto-2026.csv"')


@pytest.mark.parametrize(
    ("vedtak", "h1"),
    [
        (None, "Ordningen har ikke noe vedtak ennå"),
        ({"valid_to": date(2026, 6, 30)}, "Vedtaket gikk ut 30. juni 2026"),
        ({"valid_from": date(2026, 11, 20)}, "Det er for tidlig å si om timene holder"),
        ({"valid_from": date(2027, 1, 1), "valid_to": date(2027, 6, 1)},
         "Ingenting er innvilget i år"),
    ],
)  # fmt: skip
def test_how_things_are_comes_first(make, page, parent, ordning, vedtak, h1) -> None:
    if vedtak:
        make.vedtak(ordning=ordning, **vedtak)
    page.sign_in(parent).get(f"/timekonto/{ordning.id}")
    assert page.h1 == h1


def test_an_account_that_is_over(make, page, parent, ordning) -> None:
    make.vedtak(ordning=ordning, portion__amount_minutes=60, portion__per="year")
    who = make.engagement(ordning=ordning)
    make.entry(shift=make.shift(engagement=who))
    page.sign_in(parent).get(f"/timekonto/{ordning.id}")
    assert page.h1 == "Dere bruker 2 timer mer enn vedtaket gir"
    assert "Over 2 t" in page.text


def test_one_account_is_gone_to_and_several_are_chosen_among(make, page, parent, ordning) -> None:
    page.sign_in(parent).get("/timekonto", 302)
    assert page.location == f"/timekonto/{ordning.id}"
    other = make.ordning(child=ordning.child, service="stottekontakt")
    make.leader(ordning=other, user=parent)
    page.get("/timekonto")
    assert page.h1 == "Hvilken timekonto vil du se?"
    assert f"/timekonto/{other.id}" in page.links()
    page.get(f"/timekonto/{ordning.id}")
    assert f"/timekonto/{other.id}" in page.links()


def test_who_leads_nothing_has_no_account(make, page) -> None:
    page.sign_in(make.parent()).get("/timekonto")
    assert page.h1 == "Du leder ingen ordning nå"


def test_a_version_ends_where_the_next_takes_over(make, page, parent, ordning) -> None:
    make.vedtak(ordning=ordning, valid_from=date(2026, 11, 1), valid_to=date(2027, 10, 31))
    make.vedtak(
        ordning=ordning, version=2, valid_from=date(2026, 12, 1), valid_to=date(2027, 10, 31)
    )
    page.sign_in(parent).get(f"/timekonto/{ordning.id}")
    assert "Vedtak 1. november 2026–30. november 2026" in page.text
    assert "31. oktober 2027" not in page.text


def test_others_do_not_learn_that_it_exists(make, page, ordning) -> None:
    office = make.office(municipality=None, municipality_id=ordning.municipality_id)
    for user in (make.parent(), make.coordinator(office=office), make.coordinator()):
        page.sign_in(user).get(f"/timekonto/{ordning.id}", 404)
        page.get(f"/timekonto/{ordning.id}/regneark", 404)


def test_an_assistant_sees_no_account(make, page, ordning) -> None:
    engagement = make.engagement(ordning=ordning)
    page.sign_in(engagement.worker.user).get(f"/timekonto/{ordning.id}", 404)
    page.get("/timekonto", 403)


def test_the_leader_of_a_protected_child_must_be_named(make, page, parent, ordning) -> None:
    ordning.child.gradering = "fortrolig"
    page.sign_in(parent).get(f"/timekonto/{ordning.id}", 404)
    make.named_access(graded=ordning.child, user=parent)
    page.get(f"/timekonto/{ordning.id}")


def test_the_rota_goes_on_where_the_file_closes(make, page, parent, ordning) -> None:
    ordning.child.born_on = date(2009, 1, 1)  # seventeen
    make.guardian(child=ordning.child, user=parent)
    page.sign_in(parent).get(f"/timekonto/{ordning.id}")
    page.get(f"/familier/{ordning.child_id}", 404)


@pytest.mark.parametrize("count", [2, 40])
def test_the_page_asks_as_much_for_two_shifts_as_for_forty(
    make, page, parent, ordning, *, statements, count
) -> None:
    make.vedtak(ordning=ordning)
    who = make.engagement(ordning=ordning)
    for day in range(count):
        start = at("2026-09-01 10:00") + timedelta(days=day)
        make.entry(shift=make.shift(engagement=who, starts_at=start,
                                    ends_at=start + timedelta(hours=2)))  # fmt: skip
    page.sign_in(parent).get(f"/timekonto/{ordning.id}")
    statements.clear()
    page.get(f"/timekonto/{ordning.id}")
    assert len(statements) <= 10, statements


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("dag=2&fra=15&til=19", "Det tar 24 timer ut perioden. Da står 38 timer fortsatt ubrukt."),
        ("dag=4&fra=8&til=20", "Det tar 60 timer ut perioden."),
        ("dag=5&fra=20&til=20", "Det tar 120 timer ut perioden. Da blir det 58 timer for mye."),
    ],
)
def test_trying_a_shift_every_week_plans_nothing(make, page, parent, ordning, query, words) -> None:
    story(make, ordning)
    page.sign_in(parent).get(f"/timekonto/{ordning.id}?{query}")
    assert words in page.text
    page.get(f"/timekonto/{ordning.id}")
    assert "92 t" in page.text


def test_a_trial_says_what_is_wrong(make, page, parent, ordning) -> None:
    story(make, ordning)
    page.sign_in(parent).get(f"/timekonto/{ordning.id}?dag=2&fra=halv+fire&til=")
    assert "Skriv klokkeslettet som timer.minutter, for eksempel 15.30." in page.text
    assert "Skriv når vakten slutter." in page.text
