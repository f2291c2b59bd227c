"""Protected address: it holds at once, everywhere, and does not give itself away."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from portal.accounts.models import User
from portal.audit.models import AuditDetails, AuditEvent
from portal.families.models import NamedAccess


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime(2026, 11, 22, 9, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def office(make):
    return make.office()


@pytest.fixture
def child(make, office):
    return make.child(
        office=None, office_id=office.id, municipality_id=office.municipality_id,
        initials="A.B.", name="Anna Berg", number=104,
    )  # fmt: skip


@pytest.fixture
def coordinator(make, office):
    return make.coordinator(office=office)


@pytest.fixture
def colleague(make, office):
    return make.coordinator(office=office, name="Kari Moen")


def protect(page, child, status=303, **form):
    form = {"level": "fortrolig", "reason": "Trussel", **form}
    return page.get(f"/familier/{child.id}/gradering").submit(status, **form)


def details_of(session, act):
    query = session.query(AuditDetails.details).join(
        AuditEvent, AuditDetails.event_id == AuditEvent.id
    )
    return [row.details for row in query.filter(AuditEvent.act == act)]


def test_it_holds_at_once(page, session, child, coordinator, colleague) -> None:
    page.sign_in(colleague).get(f"/familier/{child.id}")
    protect(page.sign_in(coordinator), child)
    page.follow()
    assert "Fortrolig adresse" in page.text
    page.sign_in(colleague).get(f"/familier/{child.id}", 404)
    assert details_of(session, "gradering:set")[0]["reason"] == "Trussel"


def test_those_who_are_chosen_still_see_it(page, session, child, coordinator, colleague) -> None:
    protect(page.sign_in(coordinator), child, named=[str(colleague.id)])
    page.sign_in(colleague).get(f"/familier/{child.id}")
    rows = session.query(NamedAccess).filter_by(graded_id=child.id).all()
    assert {(row.user_id, row.reason) for row in rows} == {
        (coordinator.id, "Trussel"), (colleague.id, "Trussel"),
    }  # fmt: skip


def test_it_is_in_no_list_search_or_count_for_others(
    make, page, office, *, child, coordinator, colleague
) -> None:
    make.child(office=None, office_id=office.id, municipality_id=office.municipality_id,
               initials="C.D.", name="Carl Dahl", number=105)  # fmt: skip
    make.ordning(child=child)  # an alarm: no vedtak
    protect(page.sign_in(coordinator), child)
    page.sign_in(colleague).get("/familier")
    assert page.h1 == "1 familie, ingen varsler"
    assert "Viser 1–1 av 1" in page.text
    assert "104" not in page.text
    for text in ("Anna", "A.B.", "104"):
        page.get("/familier").submit(200, form="/familier", q=text)
        assert page.h1 == "0 treff"
    page.sign_in(coordinator).get("/familier")
    assert page.h1 == "1 av 2 familier trenger noe nå"


def test_every_reading_is_logged_with_its_reason(page, session, child, coordinator) -> None:
    protect(page.sign_in(coordinator), child)
    page.get(f"/familier/{child.id}")
    assert {"reason": "Trussel"} in details_of(session, "child:read")


def test_a_parent_represents_a_protected_child_no_more(make, page, child, coordinator) -> None:
    parent = make.parent(municipality=None, municipality_id=child.municipality_id)
    make.guardian(child=child, user=parent)
    page.sign_in(parent).get(f"/familier/{child.id}")
    protect(page.sign_in(coordinator), child)
    page.sign_in(parent).get(f"/familier/{child.id}", 404)


def test_the_one_who_leads_is_offered(make, page, child, coordinator) -> None:
    parent = make.parent(municipality=None, municipality_id=child.municipality_id)
    ordning = make.ordning(child=child)
    make.leader(ordning=ordning, user=parent)
    protect(page.sign_in(coordinator), child, named=[str(parent.id)])
    page.sign_in(parent).get(f"/timekonto/{ordning.id}")


def test_calendars_are_made_anew_for_all(make, page, session, child, coordinator) -> None:
    helper = make.user(municipality=None, municipality_id=child.municipality_id)
    stranger = make.user()
    before = {user.id: user.calendar_version for user in session.query(User)}
    protect(page.sign_in(coordinator), child)
    after = {user.id: user.calendar_version for user in session.query(User)}
    assert after[helper.id] == before[helper.id] + 1
    assert after[stranger.id] == before[stranger.id]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": ""}, "Skriv hvorfor. Begrunnelsen står i loggen."),
        ({"reason": "x" * 10_000}, "Skriv høyst 500 tegn."),
        ({"level": None}, "Velg nivå."),
    ],
)
def test_a_reason_and_a_level_are_needed(page, child, coordinator, changes, sentence) -> None:
    protect(page.sign_in(coordinator), child, 422, **changes)
    assert page.errors == [sentence]
    assert not child.is_graded


def test_it_is_lifted_with_a_reason(page, session, child, coordinator, colleague) -> None:
    protect(page.sign_in(coordinator), child)
    page.get(f"/familier/{child.id}/gradering/opphev").submit(422)
    page.submit(reason="Trusselen er over")
    page.sign_in(colleague).get(f"/familier/{child.id}")
    assert session.query(NamedAccess).filter_by(graded_id=child.id).count() == 0


def test_access_is_given_and_taken(page, session, child, coordinator, colleague) -> None:
    protect(page.sign_in(coordinator), child)
    url = f"/familier/{child.id}/tilgang/ny"
    page.get(url).submit(422, email="ukjent@provevik.example", reason="Vikarierer")
    assert page.errors == ["Ingen her har den adressen. Personen må ha en konto først."]
    page.get(url).submit(email=colleague.email, reason="Vikarierer", valid_to="30.11.2026")
    page.get(url).submit(422, email=colleague.email, reason="Vikarierer")
    assert page.errors == ["Personen har tilgang allerede."]
    page.sign_in(colleague).get(f"/familier/{child.id}")
    with time_machine.travel("2026-12-01T09:00:00+00:00", tick=False):
        page.sign_in(colleague).get(f"/familier/{child.id}", 404)
    row = session.query(NamedAccess).filter_by(user_id=colleague.id).one()
    page.sign_in(coordinator).get(f"/familier/{child.id}/tilgang/{row.id}/avslutt").submit()
    page.sign_in(colleague).get(f"/familier/{child.id}", 404)


def test_nobody_takes_away_the_own_access(page, session, child, coordinator) -> None:
    protect(page.sign_in(coordinator), child)
    row = session.query(NamedAccess).one()
    page.get(f"/familier/{child.id}/tilgang/{row.id}/avslutt").submit(422)


def test_names_are_for_protected_children(page, child, coordinator, colleague) -> None:
    page.sign_in(coordinator).get(f"/familier/{child.id}/tilgang/ny")
    page.submit(422, email=colleague.email, reason="Vil se")
    assert page.errors == ["Barnet har ikke beskyttet adresse."]
