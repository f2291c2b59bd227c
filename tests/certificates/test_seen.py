"""Seen on, issued on, by whom, on which law; what leaving the stage takes; and where it goes."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from portal.access.actor import NOBODY
from portal.audit.models import AuditEvent
from portal.certificates.models import (
    ApplicationCertificate,
    ApplicationPurposeLetter,
    ApplicationRemark,
)
from portal.clearance import service as clearance
from portal.core.errors import RefusedError
from portal.engagements import paper_queries
from portal.engagements import service as engagements
from portal.engagements.models import ClearanceItem, Engagement, Worker
from portal.engagements.queries import WITH_PAPERS
from portal.engagements.service import Job
from portal.engagements.states import Kind, Terms
from portal.pipeline.models import RecruitmentStage
from portal.recruitment import retention
from portal.recruitment.states import Stage

ISSUED = date(2026, 11, 10)


def see(page, one, status=303, **typed):
    page.get(f"/rekruttering/{one.id}/politiattest")
    return page.submit(status, form="politiattest", **{"issued_on": "10.11.2026", **typed})


def rows(page):
    return page.session.scalars(select(ApplicationCertificate)).all()


def test_it_is_kept_that_it_was_seen_and_no_file(page, kari, one):
    page.get(f"/rekruttering/{one.id}/politiattest")
    assert not [field for field in page.all("input") if field.get("type") == "file"]
    see(page, one, legal_basis="barnevernsloven § 12-11").follow()
    assert "Sett 22. november 2026" in page.text
    assert "Avtalen må signeres senest 10. februar 2027." in page.text
    (row,) = rows(page)
    assert (row.issued_on, row.seen_on, row.seen_by_id, row.legal_basis) == (
        ISSUED, date(2026, 11, 22), kari.id, "barnevernsloven § 12-11",
    )  # fmt: skip
    assert "clearance:politiattest" in {it.act for it in page.session.query(AuditEvent)}
    assert one.responsible_id == kari.id


@pytest.mark.parametrize(
    ("issued", "sentence"),
    [
        ("", "Skriv datoen som står på attesten."),
        ("23.11.2026", "Skriv en dag som har vært."),
        ("21.8.2026", "Attesten er for gammel. Be om en ny som er høyst tre måneder."),
    ],
)
def test_one_that_will_not_do_is_said_at_the_field(page, one, issued, sentence):
    see(page, one, 422, issued_on=issued)
    assert page.errors == [sentence]
    assert rows(page) == []


def test_three_months_old_to_the_day_will_do(page, one):
    see(page, one, issued_on="22.8.2026")
    assert len(rows(page)) == 1


def test_two_at_once_make_one(page, one):
    see(page, one)
    see(page, one, issued_on="12.11.2026")
    (row,) = rows(page)
    assert row.issued_on == date(2026, 11, 12)


@pytest.mark.parametrize("stage", ["withdrawn", "approved", "not_approved"])
def test_nothing_is_registered_when_it_is_decided(page, make, one, stage):
    make.application_letter(application=one, written_by_id=one.user_id)
    page.get(f"/rekruttering/{one.id}/politiattest")
    one.stage = stage
    page.submit(409, form="politiattest", issued_on="10.11.2026")
    assert rows(page) == []


# The way out of the stage -----------------------------------------------------------------


def move(page, one, to, status=303):
    return page.post(
        f"/rekruttering/{one.id}/flytt/{to}", {"version": one.version, "why": "Videre"}, status
    )


def test_nobody_goes_on_before_it_is_seen(page, one):
    page.get(f"/rekruttering/{one.id}")
    assert f"/rekruttering/{one.id}/flytt/interview" not in page.links()
    assert "Registrer politiattesten" in page.text
    move(page, one, "interview", 409)
    assert "Politiattesten må være sett" in page.text
    see(page, one)
    move(page, one, "interview")
    assert one.stage == Stage.INTERVIEW


def test_one_that_grew_too_old_lets_nobody_on(page, make, one):
    make.application_certificate(
        application=one, seen_by_id=one.user_id, issued_on=date(2026, 8, 21)
    )
    page.get(f"/rekruttering/{one.id}")
    assert "For gammel: be om en ny" in page.text
    move(page, one, "interview", 409)


def test_back_and_out_are_always_open(page, one):
    move(page, one, "references")
    assert one.stage == Stage.REFERENCES


def test_where_it_is_not_required_it_is_only_said(page, one):
    page.session.query(RecruitmentStage).filter_by(stage="certificate").one().is_required = False
    page.session.flush()
    move(page, one, "interview")
    page.get(f"/rekruttering/{one.id}")
    assert "Politiattest: ikke klar" in page.text


def test_roles_can_be_decided_while_it_is_waited_for(page, one):
    page.get(f"/rekruttering/{one.id}")
    assert "Avgjør hver rolle for seg" in page.text


# And on ------------------------------------------------------------------------------------


def items(page):
    kind = ClearanceItem.kind == "politiattest"
    return page.session.scalars(select(ClearanceItem).where(kind)).all()


def test_what_was_seen_follows_onto_the_engagement(page, kari, hired):
    one = hired()
    (item,) = items(page)
    assert (item.issued_on, item.seen_on, item.seen_by_id, item.legal_basis) == (
        ISSUED, date(2026, 11, 20), kari.id, "hol § 5-4",
    )  # fmt: skip
    (row,) = rows(page)
    assert (row.issued_on, row.seen_on, row.seen_by_id, row.legal_basis) == (None,) * 4
    engagement = page.session.query(Engagement).one()
    page.get(f"/oppdrag/{engagement.id}/papirer")
    assert "Politiattest" not in page.h1
    page.get(f"/rekruttering/{one.id}")
    assert "Sett, og fulgt med til oppdraget" in page.text


def test_too_old_at_the_start_is_said_at_the_signing(page, hired):
    hired(issued_on=date(2026, 8, 25))
    engagement = page.session.scalars(select(Engagement).options(*WITH_PAPERS)).one()
    page.session.refresh(engagement, ["clearance", "household"])
    with pytest.raises(RefusedError, match="eldre enn tre måneder"):
        clearance.sign_contract(NOBODY, engagement, date(2026, 11, 26))


def test_it_follows_once(page, session, make, office, hired):
    one = hired()
    worker = session.query(Worker).filter_by(user_id=one.user_id).one()
    other = make.ordning(child=make.child(office=office))
    job = Job(ordning=other, kind=Kind.AVLASTER, terms=Terms.EMPLOYEE_PERMANENT,
              valid_from=date(2026, 12, 1))  # fmt: skip
    engagements.engage(NOBODY, worker, job)
    assert len(items(page)) == 1  # another child: asked for again


def test_it_goes_with_the_application(session, make, one):
    make.application_letter(application=one, written_by_id=one.user_id)
    make.application_certificate(application=one, seen_by_id=one.user_id)
    make.application_remark(application=one)
    one.stage = "not_approved"
    session.flush()
    retention.forget(one)
    for table in (ApplicationCertificate, ApplicationPurposeLetter, ApplicationRemark):
        assert session.scalars(select(table)).all() == []


def test_papers_say_what_is_left(session, page, hired):
    hired()
    engagement = session.query(Engagement).one()
    lacking = {it.kind for it in paper_queries.missing_now(engagement)}
    assert "politiattest" not in lacking
    assert "contract" in lacking
