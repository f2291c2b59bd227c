"""The frame around every page, and the pages for when something went wrong."""

import html5lib
import pytest
from flask import Flask, render_template

from portal.core.error_pages import CODES
from tests.html_audit import audit
from tests.templates.conftest import Render
from tests.templates.forms import EveryForm
from tests.templates.frame import STAFF, VISITOR

PAGE = (
    '{% extends "base.html" %}{% block title %}Hjem{% endblock %}'
    "{% block head %}<h1>Hei</h1>{% endblock %}"
)


def test_without_a_page_object_the_frame_shows_less(app: Flask, render: Render) -> None:
    html = render(PAGE, page=None)
    assert "<title>Hjem – Pusterom</title>" in html
    assert 'lang="nb"' in html
    assert "Logg inn" in html
    assert "Personvern" not in html  # whose?


def test_the_title_says_where_and_whose(render: Render) -> None:
    assert "<title>Hjem – Pusterom, Nordvik kommune</title>" in render(PAGE)


def test_the_title_says_when_there_are_errors(app: Flask, render: Render) -> None:
    form = EveryForm()
    form.fail("name", "Skriv navnet ditt")
    assert "<title>Feil: Hjem – " in render(PAGE, form=form)


def test_signed_in_the_menu_is_under_the_thumb(render: Render) -> None:
    assert "nav--app" in render(PAGE, page=STAFF)
    assert "nav--public" in render(PAGE, page=VISITOR)


def test_the_session_warning_is_for_those_who_have_a_session(render: Render) -> None:
    assert 'id="session"' in render(PAGE)
    assert 'id="session"' not in render(PAGE, page=VISITOR)


def test_the_side_column_appears_when_it_has_something(render: Render) -> None:
    side = "{% block side %}<p>Mer</p>{% endblock %}"
    assert 'class="cols"' in render(PAGE + side)
    assert "<aside" not in render(PAGE, page=VISITOR)
    other = PAGE.replace('"base.html" %}', '"base.html" %}{% set cols = "cols cols--side" %}')
    assert 'class="cols cols--side"' in render(other + side)


@pytest.mark.parametrize("code", CODES)
def test_an_error_page_is_well_made_and_says_its_code(app: Flask, code: int) -> None:
    kept = [("note", "Vi gikk hjem."), ("ends_at", "21.30")]
    html = render_template(f"errors/{code}.html", page=STAFF, kept=kept, reference="7F3A-20")
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    assert audit(parser.parse(html), html) == []
    assert f"Feilkode {code}." in html
    assert "Oppgi 7F3A-20" in html
    assert "Vi gikk hjem." in html


def test_what_may_be_sent_again_is_sent_as_it_was(render: Render) -> None:
    html = render("errors/400.html", fields=[("note", 'Hun sa "hei"')])
    assert '<input type="hidden" name="note" value="Hun sa &#34;hei&#34;">' in html


def test_the_sentence_of_the_rule_comes_before_ours(render: Render) -> None:
    html = render("errors/409.html", sentence="Vakten er tatt av en annen.")
    assert "Vakten er tatt av en annen." in html
    assert "Noen andre var først" not in html


@pytest.mark.parametrize("code", [500, 503])
def test_the_worst_pages_need_no_portal(code: int) -> None:
    """Rendered as when the database is gone: nothing in the context, no formats, no user."""
    bare = Flask("bare", template_folder="../../templates", root_path=__file__.rsplit("/", 1)[0])
    bare.jinja_env.add_extension("jinja2.ext.i18n")
    bare.jinja_env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    html = bare.jinja_env.get_template(f"errors/{code}.html").render()
    assert f"Feilkode {code}." in html
