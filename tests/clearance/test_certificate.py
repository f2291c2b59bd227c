"""Certificates as domain/recruitment.md § 8 says: examples 9 to 13."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select

from portal.clearance import queries, service
from portal.core.errors import RefusedError
from portal.engagements import paper_queries
from portal.engagements import service as engaging
from portal.engagements.models import ClearanceItem
from portal.engagements.service import Job
from portal.engagements.states import Kind, LegalBasis, PaperState
from portal.municipality.states import SettingKey
from tests.clearance.conftest import actor_of, missing, read, setting, staff


def seen(make, engagement, issued_on, seen_on=None):
    return make.clearance_item(
        engagement=engagement, politiattest=True, issued_on=issued_on, seen_on=seen_on or issued_on
    )


def state_of(session, engagement, kind="politiattest"):
    papers = paper_queries.of(read(session, engagement))
    return next(paper.state for paper in papers if paper.kind == kind)


@pytest.mark.parametrize(
    ("issued_on", "signed_on", "is_accepted"),
    [
        pytest.param(date(2026, 8, 22), date(2026, 11, 22), True, id="exactly three months"),
        pytest.param(date(2026, 8, 22), date(2026, 11, 23), False, id="a day more"),
    ],
)
def test_example_09_three_months_at_the_signing(
    session, make, engagement, actor, clock, issued_on, signed_on, is_accepted
):
    check_signing(session, make, engagement, actor, clock, issued_on, signed_on, is_accepted)


@pytest.mark.parametrize(
    ("signed_on", "is_accepted"), [(date(2027, 2, 28), True), (date(2027, 3, 1), False)]
)
def test_example_10_the_end_of_the_month(
    session, make, engagement, actor, clock, signed_on, is_accepted
):
    issued_on = date(2026, 11, 30)
    check_signing(session, make, engagement, actor, clock, issued_on, signed_on, is_accepted)


def check_signing(session, make, engagement, actor, clock, issued_on, signed_on, is_accepted):
    clock.move_to(signed_on)
    seen(make, engagement, issued_on)
    one = read(session, engagement)
    if is_accepted:
        service.sign_contract(actor, one, signed_on)
        assert missing(session, engagement) == ["taushetserklaering"]
    else:
        with pytest.raises(RefusedError, match="eldre enn tre måneder"):
            service.sign_contract(actor, one, signed_on)
        assert missing(session, engagement) == ["taushetserklaering", "contract"]


def test_the_page_refuses_a_contract_when_the_certificate_is_too_old(
    page, make, engagement, coordinator
):
    seen(make, engagement, date(2026, 8, 1))
    page.sign_in(coordinator).get(f"/oppdrag/{engagement.id}/papirer")
    page.submit(422, form="avtale", signed_on="22.11.2026")
    assert page.errors == ["Attesten er eldre enn 3 måneder den dagen. Be om en ny attest først."]


@pytest.fixture
def active(make, engagement):
    """Active with child A; the certificate was seen four months ago."""
    seen(make, engagement, date(2026, 7, 15), date(2026, 7, 20))
    make.clearance_item(engagement=engagement, taushetserklaering=True)
    make.clearance_item(engagement=engagement, contract=True, signed_on=date(2026, 7, 20))
    engagement.cleared_at = engagement.created_at
    make.session.flush()
    return engagement


def engage(make, engagement, actor, child=None):
    place = {"office_id": engagement.office_id, "municipality_id": engagement.municipality_id}
    other = make.ordning(child=child or make.child(office=None, **place))
    job = Job(ordning=other, kind=Kind.STOTTEKONTAKT, valid_from=date(2026, 12, 1))
    return engaging.engage(actor, engagement.worker, job)


def test_example_11_a_new_child_asks_again_and_the_old_goes_on(session, make, active, actor):
    made = engage(make, active, actor)
    assert missing(session, made) == ["politiattest", "contract"]
    assert read(session, active).is_cleared
    assert missing(session, active) == []


def test_where_the_municipality_says_so_it_comes_along(session, make, active, actor):
    setting(make, active, SettingKey.CERTIFICATE_NEW_CHILD, "0")
    made = engage(make, active, actor)
    assert missing(session, made) == ["contract"]
    item = next(it for it in read(session, made).clearance if it.kind == "politiattest")
    assert (item.seen_on, item.issued_on) == (date(2026, 7, 20), date(2026, 7, 15))
    assert item.carried_from_id is not None


def test_it_comes_along_to_the_same_child_though_it_is_old(session, make, active, actor, clock):
    made = engage(make, active, actor, child=active.ordning.child)
    clock.move_to(date(2027, 6, 1))
    service.sign_contract(actor, read(session, made), date(2027, 6, 1))
    assert missing(session, made) == []


def test_example_12_a_renewed_vedtak_may_ask_again_and_blocks_nothing(
    session, make, active, actor, clock, page, coordinator
):
    make.vedtak(ordning=active.ordning, valid_from=date(2026, 7, 1), valid_to=date(2026, 12, 31))
    assert queries.tasks(actor) == []
    make.vedtak(
        ordning=active.ordning, version=2, valid_from=date(2027, 1, 1), valid_to=date(2027, 12, 31)
    )
    assert queries.tasks(actor) == []  # it has not begun, and the certificate is four months old
    clock.move_to(date(2027, 2, 1))
    (task,) = queries.tasks(actor)
    assert (task.may_renew, task.urgency, list(task.papers)) == (True, "to_do", [])
    assert read(session, active).is_cleared
    page.sign_in(coordinator).get(f"/oppdrag/{active.id}/papirer")
    assert page.h1 == "Alt er på plass"
    assert "Det er valgfritt" in page.text
    page.submit(form="ingen-ny-attest").follow()
    assert queries.tasks(actor) == []


def test_example_13_nothing_is_uploaded_and_what_is_kept_is_four_facts(
    page, app, make, engagement, coordinator, session
):
    """No certificate is ever taken (features row 22), so there is none to delete."""
    page.sign_in(coordinator).get(f"/oppdrag/{engagement.id}/papirer")
    forms = [form for form in page.all("form") if form.get("method") == "post"]
    assert [form.get("enctype") for form in forms if form.get("enctype")] == []
    assert [field for field in page.all("input") if field.get("type") == "file"] == []
    page.submit(form="politiattest", issued_on="20.11.2026")
    item = session.scalars(select(ClearanceItem)).one()
    assert (item.issued_on, item.seen_on) == (date(2026, 11, 20), date(2026, 11, 22))
    assert (item.seen_by_id, item.legal_basis) == (coordinator.id, LegalBasis.HOL)
    files = [
        rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("clearance")
    ]
    assert [rule for rule in files if "attest" in rule and rule.endswith((".pdf", "/fil"))] == []
    columns = {column.name: str(column.type) for column in ClearanceItem.__table__.columns}
    assert [name for name, kind in columns.items() if kind in {"BLOB", "BYTEA"}] == []


def test_a_file_that_is_sent_all_the_same_is_kept_nowhere(page, engagement, coordinator, session):
    sent = {"issued_on": "20.11.2026", "legal_basis": "hol § 5-4",
            "attest": (BytesIO(b"%PDF hemmelig"), "attest.pdf")}  # fmt: skip
    page.sign_in(coordinator).post(f"/oppdrag/{engagement.id}/papirer/politiattest", sent)
    kept = session.execute(select(*ClearanceItem.__table__.columns)).all()
    assert kept
    assert "hemmelig" not in str(kept)


def test_a_certificate_counts_when_it_came_after_the_signing(session, make, engagement):
    make.clearance_item(engagement=engagement, contract=True, signed_on=date(2026, 11, 1))
    seen(make, engagement, date(2026, 11, 20))
    assert state_of(session, engagement) is PaperState.IN_PLACE


def test_a_new_text_of_the_statement_is_a_task_and_stops_nothing(session, make, active, actor):
    item = next(it for it in read(session, active).clearance if it.kind == "taushetserklaering")
    item.text_version = "2020-1"
    assert state_of(session, active, "taushetserklaering") is PaperState.TO_DO
    (task,) = queries.tasks(actor)
    assert (task.urgency, [it.kind for it in task.papers]) == ("to_do", ["taushetserklaering"])


def test_another_office_has_no_part_in_it(make, active, engagement):
    elsewhere = make.engagement(uncleared=True)
    assert queries.tasks(actor_of(elsewhere, staff(make, elsewhere)))[0].engagement is elsewhere
