"""Somebody in the demo without a screen, who fills in the forms of pages as ``tests.page`` does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import html5lib
from typing_extensions import override

from tests.page import fields_of, text_of
from tools.crawl import Answer, Visitor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class Resident(Visitor):
    at: Answer

    @override
    def get(self, path: str, fields: dict[str, object] | None = None) -> Answer:
        self.at = super().get(path, fields)
        return self.at

    def submit(self, status: int = 303, form: str = "", to: str = "", **changes: object) -> Answer:
        """Fill in the form of this page whose action ends with ``form``, and send it.

        What is chosen from a list may be said in the list's own words. ``to`` sends it to
        another address than the page says.
        """
        found = form_of(self.at, form)
        said = {name: value_of(found, name, value) for name, value in changes.items()}
        url = urljoin(self.at.url, to or found.get("action") or "")
        answer = self.get(url, fields_of(found) | said)
        shown = 200 if status == 303 else status
        assert answer.status == shown, f"{url}: {answer.status}\n{answer.text[-5000:]}"
        return answer

    def links(self, path: str, like: str) -> list[str]:
        """The addresses a page links to that end like this (a pattern; ID is any id)."""
        pattern = re.compile(like.replace("ID", "[0-9a-f-]{36}") + "$")
        found = [link for link in self.get(path).links() if pattern.search(link)]
        assert found, f"no link like {like} on {path}"
        return list(dict.fromkeys(found))


def form_of(answer: Answer, ending: str) -> Element:
    main = html5lib.parse(answer.text, namespaceHTMLElements=False).find(".//main")
    assert main is not None, f"{answer.url}: {answer.status}"
    for form in main.iter("form"):
        if form.get("method") == "post" and (form.get("action") or "").endswith(ending):
            return form
    raise AssertionError(f"no form that ends with {ending!r} on {answer.url}")


def value_of(form: Element, name: str, value: object) -> object:
    """The code of a choice for its words; anything else as it is."""
    lists = [it for it in form.iter("select") if it.get("name") == name]
    codes = {text_of(it): it.get("value") for one in lists for it in one.iter("option")}
    return codes.get(str(value), value)
