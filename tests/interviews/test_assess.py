"""Two interviewers score apart, then see each other's, and may correct with a date."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.audit.models import AuditEvent
from portal.bookings.states import BookingState
from portal.interviews import queries
from portal.interviews.models import Assessment, InterviewGuide, Score
from portal.recruitment import retention
from portal.recruitment.models import ApplicationEvent
from tests.bookings.conftest import the_booking
from tests.plugins.office import NOW

URL = "/rekruttering/{}/samtale/{}"


def test_what_the_other_thinks_is_hidden_until_both_have_delivered(page, assess, kari, per, one):
    assess(kari, 4)
    page.follow()
    assert page.h1 == "Ikke alle har levert ennå"
    assert "Inntrykk: Kari" in page.text
    page.sign_in(per)
    for address in (f"/rekruttering/{one.id}", URL.format(one.id, "vurderinger")):
        page.get(address)
        assert "Inntrykk: Kari" not in page.text
        assert "Notat fra Kari" not in page.text
    assert not queries.is_done(one.id)
    assess(per, 4, **{"scores-1-score": "1"})
    page.follow()
    assert page.h1 == "Dere er uenige om ett spørsmål"
    assert "Inntrykk: Kari" in page.text
    assert "Inntrykk: Per" in page.text
    assert "3 fra hverandre" in page.text
    assert queries.is_done(one.id)
    page.sign_in(kari)
    page.get(URL.format(one.id, "vurderinger"))
    assert "Notat fra Per" in page.text


def test_others_of_the_office_wait_as_well_and_do_not_assess(page, make, office, assess, kari, one):
    assess(kari)
    page.sign_in(make.coordinator(office=office, name="Tredje Koordinator"))
    page.get(URL.format(one.id, "vurderinger"))
    assert "Inntrykk" not in page.text
    page.get(URL.format(one.id, "vurdering"), 403)
    page.get(URL.format(one.id, "vurdering/rett"), 403)


def test_a_draft_is_saved_unfinished_and_seen_by_nobody_else(page, assess, kari, per, one):
    assess(kari, button="", **{"scores-0-score": "5", "scores-1-score": None})
    assert page.location == URL.format(one.id, "vurdering")
    page.follow()
    assert "Notat fra Kari" in page.text
    assert page.session.query(Assessment).one().delivered_at is None
    assert the_booking(page).state == BookingState.BOOKED
    page.sign_in(per)
    page.get(f"/rekruttering/{one.id}")
    assert "Kari Koordinator" in page.text.partition("Mangler vurdering fra:")[2]
    page.get(URL.format(one.id, "vurdering"))
    assert "Notat fra Kari" not in page.text


def test_what_is_delivered_must_be_whole_and_nothing_is_lost(page, assess, kari):
    assess(kari, status=422, **{"scores-2-score": None, "summary": " "})
    assert page.errors == [
        "Gi poeng på spørsmål 3.", "Skriv det samlede inntrykket med en setning eller to.",
    ]  # fmt: skip
    assert "Notat fra Kari" in page.text
    assert page.session.query(Assessment).count() == 0


@pytest.mark.parametrize("score", ["0", "6", "-1", "5.5", "x"])
def test_a_forged_score_is_not_kept(page, assess, kari, score):
    assess(kari, status=422, **{"scores-0-score": score})
    assert page.session.query(Score).count() == 0


def test_the_history_says_that_it_was_delivered_and_not_what(page, assess, kari, one):
    assess(kari)
    event = page.session.query(ApplicationEvent).one()
    assert (event.event, event.why, event.by_id) == ("assessed", "", kari.id)
    assert "interview:assessed" in {it.act for it in page.session.query(AuditEvent)}
    assert the_booking(page).state == BookingState.HELD


def test_delivered_twice_it_is_delivered_once(page, assess, kari, one):
    assess(kari)
    page.get(URL.format(one.id, "vurdering"), 303)
    assert page.location == URL.format(one.id, "vurderinger")
    page.post(URL.format(one.id, "vurdering"), {"deliver": "1", "version": "0"})
    assert page.session.query(Assessment).count() == 1


def test_two_windows_do_not_write_over_each_other(page, assess, kari, one, questions):
    assess(kari, button="")
    scores = {f"scores-{place}-score": "2" for place in range(len(questions))}
    form = {**scores, "version": "0", "summary": "Eldre"}
    page.post(URL.format(one.id, "vurdering"), form, 409)
    assert page.session.query(Assessment).one().summary.startswith("Inntrykk")


def test_it_is_too_early_the_day_before(page, kari, one, held, today):
    today.move_to(NOW - timedelta(days=1))
    page.sign_in(kari)
    page.get(URL.format(one.id, "vurdering"), 409)
    page.post(URL.format(one.id, "vurdering"), {"deliver": "1"}, 409)


@pytest.mark.parametrize("stage", ["approved", "not_approved", "withdrawn"])
def test_it_is_too_late_when_the_application_is_decided(page, assess, kari, one, stage):
    page.sign_in(kari)
    page.get(URL.format(one.id, "vurdering"))
    one.stage = stage
    assess(kari, status=409)
    assert page.session.query(Assessment).count() == 0


def test_a_correction_is_a_new_version_with_a_reason(page, assess, kari, per, one, questions):
    assess(kari, 4)
    assess(per, 4)
    page.sign_in(kari)
    page.get(URL.format(one.id, "vurdering/rett"))
    page.submit(422, "", "deliver=1", why="")
    page.submit(303, "", "deliver=1", why="Leste feil linje", **{"scores-0-score": "1"})
    page.follow()
    assert page.h1 == "Dere er uenige om ett spørsmål"
    assert "Leste feil linje" in page.text
    assert "Det som er rettet" in page.text
    numbers = sorted(it.number for it in page.session.query(Assessment))
    assert numbers == [1, 1, 2]
    events = [it.event for it in page.session.query(ApplicationEvent)]
    assert sorted(events) == ["assessed", "assessed", "assessment_corrected"]


def test_nothing_is_corrected_before_it_is_delivered(page, kari, one, held):
    page.get(URL.format(one.id, "vurdering/rett"), 409)


def test_others_applicants_interviews_are_not_found(page, make, office, kari):
    other = make.application(
        office=make.office(municipality=None, municipality_id=office.municipality_id)
    )
    for page_ in ("vurdering", "vurdering/rett", "vurderinger"):
        page.get(URL.format(other.id, page_), 404)


def test_one_interviewer_is_enough_when_one_held_it(page, make, one, kari, assess, held):
    held.hosts[:] = held.hosts[:1] if held.hosts[0].user_id == kari.id else held.hosts[1:]
    assess(kari)
    page.follow()
    assert page.h1 == f"Vurderingen av {one.first_name}"
    assert queries.is_done(one.id)


def test_an_assessment_that_is_due_is_a_task_of_who_was_there(page, make, office, held, kari):
    page.sign_in(kari)
    page.get("/rekruttering/moter")
    assert "Lever vurderingen din etter samtalen." in page.text
    page.sign_in(make.coordinator(office=office))
    page.get("/rekruttering/moter")
    assert "Lever vurderingen din" not in page.text


def test_what_was_thought_goes_with_the_application(page, make, assess, kari, one, held):
    assess(kari)
    held.word = "Jeg har det travelt"
    page.session.flush()
    retention.forget(one)
    page.session.expire_all()
    assert page.session.query(Assessment).count() == 0
    assert page.session.query(Score).count() == 0
    assert the_booking(page).word == ""


# The guide ----------------------------------------------------------------------------------


@pytest.fixture
def admin(make, office):
    user = make.user(municipality=None, municipality_id=office.municipality_id)
    make.role(user=user, hat="admin")
    return user


def test_old_answers_keep_their_questions(page, assess, kari, per, admin, one, questions):
    assess(kari)
    page.sign_in(admin)
    page.get("/kommunen/samtaleguide/all")
    page.submit(303, "", **{"questions-0-text": "Hva liker du best?", "questions-0-high": "Alt"})
    page.follow()
    assert "Hva liker du best?" in page.text
    assert "Utgave 1, fra 22. november 2026" in page.text
    assert "interview:guide_changed" in {it.act for it in page.session.query(AuditEvent)}
    page.sign_in(per)
    page.get(URL.format(one.id, "vurdering"))
    assert "Hva liker du best?" in page.text
    assert questions[0] not in page.text
    assess(per)
    page.follow()
    assert questions[0] in page.text
    assert "Hva liker du best?" in page.text
    assert "Ikke spurt" in page.text


def test_a_page_made_with_the_old_guide_keeps_it(page, held, kari, admin, one, questions):
    page.sign_in(kari)
    page.get(URL.format(one.id, "vurdering"))
    filled = {f"scores-{place}-score": "3" for place in range(len(questions))}
    told = {"summary": "Fin", "deliver": "1", "version": "0", "guides": "all:0,avlaster:0"}
    form = {**filled, **told}
    page.sign_in(admin)
    page.get("/kommunen/samtaleguide/all")
    page.submit(303, "", **{"questions-0-text": "", "questions-0-low": "",
                            "questions-0-middle": "", "questions-0-high": ""})  # fmt: skip
    page.sign_in(kari)
    page.post(URL.format(one.id, "vurdering"), form)
    asked = [it.question.text for it in page.session.query(Assessment).one().scores]
    assert asked == questions


BAD = {
    "no question": ({f"questions-{n}-text": "" for n in range(8)}, "Skriv spørsmålet"),
    "too long": ({"questions-0-text": "x" * 10_000}, "Skriv høyst"),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_guide_that_cannot_be_used_is_not_saved(page, admin, bad):
    changes, sentence = BAD[bad]
    page.sign_in(admin)
    page.get("/kommunen/samtaleguide/all")
    page.submit(422, "", **changes)
    assert sentence in page.text
    assert page.session.query(InterviewGuide).count() == 0


def test_an_empty_guide_is_refused(page, admin):
    page.sign_in(admin)
    empty = {f"questions-0-{name}": "" for name in ("text", "low", "middle", "high")}
    page.post("/kommunen/samtaleguide/all", {**empty, "seen": "0"}, 422)
    assert "Skriv minst ett spørsmål." in page.text
    page.post("/kommunen/samtaleguide/all", {"seen": "0"}, 422)


def test_two_administrators_do_not_write_over_each_other(page, admin):
    page.sign_in(admin)
    form = {"questions-0-text": "Hvem er du?", "seen": "0"}
    page.post("/kommunen/samtaleguide/avlaster", form)
    page.post("/kommunen/samtaleguide/avlaster", {**form, "questions-0-text": "Hva?"}, 409)
    assert page.session.query(InterviewGuide).count() == 1


def test_there_are_no_other_parts_and_no_other_editors(page, admin, kari):
    page.sign_in(admin)
    page.get("/kommunen/samtaleguide/vaktmester", 404)
    page.sign_in(kari)
    page.get("/kommunen/samtaleguide", 403)
    page.get("/kommunen/samtaleguide/all", 403)
