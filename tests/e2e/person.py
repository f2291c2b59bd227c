"""Somebody at a screen of their own, with a mouse or a thumb."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.e2e.portal_at import PortalAt

SHOTS = os.environ.get("STORY_SHOTS", "")  # a folder: the pictures of the README
Words = str | re.Pattern[str]


class Person:
    """Every page the person comes to is looked at: ``looked_at`` says what must hold."""

    def __init__(
        self, browser: Browser, portal: PortalAt, width: int, *, script: bool = True
    ) -> None:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script, locale="nb-NO"
        )
        self.page: Page = context.new_page()
        self.page.set_default_timeout(60_000)
        self.portal, self.width = portal, width

    # where one is

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def text(self) -> str:
        """All the words of the page's main part, with plain spaces."""
        return " ".join(self.main.inner_text().replace("\u00a0", " ").split())

    def sees(self, *texts: str) -> Person:
        for text in texts:
            assert text in self.text, f"{text!r} is not on {self.page.url}:\n{self.text[:1500]}"
        return self

    def looked_at(self) -> None:
        """No page may be wider than the screen."""
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{self.page.url} is {wide} px wider than {self.width}"

    def picture(self, name: str) -> Person:
        if SHOTS and self.width in {390, 1280}:
            path = Path(SHOTS) / f"{name}-{self.width}.png"
            self.page.screenshot(path=path, full_page=True)
        return self

    # what one does

    def open(self, path: str) -> Person:
        self.page.goto(f"{self.portal.url}{path}")
        self.looked_at()
        return self

    def sign_in(self, email: str, password: str = "demo-passord") -> Person:
        self.open("/logg-inn").fill("E-post", email).fill("Passord", password)
        return self.press("Logg inn")

    def fill(self, where: str | Locator, text: str, nth: int = 0) -> Person:
        self.type_in(self.labelled(where).nth(nth), text)
        return self

    def tick(self, what: Words | Locator) -> Person:
        self.check(self.labelled(what).first)
        return self

    def choose(self, where: str | Locator, what: int | str) -> Person:
        self.select(self.labelled(where).first, what)
        return self

    def press(self, name: Words, within: Locator | None = None) -> Person:
        return self.leave((within or self.main).get_by_role("button", name=name).first)

    def go(self, name: Words) -> Person:
        return self.leave(self.main.get_by_role("link", name=name).first)

    def onwards(self) -> Person:
        """Press the page's one filled button, whatever it says."""
        return self.leave(self.main.locator("form button[data-variant=primary]").first)

    def leave(self, what: Locator) -> Person:
        """Activate what leads to another page, and wait until it is there."""
        assert what.count(), f"{what} is not on {self.page.url}:\n{self.text[:1500]}"
        self.reach(what)
        with self.page.expect_navigation():
            self.activate(what)
        self.looked_at()
        return self

    def downloads(self, name: str) -> Path:
        """Fetch the file behind a link."""
        with self.page.expect_download() as download:
            self.activate(self.main.get_by_role("link", name=name).first)
        return Path(download.value.path())

    def unfold(self) -> Person:
        closed = self.main.locator("details:not([open]) > summary")
        while closed.count():
            self.activate(closed.first)
        return self

    def labelled(self, what: Words | Locator) -> Locator:
        return self.page.get_by_label(what) if isinstance(what, str | re.Pattern) else what

    # with what: another kind of person does these otherwise

    def reach(self, what: Locator) -> None:
        """Get to it: nothing to do with a mouse."""

    def activate(self, what: Locator) -> None:
        what.click()

    def type_in(self, field: Locator, text: str) -> None:
        field.fill(text)

    def check(self, box: Locator) -> None:
        box.check()

    def select(self, field: Locator, what: int | str) -> None:
        if isinstance(what, int):
            field.select_option(index=what)
        else:
            field.select_option(label=what)
