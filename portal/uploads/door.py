"""Which pages take a file, and how large a request may be there. Everywhere else the limit stays.

A request that is too large is not read as a form: it is drained, so that the browser hears
the answer, and the page is asked to say at its field what is wrong (413). It can do nothing
else, for nothing it was sent can be read; the check of the CSRF token is made for the rest.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from flask import Flask, g, request
from flask_wtf import CSRFProtect

from portal.uploads.states import LARGEST

View = TypeVar("View", bound=Callable[..., Any])
_AROUND = 65_536  # bytes of a form beside its file
_DRAINED = 64 * 1024 * 1024  # bytes; who sends more than this is not answered


def takes_file(view: View) -> View:
    """Let a view be sent a file."""
    view.takes_file = True  # type: ignore[attr-defined]
    return view


def is_too_large() -> bool:
    """Tell whether what was sent was too large to be read."""
    return bool(g.get("is_upload_too_large", False))


def open_to_files(app: Flask, csrf: CSRFProtect) -> None:
    """Give the views that take files their own limit. Call it when all views are known."""
    views = app.view_functions
    takers = {name for name in views if getattr(views[name], "takes_file", False)}
    for name in takers:
        csrf.exempt(views[name])  # checked below, when there is something to check

    def only_there(act: Callable[[], None]) -> Callable[..., None]:
        return lambda *_: act() if request.endpoint in takers else None

    app.url_value_preprocessor(only_there(_widen))
    app.before_request(only_there(lambda: _check(csrf)))
    app.teardown_request(only_there(_close))


def _widen() -> None:
    request.max_content_length = LARGEST + _AROUND
    g.is_upload_too_large = (request.content_length or 0) > LARGEST + _AROUND


def _check(csrf: CSRFProtect) -> None:
    if is_too_large():
        _drain()
    elif request.method == "POST":
        csrf.protect()


def _close() -> None:
    request.close()  # a large file was laid aside on disk


def _drain() -> None:
    left, stream = _DRAINED, request.environ["wsgi.input"]
    wanted = min(left, request.content_length or 0)
    while wanted > 0 and (read := len(stream.read(min(wanted, 1_048_576)))):
        wanted -= read
    request.environ["wsgi.input"], request.environ["CONTENT_LENGTH"] = BytesIO(), "0"
