"""A vedtak's versions as pages: registered once, never changed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import select

from portal.audit.models import AuditDetails, AuditEvent
from portal.core import db
from portal.hours import account
from portal.vedtak import queries, timeline
from portal.vedtak.models import ImmutableError, Limit, Pause, Vedtak
from tests.plugins.races import pressing

FORM = {
    "reference": "2026/104", "decided_on": "1.11.2026", "right_holder": "child",
    "valid_from": "1.1.2026", "valid_to": "31.12.2026", "bpa_amount": "21", "bpa_per": "week",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime(2026, 11, 22, 9, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def office(make):
    return make.office()


@pytest.fixture
def ordning(make, office):
    child = make.child(office=None, office_id=office.id, municipality_id=office.municipality_id)
    return make.ordning(child=child)


@pytest.fixture
def coordinator(make, page, office):
    user = make.coordinator(office=office)
    page.sign_in(user)
    return user


@pytest.fixture
def new(page, coordinator, ordning):
    def register(status=303, **changes):
        return page.get(f"/ordning/{ordning.id}/vedtak/ny").submit(status, **{**FORM, **changes})

    return register


def test_a_page_that_another_version_has_overtaken(session, page, new, ordning) -> None:
    new()
    page.get(f"/ordning/{ordning.id}/vedtak/ny")
    stale = pressing(page, **{**FORM, "reference": "2026/105"})
    new(reference="2026/106")
    assert stale() == 409
    references = session.scalars(select(Vedtak.reference).order_by(Vedtak.version)).all()
    assert references == ["2026/104", "2026/106"]


def test_register_the_first(page, session, ordning, coordinator, new) -> None:
    new(stottekontakt_amount="12", stottekontakt_per="month", dogn_amount="2,5",
        dogn_per="month", allows_night="y")  # fmt: skip
    vedtak = session.query(Vedtak).one()
    assert (vedtak.version, vedtak.registered_by_id) == (1, coordinator.id)
    assert {(it.service, it.unit, it.per, it.amount_minutes) for it in vedtak.portions} == {
        ("bpa", "hours", "week", 21 * 60), ("stottekontakt", "hours", "month", 720),
        ("avlastning", "dogn", "month", 3600),
    }  # fmt: skip
    page.follow()
    assert page.h1 == "21 timer i uka til 31. desember 2026"
    for words in ("2,5 døgn i måneden", "12 timer i måneden", "Gjelder om natten også",
                  "Én på vakt om gangen", "Brukes ikke i skoletiden", "2026/104"):  # fmt: skip
        assert words in page.text, words
    assert "vedtak:registered" in [event.act for event in session.query(AuditEvent)]


def test_a_new_version_takes_over_and_the_old_stands(page, session, ordning, new) -> None:
    new()
    new(reference="2026/300", valid_from="1.12.2026", valid_to="31.12.2027", bpa_amount="28",
        allows_double_staffing="y")  # fmt: skip
    first, _second = session.query(Vedtak).order_by(Vedtak.version)
    assert (first.valid_to, first.portions[0].amount_minutes) == (date(2026, 12, 31), 21 * 60)
    held = timeline.in_force(queries.versions(ordning.id))
    assert [(it.days.from_on, it.days.to_on) for it in held] == [
        (date(2026, 1, 1), date(2026, 11, 30)),
        (date(2026, 12, 1), date(2027, 12, 31)),
    ]
    page.follow()
    assert page.h1 == "28 timer i uka fra 1. desember 2026"
    for words in ("2 versjoner", "BPA: 28 timer i uka, før 21 timer i uka",
                  "To kan nå være på vakt samtidig", "Gjelder 1. januar 2026–30. november 2026",
                  "Gjelder til 31. desember 2027, før 31. desember 2026"):  # fmt: skip
        assert words in page.text, words
    page.get(f"/vedtak/{first.id}")
    assert page.h1 == "21 timer i uka til 30. november 2026"


def test_a_limit_on_top_is_written_shown_and_changed(page, session, new) -> None:
    new(bpa_day_limit="7,5", bpa_week_limit="40")
    page.follow()
    assert "21 timer i uka, høyst 7 t 30 min på én dag, høyst 40 timer på én uke" in page.text
    values = {it.get("name"): it.get("value") for it in page.get(page_of(page)).all("input")}
    assert (values["bpa_day_limit"], values["bpa_month_limit"]) == ("7,5", "")
    new(reference="2026/300", bpa_day_limit="10", bpa_week_limit="", bpa_month_limit="150")
    page.follow()
    for words in ("BPA: høyst 10 timer på én dag, før 7 t 30 min",
                  "BPA: ikke lenger høyst 40 timer på én uke",
                  "BPA: nå høyst 150 timer på én måned"):  # fmt: skip
        assert words in page.text, words
    limits = session.scalars(select(Limit)).all()
    assert len(limits) == 4  # the old version keeps its own
    assert any(
        "bpa hours 450 day" in str(it) for it in session.scalars(select(AuditDetails.details))
    )


def page_of(page) -> str:
    """The form of the next version, from the page of this one."""
    return next(it.get("href") for it in page.all("a") if it.get("href").endswith("/vedtak/ny"))


def test_the_new_form_begins_with_what_is_granted_now(page, ordning, new) -> None:
    new(allows_night="y")
    page.get(f"/ordning/{ordning.id}/vedtak/ny")
    values = {it.get("name"): it.get("value") for it in page.all("input")}
    assert values["bpa_amount"] == "21"
    assert values["valid_from"] == ""
    assert "Nå: BPA 21 timer i uka" in page.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reference": ""}, "Skriv saksnummeret fra journalen."),
        ({"reference": "x" * 10_000}, "Skriv høyst 50 tegn."),
        ({"decided_on": "1.12.2026"}, "Vedtaket kan ikke være fattet fram i tid."),
        ({"valid_from": ""}, "Skriv fra hvilken dag."),
        ({"valid_to": "31.12.2025"}, "Siste dag kan ikke være før den første."),
        ({"valid_from": "1.1.2019"},
         "Vedtaket kan ikke begynne før ordningen, som begynner 1.1.2020."),
        ({"bpa_amount": ""}, "Skriv hvor mye vedtaket gir av minst én tjeneste."),
        ({"bpa_amount": "", "stottekontakt_amount": "4"},
         ("Ordningen gjelder BPA. Skriv hvor mye vedtaket gir av det, eller registrer vedtaket på"
          " ordningen det hører til.")),
        ({"bpa_amount": "mange"}, "Skriv et tall, for eksempel 3,5."),
        ({"bpa_amount": "0"}, "Skriv et tall fra 0,5 til 168."),
        ({"bpa_amount": "169"}, "Skriv et tall fra 0,5 til 168."),
        ({"bpa_day_limit": "25"}, "Skriv et tall fra 0,5 til 24."),
        ({"bpa_day_limit": "0"}, "Skriv et tall fra 0,5 til 24."),
        ({"bpa_week_limit": "mange"}, "Skriv et tall, for eksempel 3,5."),
        ({"dogn_week_limit": "2"},
         "Vedtaket gir ikke noe av dette. Skriv mengden over, eller tøm feltet."),
        ({"dogn_amount": "32", "dogn_per": "month"}, "Skriv et tall fra 0,5 til 31."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_the_field(page, session, new, changes, sentence) -> None:
    new(422, **changes)
    assert page.errors == [sentence]
    assert session.query(Vedtak).count() == 0
    typed = {it.get("name"): it.get("value") for it in page.all("input")}
    assert typed["stottekontakt_amount"] == changes.get("stottekontakt_amount", "")
    assert all(typed[name] == text for name, text in changes.items() if name in typed)


def test_two_helpers_at_a_time_may_have_twice_the_week(new) -> None:
    new(bpa_amount="336", allows_double_staffing="y")


def test_sent_twice_is_one_version(page, session, ordning, new) -> None:
    key = "018f0000-0000-7000-8000-000000000002"
    for _ in range(2):
        new(request_key=key)
    assert session.query(Vedtak).count() == 1


# It is never changed ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/vedtak/{}", "/vedtak/{}/endre", "/vedtak/{}/slett"])
def test_there_is_no_way_to_change_one(page, session, ordning, new, path) -> None:
    new()
    vedtak = session.query(Vedtak).one()
    page.follow()
    status = 405 if path.endswith("{}") else 404
    page.post(path.format(vedtak.id), {"valid_to": "1.1.2030"}, status)
    assert vedtak.valid_to == date(2026, 12, 31)


@pytest.mark.parametrize("change", ["column", "portion", "delete"])
def test_not_from_the_code_either(make, session, ordning, change) -> None:
    vedtak = make.vedtak(ordning=ordning)
    session.refresh(vedtak)
    if change == "column":
        vedtak.valid_to = date(2030, 1, 1)
    elif change == "portion":
        vedtak.portions[0].amount_minutes = 1
    else:
        session.delete(vedtak)
    with pytest.raises(ImmutableError):
        db.session().flush()


# Who sees it -----------------------------------------------------------------------------------


def test_the_family_reads_it_and_registers_nothing(make, page, office, ordning) -> None:
    vedtak = make.vedtak(ordning=ordning)
    parent = make.parent(municipality=None, municipality_id=office.municipality_id)
    make.leader(ordning=ordning, user=parent)
    page.sign_in(parent).get(f"/vedtak/{vedtak.id}")
    assert "Registrer" not in page.text
    page.get(f"/ordning/{ordning.id}/vedtak/ny", 403)
    page.get(f"/ordning/{ordning.id}/pauser/ny", 403)


def test_others_do_not_learn_that_it_exists(make, page, office, ordning) -> None:
    vedtak = make.vedtak(ordning=ordning)
    engagement = make.engagement(ordning=ordning)
    here = {"municipality": None, "municipality_id": office.municipality_id}
    for user in (
        make.coordinator(), make.parent(**here), engagement.worker.user,
        make.coordinator(office=make.office(**here)),
    ):  # fmt: skip
        page.sign_in(user).get(f"/vedtak/{vedtak.id}", 404)
        page.get(f"/ordning/{ordning.id}/vedtak/ny", 404)


def test_an_expired_vedtak_says_so_and_hides_nobody(make, page, coordinator, ordning) -> None:
    vedtak = make.vedtak(ordning=ordning, valid_to=date(2026, 11, 21))
    leader = make.leader(ordning=ordning, user__name="Ingrid Bakken")
    page.get(f"/vedtak/{vedtak.id}")
    assert page.h1 == "Vedtaket gikk ut 21. november 2026"
    page.get(f"/familier/{ordning.child_id}")
    assert page.h1 == "A.B.: vedtaket har gått ut"
    assert "Ingrid Bakken" in page.text
    assert leader.valid_to is None
    assert account.of_ordning(ordning, date(2026, 11, 22)).is_expired


# Pauses ------------------------------------------------------------------------------------------


def test_a_hospital_stay_is_registered_changed_and_taken_away(
    page, session, ordning, coordinator, new
) -> None:
    new()
    url = f"/ordning/{ordning.id}/pauser/ny"
    page.get(url).submit(422, first_on="10.12.2026", last_on="1.12.2026")
    assert page.errors == ["Siste dag kan ikke være før den første."]
    page.submit(first_on="1.12.2026", last_on="14.12.2026", reason="hospital")
    pause = session.query(Pause).one()
    page.follow()
    assert "Pause 1. desember–14. desember 2026: sykehusopphold." in page.text
    december = account.of_ordning(ordning, date(2026, 11, 22)).main.rows[11]
    assert december.granted == 17 * 3 * 60
    page.get(url).submit(422, first_on="14.12.2026", last_on="20.12.2026", reason="other")
    assert page.errors == ["Disse dagene er satt på pause allerede."]
    edit = f"/ordning/{ordning.id}/pauser/{pause.id}"
    page.get(edit).submit(last_on="7.12.2026")
    assert pause.last_on == date(2026, 12, 7)
    page.get(edit).submit(last_on="")
    assert session.query(Pause).count() == 0
