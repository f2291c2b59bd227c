"""No personal data in a log line, even when somebody logs it by mistake."""

from __future__ import annotations

import json
import logging as standard

import pytest
import structlog

from portal.core import logging
from portal.core.ids import new_token


@pytest.fixture(autouse=True)
def standard_error():
    """Logs go where standard error is now, and back afterwards."""
    yield
    logging.start()


SECRETS = [
    ("fnr 01017012345 her", "fnr [number] her"),
    ("fnr 010170 12345", "fnr [number]"),
    ("til kari.moen@nordvik.example.", "til [e-mail]."),
    ("GET /kalender/4mJt0Xw2bQzv8LrE.ics", "GET /kalender/[token].ics"),
    ("GET /lenke/4mJt0Xw2bQzv8LrE?x=1", "GET /lenke/[token]?x=1"),
    ("GET /soknad/fortsett/abc", "GET /soknad/fortsett/[token]"),
    ("GET /invitasjon/abc", "GET /invitasjon/[token]"),
]


@pytest.mark.parametrize(("text", "shown"), SECRETS)
def test_secrets_are_masked(text, shown):
    assert logging.masked(text) == shown


@pytest.mark.parametrize("text", ["41234567", "entry 1234567890123456", "/vaktplan/uke/2026-48"])
def test_the_rest_is_as_it_was(text):
    assert logging.masked(text) == text


def test_a_line_is_one_json_object_with_masked_values(capsys):
    logging.start()
    structlog.get_logger().warning("mail to kari@nordvik.example failed", tries=2, to="01017012345")
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["to"], line["tries"]) == ("mail to [e-mail] failed", "[number]", 2)


def test_the_lines_of_other_packages_are_masked_too(capsys):
    logging.start()
    standard.getLogger("werkzeug").warning("GET %s", "/lenke/4mJt0Xw2bQzv8LrE")
    assert capsys.readouterr().err.strip().endswith("GET /lenke/[token]")


def test_a_stored_mail_keeps_its_words_but_no_working_link():
    mail = "Hei, kari@nordvik.example: http://x.example/lenke/abc"
    assert logging.without_tokens(mail) == mail.replace("abc", "[token]")


@pytest.mark.parametrize("place", ["tid", "referanse", "banken/svar", "noe/nytt"])
def test_a_token_is_masked_wherever_a_link_leads(place):
    token = new_token()
    assert token not in logging.without_tokens(f"https://pusterom.example/{place}/{token}\nHilsen")
    assert token not in logging.masked(f"GET /{place}/{token}?x=1")
