"""The figures: medians, where people fall off, who applied where."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.accounts.models import User
from portal.needs.states import RoleKind
from portal.pipeline.figures import shown
from portal.pipeline.periods import Period, days_of
from portal.recruitment.models import ApplicationEvent
from portal.recruitment.retention import forget
from tests.page import text_of
from tests.plugins.office import NOW

PATH = "/rekruttering/tall"


@pytest.fixture(autouse=True)
def _signed_in(page, coordinator):
    page.sign_in(coordinator)


@pytest.fixture
def moved(session):
    """Write in the history that an application left a stage."""

    def made(application, left, came, days=1, at=NOW - timedelta(days=1), event="moved"):
        session.add(
            ApplicationEvent(
                municipality_id=application.municipality_id, application_id=application.id,
                event=event, from_stage=left, to_stage=came, stayed_days=days, at=at,
            )
        )  # fmt: skip

    return made


def rows(page, caption):
    for table in page.all("table"):
        if "".join(table.find("caption").itertext()).strip() == caption:
            return {
                "".join(tr[0].itertext()).strip(): ["".join(td.itertext()).strip() for td in tr[1:]]
                for tr in table.find("tbody").iter("tr")
            }
    return {}


def steps(page):
    return rows(page, "Hvert steg")


def test_the_median_of_each_step_and_where_people_fall_off(page, apply, moved):
    for days in (2, 4, 20):
        moved(apply("interview"), "references", "interview", days)
    moved(apply("withdrawn"), "references", "withdrawn", 6, event="withdrawn")
    moved(apply("not_approved"), "interview", "not_approved", 3)
    apply("references", stage_since_at=NOW - timedelta(days=9))
    page.get(PATH)
    assert steps(page)["Referanser"] == ["4 dager", "4", "0", "1", "1", "9 dager"]
    assert steps(page)["Samtale"] == ["3 dager", "1", "1", "0", "3", "2 dager"]
    assert steps(page)["Vurdering"] == ["ingen", "0", "0", "0", "0", ""]


def test_how_long_until_the_half_are_approved(page, apply, moved):
    for count, days in enumerate((10, 30, 100, 20, 110), start=1):
        one = apply("approved", submitted_at=NOW - timedelta(days=days + 1))
        moved(one, "interview", "approved", event="hired")
        if count == 4:  # too few to say anything of a half
            assert page.get(PATH).h1 == "4 er godkjent i denne tiden"
    page.get(PATH)
    assert page.h1 == "Halvparten av de godkjente fikk svar innen 30 dager"


def test_nobody_yet(page):
    page.get(PATH)
    assert page.h1 == "Ingen er godkjent i denne tiden"


def test_who_was_taken_up_again_did_not_fall_off(page, apply, moved):
    one = apply("interview")
    moved(one, "references", "not_approved", at=NOW - timedelta(days=3))
    moved(one, "screening", "interview", at=NOW - timedelta(days=2))
    page.get(PATH)
    assert steps(page)["Referanser"][2] == "0"


def test_what_was_merged_counts_once_and_what_is_forgotten_still_counts(
    page, apply, moved, session
):
    kept, twin = apply("interview"), apply("acknowledged")
    twin.merged_into_id = kept.id
    moved(twin, "acknowledged", "screening", 99)
    gone = apply("not_approved", name="Nora Glemt")
    moved(gone, "screening", "not_approved", 5)
    forget(gone)
    page.get(PATH)
    assert steps(page)["Ny"] == ["ingen", "0", "0", "0", "0", ""]
    assert steps(page)["Vurdering"][:3] == ["5 dager", "1", "1"]
    assert "Søknader kommet inn 2" in page.text
    assert "Nora" not in page.text


def test_only_the_actors_offices(page, make, office, moved):
    there = make.office(municipality=None, municipality_id=office.municipality_id)
    for one in (make.application(), make.application(office=there, stage="interview")):
        moved(one, "screening", "interview", 50)
    page.get(PATH)
    assert steps(page)["Vurdering"][0] == "ingen"
    assert "Søknader kommet inn 0" in page.text


def test_a_period_holds_what_happened_in_it(page, apply, moved):
    old = datetime(2025, 6, 1, tzinfo=UTC)
    moved(apply("interview", submitted_at=old), "screening", "interview", 40, at=old)
    page.get(f"{PATH}?periode=i-fjor")
    assert steps(page)["Vurdering"][0] == "40 dager"
    page.get(f"{PATH}?periode=i-ar")
    assert steps(page)["Vurdering"][0] == "ingen"
    page.get(f"{PATH}?periode=tull")
    assert 'value="siste-ar" selected' in page.response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("period", "days"),
    [(Period.YEAR, (date(2025, 11, 23), date(2026, 11, 22))),
     (Period.QUARTER, (date(2026, 8, 24), date(2026, 11, 22))),
     (Period.THIS_YEAR, (date(2026, 1, 1), date(2026, 11, 22))),
     (Period.LAST_YEAR, (date(2025, 1, 1), date(2025, 12, 31)))],
)  # fmt: skip
def test_the_days_of_a_period(period, days):
    assert days_of(period, date(2026, 11, 22)) == days


A, S, B = RoleKind.AVLASTER, RoleKind.STOTTEKONTAKT, RoleKind.BPA_ASSISTANT


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({("x", A): 5, ("x", S): 9}, [5, 9]),
        ({("x", A): 4, ("x", S): 1, ("y", S): 9}, [None, None, 9]),
        ({("x", A): 4, ("x", S): 6, ("y", S): 9}, [None, None, 9]),  # never one alone
        ({("x", A): 4}, [None]),
        ({}, []),
    ],
)
def test_small_numbers_are_hidden_so_that_they_cannot_be_worked_out(counts, told):
    assert list(shown(counts, 5).values()) == told


def test_who_applied_where(page, make, office, apply):
    place = make.district(office=office, name="Sentrum")
    for _ in range(6):
        apply(district_id=place.id, roles=["avlaster", "bpa_assistant"])
    for _ in range(2):
        apply(roles=["stottekontakt"])
    apply(district_id=place.id, roles=["stottekontakt"])
    page.get(PATH)
    found = rows(page, "Søkte, etter bydel og rolle")
    assert found == {"Sentrum": ["under 5", "6", "6"], "Ikke oppgitt": ["under 5", "0", "0"]}


def test_the_spreadsheet_says_the_same_and_names_nobody(page, apply, moved):
    for days in (2, 4, 20):
        moved(apply("interview", name="Nora Hemmelig"), "references", "interview", days)
    page.get(PATH)  # the audit of pages is not of sheets
    response = page._client.get(f"{PATH}.csv")  # noqa: SLF001 - a file, no page
    text = response.get_data(as_text=True)
    assert response.mimetype == "text/csv"
    assert "Steg;Referanser;Dager, midterste;4\r\n" in text
    assert "Søkte;Ikke oppgitt;Støttekontakt;færre enn 5\r\n" in text
    assert "Nora" not in text


def test_the_same_statements_for_two_as_for_twenty(page, apply, moved, statements):
    counts = []
    for many in (2, 20):
        for _ in range(many):
            moved(apply("interview"), "references", "interview", 3)
        page.get(PATH)
        statements.clear()
        page.get(PATH)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def total(page, name):
    rows = [(it.find("dt"), it.find("dd")) for it in page.all("div")]
    found = {text_of(term): text_of(value) for term, value in rows if term is not None}
    return found[name]


def test_begun_and_never_sent_is_counted_for_the_municipality(page, make, office):
    home = {"municipality_id": office.municipality_id, "office": None, "office_id": None}
    for stage in ("draft", "expired"):
        make.application(draft=True, stage=stage, created_at=NOW - timedelta(days=3), **home)
    make.application(draft=True, created_at=NOW - timedelta(days=900), **home)  # another time
    make.application(draft=True, created_at=NOW - timedelta(days=3))  # another municipality
    page.get(PATH)
    assert total(page, "Påbegynt og aldri sendt, hele kommunen") == "2"
    assert total(page, "Søknader kommet inn") == "0"


def test_approved_and_without_an_engagement(page, make, office, apply):
    apply("approved")
    working = apply("approved")
    worker = make.worker(office=office, user=page.session.get_one(User, working.user_id))
    child = make.child(office=office)
    make.engagement(worker=worker, ordning=make.ordning(child=child))
    forget(apply("approved"))
    make.application(stage="approved")  # another municipality
    page.get(PATH)
    assert total(page, "Godkjent og uten oppdrag nå") == "1"
