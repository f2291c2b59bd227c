"""What is shown of a form that could not be sent: a person's words, not the machine's."""

import pytest

from portal.core.typed import words

ID = "01a201b0-0000-7000-8000-000000000001"


@pytest.mark.parametrize(
    "text",
    [
        "Vi gikk hjem.", "Kino", "å", "10.12.2026", "15", "15.30", "ordinært", "to ord",
        "kari@post.example", "Ola Nær-Nordmann", "412 34 567",
    ],
)  # fmt: skip
def test_what_somebody_typed_is_shown(text):
    assert words([("note", text)]) == [text]


@pytest.mark.parametrize(
    "text", [ID, f"{ID}:3", "ordinary", "2-evening", "y", "bpa_assistant", " "]
)
def test_codes_and_ids_are_not(text):
    assert words([("line", text)]) == []


@pytest.mark.parametrize("name", ["csrf_token", "request_key", "version", "next", "kept"])
def test_the_machines_own_fields_are_not(name):
    assert words([(name, "Noe helt vanlig")]) == []
