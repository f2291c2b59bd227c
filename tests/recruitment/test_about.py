"""The page for those who wonder: plain answers, and no figure that is not the municipality's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from portal.municipality.models import DatedRate
from portal.recruitment.about import answer_days
from portal.recruitment.models import ApplicationEvent

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office(make):
    return make.office(municipality=make.municipality(slug="provevik"), name="Avlastningskontoret")


@pytest.fixture
def answered(make, session, office):
    def made(*days, stage="approved", at=NOW):
        for number in days:
            one = make.application(
                office=office, stage=stage, submitted_at=at - timedelta(days=number)
            )
            session.flush()
            session.add(
                ApplicationEvent(
                    municipality_id=one.municipality_id, application_id=one.id, event="moved",
                    to_stage=stage, at=at,
                )
            )  # fmt: skip
        session.flush()

    return made


def test_pay_is_todays_rate_and_a_missing_one_is_left_out(page, session, office):
    home = {"municipality_id": office.municipality_id, "source": "Prøve", "set_by_id": None}
    for amount, day in ((19_500, 2020), (20_100, 2026), (30_000, 2027)):
        session.add(
            DatedRate(**home, code="stottekontakt_hour", amount=amount, valid_from=date(day, 1, 1))
        )
    page.get("/provevik/bli-med")
    assert page.h1 == "Vil du bli avlaster, støttekontakt eller assistent?"
    assert "kr 201 i timen" in page.text
    for wrong in ("kr 195", "kr 300", "per kilometer", "i døgnet"):
        assert wrong not in page.text


def test_without_any_rate_one_is_asked_to_call(page, office):
    page.get("/provevik/bli-med")
    assert "Ring oss, så forteller vi hva du får." in page.text


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("min_age", "20", "Du har fylt 20 år."),
        ("max_age", "70", "Du er høyst 70 år."),
        ("norwegian_level", "b1", "norsk på nivå B1"),
        ("commitment_months", "6", "i minst 6 måneder"),
        ("references_required", "1", "Du kan oppgi 1 som kjenner deg"),
        ("own_car_allowed", "0", "Hos oss brukes ikke egen bil"),
        ("retention_rejected_days", "200", "200 dager etter"),
    ],
)
def test_the_demands_are_the_municipalitys(page, make, office, key, value, words):
    make.setting(municipality_id=office.municipality_id, key=key, value=value)
    page.get("/provevik/bli-med")
    assert words in page.text


def test_the_usual_wait_is_told_from_real_answers_only(page, make, office, answered):
    answered(10, 20, 30, 40)
    page.get("/provevik/bli-med")
    assert "Vi har svart for få" in page.text
    answered(12, stage="not_approved")
    page.get("/provevik/bli-med")
    assert "Fra søknad til svar tar det som regel 20 dager hos oss." in page.text
    child = make.child(office=None, municipality_id=office.municipality_id, office_id=office.id)
    make.need(ordning=make.ordning(child=child))
    page.get("/provevik/")
    assert "Nå venter 1 barn eller ungdom. Fra søknad til svar tar det som regel 20" in page.text


def test_old_answers_and_others_do_not_count(make, office, answered):
    answered(10, 20, 30, 40, 50, at=NOW - timedelta(days=731))
    assert answer_days(office.municipality_id) is None
    answered(10, 20, 30, 40, 50)
    assert answer_days(office.municipality_id) == 30
    assert answer_days(make.municipality().id) is None


def test_it_is_linked_from_the_front_the_list_and_the_advert(page, make, office):
    child = make.child(office=office)
    need = make.need(ordning=make.ordning(child=child, service="stottekontakt"))
    for path in ("/provevik/", "/provevik/oppdrag", f"/provevik/oppdrag/{need.slug}"):
        page.get(path)
        assert "/provevik/bli-med" in page.links()
