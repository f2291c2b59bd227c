"""What was asked and answered goes with the application; merged, it goes to the other one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.applicant_list.models import SecrecyRequest
from portal.recruitment.models import Application, ApplicationEvent
from portal.retention.night import run
from tests.plugins.office import NOW

CANARY = "Kanari-7Q"


def test_everything_written_for_the_list_is_gone(page, make, session, apply, has_list) -> None:
    it = apply(
        CANARY, occupation=CANARY, home_municipality=CANARY, secrecy_reason=CANARY,
        wants_secrecy=True, stage="withdrawn", stage_since_at=NOW - timedelta(days=181),
    )  # fmt: skip
    make.secrecy_request(application=it, reason=CANARY, refused=True, why=CANARY)
    session.flush()
    assert run(NOW).total == 1
    session.flush()
    session.expire_all()
    assert session.query(SecrecyRequest).count() == 0
    for table in (Application, ApplicationEvent):
        for row in session.query(table):
            assert CANARY not in str({c.name: getattr(row, c.name) for c in table.__table__.c})


@pytest.mark.parametrize(
    ("kept", "other", "left"),
    [
        (None, "asked", "asked"),
        (None, "granted", "granted"),
        ("asked", "granted", "granted"),
        ("granted", "asked", "granted"),
        ("refused", "asked", "asked"),
        ("refused", "granted", "granted"),
        ("asked", None, "asked"),
    ],
)
def test_the_stricter_of_two_is_left_when_what_was_merged_is_emptied(
    make, session, apply, has_list, kept, other, left
) -> None:
    stays, goes = apply("Anna"), apply("Anna Andre")
    for application, state in ((stays, kept), (goes, other)):
        if state:
            traits = {} if state == "asked" else {state: True}
            make.secrecy_request(application=application, reason=state, **traits)
    goes.merged_into_id, goes.merged_at = stays.id, NOW - timedelta(days=8)
    session.flush()
    assert run(NOW).total == 1
    session.flush()
    session.expire_all()
    request = session.query(SecrecyRequest).one()
    assert (request.application_id, request.state, request.reason) == (stays.id, left, left)


def test_a_decision_answers_both_and_closes_the_merging(page, make, kari, apply, has_list) -> None:
    stays, goes = apply("Anna"), apply("Anna Andre", wants_secrecy=True)
    make.secrecy_request(application=goes)
    goes.merged_into_id, goes.merged_at = stays.id, NOW
    page.session.flush()
    before = stays.version
    assert f"/rekruttering/{stays.id}/sokerliste" in page.get("/hjem").links()
    page.get(f"/rekruttering/{stays.id}/sokerliste").submit(303, state="granted")
    page.session.flush()
    page.session.expire_all()
    assert page.session.query(SecrecyRequest).one().state == "granted"
    assert stays.version > before  # so that it cannot be parted again


def test_what_stands_on_the_list_is_chosen_when_two_are_merged(
    page, kari, apply, session, has_list
) -> None:
    stays, goes = apply("Anna"), apply("Anna", occupation="Rektor", home_municipality="Aukra")
    session.flush()
    page.get(f"/rekruttering/{stays.id}/sla-sammen/{goes.id}")
    for word in ("Stilling eller yrke", "Rektor", "Bostedskommune", "Aukra"):
        assert word in page.text
