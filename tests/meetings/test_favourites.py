"""A family says whom it would gladly have, of those who work or have worked for the child."""

from __future__ import annotations

from datetime import date

import pytest

from portal.core import db
from portal.matching import candidates
from portal.matching.models import PairWish
from tests.asking.test_ask import actor_of
from tests.plugins.office import NOW
from tests.plugins.races import pressing


@pytest.fixture
def works(make, need, helper):
    return make.engagement(ordning=need.ordning, worker=helper("Bo").worker, kind="stottekontakt")


@pytest.fixture
def worked(make, need, helper):
    """Somebody who stopped in summer."""
    return make.engagement(
        ordning=need.ordning, worker=helper("Cy").worker, kind="stottekontakt",
        valid_from=date(2026, 1, 1), valid_to=date(2026, 6, 30),
    )  # fmt: skip


@pytest.fixture
def team(page, need, family):
    """The page of who knows the child, reached from the team."""
    page.sign_in(family, hat="parent").get("/assistenter")
    link = f"/assistenter/{need.ordning_id}/onsker"
    assert link in page.links()
    return page.get(link)


def test_those_who_work_and_have_worked_are_there(page, works, worked, team):
    assert "Bo Oppdiktet Jobber her" in page.text
    assert "Cy Oppdiktet Har jobbet her" in page.text


def test_who_is_wanted_again_is_ranked_higher_and_shown_to_the_office(
    page,
    session,
    kari,
    need,
    family,
    worked,
    team,
):
    before = candidates.field_of(actor_of(need), need, NOW.date()).of(worked.user_id).score.total
    page.submit(form=f"{worked.id}/gjerne", button="vil=ja").follow()
    assert "Kontoret ser ønsket når noen trengs." in page.text
    page.post(f"/oppdrag/{worked.id}/gjerne", {"vil": "ja"})
    wish = session.query(PairWish).one()
    assert (wish.wish, wish.asked_by, wish.user_id) == ("favourite", "family", worked.user_id)
    after = candidates.field_of(actor_of(need), need, NOW.date()).of(worked.user_id).score.total
    assert after > before
    page.sign_in(kari).get(f"/familier/{need.child_id}/onsker")
    assert "Vil gjerne ha denne" in page.text
    assert "Familien ba om det" in page.text
    page.sign_in(worked.worker.user, hat="worker").get(f"/oppdrag/{worked.id}")
    assert "gjerne" not in page.text


def test_it_is_taken_back(page, session, works, team):
    page.submit(form=f"{works.id}/gjerne", button="vil=ja").follow()
    page.submit(form=f"{works.id}/gjerne", button="vil=nei").follow()
    assert session.query(PairWish).one().ended_at is not None
    page.post(f"/oppdrag/{works.id}/gjerne", {"vil": "nei"})
    assert session.query(PairWish).count() == 1


def test_never_again_takes_its_place_and_is_ended_by_the_office(page, session, works, team):
    page.submit(form=f"{works.id}/gjerne", button="vil=ja").follow()
    page.get(f"/oppdrag/{works.id}/ikke-igjen").submit(why="Vi har endret oss")
    standing = session.query(PairWish).filter(PairWish.ended_at.is_(None)).one()
    assert standing.wish == "never"
    page.get(f"/assistenter/{works.ordning_id}/onsker")
    assert "Ring kontoret hvis dere har ombestemt dere." in page.text
    page.post(f"/oppdrag/{works.id}/gjerne", {"vil": "ja"}, 409)
    assert session.query(PairWish).filter(PairWish.ended_at.is_(None)).one() is standing


def test_a_family_never_learns_that_the_other_will_not(
    page,
    session,
    need,
    family,
    works,
):
    page.sign_in(works.worker.user, hat="worker").get(f"/oppdrag/{works.id}/ikke-igjen")
    page.submit(why="Det var for tungt")
    page.sign_in(family, hat="parent").get(f"/assistenter/{need.ordning_id}/onsker")
    assert "Ikke igjen" not in page.text
    page.submit(form=f"{works.id}/gjerne", button="vil=ja").follow()
    assert "Kontoret ser ønsket når noen trengs." in page.text
    wishes = session.query(PairWish).filter(PairWish.ended_at.is_(None))
    assert {(it.asked_by, it.wish) for it in wishes} == {
        ("person", "never"), ("family", "favourite"),
    }  # fmt: skip
    works.valid_to = date(2026, 11, 1)
    session.flush()
    assert candidates.field_of(actor_of(need), need, NOW.date()).entries == []


def test_nobody_has_worked_there_yet(page, team):
    assert "Ingen har jobbet her ennå." in page.text


def test_who_helps_and_other_families_do_not_favour(page, make, office, works, need):
    page.sign_in(works.worker.user, hat="worker")
    page.post(f"/oppdrag/{works.id}/gjerne", {"vil": "ja"}, 403)
    stranger = make.user(municipality=None, municipality_id=office.municipality_id)
    make.role(user=stranger, hat="parent")
    page.sign_in(stranger, hat="parent").get(f"/assistenter/{need.ordning_id}/onsker", 404)


def test_the_office_reads_of_a_protected_helper_only_when_named(
    page,
    make,
    session,
    kari,
    need,
    works,
):
    session.add(
        PairWish(
            municipality_id=need.municipality_id, child_id=need.child_id, user_id=works.user_id,
            wish="favourite", asked_by="family", reason="", by_id=kari.id,
        )
    )  # fmt: skip
    works.worker.gradering = "fortrolig"
    session.flush()
    page.get(f"/familier/{need.child_id}/onsker")
    assert page.h1 == "Ingen har bedt om noe spesielt"
    make.named_access(graded=works.worker, user=kari)
    page.get(f"/familier/{need.child_id}/onsker")
    assert "Bo Oppdiktet" in page.text


def test_two_devices_make_one_wish(race) -> None:
    with race.making() as make:
        engagement = make.engagement()
        home = {"municipality": None, "municipality_id": engagement.municipality_id}
        leaders = [make.user(**home) for _ in range(2)]
        for user in leaders:
            make.role(user=user, hat="parent")
            make.leader(ordning=engagement.ordning, user=user)
    path = f"/oppdrag/{engagement.id}/ikke-igjen"
    pages = [race.browser(user, hat="parent").get(path) for user in leaders]
    acts = [pressing(page, why="Ikke igjen") for page in pages]
    assert race.run(*acts, meet="INSERT INTO pair_wish") == [303, 303]
    with db.unit(write=False) as session:
        assert session.query(PairWish).count() == 1
