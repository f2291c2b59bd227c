"""Somebody who never touches a mouse: what Tab does not reach, or does not show, is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from tests.e2e.person import Person

if TYPE_CHECKING:
    from playwright.sync_api import Locator

MOST_TABS = 250

# Where the wanted element is, seen from where the focus is. In a group of radio buttons Tab
# goes to one of them, and the arrows go on from there.
WHERE = """it => {
  const now = document.activeElement;
  if (now === it) return "here";
  if (it.type === "radio" && now.type === "radio" && now.name === it.name) return "in the group";
  if (now === document.body) return "on a new page";
  return now.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_PRECEDING ? "before" : "after";
}"""

# What is wrong with how the focus shows: its ring, and whether something lies over it.
FOCUS = """it => {
  const style = getComputedStyle(it);
  if (!it.matches(":focus-visible")) return "is not shown as focused";
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return "has no outline";
  const { left, top, width, height } = it.getClientRects()[0];
  const [x, y] = [left + width / 2, top + height / 2];
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return "is outside the window";
  const over = document.elementFromPoint(x, y);
  const own = [it, ...(it.labels ?? [])];
  const isFree = over.contains(it) || own.some((one) => one.contains(over));
  return isFree ? "" : `is under ${over.outerHTML}`;
}"""


class Keyboard(Person):
    """Goes by Tab and Shift+Tab, past the menu with the skip link."""

    @override
    def reach(self, what: Locator) -> None:
        for _ in range(MOST_TABS):
            where = what.evaluate(WHERE)
            if where == "here":
                return self.shown(what)
            self.move(where)
        raise AssertionError(f"{what} on {self.page.url} is not reached by Tab")

    def move(self, where: str) -> None:
        keys = self.page.keyboard
        if where == "on a new page":
            keys.press("Tab")
            first = self.page.evaluate("document.activeElement.hash")
            assert first == "#innhold", f"{self.page.url} does not begin with a skip link"
            keys.press("Enter")
            keys.press("Tab")
        else:
            keys.press({"after": "Tab", "before": "Shift+Tab", "in the group": "ArrowDown"}[where])

    def shown(self, what: Locator) -> None:
        problem = what.evaluate(FOCUS)
        assert not problem, f"on {self.page.url}, {what} {problem}"

    @override
    def activate(self, what: Locator) -> None:
        self.reach(what)
        is_button = what.evaluate("it => it.tagName === 'BUTTON'")
        self.page.keyboard.press("Space" if is_button else "Enter")

    @override
    def type_in(self, field: Locator, text: str) -> None:
        self.reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    @override
    def check(self, box: Locator) -> None:
        self.reach(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")
        assert box.is_checked()

    @override
    def select(self, field: Locator, what: int | str) -> None:
        self.reach(field)
        now, labels = field.evaluate("it => [it.selectedIndex, [...it.options].map(o => o.label)]")
        steps = (what if isinstance(what, int) else labels.index(what)) - now
        for _ in range(abs(steps)):
            self.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
        assert field.evaluate("it => it.selectedIndex") == now + steps
