"""Every piece, on a page like those it is made for, is good HTML at every width and in the dark."""

import html5lib
import pytest
from flask import Flask, render_template

from tests.html_audit import audit
from tests.templates.gallery import PAGES, pages


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_gallery_is_well_made(app: Flask, name: str) -> None:
    html = render_template(f"{name}.html", **pages()[name])
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    assert audit(parser.parse(html), html) == []


def test_the_gallery_shows_every_component(app: Flask) -> None:
    shown = set()
    for name in PAGES:
        source, *_ = app.jinja_env.loader.get_source(app.jinja_env, f"{name}.html")
        shown |= {word for word in source.split('"') if word.startswith("components/")}
    built_into_others = {"amount", "choices", "field_parts", "icon", "mark", "quote", "weekgrid"}
    every = {name for name in app.jinja_env.list_templates() if name.startswith("components/")}
    assert every - shown == {f"components/{name}.html" for name in built_into_others}
