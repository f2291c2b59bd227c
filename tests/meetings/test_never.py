"""Either side asks never to meet again: it bites at once, and the other side never hears of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.asking import queries as asking
from portal.engagements.models import Engagement, Invitation
from portal.matching import candidates, wiring
from portal.matching.models import PairWish
from tests.asking.conftest import body, mails
from tests.asking.test_ask import actor_of
from tests.engagements.test_invitation import link_of
from tests.meetings.test_plan import plan
from tests.plugins.office import NOW

WHY = "Var ikke trygt for noen av oss"


@pytest.fixture
def planned(session, met):
    met.starts_at, met.ends_at = NOW + timedelta(days=2), NOW + timedelta(days=2, hours=1)
    session.flush()
    return met


@pytest.fixture
def works(make, need, helper):
    """Somebody in the pool who works for the child."""
    worker = helper("Bo").worker
    return make.engagement(ordning=need.ordning, worker=worker, kind="stottekontakt")


@pytest.fixture
def never(session, make, need):
    """Write down that a child and somebody are never to be together."""

    def one(user, by="person", **more):
        row = PairWish(
            municipality_id=need.municipality_id, child_id=need.child_id, user_id=user.id,
            wish="never", asked_by=by, reason=WHY, by_id=user.id, **more,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row

    return one


def family_asks(page, family, ada):
    page.sign_in(family, hat="parent").get(f"/til-dere/{ada.id}")
    link = f"/til-dere/{ada.id}/ikke-igjen"
    assert link in page.links()
    return page.get(link).submit(why=WHY)


def helper_asks(page, meeting):
    page.sign_in(meeting.proposal.user, hat="worker").get(f"/meg/mote/{meeting.id}")
    link = f"/meg/mote/{meeting.id}/ikke-igjen"
    assert link in page.links()
    return page.get(link).submit(why=WHY)


def assert_nothing_told(page, app):
    for mail in mails(page):
        said = f"{mail.params} {body(app, mail)}"
        for secret in (WHY, "Hemmelig", "igjen. Ring", "bedt om"):
            assert secret not in said


# After a meeting, and on the way to one --------------------------------------------------------


def test_the_family_asks_and_only_the_office_reads_why(page, app, session, kari, need, family,
                                                       ada, met):  # fmt: skip
    family_asks(page, family, ada).follow()
    wish = session.query(PairWish).one()
    assert (wish.wish, wish.asked_by, wish.by_id) == ("never", "family", family.id)
    assert (wish.child_id, wish.user_id, wish.reason) == (need.child_id, ada.user_id, WHY)
    assert ada.state == "withdrawn"
    assert {it.template for it in mails(page)} == {"match_off"}
    assert_nothing_told(page, app)
    page.sign_in(ada.user, hat="worker").get(f"/meg/mote/{met.id}")
    assert page.h1 == "Det ble ikke noe av denne gangen"
    assert WHY not in page.text
    page.get(f"/meg/mote/{met.id}/ikke-igjen")
    assert "Dette er det bedt om allerede" not in page.text
    page.sign_in(kari).get(f"/familier/{need.child_id}/onsker")
    assert WHY in page.text
    assert "Familien ba om det" in page.text
    field = candidates.field_of(actor_of(need), need, NOW.date())
    assert (field.entries, field.hidden) == ([], [])


def test_the_helper_asks_and_a_planned_meeting_is_off(page, app, session, family, ada, planned):
    helper_asks(page, planned).follow()
    assert session.query(PairWish).one().asked_by == "person"
    assert (ada.state, planned.state) == ("withdrawn", "cancelled")
    assert [it.params["notice"] for it in mails(page, "meeting")] == ["over", "over"]
    assert_nothing_told(page, app)
    page.sign_in(family, hat="parent").get("/til-dere")
    assert page.h1 == "Ingen forslag akkurat nå"
    page.get(f"/til-dere/{ada.id}", 404)


def test_somebody_who_waits_for_a_time_is_told_kindly(page, app, family, ada):
    family_asks(page, family, ada)
    assert ada.state == "withdrawn"
    assert [it.address for it in mails(page, "match_spared")] == [ada.user.email]
    assert_nothing_told(page, app)


@pytest.mark.parametrize(("state", "sent"), [("proposed", 0), ("asked", 0), ("accepted", 2)])
def test_what_is_on_its_way_stops_wherever_it_is(
    page, make, session, need, family, helper, works, state, sent
):
    other = make.need(ordning=make.ordning(child=need.ordning.child))
    running = make.proposal(need=other, user=works.worker.user, state=state)
    make.leader(ordning=other.ordning, user=family)
    question = make.question(proposal=running)
    page.sign_in(family, hat="parent").get(f"/oppdrag/{works.id}/ikke-igjen").submit(why=WHY)
    assert running.state == "withdrawn"
    assert len(mails(page)) == sent
    assert not asking.is_answerable(question)


def test_other_children_and_what_is_over_are_left_alone(page, make, session, office, need, family,
                                                        ada, met):  # fmt: skip
    elsewhere = make.need(ordning=make.ordning(child=make.child(office=office)))
    there = make.proposal(need=elsewhere, user=ada.user, state="interested")
    before = make.need(ordning=need.ordning)
    over = make.proposal(need=before, user=ada.user, state="engaged")
    family_asks(page, family, ada)
    assert (there.state, over.state) == ("interested", "engaged")


# Where they work together ---------------------------------------------------------------------


@pytest.mark.parametrize("side", ["family", "person"])
def test_either_side_asks_from_the_engagement(page, session, need, family, works, side):
    user, hat = (family, "parent") if side == "family" else (works.worker.user, "worker")
    page.sign_in(user, hat=hat).get(f"/oppdrag/{works.id}")
    link = f"/oppdrag/{works.id}/ikke-igjen"
    assert link in page.links()
    page.get(link).submit(422, why="")
    assert page.errors == ["Skriv kort hvorfor. Bare kontoret ser det."]
    page.submit(why=WHY)
    page.get(link)
    assert "Dette er det bedt om allerede." in page.text
    assert "Bo" not in page.response.get_data(as_text=True).partition("</title>")[0].split()
    page.post(link, {"why": "En gang til"})
    wish = session.query(PairWish).one()
    assert (wish.asked_by, wish.reason) == (side, WHY)
    other, their = (works.worker.user, "worker") if side == "family" else (family, "parent")
    page.sign_in(other, hat=their).get(link)
    assert "Dette er det bedt om allerede." not in page.text


def test_the_office_gets_a_task_until_the_engagement_or_the_wish_ends(
    page, session, kari, need, family, works, never
):
    actor = actor_of(need)
    never(works.worker.user)
    never(works.worker.user, by="family")
    (task,) = wiring.tasks_of(actor)
    assert (task.code, task.about, task.page) == ("works_here", "Bo Oppdiktet", "matching.wishes")
    page.get(f"/familier/{need.child_id}/onsker")
    assert "Har et oppdrag hos barnet nå." in page.text
    works.ended_at = NOW
    session.flush()
    assert wiring.tasks_of(actor) == []
    works.ended_at = None
    session.query(PairWish).update({"ended_at": NOW})
    assert wiring.tasks_of(actor) == []


def test_others_find_nothing(page, make, office, works, ada, met):
    stranger = make.worker_user(municipality=None, municipality_id=office.municipality_id)
    make.role(user=stranger, hat="parent")
    for hat in ("worker", "parent"):
        page.sign_in(stranger, hat=hat)
        page.get(f"/oppdrag/{works.id}/ikke-igjen", 404)
        page.post(f"/oppdrag/{works.id}/gjerne", {"vil": "ja"}, 404)
    page.get(f"/til-dere/{ada.id}/ikke-igjen", 404)
    page.sign_in(stranger, hat="worker").get(f"/meg/mote/{met.id}/ikke-igjen", 404)


# It bites ------------------------------------------------------------------------------------


def test_no_meeting_is_planned(page, session, kari, need, ada, family, never):
    never(ada.user)
    plan(page, ada, 422)
    assert "Noen har bedt om at de to ikke skal være sammen." in page.text
    assert (ada.state, mails(page)) == ("interested", [])


def test_the_office_cannot_engage_them(page, session, kari, need, ada, never):
    wish = never(ada.user)
    filled = {"ordning_id": str(need.ordning_id), "terms": "contractor", "is_near": "no",
              "valid_from": "1.12.2026"}  # fmt: skip
    page.get(f"/medarbeidere/{ada.worker_id}/nytt-oppdrag").submit(422, **filled)
    assert page.errors == ["Det er bedt om at medarbeideren og barnet ikke skal være sammen."]
    wish.ended_at = NOW
    session.flush()
    page.submit(200, **filled)
    page.submit(button="confirmed=1")
    assert session.query(Engagement).one().user_id == ada.user_id


def test_the_family_that_invites_is_told_to_call(page, session, kari, family, need, ada, never):
    never(ada.user)
    path, sent = f"/assistenter/{need.ordning_id}/inviter", {"name": "Ada", "email": ada.user.email}
    page.sign_in(family, hat="parent").get(path).submit(422, **sent)
    assert page.errors == ["Denne personen kan ikke inviteres herfra. Ring kontoret."]
    page.sign_in(kari).get(path).submit(422, **sent)
    assert page.errors == ["Det er bedt om at medarbeideren og barnet ikke skal være sammen."]
    assert session.query(Invitation).count() == 0


def test_a_wish_after_the_invitation_stops_the_yes(page, session, family, need, ada, never):
    page.sign_in(family, hat="parent").get(f"/assistenter/{need.ordning_id}/inviter")
    page.submit(name="Ada", email=ada.user.email)
    never(ada.user, by="family")
    page.sign_out().get(link_of(session)).submit(422, is_near="no")
    assert "Ring kontoret." in page.text
    assert "bedt om" not in page.text
    assert session.query(Engagement).count() == 0
