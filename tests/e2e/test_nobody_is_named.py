"""What leaves the portal names no child: every mail, advert, document and calendar of the demo."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from pypdf import PdfReader

from portal.needs import anonymity
from tests.tree import assert_none

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.e2e.town import Town

    Texts = Iterator[tuple[str, str]]

pytestmark = pytest.mark.e2e

IDENTITY_NUMBER = re.compile(r"(?<![\w-])\d{6}\s?\d{5}(?![\w-])")
LETTERS = "SELECT engagement_id, id FROM purpose_letter"
AGREEMENTS = "SELECT id FROM agreement WHERE state <> 'draft'"


def mails(town: Town) -> Texts:
    """Yield every mail that has been sent, and what was attached to it."""
    town.portal.send_mail()
    sent = "SELECT template, subject || char(10) || body FROM outbox_message WHERE body <> ''"
    yield from town.portal.sql(sent)
    for name, content in town.portal.sql("SELECT file_name, content FROM outbox_attachment"):
        yield name, f"{name}\n{bytes(content).decode()}"


def adverts(town: Town) -> Texts:
    """Yield every advert, as anybody may read it."""
    published = (
        "SELECT municipality.slug, need.slug FROM need JOIN municipality"
        " ON municipality.id = municipality_id WHERE need.state = 'published'"
    )
    for place, slug in town.portal.sql(published):
        path = f"/{place}/oppdrag/{slug}"
        yield path, town.people["nobody"].get(path).text


def documents(town: Town) -> Texts:
    """Yield the text and the title of every document somebody can fetch."""
    letters = [f"/oppdrag/{one}/formalsbekreftelse/{its}.pdf" for one, its in uuids(town, LETTERS)]
    agreements = [f"/avtaler/{one}.pdf" for (one,) in uuids(town, AGREEMENTS)]
    for path in [*letters, *agreements]:
        yield path, text_of(town, path)


def uuids(town: Town, select: str) -> list[tuple[UUID, ...]]:
    return [tuple(UUID(it) for it in row) for row in town.portal.sql(select)]


def text_of(town: Town, path: str) -> str:
    """Return what a document says, fetched by the first coordinator who may."""
    for name in "coordinator", "other coordinator", "neighbouring coordinator":
        answer = town.people[name].get(path)
        if answer.status == 200:
            read = PdfReader(BytesIO(answer.body))
            about = (str(it) for it in (read.metadata or {}).values())
            return "\n".join([*about, *(page.extract_text() for page in read.pages)])
    raise AssertionError(f"nobody may read {path}")


@pytest.mark.parametrize("leaving", [mails, adverts, documents])
def test_what_leaves_the_portal_names_no_child(
    town: Town, leaving: Callable[[Town], Texts]
) -> None:
    names = children(town)
    texts = list(leaving(town))
    assert texts
    assert list(given_away(f"En mail om {next(iter(names))}", names)), "the look is blind"
    assert_none(f"{where}: {word}" for where, text in texts for word in given_away(text, names))


def children(town: Town) -> set[str]:
    """Every child's whole name, and the given name where no adult has the same."""
    known = [name for (name,) in town.portal.sql("SELECT name FROM child")]
    adults = (
        "SELECT name FROM user_account UNION SELECT name FROM application"
        " UNION SELECT name FROM referee"
    )
    taken = {part for (name,) in town.portal.sql(adults) for part in (name or "").split()}
    return {*known, *({name.split()[0] for name in known} - taken)}


def given_away(text: str, names: set[str]) -> Iterator[str]:
    yield from (name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))
    yield from IDENTITY_NUMBER.findall(text)
    yield from anonymity.diagnoses(text)
