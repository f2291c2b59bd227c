"""An applicant's certificate with remarks is one named person's, as for who is engaged."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.certificates import queries, service
from portal.certificates.models import ApplicationCertificate, ApplicationRemark
from portal.clearance.models import CertificateRemark
from portal.engagements.models import ClearanceItem
from tests.certificates.test_seen import see
from tests.plugins.office import NOW


def note(page, one, status=303, issued="10.11.2026"):
    page.get(f"/rekruttering/{one.id}/vurdering")
    return page.submit(status, form="vurdering", issued_on=issued)


def test_only_the_named_person_sees_it(page, kari, officer, one):
    show, judging = f"/rekruttering/{one.id}/politiattest", f"/rekruttering/{one.id}/vurdering"
    page.sign_in(kari)
    before = [page.get(it).text for it in (f"/rekruttering/{one.id}", show)]
    assert judging not in page.links()
    page.get(judging, 403)
    page.sign_in(officer)
    note(page, one).follow()
    assert page.h1 == "Attesten venter på vurderingen din"
    page.get("/hjem")
    assert "politiattesten venter på vurderingen din" in page.text
    page.sign_in(kari)
    assert [page.get(it).text for it in (f"/rekruttering/{one.id}", show)] == before
    page.get("/hjem")
    assert "vurderingen din" not in page.text
    page.get(judging, 403)


def test_the_applicants_page_does_not_tell_either(page, make, one):
    make.application_letter(application=one, written_by_id=one.user_id)
    page.sign_in(page.session.get_one(User, one.user_id), hat="applicant")
    before = page.get("/min-soknad").text
    make.application_remark(application=one)
    assert page.get("/min-soknad").text == before


def test_the_log_says_what_it_says_of_every_certificate(page, kari, officer, one):
    page.sign_in(officer)
    note(page, one)
    page.sign_in(kari)
    see(page, one, issued_on="20.11.2026")
    acts = [it.act for it in page.session.query(AuditEvent) if it.thing == "application"]
    assert [it for it in acts if it.startswith("clearance")] == ["clearance:politiattest"] * 2


def test_what_was_seen_counts_no_more(page, officer, one):
    see(page, one)
    page.sign_in(officer)
    note(page, one)
    assert page.session.scalars(select(ApplicationCertificate)).all() == []
    page.post(f"/rekruttering/{one.id}/flytt/interview", {"version": one.version, "why": "x"}, 409)


@pytest.mark.parametrize(("verdict", "is_ready"), [("accepted", True), ("refused", False)])
def test_the_named_person_decides(page, officer, one, verdict, is_ready):
    page.sign_in(officer)
    note(page, one).follow()
    page.submit(form="avgjor", verdict=verdict, reason="Gammel sak, ikke om barn").follow()
    assert queries.is_in_place(one) is is_ready
    page.post(f"/rekruttering/{one.id}/vurdering/avgjor",
              {"verdict": verdict, "reason": "Igjen"}, 409)  # fmt: skip


def test_no_verdict_without_a_reason(page, officer, one):
    page.sign_in(officer)
    note(page, one).follow()
    page.submit(422, form="avgjor", reason="")
    assert page.errors == [
        "Velg hva du har kommet til.",
        "Skriv kort hvorfor. Ikke skriv hva som står på attesten.",
    ]


def test_the_same_certificate_is_not_registered_as_clean(page, make, one):
    make.application_remark(application=one)
    see(page, one, 422)
    assert page.errors == [service.SHOWN_BEFORE]
    see(page, one, issued_on="11.11.2026")  # a newer one is another
    assert page.session.scalars(select(ApplicationRemark)).all() == []


def test_who_has_remarks_is_proposed_to_nobody(session, make, one):
    remark = make.application_remark(application=one)
    assert session.scalars(queries.applicants_with_remarks()).all() == [one.user_id]
    remark.verdict, remark.judged_at = "accepted", NOW
    session.flush()
    assert session.scalars(queries.applicants_with_remarks()).all() == []


def test_remarks_follow_onto_the_engagement_and_the_log_does_not_tell(page, session, hired):
    hired(is_refused=True)
    assert session.scalars(select(ApplicationRemark)).all() == []
    remark = session.scalars(select(CertificateRemark)).one()
    assert (remark.verdict, remark.issued_on) == ("refused", date(2026, 11, 10))
    assert session.scalars(select(ClearanceItem)).all() == []
    acts = [it.act for it in session.query(AuditEvent) if it.thing == "engagement"]
    assert "clearance:politiattest" in acts
