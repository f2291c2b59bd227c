"""A referee answers on a page without sign-in; nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.recruitment.models import ApplicationEvent
from portal.references import queries
from portal.references.models import ReferenceAnswer
from tests.plugins.office import NOW
from tests.references.conftest import ANSWER, TOKEN

URL = f"/referanse/{TOKEN}"


def test_a_referee_answers_without_signing_in(page, one, asked):
    page.get(URL)
    assert page.h1 == f"Fortell oss om {one.name}"
    page.submit(303, **ANSWER)
    assert page.location == "/referanse/takk"
    page.follow()
    assert page.h1 == "Takk. Svaret ditt er sendt"
    answer = page.session.query(ReferenceAnswer).one()
    assert (answer.trust, answer.known_since) == ("yes", "2019")
    assert queries.answered(one.id) == 1
    event = page.session.query(ApplicationEvent).one()
    assert (event.event, event.why, event.by_id) == ("reference_answered", "Referanse 1", None)


def test_reading_the_page_uses_nothing(page, asked):
    page.get(URL)
    page.get(URL)
    assert asked.answered_at is None


def test_sent_twice_it_is_kept_once(page, asked):
    page.get(URL)
    page.submit(303, **ANSWER)
    page.post(URL, ANSWER, 410)
    assert page.h1 == "Du har svart. Takk"
    assert page.session.query(ReferenceAnswer).count() == 1
    page.get(URL, 410)


def test_a_link_nobody_made_is_not_found(page, asked):
    page.get(f"/referanse/{'x' * 43}", 404)
    page.post(f"/referanse/{'x' * 43}", ANSWER, 404)
    page.post(f"/referanse/{'x' * 43}/lagre", ANSWER, 404)


BAD = {
    "nothing": ({"knows_how": " "}, "Skriv hvordan dere kjenner hverandre."),
    "no year": ({"known_since": ""}, "Skriv omtrent når dere ble kjent"),
    "no choice": ({"trust": None}, "Velg et av svarene."),
    "forged choice": ({"trust": "maybe"}, "gyldig"),
    "doubt without a reason": ({"trust": "doubts"}, "Skriv kort hvorfor du er i tvil"),
    "too much": ({"strengths": "x" * 10_000}, "Skriv høyst"),
}


@pytest.mark.parametrize("bad", BAD)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(page, asked, bad):
    changes, sentence = BAD[bad]
    page.get(URL)
    page.submit(422, **{**ANSWER, **changes})
    assert sentence in page.text
    if "knows_how" not in changes:
        assert "Jeg var sjefen hennes i barnehagen." in page.text
    assert page.session.query(ReferenceAnswer).count() == 0


def test_what_is_not_asked_is_not_kept(page, asked):
    page.get(URL)
    page.submit(303, **ANSWER, criminal_record="ingen", health="frisk")
    answer = page.session.query(ReferenceAnswer).one()
    kept = " ".join(str(value) for value in vars(answer).values())
    assert "ingen" not in kept
    assert "frisk" not in kept


# On the way ---------------------------------------------------------------------------------


def test_half_an_answer_waits_behind_the_same_link(page, asked, kari, one):
    page.sign_out()
    page.get(URL)
    page.submit(303, "", "later=1", knows_how="Fra barnehagen")
    page.follow()
    assert "Det du skrev sist, er tatt vare på." in page.text
    assert "Fra barnehagen" in page.text
    page.sign_in(kari)
    page.get(f"/rekruttering/{one.id}")
    assert "Fra barnehagen" not in page.text


def test_typing_is_saved_on_the_way(page, asked):
    page.post(f"{URL}/lagre", {"knows_how": "Fra jobb"}, 200)
    assert "Lagret kl. 13.00. Ikke sendt ennå." in page.response.text
    assert asked.draft["knows_how"] == "Fra jobb"


def test_what_is_typed_when_the_time_runs_out_is_kept_and_said(page, asked, today, kari, one):
    page.sign_out()
    page.get(URL)
    today.move_to(asked.expires_at + timedelta(minutes=1))
    page.submit(410, **ANSWER)
    assert page.h1 == "Fristen gikk ut fredag 4. desember"
    assert "er tatt vare på, men ikke sendt" in page.text
    assert page.session.query(ReferenceAnswer).count() == 0
    page.session.expire_all()
    assert asked.draft["strengths"] == ANSWER["strengths"]
    page.post(f"{URL}/lagre", {"knows_how": "Enda mer"}, 200)
    assert "Fristen er ute." in page.response.text
    page.get(URL, 410)
    assert "er tatt vare på" in page.text


def test_the_text_is_there_with_a_new_link(page, asked, today, kari, one):
    asked.draft = {"knows_how": "Fra barnehagen"}
    asked.expires_at = NOW - timedelta(days=1)
    page.get(f"/rekruttering/{one.id}")
    page.submit(303, f"spor/{asked.referee_id}")
    page.get(URL)
    assert "Fra barnehagen" in page.text


@pytest.mark.parametrize("stage", ["withdrawn", "not_approved", "approved"])
def test_when_the_application_is_over_the_answer_is_not_needed(page, asked, one, stage):
    one.stage = stage
    page.get(URL, 410)
    assert page.h1 == "Vi trenger ikke svaret lenger"
    page.post(URL, ANSWER, 410)
    page.post(f"{URL}/lagre", ANSWER, 409)
    assert asked.draft is None
