"""A field's label, help, error and control are tied together, whatever its kind."""

from typing import Any

import html5lib
import pytest
from flask import Flask, get_template_attribute
from werkzeug.datastructures import MultiDict

from tests.templates.conftest import Render
from tests.templates.forms import EveryForm


@pytest.fixture
def show(app: Flask) -> Any:
    field = get_template_attribute("components/field.html", "field")

    def _show(*args: Any, **kwargs: Any) -> Any:
        return html5lib.parseFragment(str(field(*args, **kwargs)), namespaceHTMLElements=False)

    return _show


def posted(**typed: Any) -> EveryForm:
    form = EveryForm(MultiDict(typed))
    form.validate()
    return form


def test_help_and_error_describe_the_control(app: Flask, show: Any) -> None:
    tree = show(posted(hours="noen").hours)
    control = tree.find(".//input")
    described = control.get("aria-describedby").split()
    assert described == ["hours-help", "hours-error"]
    assert all(tree.find(f".//*[@id='{name}']") is not None for name in described)
    assert control.get("aria-invalid") == "true"
    assert control.get("value") == "noen"


def test_a_field_without_help_or_error_describes_nothing(app: Flask, show: Any) -> None:
    control = show(EveryForm().name).find(".//input")
    assert control.get("aria-describedby") is None
    assert control.get("aria-invalid") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("starts_at", {"inputmode": "numeric", "type": "text"}),
        ("rate", {"inputmode": "decimal", "type": "text"}),
        ("hours", {"inputmode": "numeric", "type": "text"}),
        ("phone", {"inputmode": "tel", "type": "tel"}),
        ("email", {"inputmode": "email", "type": "email"}),
    ],
)
def test_a_phone_shows_the_right_keys(
    app: Flask, show: Any, name: str, expected: dict[str, str]
) -> None:
    control = show(EveryForm()[name]).find(".//input")
    assert {key: control.get(key) for key in expected} == expected


def test_other_names_become_attributes(app: Flask, show: Any) -> None:
    assert (
        show(EveryForm().name, autocomplete="name").find(".//input").get("autocomplete") == "name"
    )


def test_a_text_is_counted_but_never_cut(app: Flask, show: Any) -> None:
    tree = show(EveryForm().likes, counter=20)
    area = tree.find(".//textarea")
    assert area.get("maxlength") is None
    assert tree.find(f".//*[@id='{area.get('aria-describedby')}']").get("data-limit") == "20"


@pytest.mark.parametrize(("name", "kind"), [("role", "checkbox"), ("visit", "radio")])
def test_the_error_summary_reaches_the_first_choice(
    app: Flask, show: Any, name: str, kind: str
) -> None:
    form = posted()
    assert name in dict(form.problems())
    first = show(form[name]).find(".//input")
    assert (first.get("id"), first.get("type")) == (name, kind)


def test_a_chosen_cell_of_the_week_stays_chosen(app: Flask, show: Any) -> None:
    tree = show(posted(times="Mandag-dag").times, shape="weekgrid")
    assert [box.get("value") for box in tree.iter("input") if box.get("checked") is not None] == [
        "Mandag-dag"
    ]
    assert len(tree.findall(".//tbody/tr")) == 7


def test_the_summary_counts_and_links(app: Flask, render: Render) -> None:
    source = (
        '{% from "components/error_summary.html" import error_summary %}{{ error_summary(form) }}'
    )
    one = EveryForm()
    one.fail("name", "Skriv navnet ditt")
    assert "Én ting må rettes" in render(source, form=one)
    many = render(source, form=posted(**{"references-0-name": "", "references-1-name": "Per"}))
    assert 'href="#references-0-name"' in many
    assert render(source, form=EveryForm()).strip() == ""


def test_what_was_typed_cannot_become_markup(app: Flask, show: Any) -> None:
    tree = show(posted(name="<b>hei</b>", likes="</textarea><script>x</script>").likes)
    assert tree.find(".//script") is None
    assert tree.find(".//textarea").text.endswith("<script>x</script>")
