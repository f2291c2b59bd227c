"""Who is on the public list of applicants, and what it tells of them (example 54)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from portal.applicant_list.states import Answered, SecrecyState, Standing, standing, strictest
from portal.audit.models import AuditDetails, AuditEvent
from portal.recruitment.states import ListColumn
from tests.applicant_list.sheet import take_out

HEADS = ["Navn", "Alder", "Stilling eller yrke", "Bostedskommune"]
TODAY = date(2026, 11, 22)
ASKED, GRANTED = Answered(SecrecyState.ASKED), Answered(SecrecyState.GRANTED)
DUE, EARLY = (Answered(SecrecyState.REFUSED, date(2026, 11, day)) for day in (22, 23))


def test_example_54_the_export_holds_the_columns_and_nobody_who_was_granted_secrecy(
    page, make, kari, has_list, apply
) -> None:
    apply("Anna Oppdiktet", email="anna@provevik.example", phone="+4741234567")
    make.secrecy_request(application=apply("Berit Oppdiktet", wants_secrecy=True), granted=True)
    assert take_out(page) == [HEADS, ["Anna Oppdiktet", "34", "Lærer", "Molde"]]
    page.get("/rekruttering/sokerliste")
    assert page.h1 == "Én søker på lista"
    shown = {field.get("name"): field.get("value") for field in page.all("input", under="filters")}
    assert shown == {"fra": "23.10.2026", "til": "22.11.2026"}
    assert "2 har søkt fra 23. oktober 2026 til 22. november 2026." in page.text
    assert "1 av dem står ikke på lista." in page.text
    assert "Berit" not in page.text


@pytest.mark.parametrize(
    ("columns", "line"),
    [
        ("name,age,occupation,home_municipality", ["Anna", "34", "Lærer", "Molde"]),
        ("name,age,home_municipality", ["Anna", "34", "Molde"]),
        ("name,age,occupation", ["Anna", "34", "Lærer"]),
        ("name,home_municipality", ["Anna", "Molde"]),
    ],
)
def test_the_export_holds_only_the_configured_columns(
    page, kari, has_list, decide, apply, columns, line
) -> None:
    decide("public_list_columns", columns)
    apply("Anna")
    named = [head for head, it in zip(HEADS, ListColumn, strict=True) if it in columns.split(",")]
    assert take_out(page) == [named, line]


@pytest.mark.parametrize(
    ("requests", "is_told", "wants", "how"),
    [
        ([], True, False, Standing.LISTED),
        ([], False, False, Standing.UNTOLD),
        ([], True, True, Standing.ASKED),  # whatever became of the request
        ([ASKED], True, True, Standing.ASKED),
        ([GRANTED], True, True, Standing.GRANTED),
        ([EARLY], True, True, Standing.REFUSED),
        ([DUE], True, True, Standing.LISTED),
        ([DUE], False, True, Standing.UNTOLD),
        ([DUE, GRANTED], True, False, Standing.GRANTED),  # merged: the stricter holds
        ([DUE, ASKED], True, False, Standing.ASKED),
        ([ASKED, GRANTED], True, True, Standing.GRANTED),
        ([DUE, EARLY], True, True, Standing.REFUSED),
    ],
)
def test_who_is_in_doubt_is_not_on_the_list(requests, is_told, wants, how) -> None:
    for order in (requests, requests[::-1]):
        assert standing(order, TODAY, is_told=is_told, wants_secrecy=wants) is how


def test_nothing_holds_where_nobody_has_asked() -> None:
    assert strictest([]) is None


@pytest.mark.parametrize(
    ("facts", "is_counted", "is_listed"),
    [
        ({}, True, True),
        ({"stage": "interview"}, True, True),
        ({"stage": "approved"}, True, True),
        ({"stage": "not_approved"}, True, True),
        ({"is_told_of_list": False}, True, False),
        ({"stage": "withdrawn"}, False, False),
        ({"stage": "draft", "submitted_at": None, "number": None}, False, False),
        ({"stage": "expired", "submitted_at": None, "number": None}, False, False),
        ({"forgotten_at": datetime(2026, 11, 21, tzinfo=UTC)}, False, False),
        ({"submitted_at": datetime(2026, 10, 22, 21, 59, tzinfo=UTC)}, False, False),
        ({"submitted_at": datetime(2026, 10, 22, 22, 0, tzinfo=UTC)}, True, True),
    ],
)
def test_who_has_applied_is_counted_and_who_was_told_is_listed(
    page, kari, has_list, apply, facts, is_counted, is_listed
) -> None:
    apply("Anna", **facts)
    assert (["Anna", "34", "Lærer", "Molde"] in take_out(page)) is is_listed
    page.get("/rekruttering/sokerliste")
    assert ("1 har søkt" in page.text) is is_counted


def test_merged_applications_are_one_and_the_stricter_request_holds(
    page, make, kari, has_list, apply, session
) -> None:
    kept, other = apply("Anna"), apply("Anna Andre", wants_secrecy=True)
    make.secrecy_request(application=other, granted=True)
    other.merged_into_id, other.merged_at = kept.id, kept.submitted_at
    assert take_out(page) == [HEADS]
    page.get("/rekruttering/sokerliste")
    assert "1 har søkt" in page.text
    other.merged_into_id = other.merged_at = None  # parted again
    assert take_out(page) == [HEADS, ["Anna", "34", "Lærer", "Molde"]]


def test_who_is_protected_is_not_even_counted(page, make, kari, office, has_list, apply) -> None:
    worker = make.worker(office=office, graded=True)
    apply("Anna", user_id=worker.user_id)
    assert take_out(page) == [HEADS]
    make.named_access(graded=worker, user=kari)  # who may see the application, sees no list of it
    assert take_out(page) == [HEADS]
    page.get("/rekruttering/sokerliste")
    assert page.h1 == "Ingen har søkt i denne tiden"


@pytest.mark.parametrize("trait", ["asked", "refused"])
def test_the_list_waits_for_who_waits(page, make, kari, has_list, apply, today, trait) -> None:
    apply("Anna")
    waiting = apply("Berit", wants_secrecy=True)
    make.secrecy_request(application=waiting, **({trait: True} if trait == "refused" else {}))
    page.get("/rekruttering/sokerliste")
    assert page.h1 == "Søkerlista kan ikke tas ut ennå"
    assert "Last ned" not in page.text
    assert ("Svar Berit" in page.text) is (trait == "asked")
    assert ("Lista kan tidligst tas ut 28. november" in page.text) is (trait == "refused")
    take_out(page, 409)
    assert "Berit" not in page.response.text
    today.move_to("2026-11-28 12:00+00:00")  # a refusal has waited long enough, an asking never
    page.sign_in(kari)
    lines = take_out(page, 409 if trait == "asked" else 200)
    assert (["Berit", "34", "Lærer", "Molde"] in lines) is (trait == "refused")


def test_the_period_and_the_advert_narrow_the_list(page, make, kari, has_list, apply) -> None:
    need = make.need(title="Svømming på onsdager")
    apply("Anna", need_id=need.id)
    apply("Berit", submitted_at=datetime(2026, 9, 1, tzinfo=UTC))
    names = lambda **chosen: [row[0] for row in take_out(page, **chosen)[1:]]  # noqa: E731 - short
    assert names() == ["Anna"]
    assert names(fra="1.9.2026") == ["Anna", "Berit"]
    assert names(fra="1.9.2026", oppdrag=str(need.id)) == ["Anna"]
    page.get(f"/rekruttering/sokerliste?fra=2026-09-01&oppdrag={need.id}")
    assert "Svømming på onsdager" in page.text
    assert "1 har søkt fra 1. september 2026" in page.text
    page.get("/rekruttering/sokerliste?fra=22.11.2026&til=1.11.2026", 422)
    assert page.errors == ["Den siste dagen er før den første."]
    page.get("/rekruttering/sokerliste?fra=aldri", 422)
    assert "Anna" not in page.text
    take_out(page, 422, til="")


def test_a_cell_never_reckons_and_the_file_names_nobody(page, kari, has_list, apply) -> None:
    apply("=1+1", occupation="@sum(a1)", home_municipality="-2")
    assert take_out(page)[1] == ["'=1+1", "34", "'@sum(a1)", "'-2"]
    said = page.response.headers["Content-Disposition"]
    assert said == 'attachment; filename="sokerliste.csv"'


def test_taking_it_out_is_logged_without_names(page, kari, has_list, apply, session) -> None:
    apply("Anna")
    take_out(page)
    event = session.query(AuditEvent).filter_by(act="applicant_list:taken_out").one()
    told = session.query(AuditDetails).filter_by(event_id=event.id).one().details
    assert event.actor_id == kari.id
    assert told == {
        "from_on": "2026-10-23", "to_on": "2026-11-22", "need": None, "listed": 1, "total": 1,
        "columns": ["name", "age", "occupation", "home_municipality"],
    }  # fmt: skip


def test_another_offices_applicants_are_neither_listed_nor_counted(
    page, make, kari, office, has_list, apply
) -> None:
    neighbour = make.office(municipality=None, municipality_id=office.municipality_id)
    apply("Anna", office=neighbour)
    apply("Berit", office=make.office())
    assert take_out(page) == [HEADS]
    page.get("/rekruttering/sokerliste")
    assert page.h1 == "Ingen har søkt i denne tiden"


def test_there_is_no_list_where_none_is_made(page, make, kari, apply) -> None:
    application = apply("Anna", wants_secrecy=True)
    make.secrecy_request(application=application)
    page.get("/rekruttering/sokerliste", 404)
    page.post("/rekruttering/sokerliste.csv", {}, 404)
    page.get(f"/rekruttering/{application.id}/sokerliste", 404)
    for path in ("/rekruttering", "/rekruttering/liste", f"/rekruttering/{application.id}"):
        page.get(path)
        assert "søkerlist" not in page.text.lower()
    assert "søkerlista" not in page.get("/hjem").text


def test_the_way_to_it_is_on_the_list_of_applicants(page, kari, has_list) -> None:
    assert "/rekruttering/sokerliste" in page.get("/rekruttering/liste").links()


def test_twenty_cost_no_more_than_two(page, make, kari, has_list, apply, statements) -> None:
    def count():
        statements.clear()
        page.get("/rekruttering/sokerliste")
        return len(statements)

    for number in range(20):
        one = apply(f"Anna {number}", wants_secrecy=number % 2 == 0)
        if number % 2 == 0:
            make.secrecy_request(application=one, granted=True)
        if number == 1:
            first = count()
    assert count() == first
