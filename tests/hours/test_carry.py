"""Hours that come over to a new year because the coordinator says so."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from portal.audit.models import AuditEvent
from portal.vedtak.models import CarriedHours
from tests.factories.shifts import at
from tests.plugins.races import pressing

HOUR = 60


@pytest.fixture(autouse=True)
def _today(today):
    return today


@pytest.fixture
def ordning(make, office):
    """A hundred hours a year since 2025, of which sixty were used the first year."""
    child = make.child(office=None, office_id=office.id, municipality_id=office.municipality_id)
    engagement = make.engagement(ordning=make.ordning(child=child))
    make.vedtak(
        ordning=engagement.ordning, valid_from=date(2025, 1, 1), portion__per="year",
        portion__amount_minutes=100 * HOUR,
    )  # fmt: skip
    make.entry(
        shift=None, engagement=engagement, code="extra", submitted=True, minutes=60,
        vedtak_minutes=60 * HOUR, starts_at=at("2025-06-02 06:00"), ends_at=at("2025-06-02 07:00"),
    )  # fmt: skip
    return engagement.ordning


@pytest.fixture
def by_application(decide):
    decide("carry_over", "by_application")


@pytest.fixture
def path(ordning):
    return f"/timekonto/{ordning.id}/overforing"


def test_the_coordinator_lets_hours_come_over(
    page, session, kari, ordning, path, by_application
) -> None:
    page.get(f"/timekonto/{ordning.id}")
    assert "Overfør timer fra 2025" in page.text
    assert page.get(path).h1 == "40 timer var igjen i 2025"
    page.submit(amount="12,5", reason=" Barnet var lenge innlagt. ").follow()
    assert "Overføringen er lagret" in page.text
    row = session.scalars(select(CarriedHours)).one()
    assert (row.year, row.amount_minutes, row.reason) == (2026, 750, "Barnet var lenge innlagt.")
    assert (row.service, row.unit, row.decided_by_id) == ("bpa", "hours", kari.id)
    assert "hours:carried_over" in session.scalars(select(AuditEvent.act)).all()
    assert "er tatt med fra 2025" in page.get(f"/timekonto/{ordning.id}").text


def test_decided_anew_it_replaces(page, session, kari, path, by_application) -> None:
    page.get(path).submit(amount="10", reason="Søknad 12.")
    page.get(path)
    stale = pressing(page, amount="20", reason="Søknad 13.")
    page.get(path).submit(amount="0", reason="Trukket.")
    assert stale() == 409
    row = session.scalars(select(CarriedHours)).one()
    assert (row.amount_minutes, row.reason) == (0, "Trukket.")


def test_two_who_decide_it_first_are_one(page, session, kari, path, by_application) -> None:
    page.get(path)
    first = pressing(page, amount="10", reason="Søknad.")
    page.get(path)
    second = pressing(page, amount="20", reason="Søknad.")
    assert (first(), first(), second()) == (303, 303, 409)
    assert session.scalars(select(CarriedHours.amount_minutes)).all() == [600]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"amount": ""}, "Skriv hvor mye som overføres. Skriv 0 for ingenting."),
        ({"amount": "41"}, "Det var 40 igjen. Skriv høyst det."),
        ({"amount": "mye"}, "Skriv et tall, for eksempel 3,5."),
        ({"reason": " "}, "Skriv kort hvorfor."),
        ({"reason": "x" * 501}, "Skriv høyst 500 tegn."),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    page, session, kari, path, by_application, typed, sentence
) -> None:
    page.get(path).submit(422, **{"amount": "10", "reason": "Søknad.", **typed})
    assert page.errors == [sentence]
    assert session.scalars(select(CarriedHours)).all() == []


def test_another_pot_has_its_own(make, page, session, kari, ordning, path, by_application) -> None:
    vedtak = make.vedtak(
        ordning=ordning, version=2, valid_from=date(2025, 1, 1), portion__per="year",
        portion__amount_minutes=100 * HOUR,
    )  # fmt: skip
    make.portion(vedtak=vedtak, service="avlastning", unit="dogn", per="year",
                 amount_minutes=10 * 24 * HOUR)  # fmt: skip
    page.get(f"{path}?tjeneste=avlastning&enhet=dogn")
    assert page.h1 == "10 døgn var igjen i 2025"
    page.submit(amount="2,5", reason="Søknad.")
    row = session.scalars(select(CarriedHours)).one()
    assert (row.service, row.unit, row.amount_minutes) == ("avlastning", "dogn", 3600)


def test_nothing_left_is_nothing_to_decide(make, page, kari, office, by_application) -> None:
    child = make.child(office=None, office_id=office.id, municipality_id=office.municipality_id)
    ordning = make.ordning(child=child)
    make.vedtak(ordning=ordning)  # since January
    page.get(f"/timekonto/{ordning.id}/overforing")
    assert page.h1 == "Ingenting var igjen i 2025"
    assert "Da er det ikke noe å overføre." in page.text


@pytest.mark.parametrize("policy", ["none", "max_weeks"])
def test_only_where_the_municipality_does_it_so(page, kari, decide, ordning, path, policy) -> None:
    decide("carry_over", policy)
    page.get(path, 404)
    assert "Overfør timer" not in page.get(f"/timekonto/{ordning.id}").text
