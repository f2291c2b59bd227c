"""The one form class: its key, its errors in the order of the page, its constraints."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import IntegrityError
from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectField, StringField
from wtforms import Form as Plain
from wtforms.fields.choices import SelectChoice

from portal.core.fields import Needed, at_most
from portal.core.forms import Form, posted_words


class Line(Plain):
    text = StringField("Linje", [Needed("Skriv en linje.")])


class Letter(Form):
    constraints = {"uq_letter_title": ("title", "Tittelen er brukt.")}  # noqa: RUF012 - as in portal

    title = StringField("Tittel", [Needed("Skriv en tittel."), at_most(5)])
    sender = FormField(Line)
    lines = FieldList(FormField(Line), min_entries=2)


class Keyless(Letter):
    request_key = None


@pytest.fixture
def posted(app):
    """Make a form of what was posted, without the token that CSRFProtect has seen to."""

    def post(kind: type[Form], **data: str) -> Form:
        with app.test_request_context(method="POST", data=data):
            form = kind(meta={"csrf": False})
            form.validate()
            return form

    return post


def test_a_form_has_a_key_of_its_own(posted):
    first, second = posted(Letter), posted(Letter)
    assert UUID(first.request_key.data) != UUID(second.request_key.data)
    assert "request_key" not in posted(Keyless)


@pytest.mark.parametrize("text", ["", "x", "1"])
def test_a_key_that_is_none_is_made_anew(posted, text):
    assert UUID(posted(Letter, request_key=text).request_key.data)


def test_the_key_that_was_posted_is_kept(posted):
    key = str(uuid4())
    assert posted(Letter, request_key=key).request_key.data == key


def test_every_problem_is_told_with_its_field_in_the_order_of_the_page(posted):
    form = posted(Letter, **{"lines-0-text": "noe"})
    assert list(form.problems()) == [
        ("title", "Skriv en tittel."),
        ("sender-text", "Skriv en linje."),
        ("lines-1-text", "Skriv en linje."),
    ]
    assert form.has_errors


def test_what_is_wrong_with_a_list_is_told_at_its_first_line(posted):
    form = posted(
        Letter, title="Hei", **{"sender-text": "a", "lines-0-text": "b", "lines-1-text": ""}
    )
    form.fail("lines", "For få linjer.")
    assert list(form.problems()) == [
        ("lines-0-text", "For få linjer."),
        ("lines-1-text", "Skriv en linje."),
    ]


def test_a_problem_of_the_whole_form_comes_first(posted):
    form = posted(
        Letter, title="Hei", **{"sender-text": "a", "lines-0-text": "b", "lines-1-text": "c"}
    )
    assert not form.has_errors
    form.form_errors.append("Noe er galt.")
    form.fail("title", "Ikke den.")
    assert list(form.problems()) == [("", "Noe er galt."), ("title", "Ikke den.")]


def test_a_refused_constraint_is_told_at_its_field(posted):
    form = posted(Letter, title="Hei")
    error = IntegrityError(
        "", {}, SimpleNamespace(diag=SimpleNamespace(constraint_name="uq_letter_title"))
    )
    form.blame(error)
    assert ("title", "Tittelen er brukt.") in list(form.problems())
    with pytest.raises(IntegrityError):
        form.blame(IntegrityError("", {}, Exception("another constraint")))


def test_ten_thousand_characters_are_told_at_the_field(posted):
    form = posted(Letter, title="x" * 10_000)
    assert ("title", "Skriv høyst 5 tegn.") in list(form.problems())
    assert form.title.data == "x" * 10_000


class Shift(Form):
    kind = SelectField(
        "Slags vakt",
        choices=[SelectChoice("ordinary", "Vanlig vakt"), SelectChoice("night", "Natt")],
    )
    day = StringField("Dag")
    sure = BooleanField("Jeg er sikker")
    version = HiddenField()
    lines = FieldList(FormField(Line), min_entries=1)


def test_what_was_filled_in_is_read_as_it_stood_on_the_page(app):
    """For who meets an error: the words of a choice, and nothing of what was hidden."""
    data = {"kind": "ordinary", "day": "10.12.2026", "sure": "y", "version": "3",
            "lines-0-text": "Ta med badetøy"}  # fmt: skip
    with app.test_request_context(method="POST", data=data):
        assert posted_words() == []  # no form has read it yet
        Shift(meta={"csrf": False})
        assert [(label, text) for _name, label, text in posted_words()] == [
            ("Slags vakt", "Vanlig vakt"),
            ("Dag", "10.12.2026"),
            ("Linje", "Ta med badetøy"),
        ]
