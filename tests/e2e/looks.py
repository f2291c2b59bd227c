"""Looks at a page as it stands: axe, sideways scroll, size of targets, visible focus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tests.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
LOOK = (ROOT / "tests/e2e/look.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class View:
    """A screen, and what is looked for on it."""

    width: int
    scheme: Literal["light", "dark"]
    looks: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.width} px, {self.scheme}"


SIZES = ("scroll", "words", "targets")
ALL = ("axe", *SIZES, "enter", "focus")
# axe on two widths: style changes between them, and nowhere else that it would see.
SHORT = (View(1280, "light", ALL), View(390, "light", ALL), View(320, "light", SIZES))
LONG = (
    View(1280, "light", ALL),
    View(1280, "dark", ("axe", "focus")),
    View(640, "light", SIZES),  # 1280 at 200 %
    View(390, "light", ALL),
    View(390, "dark", ("axe", "focus")),
    View(320, "light", SIZES),
)


def problems(page: Page, views: tuple[View, ...]) -> Iterator[str]:
    """What is wrong with the page, for each of the views; nothing when it is well made.

    The scripts are evaluated by the browser's own tools, so the page's content security
    policy holds meanwhile.
    """
    page.evaluate(AXE)
    page.keyboard.press("Tab")  # from here on the browser shows where the focus is
    for view in views:
        page.set_viewport_size({"width": view.width, "height": 900})
        page.emulate_media(color_scheme=view.scheme, reduced_motion="reduce")
        for problem in page.evaluate(LOOK, list(view.looks)):
            yield f"{page.url}, {view}: {problem}"
