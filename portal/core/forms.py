"""The one form class. It always has a request key, and never loses what was typed."""

from collections.abc import Iterator
from typing import Any, Protocol
from uuid import UUID

from flask import g
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.exc import IntegrityError
from wtforms import Field, FieldList, FormField, HiddenField, SelectField

from portal.core import db, ids
from portal.core.errors import ConflictError
from portal.core.fields import VersionField


class Versioned(Protocol):
    """A row that counts its changes."""

    @property
    def version(self) -> int: ...


_UNREAD = frozenset({"hidden", "password", "checkbox", "file"})


class Form(FlaskForm):  # type: ignore[misc]  # flask-wtf ships no types
    """A form of the portal.

    ``constraints`` maps a named database constraint to the field it concerns and the
    sentence to show there, so a race lost to somebody else reads like any other error.
    A form that may be sent again with other answers (a saved step) sets ``request_key = None``.
    """

    constraints: dict[str, tuple[str, str]] = {}  # noqa: RUF012 - overridden, never changed

    request_key: Any = HiddenField()  # or None, as said above

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(*args, **kwargs)
        if "request_key" in self and not _is_key(self.request_key.data):
            self.request_key.data = str(ids.new_id())
        if self.is_submitted():
            g.posted_forms = [*g.get("posted_forms", ()), self]

    @property
    def has_errors(self) -> bool:
        """Whether something must be shown in the error summary."""
        return any(True for _ in self.problems())

    def problems(self) -> Iterator[tuple[str, str]]:
        """Yield (id of the input, sentence) of every error, in the order of the page."""
        for text in self.form_errors:
            yield "", str(text)
        for field in self:
            yield from _problems_of(field)

    def fail(self, field_name: str, sentence: str) -> None:
        """Put an error that the service found at the field it concerns."""
        field = self[field_name]
        field.errors = [*field.errors, sentence]

    def blame(self, error: IntegrityError) -> None:
        """Put a refused constraint at its field; raise the error again if it is unknown."""
        name = db.constraint_of(error, list(self.constraints))
        if name is None:
            raise error
        self.fail(*self.constraints[name])


def posted_words() -> list[tuple[str, str, str]]:
    """Return (name, label, text) of what was filled in, of the forms this request has read."""
    forms = g.get("posted_forms", ())
    return list(
        {said[0]: said for form in forms for field in form for said in _said(field)}.values()
    )


def _said(field: Field) -> Iterator[tuple[str, str, str]]:
    """Yield name, label and text of a field: of a choice its words, nothing of what is hidden."""
    if isinstance(field, FormField | FieldList):
        for inner in field:
            yield from _said(inner)
    elif getattr(field.widget, "input_type", "") not in _UNREAD:
        texts = [text for text in field.raw_data or () if isinstance(text, str) and text.strip()]
        words = _words_of_choices(field)
        if texts:
            said = ", ".join(words.get(text, text) for text in texts)
            yield field.name, str(field.label.text), said


def _words_of_choices(field: Field) -> dict[str, str]:
    if not isinstance(field, SelectField):
        return {}
    return {str(code): str(words) for code, words, *_rest in field.iter_choices()}


class EditForm(Form):
    """A form that changes a row, and says which version of it was on the page.

    Make it with ``obj=row``, or with the row's version among its data.
    """

    version = VersionField()

    def demand_fresh(self, row: Versioned | None) -> None:
        """Raise ConflictError when somebody has changed the row since; None is a new one."""
        if row is not None and self.version.data != row.version:
            raise ConflictError(
                _("Opplysningene er endret siden du leste dem. Det du skrev, er tatt vare på.")
            )


def _problems_of(field: Field) -> Iterator[tuple[str, str]]:
    if isinstance(field, FormField):
        for inner in field.form:
            yield from _problems_of(inner)
    elif isinstance(field, FieldList) and field.entries:
        for text in field.errors:
            if not isinstance(text, list | tuple | dict):  # those are the entries' own
                yield _first_input(field), str(text)
        for entry in field.entries:
            yield from _problems_of(entry)
    else:
        for text in field.errors:
            yield field.id, str(text)


def _first_input(field: Field) -> str:
    """Return the id of the first control of a field: a list is no place to go to."""
    if isinstance(field, FormField):
        return _first_input(next(iter(field.form)))
    if isinstance(field, FieldList) and field.entries:
        return _first_input(field.entries[0])
    return str(field.id)


def _is_key(text: object) -> bool:
    try:
        return bool(UUID(str(text)))
    except ValueError:
        return False
