"""The list, a child's own page, the figures and the sheets."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest
import time_machine

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LONG, SHORT = date(2026, 3, 1), date(2026, 11, 1)
NEXT_YEAR = date(2027, 8, 31)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office(make):
    return make.office(name="Kontoret i sør")


@pytest.fixture
def coordinator(make, office, page):
    user = make.coordinator(office=office)
    page.sign_in(user)
    return user


@pytest.fixture
def granted(make, office):
    def grant(initials="A.B.", since=LONG, service="bpa", place=None, **child):
        own = make.child(
            office=office, initials=initials, district_id=place.id if place else None, **child
        )
        ordning = make.ordning(child=own, service=service)
        return make.vedtak(ordning=ordning, valid_from=since, valid_to=NEXT_YEAR)

    return grant


def rows(page) -> list[str]:
    return [" ".join("".join(row.itertext()).split()) for row in page.all("tr")][1:]


def sheet(page) -> list[list[str]]:
    text = page.response.get_data(as_text=True).removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_the_longest_wait_first_with_what_can_be_done(page, make, coordinator, granted):
    granted("K.K.", since=SHORT)
    advertised = granted("L.L.")
    need = make.need(ordning=advertised.ordning)
    page.get("/venter")
    assert page.h1 == "2 venter, den lengste i 266 dager"
    assert [row.split(" ")[0] for row in rows(page)] == ["L.L.", "K.K."]
    assert f"/behov/{need.id}/forslag" in page.links()
    assert any(link.startswith("/behov/ny/") for link in page.links())


def test_nobody_waits(page, coordinator):
    assert page.get("/venter").h1 == "Ingen venter på hjelp"
    assert "Alle som har et vedtak" in page.text


def test_a_vedtak_that_has_run_out_is_said_in_words_and_leads_to_a_new_one(
    page, make, office, coordinator
):
    ordning = make.ordning(child=make.child(office=office))
    make.vedtak(ordning=ordning, valid_from=date(2025, 1, 1), valid_to=date(2026, 11, 12))
    make.engagement(ordning=ordning)
    page.get("/venter")
    assert "Ett vedtak er utløpt. Barnet blir stående her til et nytt er registrert." in page.text
    assert "Vedtak utløpt 12. november 2026" in page.text
    assert f"/ordning/{ordning.id}/vedtak/ny" in page.links()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bydel=Heimdal", {"A.A."}),
        ("tjeneste=avlastning", {"B.B."}),
        ("lenge=1", {"A.A.", "B.B."}),
        ("lenge=1&tjeneste=avlastning&bydel=Heimdal", set()),
        ("bydel=Oppdiktet&tjeneste=drap&lenge=ja&side=99999999", {"A.A.", "B.B.", "C.C."}),
    ],
)
def test_the_list_is_narrowed_and_forged_filters_are_left_out(
    page, make, office, coordinator, granted, query, expected
):
    place = make.district(office=office, name="Heimdal")
    granted("A.A.", place=place)
    granted("B.B.", service="avlastning")
    granted("C.C.", since=SHORT)
    page.get(f"/venter?{query}")
    assert {row.split(" ")[0] for row in rows(page)} == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("k.k.", ["K.K."]), ("777", ["K.K."]), ("Kari", [])]
)
def test_a_search_is_by_initials_or_number(page, coordinator, granted, text, expected):
    granted("K.K.", number=777)
    granted("L.L.")
    page.get("/venter")
    page.submit(form="/venter", q=text, status=200)
    assert [row.split(" ")[0] for row in rows(page)] == expected


def test_a_child_with_a_protected_address_is_for_those_named_and_in_no_sheet(
    page, make, office, coordinator, granted
):
    hidden = granted("H.H.", graded=True)
    assert page.get("/venter").h1 == "Ingen venter på hjelp"
    page.get(f"/venter/{hidden.ordning_id}", status=404)
    make.named_access(graded=hidden.ordning.child, user=coordinator)
    page.get("/venter")
    assert "H.H." in page.text
    page.get("/venter/liste.csv")
    assert len(sheet(page)) == 1
    assert "Alle som har et vedtak" in page.get("/venter/tall").text


def test_a_childs_page_keeps_the_earlier_waits(page, make, coordinator, granted):
    vedtak = granted()
    make.engagement(
        ordning=vedtak.ordning, valid_from=date(2026, 3, 11), valid_to=date(2026, 11, 2)
    )
    page.get(f"/venter/{vedtak.ordning_id}")
    assert page.h1 == "20 dager uten BPA"
    assert "10 dager uten noen Fra 1. mars 2026 til 11. mars 2026" in page.text


def test_the_sheet_has_initials_and_no_names(page, make, coordinator, granted):
    vedtak = granted("=1+1", number=104)
    page.get("/venter/liste.csv")
    head, line = sheet(page)
    assert head[:3] == ["Barn", "Nr.", "Bydel"]
    assert line == ["'=1+1", "104", "", "BPA", "266", "2026-03-01", "", "Ingen er funnet"]
    assert vedtak.ordning.child.name not in page.response.get_data(as_text=True)


# Figures -----------------------------------------------------------------------------------


@pytest.fixture
def district(make, office):
    return make.district(office=office, name="Heimdal")


def test_small_numbers_are_for_the_office_alone(page, office, coordinator, granted, district):
    for _ in range(5):
        granted(place=district)
    for _ in range(4):
        granted(place=district, service="avlastning")
    page.get("/venter/tall")
    own, shared = (list(table.iter("tr"))[1:] for table in page.all("table"))
    texts = [[" ".join("".join(row.itertext()).split()) for row in it] for it in (own, shared)]
    assert texts[0] == ["Heimdal Avlastning 4 266 dager 266 dager 0",
                        "Heimdal BPA 5 266 dager 266 dager 0"]  # fmt: skip
    assert texts[1] == ["Heimdal Avlastning færre enn 5 vises ikke vises ikke",
                        "Heimdal BPA 5 266 dager 266 dager"]  # fmt: skip
    page.get("/venter/tall.csv")
    assert sheet(page)[1] == ["Heimdal", "Avlastning", "færre enn 5", "", ""]
    assert len(sheet(page)) == 3, "no sums from which a small number could be worked out"


def test_the_municipality_says_what_is_small(page, make, office, coordinator, granted):
    for _ in range(4):
        granted()
    make.setting(municipality_id=office.municipality_id, key="smallest_figure", value="3")
    page.get("/venter/tall.csv")
    assert sheet(page)[1][2] == "4"


def test_an_administrator_sees_offices_and_never_a_child(page, make, office, granted):
    for _ in range(5):
        granted("Q.X.")
    admin = make.user(municipality=None, municipality_id=office.municipality_id)
    make.role(user=admin, hat="admin")
    page.sign_in(admin)
    page.get("/venter/tall")
    assert page.h1 == "Hvor barn venter på hjelp"
    assert "Kontoret i sør BPA 5" in page.text
    page.get("/venter", status=403)


def test_the_list_costs_the_same_for_two_and_for_twenty(
    page, make, coordinator, granted, statements
):
    def cost():
        page.session.flush()
        statements.clear()
        page.get("/venter")
        return len(statements)

    for _ in range(2):
        make.need(ordning=granted().ordning)
    cost()
    few = cost()
    for _ in range(18):
        make.need(ordning=granted().ordning)
    assert cost() == few


def test_the_coordinator_sees_the_longest_waiting_first_and_writes_an_advert(
    page, make, office, coordinator
):
    for first in (date(2026, 11, 1), date(2026, 3, 1)):
        child = make.child(office=office, initials=f"{first.month}.X.")
        make.vedtak(ordning=make.ordning(child=child), valid_from=first, valid_to=date(2027, 8, 31))
    make.vedtak(ordning=make.ordning(child=make.child(office=office, graded=True)),
                valid_from=date(2026, 1, 1), valid_to=date(2027, 1, 1))  # fmt: skip
    make.vedtak(valid_from=date(2026, 1, 1), valid_to=date(2027, 1, 1))
    page.get("/behov")
    assert page.h1 == "2 barn har vedtak og ingen"
    order = [
        h3.text.strip() for li in page.all("li", under="card--main queue") for h3 in li.iter("h3")
    ]
    assert [line.split(".")[0] for line in order] == ["3", "11"]
    assert "266 dager uten" in page.text
    page.get(next(link for link in page.links() if link.startswith("/behov/ny/")))
    assert 'value="Omtrent 20\u00a0timer i uka."' in page.response.get_data(as_text=True)
