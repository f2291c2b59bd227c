"""The gallery in a real browser: for everybody, at every width, and with the scripts at work."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Response, render_template
from playwright.sync_api import Browser, Page, Route, expect

from tests.templates.frame import ROOT, make_app
from tests.templates.gallery import PAGES, pages

pytestmark = pytest.mark.e2e
SITE = "http://localhost"
AXE = ROOT / "node_modules/axe-core/axe.min.js"
SIZES = {"small phone": 320, "phone": 390, "desk": 1280}
Open = Callable[..., Page]


class Site:
    """Answers the browser without a server, with the portal's own headers; notes what is posted."""

    def __init__(self) -> None:
        self.app = make_app()
        self.posted: list[str] = []
        self.answers_posts_with = 200

    def answer(self, route: Route) -> None:
        path = re.sub(r"[?#].*", "", route.request.url.removeprefix(SITE))
        if route.request.method == "POST":
            self.posted.append(f"{path} {route.request.post_data}")
            status = self.answers_posts_with
            route.fulfill(status=status, body="Lagret kl. 14.03.", content_type="text/plain")
        elif path.startswith("/static/"):
            route.fulfill(path=ROOT / path[1:])
        else:
            answer = self.page(Path(path).name)
            route.fulfill(body=answer.get_data(), headers=dict(answer.headers))

    def page(self, name: str) -> Response:
        with self.app.test_request_context("/sokere"):
            html = render_template(f"{name}.html", **pages()[name])
            return self.app.process_response(Response(html))


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Open]:
    """Open a page of the gallery; fails when the browser complained about anything."""
    contexts, complaints = [], []

    def _visit(name: str, *, width: int = 1280, clock: bool = False, **kwargs: Any) -> Page:
        viewport = {"width": width, "height": 900}
        context = browser.new_context(viewport=viewport, locale="nb-NO", **kwargs)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda it: complaints.append(it.text) if it.type == "error" else None)
        page.on("pageerror", lambda it: complaints.append(str(it)))
        page.route("**/*", site.answer)
        if clock:
            page.clock.install()
        page.goto(f"{SITE}/{name}")
        return page

    yield _visit
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_use_it(visit: Open, name: str) -> None:
    page = visit(name, color_scheme="light")
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    page.evaluate(AXE.read_text())
    looks = [(size, "light") for size in SIZES] + [("phone", "dark")]
    for size, scheme in looks:
        page.set_viewport_size({"width": SIZES[size], "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, size
        found = page.evaluate("axe.run()")["violations"]
        nodes = [(it["id"], [node["html"] for node in it["nodes"]]) for it in found]
        assert nodes == [], (size, scheme)


def test_a_page_needs_no_script(visit: Open) -> None:
    page = visit("calendar", java_script_enabled=False)
    expect(page.get_by_role("button", name="Kopier")).to_be_hidden()
    expect(page.get_by_label("Lenken", exact=True)).to_be_visible()


def test_the_summary_of_errors_is_where_the_reader_starts(visit: Open) -> None:
    page = visit("forms", java_script_enabled=False)
    expect(page.locator(".ds-error-summary")).to_be_focused()


def test_a_link_in_the_summary_leads_into_the_field(visit: Open) -> None:
    page = visit("forms")
    page.get_by_role("link", name="Velg minst én rolle").click()
    expect(page.get_by_label("Støttekontakt")).to_be_focused()


def test_a_link_to_a_fold_opens_it(visit: Open) -> None:
    page = visit("rota")
    fold = page.locator("#funn-2")
    assert fold.get_attribute("open") is None
    page.get_by_role("link", name="Behold og skriv hvorfor").click()
    assert fold.get_attribute("open") is not None


@pytest.mark.parametrize(("has_script", "times"), [(True, 1), (False, 2)])
def test_two_presses_send_a_form_once(
    visit: Open, site: Site, has_script: bool, times: int
) -> None:
    site.answers_posts_with = 204  # the page stays where it is, and may be pressed again
    page = visit("family", java_script_enabled=has_script)
    for _press in range(2):
        page.get_by_role("button", name="Attester de 14").click(force=True)
    assert len(site.posted) == times


def test_the_address_is_copied(visit: Open) -> None:
    page = visit("calendar", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopier").click()
    expect(page.get_by_role("button", name="Kopiert")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith(".ics")


def test_what_is_left_of_a_text_is_counted(visit: Open) -> None:
    page = visit("forms")
    page.get_by_label("Hva liker du å gjøre?").fill("Turer og hund")
    expect(page.locator("#likes-counter")).to_have_text("7 tegn igjen")
    page.get_by_label("Hva liker du å gjøre?").fill("Turer, hund og fotball")
    expect(page.locator("#likes-counter")).to_have_text("2 tegn for mye")


def test_a_draft_saves_itself(visit: Open, site: Site) -> None:
    page = visit("forms", clock=True)
    page.get_by_label("Hva heter du?").fill("Nora Fjeld")
    page.clock.run_for(4000)
    expect(page.locator("[data-autosave-status]")).to_have_text("Lagret kl. 14.03.")
    assert [it.split()[0] for it in site.posted] == ["/kladd"]


def test_leaving_with_unsaved_work_is_asked_about(visit: Open) -> None:
    page = visit("forms")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("Hva heter du?").fill("Nora Fjeld")
    page.goto(f"{SITE}/front")
    assert asked == ["beforeunload"]


def test_the_menu_closes_on_escape(visit: Open) -> None:
    page = visit("family")
    page.get_by_text("Ingrid Bakken").click()
    expect(page.get_by_role("button", name="Logg ut")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Logg ut")).to_be_hidden()


def test_the_session_can_be_made_longer_before_it_ends(visit: Open, site: Site) -> None:
    page = visit("family", clock=True)
    warning = page.locator("#session")
    expect(warning).to_be_hidden()
    page.clock.run_for(1_650_000)
    expect(warning).to_contain_text("Du blir logget ut om 3 minutter.")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.get_by_role("button", name="Fortsett").click()
    expect(warning).to_be_hidden()
    assert [it.split()[0] for it in site.posted] == ["/logg-inn/fortsett"]


def test_a_session_that_ended_says_that_nothing_is_lost(visit: Open) -> None:
    page = visit("family", clock=True)
    page.clock.run_for(1_801_000)
    expect(page.locator("#session")).to_contain_text("Det du har skrevet, står her.")
    expect(page.get_by_role("button", name="Fortsett")).to_be_hidden()


def test_nothing_is_fetched_from_others(visit: Open, site: Site) -> None:
    page = visit("front")
    sources = page.evaluate("performance.getEntriesByType('resource').map((it) => it.name)")
    assert sources
    assert {source.startswith(SITE) for source in sources} == {True}


def test_the_bundle_stays_small() -> None:
    manifest = json.loads((ROOT / "static/dist/manifest.json").read_text())
    weight = {
        name: (ROOT / f"static/dist/{manifest[name]}.gz").stat().st_size
        for name in ("app.css", "app.js")
    }
    assert weight["app.css"] < 25_000
    assert weight["app.js"] < 5_000
