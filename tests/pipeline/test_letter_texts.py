"""The municipality's own paragraph: checked, shown, dated, and put into the letter."""

from __future__ import annotations

import pytest

from portal.messages.models import OutboxMessage
from portal.messages.worker import rendered
from portal.pipeline.letter_texts import unknown_words
from portal.pipeline.models import LetterText

PATH = "/kommunen/brev/application_interview"
OWN = "Vi møtes på rådhuset, {fornavn}. Ring {telefon} om du ikke finner fram."


def test_it_stands_in_the_letter_and_in_its_preview(page, admin, coordinator, apply, app, session):
    page.get(PATH).submit(200, text=OWN, button="preview=1")
    assert "Vi møtes på rådhuset, Kari." in page.text
    assert session.query(LetterText).count() == 0
    page.submit().follow()
    assert "Eget avsnitt, utgave 1 fra 22. november 2026" in page.text
    one = apply("references", name="Nora Oppdiktet")
    page.sign_in(coordinator).get(f"/rekruttering/{one.id}/flytt/interview")
    assert "Vi møtes på rådhuset, Nora." in page.text
    page.submit(why="Gode svar")
    message = session.query(OutboxMessage).one()
    with app.test_request_context():
        rendered(message)
    assert "Vi møtes på rådhuset, Nora." in message.body
    assert "{" not in message.body
    assert message.body.index("rådhuset") < message.body.index("Hilsen")


@pytest.mark.parametrize(
    ("text", "unknown"),
    [("", []), ("Hei {fornavn} fra {kontor}", []), ("{navn}", ["{navn}"]), ("{}", ["{}"]),
     ("{fornavn", ["{"]), ("fornavn}", ["}"]), ("{{fornavn}}", ["{", "}"]),
     ("{x.__class__} {kommune}", ["{x.__class__}"])],
)  # fmt: skip
def test_words_in_braces_are_ours(text, unknown):
    assert unknown_words(text) == unknown


@pytest.mark.parametrize("text", ["Hei {diagnose}", "a" * 10_000])
def test_what_cannot_be_sent_is_said_and_kept(page, admin, session, text):
    page.get(PATH).submit(422, text=text)
    assert len(page.errors) == 1
    assert text in page.response.get_data(as_text=True)
    assert session.query(LetterText).count() == 0


def test_the_second_is_told(page, admin, session):
    page.get(PATH)
    other = type(page)(page.app, session).sign_in(admin)
    other.get(PATH).submit(text="Først")
    page.submit(409, text="Sist")
    assert [row.text for row in session.query(LetterText)] == ["Først"]


def test_emptied_it_is_gone_and_the_old_one_is_kept(page, admin, session):
    page.get(PATH).submit(text="Først")
    page.get(PATH).submit(text="").follow()
    assert "Uten eget avsnitt" in page.text
    assert [(row.number, row.text) for row in session.query(LetterText)] == [(1, "Først"), (2, "")]


@pytest.mark.parametrize("kind", ["booking_time", "tull", "pool_renewal"])
def test_only_these_letters(page, admin, kind):
    page.get(f"/kommunen/brev/{kind}", 404)
