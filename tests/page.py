"""A browser without a screen. Every page it fetches is audited as HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import html5lib

from portal.access.actor import Assurance
from portal.accounts.models import UserSession
from portal.core import clock, ids
from portal.signin.wiring import TOKEN
from tests.html_audit import audit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from flask import Flask
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from portal.accounts.models import User


@dataclass
class Page:
    app: Flask
    session: Session
    is_audited: bool = True
    response: TestResponse | None = None
    _tree: Element | None = None
    _client: Any = field(default=None)

    def __post_init__(self) -> None:
        self._client = self.app.test_client()

    # who is at the keyboard

    def sign_in(
        self, user: User, *, hat: str | None = None, assurance: Assurance = Assurance.HIGH
    ) -> Page:
        """Sit down as this user, with a session of our own making."""
        token = ids.new_token()
        self.session.add(
            UserSession(
                municipality_id=user.municipality_id,
                user_id=user.id,
                token_hash=ids.digest(token),
                assurance=assurance,
                hat=hat,
                created_at=clock.now(),
                last_seen_at=clock.now(),
            )
        )
        self.session.flush()
        with self._client.session_transaction() as cookie:
            cookie.clear()
            cookie[TOKEN] = token
        return self

    def sign_out(self) -> Page:
        with self._client.session_transaction() as cookie:
            cookie.clear()
        return self

    # what the person does

    def get(self, url: str, status: int = 200, **headers: str) -> Page:
        self.session.flush()
        return self._took(self._client.get(url, headers=headers), url, status)

    def post(self, url: str, data: dict[str, Any] | None = None, status: int = 303) -> Page:
        """Post a form as it is written here; the CSRF token is filled in."""
        self.session.flush()
        form = {"csrf_token": self.csrf_token(), **(data or {})}
        return self._took(self._client.post(url, data=form), url, status)

    def submit(self, status: int = 303, form: str = "", button: str = "", **changes: Any) -> Page:
        """Fill in the form of this page whose action or id contains ``form`` and send it.

        ``changes`` replace what stands in the fields; None leaves a field out. ``button``
        presses the button with that name (as "name=value" when it has a value).
        """
        found = self._form(form)
        data = {**fields_of(found), **changes}
        if button:
            name, _, value = button.partition("=")
            data[name] = value
        data = {name: value for name, value in data.items() if value is not None}
        self.session.flush()
        action = found.get("action") or self.path
        return self._took(self._client.post(action, data=data), action, status)

    def follow(self, status: int = 200) -> Page:
        """Go where the answer said."""
        assert self.response is not None
        return self.get(self.response.headers["Location"], status)

    def look_at(self, tree: Element) -> Page:
        """Turn to a page that was fetched before, as in another tab."""
        self._tree = tree
        return self

    # what the person sees

    @property
    def path(self) -> str:
        assert self.response is not None
        return self.response.request.path

    @property
    def location(self) -> str:
        """The path the answer sends to."""
        assert self.response is not None
        parts = urlsplit(self.response.headers.get("Location", ""))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def h1(self) -> str:
        return text_of(next(self.all("h1")))

    @property
    def text(self) -> str:
        """All the words of the main part, with plain spaces."""
        assert self.tree is not None
        main = self.tree.find(".//main")
        return text_of(self.tree if main is None else main)

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        return [text_of(link) for link in self.all("li", under="ds-error-summary")]

    def all(self, tag: str, under: str = "") -> Iterator[Element]:
        assert self.tree is not None
        roots = [
            element for element in self.tree.iter() if under in (element.get("class") or "")
        ] if under else [self.tree]  # fmt: skip
        for root in roots:
            yield from root.iter(tag)

    def links(self) -> list[str]:
        return [link.get("href") or "" for link in self.all("a")]

    def csrf_token(self) -> str:
        for field_ in self.all("input") if self.tree is not None else ():
            if field_.get("name") == "csrf_token":
                return field_.get("value") or ""
        with self.app.test_request_context(), self._client.session_transaction() as cookie:
            from flask import session as flask_session  # noqa: PLC0415 - only inside a request
            from flask_wtf.csrf import generate_csrf  # noqa: PLC0415 - as above

            token = generate_csrf()
            cookie["csrf_token"] = flask_session["csrf_token"]
        return token

    # inside

    def _form(self, part: str) -> Element:
        forms = [
            form
            for form in self.all("form")
            if (form.get("method") or "").lower() == "post"
            and part in f"{form.get('action') or self.path} {form.get('id')}"
            and "/sprak" not in (form.get("action") or "")
        ]
        if not part:
            assert self.tree is not None
            main = self.tree.find(".//main")
            inside = set(main.iter("form")) if main is not None else set()
            forms = [form for form in forms if form in inside] or forms
        assert forms, f"no form like {part!r} on {self.path}"
        return forms[0]

    def _took(self, response: TestResponse, url: str, status: int) -> Page:
        self.response = response
        assert response.status_code == status, (
            f"{url}: {response.status_code}, not {status}\n{response.get_data(as_text=True)[:3000]}"
        )
        self.session.expire_all()
        self._tree = None
        if self.is_audited and self.tree is not None:
            problems = audit(self.tree, response.get_data(as_text=True))
            assert not problems, f"{url}: {problems}"
        return self

    @property
    def tree(self) -> Element | None:
        """The page as a tree, read when somebody looks; None where the answer is no page."""
        response = self.response
        if self._tree is None and response is not None and _is_page(response):
            source = response.get_data(as_text=True)
            self._tree = html5lib.parse(source, namespaceHTMLElements=False)
        return self._tree


def _is_page(response: TestResponse) -> bool:
    return response.mimetype == "text/html" and response.status_code not in {301, 302, 303}


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).replace("\u00a0", " ").split())


def fields_of(form: Element) -> dict[str, Any]:
    """What a browser would send of a form as it stands; several of a name make a list."""
    found: dict[str, list[str]] = {}
    for element in form.iter():
        name = element.get("name")
        if name and element.get("disabled") is None:
            for value in _values(element):
                found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _values(element: Element) -> list[str]:
    if element.tag == "textarea":
        return ["".join(element.itertext())]
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        return [option.get("value", text_of(option)) for option in chosen]
    if element.tag != "input" or element.get("type") in {"submit", "button", "reset", "image"}:
        return []
    if element.get("type") in {"checkbox", "radio"}:
        return [element.get("value", "on")] if element.get("checked") is not None else []
    return [element.get("value", "")]
