"""Accessibility: every kind of page that each role can come to, looked at in a browser.

``make a11y`` looks at all pages of everybody and at what they say when a form is wrong;
without ``--long`` it is the pages of the main menus. That no kind of page is forgotten is
checked either way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.access.test_matrix import ROWS
from tests.e2e import looks
from tests.e2e.town import EVERYBODY, FEW
from tests.tree import assert_none

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.e2e.looks import View
    from tests.e2e.town import Town

    ScreenOf = Callable[[str], Page]

pytestmark = pytest.mark.e2e

# Whose page an endpoint is, by the letter in the table of rights.
LETTERS = {
    "applicant": "L", "parent": "P", "assistant": "W", "coordinator": "C", "admin": "A",
    "supplier": "S",
}  # fmt: skip
# Forms that may be sent as they are, and searches for nothing.
NEED_NOTHING = {
    "accounts.end_role", "accounts.users", "agreements.index", "approval.approve",
    "clearance.household", "duplicates.merge", "engagements.availability", "engagements.workers",
    "families.index", "hiring.approve", "hiring.listing", "meetings.turn_down", "needs.wanted",
    "pipeline.letter",
    "signin.hat", "vedtak.end_pause", "waiting.index",
}  # fmt: skip
FULLEST_FORM = """() => {
  const fields = "input:not([type=hidden]), select, textarea";
  const count = (form) => form.querySelectorAll(fields).length;
  const forms = [...document.querySelectorAll("main form[method=post]")].filter(count);
  return forms.sort((one, other) => count(other) - count(one))[0] ?? null;
}"""
SEND_EMPTY = """form => {
  for (const it of form.querySelectorAll("input:not([type=hidden]), textarea")) {
    it.checked = false;
    if (!["checkbox", "radio"].includes(it.type)) it.value = "";
  }
  form.requestSubmit(form.querySelector("button[type=submit]"));
}"""
SEND_WITH = """([name, value]) => {
  const form = document.querySelector("main form[method=post]");
  form.elements[name].value = value;
  form.requestSubmit();
}"""


@pytest.fixture
def screen_of(browser: Browser, town: Town) -> Iterator[ScreenOf]:
    """Return a function that gives somebody a screen."""
    contexts = []

    def screen_of(name: str) -> Page:
        context = browser.new_context(base_url=town.portal.url, locale="nb-NO")
        cookies = [(it.name, it.value or "") for it in town.people[name].cookies]
        context.add_cookies(
            [{"name": name, "value": value, "url": town.portal.url} for name, value in cookies]
        )
        contexts.append(context)
        return context.new_page()

    yield screen_of
    for context in contexts:
        context.close()


# Which pages ------------------------------------------------------------------------------


def test_a11y_misses_no_kind_of_page(town: Town) -> None:
    seen = {page.endpoint for name in FEW for page in town.pages(name)}
    assert sorted(town.routes.pages - seen) == []


@pytest.mark.parametrize("role", LETTERS)
def test_a11y_misses_nothing_a_role_may_go_to(town: Town, role: str) -> None:
    """What is not linked to, an act in acts.py leads to."""
    allowed = {name for name, row in ROWS.items() if LETTERS[role] in row.hats or row.hats == "*"}
    theirs = [name for name in FEW if name.endswith(role)]
    seen = {page.endpoint for name in theirs for page in town.pages(name)}
    assert sorted((allowed & town.routes.pages) - seen) == []


@pytest.mark.parametrize("name", FEW)
def test_a11y_finds_no_dead_link(town: Town, name: str) -> None:
    assert [page for page in town.pages(name) if page.status != 200] == []


# How they look ----------------------------------------------------------------------------


def test_a11y_sees_what_is_wrong(browser: Browser) -> None:
    """Planted here, so that nobody trusts a look that has become blind."""
    screen = browser.new_page()
    screen.set_content(
        """<html lang="nb"><title>Gal side</title><main><h1>Gal</h1>
        <style>button { width: 9px; height: 9px; padding: 0 } :focus-visible { outline: none }
               p { color: #999; background: #888 } div { width: 1400px } </style>
        <p>Ser du dette?</p> <button></button> <div>Bred</div></main>"""
    )
    found = "\n".join(looks.problems(screen, (looks.View(390, "light", looks.ALL),)))
    screen.close()
    for word in ("color-contrast", "button-name", "too wide", "target of 9 × 9", "shows no focus"):
        assert word in found


@pytest.mark.parametrize("name", [*LETTERS, "nobody"])
def test_a11y_of_the_main_pages(town: Town, screen_of: ScreenOf, name: str) -> None:
    screen = screen_of(name)
    assert_none(it for url in town.main_pages(name) for it in looked_at(screen, url, looks.SHORT))


@pytest.mark.long
@pytest.mark.parametrize("name", EVERYBODY)
def test_a11y_of_every_page(town: Town, screen_of: ScreenOf, name: str) -> None:
    screen = screen_of(name)
    assert_none(it for page in town.pages(name) for it in looked_at(screen, page.url, looks.LONG))


def looked_at(screen: Page, url: str, views: tuple[View, ...], status: int = 200) -> Iterator[str]:
    answer = screen.goto(url)
    assert answer
    assert answer.status == status, f"{url}: {answer.status}"
    return looks.problems(screen, views)


@pytest.mark.long
@pytest.mark.parametrize("name", FEW)
def test_a11y_of_every_form_that_is_wrong(town: Town, screen_of: ScreenOf, name: str) -> None:
    screen = screen_of(name)
    found: list[str] = []
    for page in town.pages(name):
        screen.goto(page.url)
        form = screen.evaluate_handle(FULLEST_FORM).as_element()
        here = town.routes.kind_of(screen.url)
        if form and here and here.split()[0] not in NEED_NOTHING:
            with screen.expect_navigation() as sent:
                form.evaluate(SEND_EMPTY)
            if sent.value.status == 422:
                found += looks.problems(screen, looks.LONG)
            else:
                found.append(f"{page}: {sent.value.status}")
    assert_none(found)


# What the portal says when it will not ------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "name", "path"),
    [
        (404, "nobody", "/finnes-ikke"),
        (404, "parent", "/finnes-ikke"),
        (403, "assistant", "/brukere"),
        (410, "nobody", "/lenke/brukt"),
        (410, "nobody", "/invitasjon/brukt"),
    ],
)
@pytest.mark.long
def test_a11y_of_a_page_that_is_not_there(
    town: Town, screen_of: ScreenOf, status: int, name: str, path: str
) -> None:
    screen = screen_of(name)
    assert_none(looked_at(screen, path, looks.LONG, status))


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("why", "", 422),
        ("version", "0", 409),
        pytest.param("csrf_token", "", 400, marks=pytest.mark.long),
        pytest.param("why", "a" * 1_500_000, 413, marks=pytest.mark.long),
    ],
    ids=["wrong", "out of date", "forged", "too large"],
)
def test_a11y_of_a_form_that_is_refused(
    town: Town, screen_of: ScreenOf, field: str, value: str, status: int
) -> None:
    screen = screen_of("coordinator")
    moves = (page.url for page in town.pages("coordinator") if page.endpoint == "hiring.move")
    screen.goto(next(moves))
    screen.get_by_label("Hvorfor?").fill("Trygg")
    with screen.expect_navigation() as sent:
        screen.evaluate(SEND_WITH, [field, value])
    assert sent.value.status == status
    assert_none(looks.problems(screen, looks.SHORT))
