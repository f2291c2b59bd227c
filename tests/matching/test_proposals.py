"""The office's page of who may help: who is there, who never is, and what can be done."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from portal.access.actor import Actor, Hat
from portal.clearance.models import CertificateRemark
from portal.core import ids
from portal.engagements.models import WorkerCourse
from portal.matching import candidates, profile, queries, service
from portal.matching.models import PairWish, Proposal, ProposalEvent
from portal.matching.states import ProposalState
from portal.municipality.models import Postcode
from portal.recruitment.service import move
from portal.recruitment.states import Happening, Stage
from portal.requirements.models import Course, CourseGives

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)
EVENING = (16 * 60, 22 * 60)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office(make):
    return make.office()


@pytest.fixture
def need(make, office, session):
    """A boy of 11–16 in Heimdal who likes football, on Tuesday evenings; no car is needed."""
    child = make.child(office=office, initials="J.O.")
    it = make.need(
        ordning=make.ordning(child=child, service="stottekontakt"), sex="boy", age_from=11,
        age_to=16, interests="fotball, film", weekdays=0b10, windows=[[1, 960, 1140]],
        postcode="7080",
    )  # fmt: skip
    session.add_all([
        Postcode(code="7080", place="Heimdal", latitude=63.350, longitude=10.357),
        Postcode(code="7081", place="Sjetnemarka", latitude=63.360, longitude=10.370),
        Postcode(code="7010", place="Trondheim", latitude=63.430, longitude=10.395),
    ])  # fmt: skip
    session.flush()
    return it


@pytest.fixture
def actor(office):
    return Actor(
        user_id=ids.new_id(), municipality_id=office.municipality_id, hat=Hat.COORDINATOR,
        office_ids=frozenset({office.id}),
    )  # fmt: skip


@pytest.fixture
def coordinator(make, office, page):
    user = make.coordinator(office=office)
    page.sign_in(user)
    return user


@pytest.fixture
def helper(make, office):
    """Make somebody in the pool who can come on Tuesday evenings."""

    def one(name, worker=None, **told):
        user = make.worker_user(
            municipality=None, municipality_id=office.municipality_id, name=f"{name} Oppdiktet"
        )
        it = make.worker(office=office, user=user, **(worker or {}))
        make.availability_slot(worker=it, weekday=1, from_minute=EVENING[0], to_minute=EVENING[1])
        return make.pool_consent(worker=it, **{"interests": "fotball", "postcode": "7081"} | told)

    return one


def names(field):
    return [entry.consent.first_name for entry in field.entries]


def field_of(actor, need):
    return candidates.field_of(actor, need, TODAY)


# Who is looked at ----------------------------------------------------------------------------


def test_example_50_the_search_ranks_and_leaves_out(make, session, actor, need, office, helper):
    """Boys 11–16, Heimdal, football, Tue evening: interests, then distance; three never appear."""
    helper("Near")
    helper("Far", postcode="7010")
    helper("Both", interests="film og fotball", postcode="7010")
    helper("Paused", paused_on=TODAY)
    helper("Over", ends_on=TODAY)
    helper("Left", ended_at=NOW)
    helper("Graded", worker={"gradering": "fortrolig"})
    remarked = helper("Remarked")
    make.worker(office=office)  # never said yes
    engagement = make.engagement(
        worker=remarked.worker, ordning=make.ordning(child=make.child(office=office))
    )
    session.add(
        CertificateRemark(
            municipality_id=office.municipality_id, engagement_id=engagement.id,
            issued_on=TODAY, legal_basis="hol § 5-4", noted_by_id=actor.user_id,
        )
    )  # fmt: skip
    session.flush()
    assert names(field_of(actor, need)) == ["Both", "Near", "Far"]


def test_other_offices_and_municipalities_are_not_there(make, actor, need, office, helper):
    helper("Own")
    next_door = make.office(municipality=None, municipality_id=office.municipality_id)
    make.pool_consent(worker=make.worker(office=next_door), interests="fotball")
    make.pool_consent(interests="fotball")
    assert names(field_of(actor, need)) == ["Own"]


def test_who_works_there_already_is_not_proposed(make, actor, need, helper):
    there = helper("There")
    make.engagement(worker=there.worker, ordning=need.ordning, kind="stottekontakt")
    assert names(field_of(actor, need)) == []


def test_continuity_and_favourites_are_counted(make, session, actor, need, office, helper):
    known, liked = helper("Known"), helper("Liked")
    other = make.ordning(child=need.ordning.child)
    engagement = make.engagement(worker=known.worker, ordning=other)
    for day in ("2026-11-02", "2026-11-09", "2026-06-01", "2026-12-01"):
        make.shift(engagement=engagement, start=f"{day} 16:00", end=f"{day} 18:00")
    wish(session, need, liked, "favourite")
    told = {it.consent.first_name: {p.reason for p in it.score.points}
            for it in field_of(actor, need).entries}  # fmt: skip
    assert "visits" in told["Known"]
    assert "favourite" in told["Liked"]
    assert queries.visits(need.child_id, TODAY) == {known.user_id: 2}


def test_courses_that_hold_count_as_competence_and_so_does_what_they_imply(
    session, actor, need, office, helper
):
    need.competence = "medisinkurs A"
    home = {"municipality_id": office.municipality_id}
    wide, narrow = Course(**home, name="Medisinkurs B"), Course(**home, name="Medisinkurs A")
    session.add_all([wide, narrow])
    session.flush()
    session.add(CourseGives(**home, course_id=wide.id, gives_id=narrow.id))
    for name, until in (("Holds", None), ("Lapsed", date(2026, 11, 21))):
        session.add(
            WorkerCourse(
                **home, worker_id=helper(name).worker.id, course_id=wide.id,
                completed_on=date(2025, 1, 1), expires_on=until, registered_by_id=actor.user_id,
            )
        )  # fmt: skip
    session.flush()
    told = {it.consent.first_name: {p.reason for p in it.score.points}
            for it in field_of(actor, need).entries}  # fmt: skip
    assert ("competence" in told["Holds"], "competence" in told["Lapsed"]) == (True, False)


def test_example_06_a_sibling_who_applied_is_blocked_until_somebody_has_said_why(
    make, session, actor, office, need
):
    """Declared relation to the recipient: the proposal is blocked until overridden."""
    user = make.user(municipality=None, municipality_id=office.municipality_id, name="Nora Fjeld")
    one = make.application(
        office=office, user_id=user.id, need_id=need.id, relation="sibling", keeps_in_pool=True,
        stage="interview", interests="fotball",
    )  # fmt: skip
    move(one, Stage.NOT_APPROVED, None, Happening.MOVED, "Ingen behov nå")
    session.flush()
    field = field_of(actor, need)
    assert names(field) == []
    with pytest.raises(service.ConflictError):
        service.propose(actor, field, [user.id])
    proposal = service.force(actor, field, field.hidden[0], "Voksen søster som bor for seg selv")
    declared = queries.declared(need.child_id, user.id)
    assert (declared.relation, declared.approved_by_id) == ("sibling", actor.user_id)
    assert declared.approved_reason == "Voksen søster som bor for seg selv"
    assert proposal.forced_reason == declared.approved_reason


def wish(session, need, consent, kind):
    row = PairWish(
        municipality_id=need.municipality_id, child_id=need.child_id, user_id=consent.user_id,
        wish=kind, asked_by="family", reason="Sa det i telefonen", by_id=ids.new_id(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def test_never_together_is_never(make, session, actor, need, helper):
    never = helper("Never")
    row = wish(session, need, never, "never")
    field = field_of(actor, need)
    assert (names(field), list(field.hidden)) == ([], [])
    row.ended_at = NOW
    session.flush()
    assert names(field_of(actor, need)) == ["Never"]


def test_a_declared_relation_blocks_until_somebody_has_decided(make, session, actor, need, helper):
    near = helper("Near")
    make.declared_relation(user=near.user, child=need.ordning.child, relation="tante")
    field = field_of(actor, need)
    assert names(field) == []
    assert [(it.consent, it.rule) for it in field.hidden] == [(near, candidates.Rule.RELATED)]
    service.force(actor, field, field.hidden[0], "Bor langt unna, og foreldrene vil det")
    session.flush()
    field = field_of(actor, need)
    assert names(field) == ["Near"]
    assert "related" in {gap.lack for gap in field.entries[0].score.gaps}
    assert queries.declared(need.child_id, near.user_id).approved_by_id == actor.user_id


# Proposing -----------------------------------------------------------------------------------


def test_a_coordinator_proposes_compares_and_sees_why(page, session, need, coordinator, helper):
    both, near = helper("Both", interests="film og fotball"), helper("Near", postcode="7010")
    page.get(f"/behov/{need.id}/forslag")
    assert page.h1 == "2 i banken kan passe"
    for sentence in ("Liker også fotball og film.", "Bor omtrent 1\u00a0km unna.",
                     "Kan alle timene, 3 t."):  # fmt: skip
        assert sentence.replace("\u00a0", " ") in page.text.replace("\u00a0", " ")
    page.submit(form="pool", person=[str(near.user_id), str(both.user_id)],
                button="gjor=sammenlign").follow()  # fmt: skip
    assert page.h1 == "2 side om side"
    page.get(f"/behov/{need.id}/forslag").submit(
        form="pool", person=[str(near.user_id), str(both.user_id)], button="gjor=foresla"
    )
    page.follow()
    made = queries.of_need(actor_like(need), need)
    assert [(it.first_name, it.position, it.state) for it in made] == [
        ("Both", 1, "proposed"), ("Near", 2, "proposed"),
    ]  # fmt: skip
    assert made[0].points > made[1].points > 0
    assert "Foreslått, i den rekkefølgen de spørres" in page.text


def actor_like(need):
    return Actor(
        municipality_id=need.municipality_id, hat=Hat.COORDINATOR,
        office_ids=frozenset({need.office_id}),
    )  # fmt: skip


def test_nobody_chosen_or_too_few_to_compare_is_said(page, need, coordinator, helper):
    helper("Ask")
    page.get(f"/behov/{need.id}/forslag").submit(form="pool", button="gjor=foresla", status=422)
    assert "Kryss av for minst én" in page.text
    page.get(f"/behov/{need.id}/forslag/sammenlign?person=x", status=422)
    assert "Velg to, tre eller fire" in page.text


def test_who_may_not_be_proposed_cannot_be_forged(page, make, need, coordinator, helper):
    helper("Ask")
    paused = helper("Paused", paused_on=TODAY)
    other = make.pool_consent()
    for consent in (paused, other):
        page.get(f"/behov/{need.id}/forslag").submit(
            form="pool", person=[str(consent.user_id)], button="gjor=foresla", status=409
        )
    page.get(f"/behov/{need.id}/forslag/{other.user_id}", status=404)
    assert page.session.query(Proposal).count() == 0


def test_nobody_is_proposed_for_a_role_they_are_not_approved_for(
    page, make, need, coordinator, helper
):
    """Later they could not be engaged, and the family would have met them for nothing."""
    other = helper("Other", roles=["avlaster"])
    page.get(f"/behov/{need.id}/forslag")
    assert "Er ikke godkjent for denne rollen." in page.text
    assert not any(it.get("name") == "person" for it in page.all("input"))
    page.post(
        f"/behov/{need.id}/forslag", {"person": str(other.user_id), "gjor": "foresla"}, status=422
    )
    make.proposal(need=need, user=other.user, state="declined")
    page.get(f"/behov/{need.id}/forslag")
    assert "Foreslå likevel" not in page.text
    page.post(f"/behov/{need.id}/forslag/{other.user_id}/likevel", {"why": "Likevel"}, status=422)
    assert [it.state for it in page.session.query(Proposal)] == ["declined"]


def test_the_order_is_changed_with_a_reason_that_is_kept(page, make, session, need, coordinator,
                                                         helper):  # fmt: skip
    made = [make.proposal(need=need, user=helper(name).user, position=place)
            for place, name in enumerate(("Ask", "Bo", "Cy"), start=1)]  # fmt: skip
    page.get(f"/forslag/{made[2].id}/flytt").submit(position="1", why="", status=422)
    page.submit(position="1", why="Kjenner familien fra før").follow()
    assert [it.first_name for it in queries.of_need(actor_like(need), need)] == ["Cy", "Ask", "Bo"]
    assert "Flyttet: Kjenner familien fra før" in page.text
    event = session.query(ProposalEvent).one()
    assert (event.from_position, event.to_position, event.by_id) == (3, 1, coordinator.id)
    page.get(f"/behov/{need.id}/forslag/{made[2].user_id}")
    assert "Flyttet fra 3. til 1. plass" in page.text


def test_two_coordinators_who_move_at_once_do_not_both(page, make, session, need, coordinator,
                                                       helper):  # fmt: skip
    made = [make.proposal(need=need, user=helper(name).user, position=place)
            for place, name in enumerate(("Ask", "Bo"), start=1)]  # fmt: skip
    page.get(f"/forslag/{made[1].id}/flytt")
    made[1].moved_reason = "En annen var her"
    session.flush()
    page.submit(position="1", why="Kjenner familien", status=409)
    assert [it.position for it in made] == [1, 2]


def test_a_proposal_is_taken_back_and_made_again(page, make, session, need, coordinator, helper):
    ask = helper("Ask")
    proposal = make.proposal(need=need, user=ask.user)
    page.get(f"/forslag/{proposal.id}/trekk").submit(why="Feil person").follow()
    assert (proposal.state, page.h1) == ("withdrawn", "1 i banken kan passe")
    page.submit(form="pool", person=[str(ask.user_id)], button="gjor=foresla").follow()
    assert proposal.state == "proposed"
    page.get(f"/forslag/{proposal.id}/trekk")
    service.set_state(actor_like(need), proposal, ProposalState.ASKED)
    service.set_state(actor_like(need), proposal, ProposalState.INTERESTED)
    service.set_state(actor_like(need), proposal, ProposalState.MEETING)
    service.set_state(actor_like(need), proposal, ProposalState.ACCEPTED)
    service.set_state(actor_like(need), proposal, ProposalState.ENGAGED)
    session.flush()
    page.submit(why="Feil person", status=409)


def test_whoever_is_to_meet_somebody_is_not_taken_back_behind_their_backs(
    page, make, need, coordinator, helper
):
    proposal = make.proposal(need=need, user=helper("Ask").user, state="meeting")
    page.get(f"/forslag/{proposal.id}/trekk").submit(why="Feil person", status=409)
    assert "Avlys møtet først, så får begge beskjed." in page.text
    assert proposal.state == "meeting"


def test_example_52_a_declined_pair_is_not_proposed_again_unless_forced(
    page, make, session, actor, office, need, coordinator, helper
):
    """The person is back in the pool for others; for these two somebody must say why."""
    no = helper("No")
    proposal = make.proposal(need=need, user=no.user, state="meeting")
    service.set_state(actor, proposal, ProposalState.DECLINED, "Familien kjente ikke trygghet")
    session.flush()
    field = field_of(actor, need)
    assert (names(field), field.hidden[0].rule) == ([], candidates.Rule.DECLINED)
    sibling_need = make.need(ordning=make.ordning(child=need.ordning.child))
    assert names(field_of(actor, sibling_need)) == []
    elsewhere = make.need(ordning=make.ordning(child=make.child(office=office)))
    assert names(field_of(actor, elsewhere)) == ["No"]
    page.get(f"/behov/{need.id}/forslag")
    assert "Ble foreslått før, og det ble nei." in page.text
    assert "trygghet" not in page.text
    page.get(f"/behov/{need.id}/forslag/{no.user_id}/likevel").submit(why="", status=422)
    page.submit(why="Begge har ombestemt seg").follow()
    assert (proposal.state, proposal.forced_reason) == ("proposed", "Begge har ombestemt seg")
    assert names(field_of(actor, need)) == ["No"]
    page.get(f"/behov/{need.id}/forslag/{no.user_id}/likevel", status=409)


def test_a_declined_applicant_kept_in_the_pool_is_matched_later(make, session, actor, need, office):
    user = make.user(municipality=None, municipality_id=office.municipality_id, name="Nora Fjeld")
    one = make.application(
        office=office, user_id=user.id, name=user.name, keeps_in_pool=True, stage="interview",
        interests="fotball", availability=["1-evening"],
    )  # fmt: skip
    move(one, Stage.NOT_APPROVED, None, Happening.MOVED, "Ingen behov nå")
    session.flush()
    field = field_of(actor, need)
    assert names(field) == ["Nora"]
    assert "not_approved" in {gap.lack for gap in field.entries[0].score.gaps}
    (proposal,) = service.propose(actor, field, [user.id])
    assert service.application_of(proposal) is one
    assert proposal.worker_id is None
    make.worker(office=office, user=user)
    session.expire_all()
    assert service.application_of(proposal) is None


def test_a_filled_need_takes_no_proposals(make, session, actor, need, helper):
    ask = helper("Ask")
    need.state = "filled"
    with pytest.raises(service.ConflictError):
        service.propose(actor, field_of(actor, need), [ask.user_id])


# Wishes --------------------------------------------------------------------------------------


def test_either_side_may_ask_and_only_the_office_reads_why(
    page, session, need, coordinator, helper
):
    ask = helper("Ask")
    page.get(f"/familier/{need.child_id}/onsker").submit(reason="", status=422)
    page.submit(user_id=str(ask.user_id), wish="never", asked_by="person", reason="Sa nei").follow()
    assert page.h1 == "1 ønske gjelder"
    assert "Sa nei" in page.text
    page.get(f"/behov/{need.id}/forslag")
    assert page.h1 == "Ingen i banken passer nå"
    assert "Sa nei" not in page.text
    page.get(f"/familier/{need.child_id}/onsker").submit(
        form="new", user_id=str(ask.user_id), wish="favourite", reason="Likevel", status=422
    )
    page.get(f"/familier/{need.child_id}/onsker").submit(form="slutt").follow()
    assert page.h1 == "Ingen har bedt om noe spesielt"


# What a family sees --------------------------------------------------------------------------


def test_before_a_match_a_family_sees_no_surname_and_no_telephone(make, session, need, helper):
    ask = helper("Ask", about="Rolig og glad")
    ask.user.phone = "+4741234567"
    proposal = make.proposal(need=need, user=ask.user)
    before = profile.before_match(proposal)
    assert (before.first_name, before.about, before.days[1]) == ("Ask", "Rolig og glad", True)
    assert "Oppdiktet" not in str(before)
    after = profile.matched(proposal)
    assert (after.name, after.phone) == ("Ask Oppdiktet", "+4741234567")
    ask.ended_at = NOW
    session.flush()
    assert profile.before_match(proposal).about == ""


# How much it asks ----------------------------------------------------------------------------


def test_three_hundred_cost_as_many_statements_as_twenty(
    make, session, page, need, coordinator, helper, statements
):
    counts = []
    page.get(f"/behov/{need.id}/forslag")  # the first page has no token yet, and is not kept
    for count in (20, 280):
        for number in range(count):
            consent = helper(f"P{count}-{number}")
            if number % 4 == 0:
                make.proposal(need=need, user=consent.user)
        session.flush()
        session.expire_all()
        statements.clear()
        page.get(f"/behov/{need.id}/forslag?her={count}")  # as if something had happened
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[1] <= 24
    assert len(page.response.get_data()) < 400_000
    page.get(f"/behov/{need.id}/forslag?alle=1")
    assert len(list(page.all("input"))) > 200


def test_who_is_away_now_or_soon_is_shown_with_the_days_and_not_why(
    make, page, actor, need, helper, coordinator
):
    soon = {"first_on": date(2026, 12, 7), "last_on": date(2026, 12, 18)}
    later = {"first_on": date(2027, 1, 4), "last_on": date(2027, 1, 8)}
    over = {"first_on": date(2026, 11, 2), "last_on": date(2026, 11, 21)}
    away, home = helper("Away"), helper("Home")
    make.absence(worker=away.worker, kind="leave", **soon)
    make.absence(worker=away.worker, kind="holiday", **later)
    make.absence(worker=home.worker, kind="holiday", **later)
    make.absence(worker=home.worker, kind="holiday", **over)
    assert queries.away([away, home], TODAY) == {
        away.user_id: (soon["first_on"], soon["last_on"]),
    }
    page.get(f"/behov/{need.id}/forslag")
    assert page.text.count("Er borte 7.–18. desember.") == 1
    assert "Permisjon" not in page.text
