"""A home visit: the checklist, the report and two signatures of two different people."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.access.actor import Assurance
from portal.audit.models import AuditEvent
from portal.bookings.states import BookingState
from portal.recruitment import retention
from portal.recruitment.models import ApplicationEvent
from portal.retention.night import run
from portal.rules.periods import midnight
from portal.visits import queries
from portal.visits.models import VisitChecklist, VisitFinding, VisitReport, VisitSignature
from tests.bookings.conftest import the_booking
from tests.plugins.office import NOW
from tests.visits.conftest import URL


def sign(page, user, one, status=303):
    page.sign_in(user)
    page.get(URL.format(one.id))
    return page.submit(status, "signer")


def test_two_different_people_sign_and_then_it_is_done(page, write, kari, per, one):
    write(kari)
    page.follow()
    assert page.h1 == "Rapporten mangler signatur fra Kari Koordinator, Per Koordinator"
    sign(page, kari, one)
    page.follow()
    assert page.h1 == "Rapporten mangler signatur fra Per Koordinator"
    assert not queries.is_signed(one.id)
    page.get(f"/rekruttering/{one.id}")
    assert "Rapporten mangler signatur fra: Per Koordinator" in page.text
    sign(page, per, one)
    page.follow()
    assert page.h1 == "Rapporten er signert av to"
    assert "innlogget med høyt sikkerhetsnivå" in page.text
    assert queries.is_signed(one.id)
    rows = page.session.query(VisitSignature).all()
    assert {(it.user_id, it.assurance, it.at) for it in rows} == {
        (kari.id, Assurance.HIGH, NOW), (per.id, Assurance.HIGH, NOW),
    }  # fmt: skip
    events = [it.event for it in page.session.query(ApplicationEvent)]
    assert sorted(events) == ["visit_reported", "visit_signed", "visit_signed"]
    assert the_booking(page, "hjemmebesok").state == BookingState.HELD


def test_the_same_person_twice_is_one_signature(page, write, kari, one):
    write(kari)
    sign(page, kari, one)
    version = page.session.query(VisitReport).one().version
    page.post(f"{URL.format(one.id)}/signer", {"version": str(version)})
    assert page.session.query(VisitSignature).count() == 1
    assert not queries.is_signed(one.id)


def test_a_change_after_a_signature_must_be_signed_again(page, write, kari, per, one):
    write(kari)
    sign(page, kari, one)
    page.sign_in(per)
    page.get(f"{URL.format(one.id)}/skriv")
    assert "Én har signert." in page.text
    page.submit(303, summary="Trappa mangler grind.", conclusion="suitable_if")
    sign(page, per, one)
    page.follow()
    assert page.h1 == "Rapporten mangler signatur fra Kari Koordinator"
    assert not queries.is_signed(one.id)
    sign(page, kari, one)
    assert queries.is_signed(one.id)


def test_one_signs_what_one_has_read(page, write, kari, per, one):
    write(kari)
    page.sign_in(per)
    page.get(URL.format(one.id))
    read = page.session.query(VisitReport).one().version
    write(kari, summary="Noe helt annet")
    page.sign_in(per)
    page.post(f"{URL.format(one.id)}/signer", {"version": str(read)}, 409)
    assert page.session.query(VisitSignature).count() == 0


def test_what_two_have_signed_is_not_changed(page, write, kari, per, one):
    write(kari)
    sign(page, kari, one)
    sign(page, per, one)
    page.get(f"{URL.format(one.id)}/skriv", 409)
    page.post(f"{URL.format(one.id)}/skriv", {"summary": "x"}, 409)
    assert page.session.query(VisitReport).one().summary == "Et rolig hjem med god plass."


def test_two_do_not_write_over_each_other(page, write, kari, per, one):
    page.sign_in(per)
    page.get(f"{URL.format(one.id)}/skriv")
    write(kari)
    page.sign_in(per)
    found = {f"findings-{place}-found": "ok" for place in range(12)}
    form = {**found, "version": "0", "summary": "Mitt", "conclusion": "suitable"}
    page.post(f"{URL.format(one.id)}/skriv", form, 409)
    assert page.session.query(VisitReport).count() == 1


BAD = {
    "a line": ({"findings-0-found": None}, "Svar på «Soveplass»."),
    "a forged answer": ({"findings-0-found": "fine"}, "valid choice"),
    "what must be done": (
        {"findings-1-found": "remark"},
        "Skriv hva som må gjøres med «Røykvarsler og rømningsvei».",
    ),
    "summary": ({"summary": " "}, "Skriv kort hva dere så og snakket om."),
    "conclusion": ({"conclusion": None}, "Velg en konklusjon."),
    "long": ({"summary": "x" * 10_000}, "Skriv høyst"),
}


@pytest.mark.parametrize("bad", BAD)
def test_what_is_missing_is_said_and_kept(page, write, kari, bad):
    changes, sentence = BAD[bad]
    write(kari, 422, **{"findings-3-note": "Bratt trapp", **changes})
    assert sentence in page.text
    assert "Bratt trapp" in page.text
    assert page.session.query(VisitReport).count() == 0


def test_who_was_not_there_neither_writes_nor_signs(page, make, office, write, kari, one):
    write(kari)
    page.sign_in(make.coordinator(office=office, name="Tredje Koordinator"))
    page.get(URL.format(one.id))
    assert "Signer rapporten" not in page.text
    page.get(f"{URL.format(one.id)}/skriv", 403)
    page.post(f"{URL.format(one.id)}/signer", {"version": "1"}, 403)


def test_before_the_day_there_is_nothing_to_write(page, kari, one, made, today):
    today.move_to(NOW - timedelta(days=1))
    page.sign_in(kari)
    page.get(URL.format(one.id))
    assert page.h1 == "Rapporten er ikke skrevet ennå"
    page.get(f"{URL.format(one.id)}/skriv", 409)


@pytest.mark.parametrize("stage", ["approved", "not_approved", "withdrawn"])
def test_after_the_decision_nothing_is_signed(page, write, kari, one, stage):
    write(kari)
    one.stage = stage
    sign(page, kari, one, 409)


def test_others_applicants_and_those_who_need_no_visit_are_not_found(page, make, office, kari):
    elsewhere = make.office(municipality=None, municipality_id=office.municipality_id)
    for application in (
        make.application(office=elsewhere, is_at_home=True, roles=["avlaster"]),
        make.application(office=office, roles=["stottekontakt"]),
    ):
        page.get(URL.format(application.id), 404)
        page.get(f"{URL.format(application.id)}/skriv", 404)


def test_the_second_signs_from_their_own_queue(page, write, kari, per, one):
    page.sign_in(per)
    page.get("/rekruttering/moter")
    assert "Skriv rapporten fra hjemmebesøket." in page.text
    write(kari)
    sign(page, kari, one)
    page.get("/rekruttering/moter")
    assert "Signer rapporten" not in page.text
    page.sign_in(per)
    page.get("/rekruttering/moter")
    assert "Signer rapporten fra hjemmebesøket." in page.text
    assert f"/rekruttering/{one.id}/hjemmebesok/rapport" in page.links()


# How long it is kept -------------------------------------------------------------------------


def test_it_says_when_it_is_deleted_as_the_municipality_decided(page, decide, write, kari):
    decide("retention_visit_days", "30")
    write(kari)
    page.follow()
    assert "Rapporten slettes 22. desember 2026." in page.text


def test_what_it_said_of_the_home_goes_and_that_it_was_signed_stays(page, write, kari, per, one):
    write(kari, **{"findings-0-found": "remark", "findings-0-note": "Mangler seng"})
    sign(page, kari, one)
    sign(page, per, one)
    report = page.session.query(VisitReport).one()
    page.session.flush()
    assert run(midnight(report.delete_on)).total == 0
    assert run(midnight(report.delete_on + timedelta(days=1))).counts == {"visit": 1}
    page.session.expire_all()
    assert page.session.query(VisitFinding).count() == 0
    page.get(URL.format(one.id))
    assert "Mangler seng" not in page.text
    assert "er slettet 22. november 2026" in page.text
    assert queries.is_signed(one.id)
    assert run(midnight(date(2028, 1, 1))).counts["visit"] == 0


def test_when_an_application_is_forgotten_everything_said_of_them_goes(page, write, kari, one):
    write(kari, **{"findings-0-found": "remark", "findings-0-note": "Mangler seng"})
    retention.forget(one)
    page.session.flush()
    page.session.expire_all()
    report = page.session.query(VisitReport).one()
    assert (report.summary, report.findings) == ("", [])


# The checklist ------------------------------------------------------------------------------


@pytest.fixture
def admin(make, office):
    user = make.user(municipality=None, municipality_id=office.municipality_id)
    make.role(user=user, hat="admin")
    return user


def test_reports_keep_the_list_they_were_written_with(page, write, kari, admin, one):
    write(kari)
    page.sign_in(admin)
    page.get("/kommunen/sjekkliste")
    page.submit(303, **{"lines-0-text": "Badestrand", "lines-0-help": ""})
    page.follow()
    assert "Utgave 1, fra 22. november 2026" in page.text
    page.sign_in(kari)
    page.get(URL.format(one.id))
    assert "Soveplass" in page.text
    assert "Badestrand" not in page.text
    assert "visit:checklist_changed" in {it.act for it in page.session.query(AuditEvent)}


def test_a_page_made_with_the_old_list_is_answered_with_it(page, kari, admin, one, made):
    page.sign_in(admin)
    page.post("/kommunen/sjekkliste", {"lines-0-text": "Bare dette", "seen": "0"})
    page.sign_in(kari)
    found = {f"findings-{place}-found": "ok" for place in range(12)}
    form = {**found, "version": "0", "checklist": "0", "summary": "Fint", "conclusion": "suitable"}
    page.post(f"{URL.format(one.id)}/skriv", form)
    assert page.session.query(VisitFinding).count() == 12


def test_a_list_that_cannot_be_used_is_not_saved(page, admin, kari):
    page.sign_in(admin)
    page.post("/kommunen/sjekkliste", {"lines-0-text": "", "lines-0-help": "", "seen": "0"}, 422)
    page.post("/kommunen/sjekkliste", {"lines-0-text": "", "lines-0-help": "x", "seen": "0"}, 422)
    page.post("/kommunen/sjekkliste", {"seen": "0"}, 422)
    page.post("/kommunen/sjekkliste", {"lines-0-text": "x" * 500, "seen": "0"}, 422)
    page.post("/kommunen/sjekkliste", {"lines-0-text": "Seng", "seen": "0"})
    page.post("/kommunen/sjekkliste", {"lines-0-text": "Bad", "seen": "0"}, 409)
    assert page.session.query(VisitChecklist).count() == 1
    page.sign_in(kari)
    page.get("/kommunen/sjekkliste", 403)
