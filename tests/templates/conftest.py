"""Renders templates in a frame without a portal behind it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, render_template, render_template_string

from tests.templates.frame import FAMILY, make_app

Render = Callable[..., str]


@pytest.fixture
def app() -> Iterator[Flask]:
    app = make_app()
    with app.test_request_context("/sokere?rolle=avlaster&side=2"):
        yield app


@pytest.fixture
def render(app: Flask) -> Render:
    """Render a file, or the source of a template, as a page somebody sees."""

    def _render(template: str, **context: Any) -> str:
        context.setdefault("page", FAMILY)
        show = render_template if template.endswith(".html") else render_template_string
        return show(template, **context)

    return _render
