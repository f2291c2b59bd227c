"""The office's lists and tasks, renewal, who may see what, and what a list costs."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from portal.agreements import queries
from portal.agreements.models import Agreement
from portal.core import db
from tests.agreements.conftest import engaged, staff
from tests.plugins.races import pressing

LONG_AGO = datetime(2026, 1, 10, 9, tzinfo=UTC)


def signed(make, engagement, **more):
    engagement.cleared_at = LONG_AGO
    agreement = make.agreement(engagement=engagement, signed=True, sent_at=LONG_AGO, **more)
    for party in ("worker", "municipality"):
        make.acceptance(agreement=agreement, party=party)
    return agreement


def codes(actor):
    return [it.code for it in queries.tasks(actor)]


@pytest.mark.parametrize(
    ("today", "ends_on", "yearly", "expected"),
    [
        (date(2026, 11, 30), None, True, []),
        (date(2026, 12, 1), None, True, ["renew"]),
        (date(2026, 12, 31), None, True, ["renew"]),
        (date(2027, 1, 1), None, True, ["over"]),  # nothing has stopped
        (date(2026, 12, 15), None, False, []),
        (date(2026, 12, 1), date(2026, 12, 31), False, ["renew"]),
        (date(2027, 1, 1), date(2026, 12, 31), False, ["over"]),
    ],
)
def test_example_22_a_yearly_agreement_is_a_task_in_december_and_never_ends_silently(
    make, clock, session, engagement, actor, today, ends_on, yearly, expected
):
    renewed = date(2026, 12, 31) if yearly or ends_on else None
    signed(make, engagement, ends_on=ends_on, renewed_by_on=renewed)
    clock.move_to(datetime(today.year, today.month, today.day, 9, tzinfo=UTC))
    assert codes(actor) == expected
    assert engagement.is_cleared
    assert not engagement.is_over


def test_example_22_renewed_it_goes_on_for_another_year(
    page, make, clock, session, engagement, coordinator
):
    old = signed(make, engagement, renewed_by_on=date(2026, 12, 31),
                 details={"aim": "Kino", "month_minutes": 960, "contact": "Kari",
                          "notice_months": 1, "renews_yearly": True})  # fmt: skip
    clock.move_to(datetime(2026, 12, 5, 9, tzinfo=UTC))
    page.sign_in(coordinator).get("/avtaler?vis=gar-ut")
    assert page.h1 == "1 avtale må fornyes"
    page.get(f"/avtaler/{old.id}").submit(form="forny").follow()
    page.submit().follow()
    new = session.scalars(select(Agreement).where(Agreement.edition == 2)).one()
    assert (new.starts_on, new.renewed_by_on) == (date(2027, 1, 1), date(2027, 12, 31))
    page.submit(form="/send")
    page.get("/avtaler?vis=gar-ut")
    assert page.h1 == "0 avtaler må fornyes"
    assert engagement.is_cleared


def test_example_22_a_change_that_came_to_nothing_hides_no_renewal(make, engagement, actor):
    signed(make, engagement, renewed_by_on=date(2026, 12, 1))
    make.agreement(engagement=engagement, edition=2, state="withdrawn")
    make.agreement(engagement=engagement, edition=3)  # a draft nobody sends
    assert codes(actor) == ["renew"]


def test_tasks_stand_by_harm(page, make, session, engagement, coordinator, actor):
    home = {"ordning": engagement.ordning, "terms": "contractor"}
    late = make.engagement(uncleared=True, **home)
    make.agreement(engagement=late, sent=True, sign_by_on=date(2026, 11, 21))
    refused = make.engagement(uncleared=True, **home)
    make.agreement(engagement=refused, state="refused")
    expired = make.engagement(uncleared=True, **home)
    make.agreement(engagement=expired, sent=True, expires_on=date(2026, 11, 21))
    half = make.engagement(uncleared=True, **home)
    make.acceptance(agreement=make.agreement(engagement=half, sent=True))
    waiting = make.engagement(uncleared=True, **home)
    make.agreement(engagement=waiting, sent=True)  # in good time: nobody's task
    engagement.lacks_only_contract = True
    session.flush()
    assert codes(actor) == ["unsigned", "refused", "expired", "accept", "make"]
    page.sign_in(coordinator).get("/avtaler")
    assert page.h1 == "5 avtaler trenger deg"
    assert "Avtalen er ikke signert, så timene blir ikke betalt" in page.text
    names = {it.engagement.id for it in queries.tasks(actor)}
    assert names == {late.id, refused.id, expired.id, half.id, engagement.id}


def test_hours_that_wait_are_a_task_after_the_engagement_is_over(make, session, engagement, actor):
    make.agreement(engagement=engagement, sent=True, sign_by_on=date(2026, 11, 21))
    engagement.valid_to = date(2026, 11, 21)
    session.flush()
    assert codes(actor) == []
    engagement.hours_from_on, engagement.lacks_only_contract = date(2026, 11, 20), True
    session.flush()
    assert codes(actor) == ["unsigned"]


def test_the_lists_say_what_they_hold(page, make, engagement, coordinator):
    other = make.engagement(ordning=engagement.ordning, terms="contractor")
    make.agreement(engagement=other, sent=True, number=77)
    page.sign_in(coordinator).get("/avtaler")
    assert page.h1 == "Ingen avtaler trenger deg nå"
    page.get("/avtaler?vis=venter")
    assert page.h1 == "1 avtale venter på signatur"
    page.get("/avtaler?vis=lages")
    assert page.h1 == "1 oppdrag mangler avtale"
    assert engagement.worker.name in page.text
    page.get("/avtaler?vis=gar-ut")
    assert "Ingen avtaler går ut med det første." in page.text
    page.get("/avtaler?vis=alle").submit(200, form="vis=alle", text="77")
    assert page.h1 == "1 avtale passer med søket"
    page.submit(200, form="vis=alle", text="ingen heter dette")
    assert "Ingen i denne lista" in page.text


@pytest.mark.parametrize("shelf", ["na", "lages", "venter", "gar-ut", "alle"])
def test_twenty_cost_as_many_statements_as_two(
    page, make, session, engagement, coordinator, statements, shelf
):
    def more(count):
        for _ in range(count):
            for state in ("draft", "sent", "signed"):
                one = make.engagement(ordning=engagement.ordning, terms="contractor")
                make.agreement(engagement=one, state=state, renewed_by_on=date(2026, 12, 1))

    counts = []
    page.sign_in(coordinator)
    for number in (2, 18):
        more(number)
        session.flush()
        session.expire_all()
        statements.clear()
        page.get(f"/avtaler?vis={shelf}")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_tasks_cost_the_same_for_twenty(make, session, engagement, actor, statements):
    counts = []
    for number in (2, 18):
        for _ in range(number):
            one = make.engagement(ordning=engagement.ordning, uncleared=True, terms="contractor")
            make.acceptance(agreement=make.agreement(engagement=one, sent=True))
        session.flush()
        session.expire_all()
        statements.clear()
        assert len(queries.tasks(actor)) >= number
        counts.append(len(statements))
    assert counts[0] == counts[1]


# Who may see ---------------------------------------------------------------------------


def test_others_do_not_know_of_it(page, make, engagement, coordinator, worker):
    agreement = make.agreement(engagement=engagement, sent=True)
    elsewhere = engaged(make)
    url = f"/avtaler/{agreement.id}"
    for user in (staff(make, elsewhere), elsewhere.worker.user):
        page.sign_in(user).get(url, 404)
        page.get(f"{url}.pdf", 404)
    page.sign_in(worker).get("/mine-avtaler")
    assert url in page.links()
    colleague = make.engagement(ordning=engagement.ordning)
    page.sign_in(colleague.worker.user).get(url, 404)
    page.get("/mine-avtaler")
    assert url not in page.links()


def test_a_worker_never_sees_a_draft_and_never_acts_for_the_office(page, make, engagement, worker):
    draft = make.agreement(engagement=engagement)
    page.sign_in(worker).get(f"/avtaler/{draft.id}", 404)
    page.get("/mine-avtaler")
    assert page.h1 == "Ingen avtaler venter på deg"


def test_nobody_accepts_for_both_sides(page, make, engagement, worker):
    agreement = make.agreement(engagement=engagement, sent=True)
    make.role(user=worker, hat="coordinator", office_id=engagement.office_id)
    page.sign_in(worker, hat="coordinator").get(f"/avtaler/{agreement.id}")
    page.post(f"/avtaler/{agreement.id}/godta", {"read": agreement.sha256, "has_read": "y"}, 403)
    assert agreement.acceptances == []


def test_a_supplier_makes_its_own(page, make, engagement, coordinator):
    supplier = make.supplier(municipality=None, municipality_id=engagement.municipality_id)
    theirs = make.engagement(ordning=engagement.ordning, supplier_id=supplier.id, uncleared=True)
    page.sign_in(coordinator).get(f"/oppdrag/{theirs.id}/avtaler")
    assert "Leverandøren er arbeidsgiver her" in page.text
    page.get(f"/oppdrag/{theirs.id}/avtaler/ny").submit(409, week_minutes="5")


# At the same moment --------------------------------------------------------------------


@pytest.fixture
def two(race):
    with race.making() as make:
        engagement = engaged(make)
        agreement = make.agreement(engagement=engagement, sent=True)
        kari, per = staff(make, engagement), staff(make, engagement)
        worker = engagement.worker.user
    return agreement, kari, per, worker


def rows():
    with db.unit(write=False) as session:
        found = session.scalars(select(Agreement)).all()
        return [(it.state, len(it.acceptances)) for it in found]


def test_both_parties_at_once_sign_it(race, two):
    agreement, kari, _per, worker = two
    url = f"/avtaler/{agreement.id}"
    acts = (
        pressing(race.browser(kari).get(url), form="godta", has_read="y"),
        pressing(race.browser(worker, "worker").get(url), form="signer", has_read="y"),
    )
    assert race.run(*acts, meet="INSERT INTO agreement_acceptance") == [303, 303]
    assert rows() == [("signed", 2)]


def test_two_coordinators_accept_once(race, two):
    agreement, kari, per, _worker = two
    pages = [race.browser(it).get(f"/avtaler/{agreement.id}") for it in (kari, per)]
    acts = [pressing(page, form="godta", has_read="y") for page in pages]
    answers = race.run(*acts, meet="INSERT INTO agreement_acceptance")
    assert sorted(answers) == [303, 409]
    assert rows() == [("sent", 1)]


def test_two_drafts_at_once_become_one(race):
    with race.making() as make:
        engagement = engaged(make)
        people = [staff(make, engagement) for _ in range(2)]
    url = f"/oppdrag/{engagement.id}/avtaler/ny"
    acts = [pressing(race.browser(it).get(url), month_minutes="8") for it in people]
    assert sorted(race.run(*acts, meet="INSERT INTO agreement")) == [303, 409]
    assert rows() == [("draft", 0)]
