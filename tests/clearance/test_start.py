"""Nothing starts or is paid with a paper missing, and it says exactly which: example 18."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portal.payroll import queries as payroll
from tests.clearance.conftest import missing

PAPERS = {
    "politiattest": "politiattest",
    "taushetserklaering": "taushetserklæring",
    "contract": "avtale",
}
LATER = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def leader(make, engagement):
    user = make.user(municipality=None, municipality_id=engagement.municipality_id)
    make.role(user=user, hat="parent")
    make.leader(ordning=engagement.ordning, user=user)
    return user


@pytest.mark.parametrize("lacking", PAPERS)
def test_example_18_each_paper_alone_holds_everything_back(
    page, session, make, engagement, leader, actor, lacking
):
    for kind in PAPERS:
        if kind != lacking:
            make.clearance_item(engagement=engagement, **{kind: True})
    assert missing(session, engagement) == [lacking]
    cannot_be_planned(page, engagement, leader, PAPERS[lacking])
    cannot_log(page, make, engagement)
    is_not_paid(make, engagement, actor)


def cannot_be_planned(page, engagement, leader, paper):
    page.sign_in(leader, hat="parent").get(f"/vaktplan/{engagement.ordning_id}/ny")
    page.submit(422, engagement=str(engagement.id), day="25.11.2026", starts="15.00", ends="18.00")
    name = engagement.worker.first_name
    assert f"{name} kan ikke settes opp ennå. Dette mangler: {paper}." in page.errors


def cannot_log(page, make, engagement):
    shift = make.shift(engagement=engagement, start="2026-11-20 15:00", end="2026-11-20 18:00")
    page.sign_in(engagement.worker.user, hat="worker").get(f"/vakter/{shift.id}/timer")
    assert "Timene kan ikke føres ennå" in page.text or "timer" not in (page.h1 or "")


def is_not_paid(make, engagement, actor):
    shift = make.shift(engagement=engagement, start="2026-11-19 15:00", end="2026-11-19 18:00")
    make.entry(shift=shift, approved=True)
    assert payroll.payable(engagement.municipality_id, None, LATER) == []
    assert payroll.held(actor, LATER).lacking == 1


def test_with_all_three_it_may(page, session, make, engagement, leader, actor):
    for kind in PAPERS:
        make.clearance_item(engagement=engagement, **{kind: True})
    assert missing(session, engagement) == []
