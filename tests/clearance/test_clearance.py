"""Papers are registered one by one, and the last one clears."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.engagements.models import ClearanceItem
from portal.messages.models import OutboxMessage


def papers(engagement):
    return f"/oppdrag/{engagement.id}/papirer"


def test_the_last_paper_clears_and_the_worker_is_told(page, engagement, coordinator, session):
    page.sign_in(engagement.worker.user).get(f"/oppdrag/{engagement.id}/taushetserklaering")
    page.submit(has_read="y").follow()
    assert page.h1 == "Kan ikke få vakter ennå: 2 ting mangler"
    page.sign_in(coordinator).get(papers(engagement))
    page.submit(form="politiattest", issued_on="20.11.2026").follow()
    assert page.h1 == "Ikke klart: avtale"
    assert not engagement.is_cleared
    page.submit(form="avtale", signed_on="22.11.2026").follow()
    assert page.h1 == "Alt er på plass"
    assert engagement.is_cleared
    mails = session.scalars(select(OutboxMessage.template)).all()
    assert mails == ["cleared"]


def test_what_is_kept_of_a_certificate(page, engagement, coordinator, session):
    page.sign_in(coordinator).get(papers(engagement))
    page.submit(form="politiattest", issued_on="20.11.2026")
    item = session.scalars(select(ClearanceItem)).one()
    assert (item.issued_on.isoformat(), item.seen_on.isoformat()) == ("2026-11-20", "2026-11-22")
    assert (item.seen_by_id, item.legal_basis) == (coordinator.id, "hol § 5-4")


def test_there_is_no_way_to_send_a_file(page, engagement, coordinator):
    page.sign_in(coordinator).get(papers(engagement))
    assert not [field for field in page.all("input") if field.get("type") == "file"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Skriv datoen som står på attesten."),
        ("31.2.2026", "Datoen finnes ikke. Se i kalenderen."),
        ("23.11.2026", "Skriv en dag som har vært."),
        ("21.8.2026", "Attesten er for gammel. Be om en ny som er høyst tre måneder."),
    ],
)
def test_a_certificate_that_cannot_be_right(page, engagement, coordinator, typed, sentence):
    page.sign_in(coordinator).get(papers(engagement))
    page.submit(422, form="politiattest", issued_on=typed)
    assert page.errors == [sentence]


def test_a_law_that_is_none_is_refused(page, engagement, coordinator):
    page.sign_in(coordinator).get(papers(engagement))
    page.submit(422, form="politiattest", issued_on="20.11.2026", legal_basis="straffeloven")
    assert page.errors == ["Velg hvilken lov attesten kreves etter."]


def test_the_statement_must_be_read(page, engagement):
    page.sign_in(engagement.worker.user).get(f"/oppdrag/{engagement.id}/taushetserklaering")
    page.submit(422)
    assert page.errors == ["Kryss av for at du har lest teksten."]


def test_nobody_else_signs_and_nobody_clears_themselves(page, make, engagement, coordinator):
    page.sign_in(coordinator).get(f"/oppdrag/{engagement.id}/taushetserklaering", 403)
    own = make.engagement(uncleared=True, ordning=engagement.ordning)
    make.role(user=own.worker.user, hat="coordinator", office_id=engagement.office_id)
    page.sign_in(own.worker.user, hat="coordinator").get(papers(own), 403)
    page.get(papers(engagement))


def test_the_list_shows_exactly_what_is_missing(page, make, engagement, coordinator):
    make.clearance_item(engagement=engagement, politiattest=True)
    page.sign_in(coordinator).get("/papirer")
    assert page.h1 == "1 oppdrag venter på papirer"
    assert "taushetserklæring og avtale" in page.text
    assert "politiattest," not in page.text


def test_an_agreement_that_is_sent_is_not_to_be_made_and_hours_are_logged(
    page, engagement, coordinator, session
):
    page.sign_in(coordinator).get(papers(engagement))
    assert "Kan ikke begynne, føre timer eller få lønn" in page.text
    assert "Lag avtalen" in page.text
    engagement.hours_from_on, engagement.lacks_only_contract = engagement.valid_from, True
    session.flush()
    page.get(papers(engagement))
    assert "Timer som er jobbet, kan føres" in page.text
    assert "Kan ikke begynne" not in page.text
    assert "Lag avtalen" not in page.text
    assert "Se avtalen" in page.text


@pytest.mark.parametrize(
    ("terms", "is_said"), [("contractor", False), ("employee_permanent", True)]
)
def test_the_law_on_contracts_of_employment_is_told_of_employees(
    page, engagement, coordinator, terms, is_said
):
    engagement.terms = terms
    page.sign_in(coordinator).get(papers(engagement))
    assert ("senest sju dager etter oppstart" in page.text) is is_said
