"""What every page must be as HTML, whatever it is about."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_CONTROLS = {"input", "select", "textarea"}
_UNLABELLED = {"hidden", "submit", "button"}
_LEAKS = re.compile(r"\bNone\b|\bundefined\b|<built-in|<function|LazyString|%\(\w+\)s|\{\{|\}\}")


def audit(tree: Element, source: str) -> list[str]:
    """Return what is wrong with a page; nothing when it is well made."""
    return [problem for check in CHECKS for problem in check(tree, source)]


def one_h1(tree: Element, _source: str) -> Iterator[str]:
    count = len(list(tree.iter("h1")))
    if count != 1:
        yield f"{count} h1"


def a_title(tree: Element, _source: str) -> Iterator[str]:
    title = tree.find(".//title")
    if title is None or not (title.text or "").strip():
        yield "no title"


def a_language(tree: Element, _source: str) -> Iterator[str]:
    if not tree.get("lang"):
        yield "no lang"


def unique_ids(tree: Element, _source: str) -> Iterator[str]:
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    yield from (f"id {name} {count} times" for name, count in ids.items() if count > 1)


def labelled_controls(tree: Element, _source: str) -> Iterator[str]:
    labels = {label.get("for") for label in tree.iter("label")}
    inside = {control for label in tree.iter("label") for control in label.iter()}
    for element in tree.iter():
        if element.tag in _CONTROLS and element.get("type") not in _UNLABELLED:
            named = element.get("aria-label") or element.get("aria-labelledby")
            if element.get("id") not in labels and element not in inside and not named:
                yield f"no label: {element.get('name')}"


def posts_are_guarded(tree: Element, _source: str) -> Iterator[str]:
    for form in tree.iter("form"):
        names = {field.get("name") for field in form.iter("input")}
        if (form.get("method") or "get").lower() == "post" and "csrf_token" not in names:
            yield f"no csrf_token: {form.get('action')}"


def nothing_inline(tree: Element, _source: str) -> Iterator[str]:
    for element in tree.iter():
        if element.tag == "style" or element.get("style"):
            yield f"inline style on {element.tag}"
        if element.tag == "script" and not element.get("src") and (element.text or "").strip():
            yield "inline script"
        yield from (f"{name} on {element.tag}" for name in element.attrib if name.startswith("on"))


def tables_have_headers(tree: Element, _source: str) -> Iterator[str]:
    for table in tree.iter("table"):
        if table.find(".//th") is None or table.find("caption") is None:
            yield "table without header cells or caption"


def targets_exist(tree: Element, _source: str) -> Iterator[str]:
    ids = {element.get("id") for element in tree.iter()}
    for element in tree.iter():
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for target in (element.get(name) or "").split():
                if target not in ids:
                    yield f"{name}={target} points nowhere"
    for link in tree.iter("a"):
        href = link.get("href") or ""
        if href.startswith("#") and len(href) > 1 and href[1:] not in ids:
            yield f"{href} points nowhere"


def no_leaks(tree: Element, _source: str) -> Iterator[str]:
    body = tree.find("body")
    text = "" if body is None else "".join(body.itertext())
    for leak in _LEAKS.findall(text):
        yield f"shows {leak!r}"


def links_say_something(tree: Element, _source: str) -> Iterator[str]:
    for element in (*tree.iter("a"), *tree.iter("button")):
        if not "".join(element.itertext()).strip() and not element.get("aria-label"):
            yield f"empty {element.tag}: {element.get('href') or element.get('name')}"


CHECKS = (
    one_h1,
    a_title,
    a_language,
    unique_ids,
    labelled_controls,
    posts_are_guarded,
    nothing_inline,
    tables_have_headers,
    targets_exist,
    no_leaks,
    links_say_something,
)
