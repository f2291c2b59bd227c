"""The letters: logged, read, tried again; true to what the office does next."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPException

import pytest

from portal.messages import service as messages
from portal.messages import worker
from portal.messages.models import OutboxMessage
from portal.messages.worker import rendered
from portal.recruitment import letters
from portal.recruitment.models import ApplicationLetter
from portal.recruitment.retention import forget
from portal.recruitment.states import LetterKind
from tests.plugins.office import NOW


@pytest.fixture
def sent(coordinator):
    """Put a letter in the log and the outbox, in a state."""

    def made(application, state="sent", kind=LetterKind.INTERVIEW, **columns):
        message = letters.made(application, kind).post(coordinator.id)
        facts = {"state": state, "subject": "Vi vil gjerne", "body": "Hei", **columns}
        for name, value in facts.items():
            setattr(message, name, value)
        message.sent_at = NOW if state == "sent" else None
        return message

    return made


def test_what_a_move_sends_stands_in_the_log(page, coordinator, apply):
    one = apply("references")
    page.get(f"/rekruttering/{one.id}/flytt/interview").submit(why="Gode svar").follow()
    letter = page.session.query(ApplicationLetter).one()
    assert (letter.kind, letter.by_id) == ("application_interview", coordinator.id)
    assert "Invitert til samtale Sendes kl. 13.00" in page.text
    page.get(f"/rekruttering/{one.id}/brev/{letter.id}")
    assert "Brevet blir skrevet ferdig når det sendes" in page.text
    assert "Kari Koordinator" in page.text


def test_a_letter_is_read_as_it_was_sent_and_opens_nothing(page, coordinator, apply, sent):
    one = apply()
    body = f"Velg tid her:\nhttp://localhost/tid/{'x' * 43}"
    sent(one, body=body)
    letter = page.session.query(ApplicationLetter).one()
    page.get(f"/rekruttering/{one.id}/brev/{letter.id}")
    assert "Velg tid her" in page.text
    assert "x" * 43 not in page.response.get_data(as_text=True)


def test_what_failed_comes_first_and_can_be_tried_again(page, coordinator, apply, sent):
    old, new = apply(name="Gammel Feilet"), apply(name="Ny Sendt")
    failed = sent(old, "failed", tries=6, error="SMTPException")
    sent(new)
    page.get("/rekruttering/brev")
    assert page.h1 == "Ett brev kom ikke fram"
    names = [th.text_content() if hasattr(th, "text_content") else "".join(th.itertext()).strip()
             for th in page.all("th") if th.get("scope") == "row"]  # fmt: skip
    assert names == ["Gammel Feilet", "Ny Sendt"]
    letter = page.session.query(ApplicationLetter).filter_by(application_id=old.id).one()
    page.get(f"/rekruttering/{old.id}/brev/{letter.id}").submit(form="/igjen").follow()
    assert (failed.state, failed.tries, failed.error) == ("waiting", 0, None)
    page.post(f"/rekruttering/{old.id}/brev/{letter.id}/igjen", {}, 409)


def test_a_mail_server_that_is_down_is_said_and_loses_nothing(page, coordinator, apply, app):
    one = apply("references")
    page.get(f"/rekruttering/{one.id}/flytt/interview").submit(why="Gode svar")

    def down(_mail):
        raise SMTPException

    with app.test_request_context():
        rendered(page.session.query(OutboxMessage).one())
        worker._try(page.session.query(OutboxMessage).one(), down)  # noqa: SLF001 - one message
    page.get(f"/rekruttering/{one.id}")
    assert "Prøver igjen kl. 13.01" in page.text
    page.get("/rekruttering/brev")
    assert page.h1 == "Ingen brev har stoppet"


def test_other_offices_letters_do_not_exist(page, make, coordinator, office, apply, sent):
    mine = apply()
    theirs = make.application()
    sent(theirs)
    letter = page.session.query(ApplicationLetter).one()
    page.get(f"/rekruttering/{theirs.id}/brev/{letter.id}", 404)
    page.get(f"/rekruttering/{mine.id}/brev/{letter.id}", 404)
    page.post(f"/rekruttering/{mine.id}/brev/{letter.id}/igjen", {}, 404)
    page.get("/rekruttering/brev")
    assert "Ingen brev er sendt fra kontoret ennå" in page.text


def test_two_rows_and_twenty_cost_the_same(page, coordinator, apply, sent, statements):
    counts = []
    for _ in range(2):
        for _letter in range(2 if not counts else 18):
            sent(apply())
        page.session.flush()
        page.session.expire_all()
        page.get("/rekruttering/brev")
        statements.clear()
        page.get("/rekruttering/brev")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_what_is_forgotten_is_forgotten_in_the_outbox_too(page, coordinator, apply, sent):
    one = apply("not_approved", name="Nora Glemt")
    gone, waiting = sent(one), sent(one, "waiting")
    forget(one)
    page.session.flush()
    page.session.refresh(gone)
    page.session.refresh(waiting)
    assert (gone.address, gone.name, gone.subject, gone.body, gone.params) == (
        "",
        "",
        None,
        None,
        {},
    )
    assert gone.state == "sent"
    assert waiting.state == "failed"


def test_what_is_emptied_is_not_tried_again(page, coordinator, apply, sent) -> None:
    one = apply()
    message = sent(one, "failed", tries=6)
    letter = page.session.query(ApplicationLetter).one()
    page.get(f"/rekruttering/{one.id}/brev/{letter.id}")
    messages.empty([message.id])
    page.submit(form="/igjen", status=409)
    assert "E-posten og adressen er slettet, og kan ikke sendes igjen." in page.text
    page.session.refresh(message)
    assert message.state == "failed"


TRUE = {
    "references": "De neste dagene spør vi referansene dine, på e-post eller telefon.",
    "interview": "enten en e-post med tider du kan velge mellom, eller en telefon",
    "home_visit": "enten en e-post med tider du kan velge mellom, eller en telefon",
    "certificate": "Vent med å søke til du har fått det.",
    "course": "Du hører fra oss om tid og sted.",
}


@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_can_be_made_and_read(app, apply, kind):
    """The words of each, and no blank that should have been filled in."""
    one = apply()
    facts = {
        "number": 7, "roles": ["avlaster"], "submitted_at": NOW.isoformat(), "references": 2,
        "steps": ["acknowledged", "certificate", "interview", "course"], "call_days": 2,
        "has_login": True, "personal": "", "keeps": False, "link": "", "slots": [],
        "is_again": False, "purpose": "interview", "mode": "phone", "place": "", "hosts": ["Kari"],
        "notice": "booked", "starts_at": NOW.isoformat(),
        "ends_at": (NOW + timedelta(hours=1)).isoformat(), "listed_from": "2026-11-29",
    }  # fmt: skip
    message = letters.made(one, kind, **facts).post()
    if kind is LetterKind.TIMES:  # its link is sealed where it is made, and read in its own tests
        return
    with app.test_request_context():
        rendered(message)
    assert message.subject
    assert f"Hei, {one.first_name}" in message.body
    assert "None" not in message.body
    assert "\n\n\n" not in message.body
    assert TRUE.get(kind.removeprefix("application_"), "") in message.body
