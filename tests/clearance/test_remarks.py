"""A certificate with remarks is one named person's: example 14. What goes at the end: 15."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from portal.audit.models import AuditEvent
from portal.clearance import queries, remarks, service
from portal.clearance.models import CertificateRemark, PurposeLetter
from portal.clearance.states import Verdict
from portal.core import clock as our_clock
from portal.core.errors import RefusedError
from portal.engagements.models import ClearanceItem, HouseholdMember
from portal.engagements.states import LegalBasis
from portal.municipality.states import SettingKey
from portal.retention.night import run
from tests.clearance.conftest import actor_of, missing, read, setting

ISSUED = date(2026, 11, 10)


@pytest.fixture
def noted(session, make, engagement, officer):
    """All else is in place; the certificate has remarks, and the named person knows."""
    make.clearance_item(engagement=engagement, taushetserklaering=True)
    make.clearance_item(engagement=engagement, contract=True, signed_on=date(2026, 11, 20))
    named = actor_of(engagement, officer, clears=True)
    remarks.note(named, read(session, engagement), ISSUED, LegalBasis.HOL)
    return named


def family(make, engagement):
    parent = make.user(municipality=None, municipality_id=engagement.municipality_id)
    make.role(user=parent, hat="parent")
    make.leader(ordning=engagement.ordning, user=parent)
    return parent


def test_example_14_only_the_named_person_sees_that_there_are_remarks(
    page, make, engagement, coordinator, officer, noted
):
    papers, judging = f"/oppdrag/{engagement.id}/papirer", f"/oppdrag/{engagement.id}/vurdering"
    page.sign_in(coordinator).get(papers)
    assert page.h1 == "Ikke klart: politiattest"
    assert "Politiattest: ikke klar" in page.text
    assert [a for a in page.all("a") if a.get("href") == judging] == []
    page.get(judging, 403)
    page.get("/papirer")
    assert "Ikke klart" in page.text
    assert "vurderingen din" not in page.text
    page.sign_in(family(make, engagement), hat="parent").get("/assistenter")
    assert "Ikke klar: politiattest" in page.text
    page.get(judging, 403)
    page.sign_in(officer).get("/papirer")
    assert "Disse attestene venter på vurderingen din." in page.text
    page.get(judging)
    assert page.h1 == "Attesten venter på vurderingen din"


def test_a_missing_certificate_looks_the_same(page, make, engagement, coordinator, officer):
    """Who may not know must not be able to work it out either."""
    address = f"/oppdrag/{engagement.id}/papirer"
    page.sign_in(coordinator)
    before = page.get(address).text
    named = actor_of(engagement, officer, clears=True)
    remarks.note(named, read(make.session, engagement), ISSUED, LegalBasis.HOL)
    assert page.get(address).text == before


def test_the_log_does_not_tell_either(session, engagement, noted):
    service.see_politiattest(noted, read(session, engagement), date(2026, 11, 20), LegalBasis.HOL)
    acts = [event.act for event in session.info["audit"]]
    assert [act for act in acts if act.startswith("clearance")] == ["clearance:politiattest"] * 2
    assert session.scalar(select(func.count(AuditEvent.id))) == 0  # appended last, at the commit


@pytest.mark.parametrize(
    ("verdict", "is_ready"), [(Verdict.ACCEPTED, True), (Verdict.REFUSED, False)]
)
def test_the_named_person_decides(page, session, engagement, officer, noted, verdict, is_ready):
    page.sign_in(officer).get(f"/oppdrag/{engagement.id}/vurdering")
    page.submit(form="avgjor", verdict=verdict.value, reason="Gammel sak, ikke om barn").follow()
    assert read(session, engagement).is_cleared is is_ready
    assert bool(missing(session, engagement)) is not is_ready


def test_no_verdict_without_a_reason(page, engagement, officer, noted):
    page.sign_in(officer).get(f"/oppdrag/{engagement.id}/vurdering")
    page.submit(422, form="avgjor", reason="")
    assert page.errors == [
        "Velg hva du har kommet til.",
        "Skriv kort hvorfor. Ikke skriv hva som står på attesten.",
    ]


def test_the_same_certificate_is_not_registered_as_clean(session, engagement, actor, noted):
    with pytest.raises(RefusedError, match="levert før"):
        service.see_politiattest(actor, read(session, engagement), ISSUED, LegalBasis.HOL)


def test_a_newer_clean_one_counts(session, engagement, actor, noted):
    one = read(session, engagement)
    service.see_politiattest(actor, one, ISSUED + timedelta(days=1), LegalBasis.HOL)
    assert missing(session, engagement) == []
    assert queries.remark_of(engagement) is None


def test_remarks_on_one_who_works_stop_new_shifts_and_no_pay(session, make, officer):
    running = make.engagement()
    for kind in ("politiattest", "taushetserklaering", "contract"):
        make.clearance_item(engagement=running, **{kind: True})
    named = actor_of(running, officer, clears=True)
    remarks.note(named, read(session, running), ISSUED, LegalBasis.HOL)
    one = read(session, running)
    assert (one.was_cleared, one.is_cleared) == (True, False)


def test_who_has_remarks_is_proposed_to_nobody(session, engagement, noted):
    assert session.scalars(queries.workers_with_remarks()).all() == [engagement.worker_id]
    remarks.decide(noted, read(session, engagement), Verdict.ACCEPTED, "Greit")
    session.flush()
    assert session.scalars(queries.workers_with_remarks()).all() == []


# The end -------------------------------------------------------------------------------


def night(session, clock, on):
    clock.move_to(on)
    session.flush()
    counts = run(our_clock.now()).counts
    count = counts["certificate"] + counts["certificate_fact"]
    session.flush()
    session.expire_all()
    return count


def test_example_15_the_night_after_only_that_it_was_checked_is_left(
    session, make, engagement, noted, clock
):
    make.clearance_item(engagement=engagement, politiattest=True)
    make.household_member(engagement=engagement)
    make.purpose_letter(engagement=engagement)
    engagement.valid_to = date(2026, 11, 30)
    session.flush()
    assert night(session, clock, date(2026, 11, 30)) == 0  # its last day
    assert night(session, clock, date(2026, 12, 1)) == 1
    item = session.scalars(select(ClearanceItem).where(ClearanceItem.kind == "politiattest")).one()
    dates = (item.issued_on, item.seen_on, item.seen_by_id, item.legal_basis)
    assert dates == (None, None, None, None)
    assert item.forgotten_at is not None
    for table in (CertificateRemark, HouseholdMember, PurposeLetter):
        assert session.scalars(select(table)).all() == []
    assert night(session, clock, date(2026, 12, 2)) == 0


def test_the_fact_goes_when_the_setting_says(session, make, engagement, clock):
    setting(make, engagement, SettingKey.CERTIFICATE_FACT_MONTHS, "3")
    make.clearance_item(engagement=engagement, politiattest=True)
    engagement.valid_to = date(2026, 11, 30)
    night(session, clock, date(2026, 12, 1))
    assert night(session, clock, date(2027, 2, 28)) == 0
    assert night(session, clock, date(2027, 3, 2)) == 1
    assert session.scalars(select(ClearanceItem)).all() == []


def test_what_runs_is_left_alone(session, make, engagement, noted, clock):
    make.clearance_item(engagement=engagement, politiattest=True)
    assert night(session, clock, date(2030, 1, 1)) == 0
