"""The outbox is emptied whatever is wrong with one message in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from portal.messages.service import Recipient, enqueue
from portal.messages.worker import WAITS_MINUTES, run_once
from tests.plugins.office import NOW


@pytest.fixture(autouse=True)
def today(today):
    return today


@pytest.fixture
def post(app, session, office):
    """Put a mail in the outbox."""

    def one(template="pool_ended", address="nora@provevik.example", **params):
        home_id = office.municipality_id
        to = Recipient(municipality_id=home_id, address=address, name="Nora Fjeld")
        message = enqueue(to, template, **params)
        session.flush()
        return message

    return one


@pytest.fixture
def empty_outbox(app, session):
    """Send what is due; return what was sent, how much was dealt with, and the log."""

    def run(send=None):
        sent = []
        with app.app_context(), capture_logs() as logged:
            done = run_once(send or sent.append)
        session.expire_all()
        return [it["Subject"] for it in sent], done, logged

    return run


BROKEN = {
    "no such template": {"template": "finnes_ikke"},
    "words that cannot be read": {"template": "pool_renewal", "ends_at": "i morgen"},
    "an address of two lines": {"address": "nora@provevik.example\nBcc: alle"},
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_mail_that_cannot_be_made_waits_and_the_next_is_sent(post, empty_outbox, broken) -> None:
    first, second = post(**broken), post()
    sent, done, logged = empty_outbox()
    assert (len(sent), done) == (1, 2)
    assert (first.state, first.tries, second.state) == ("waiting", 1, "sent")
    assert first.next_try_at == NOW + timedelta(minutes=WAITS_MINUTES[0])
    assert (first.subject, first.body) == (None, None)
    assert [it["error"] for it in logged] == [first.error]
    assert "nora" not in f"{logged} {first.error}".lower()


def test_a_mail_that_is_never_taken_is_given_up_and_said(post, empty_outbox, today) -> None:
    message = post()

    def refuse(_mail):
        raise UnicodeError

    for wait in (0, *WAITS_MINUTES):
        today.shift(timedelta(minutes=wait))
        assert message.state == "waiting"
        empty_outbox(refuse)
    assert (message.state, message.error) == ("failed", "UnicodeError")
    assert empty_outbox()[1] == 0
