"""The pages for everybody."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from portal.front.models import Feedback
from portal.municipality.models import Municipality, OpeningInterval

SUNDAY = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel(SUNDAY, tick=False):
        yield


@pytest.fixture
def office(make, session):
    office = make.office()
    for weekday in range(5):
        session.add(
            OpeningInterval(
                municipality_id=office.municipality_id, office_id=office.id,
                weekday=weekday, opens_minute=540, closes_minute=690,
            )
        )  # fmt: skip
    return office


@pytest.fixture
def slug(make, office, session):
    return session.get(Municipality, office.municipality_id).slug


PAGES = ("", "personvern", "tilgjengelighet", "kontakt", "tilbakemelding")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_there_without_signing_in_and_without_a_cookie(page, slug, name):
    page.get(f"/{slug}/{name}")
    has_form = name == "tilbakemelding"
    assert ("Set-Cookie" in page.response.headers) == has_form


@pytest.mark.parametrize("name", PAGES)
def test_an_invented_municipality_is_not_there(page, name):
    page.get(f"/finnes-ikke/{name}", 404)


def test_the_front_page_says_when_the_telephone_is_answered(page, slug):
    page.get(f"/{slug}/")
    assert page.h1 == "Noen timer av deg er en pause for noen andre."
    assert "Stengt nå. Åpner mandag 23. november kl. 9.00." in page.text
    assert "Mandag–fredag 9.00–11.30" in page.text
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False):
        assert "Åpent nå. Stenger kl. 11.30." in page.get(f"/{slug}/").text


def test_the_root_leads_to_the_only_municipality(page, slug):
    page.get("/", 303)
    assert page.location == f"/{slug}/"


def test_with_several_one_chooses(page, make, slug):
    other = make.municipality()
    assert other.name in page.get("/").text


def test_feedback_is_kept_and_answered(page, slug, session):
    page.get(f"/{slug}/tilbakemelding").submit(
        kind="accessibility", text="Knappen er for liten", email="kim@provevik.example"
    ).follow()
    assert "Takk. Vi leser alt" in page.text
    kept = session.scalars(select(Feedback)).one()
    assert (kept.kind, kept.text, kept.email) == (
        "accessibility",
        "Knappen er for liten",
        "kim@provevik.example",
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": "  "}, "Skriv hva du vil si, med dine egne ord."),
        ({"text": "x" * 10_000}, "Skriv høyst 4000 tegn."),
        (
            {"text": "Hei", "email": "ikke"},
            "Skriv en e-postadresse, for eksempel navn@eksempel.no.",
        ),
    ],
)
def test_feedback_that_cannot_be_sent(page, slug, changes, sentence):
    page.get(f"/{slug}/tilbakemelding").submit(422, **changes)
    assert page.errors == [sentence]


@pytest.mark.parametrize(("code", "status"), [("nb", 303), ("xx", 404)])
def test_language_is_a_cookie(page, slug, code, status):
    page.get(f"/sprak/{code}", status)
    if status == 303:
        assert f"sprak={code}" in page.response.headers["Set-Cookie"]


def test_machines_can_ask(page):
    assert page.get("/healthz").response.json == {"alive": True}
    assert page.get("/readyz").response.json["database"] is True


def test_headers_keep_strangers_out(page, slug):
    headers = page.get(f"/{slug}/").response.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
