"""The error pages: what happened, what to do, and what was typed still there."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Flask, make_response, render_template, request
from flask.typing import ResponseReturnValue
from jinja2 import Environment
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm.exc import StaleDataError
from structlog import get_logger
from werkzeug.exceptions import HTTPException

from portal.core import forms, typed
from portal.core.errors import ConflictError, GoneError, PortalError, RefusedError

CODES = (400, 403, 404, 409, 410, 413, 422, 429, 500, 503)
_OF_ERROR: dict[type[Exception], int] = {
    ConflictError: 409,
    StaleDataError: 409,
    IntegrityError: 409,
    GoneError: 410,
    RefusedError: 422,
    OperationalError: 503,
    InterfaceError: 503,
    PoolTimeoutError: 503,
}
# never written back: what opens doors
_SECRETS = ("password", "secret", "token")
_SECRET_NAMES = ("code", "current")
# When even the error page fails.
_LAST_WORD = (
    '<!DOCTYPE html><html lang="nb"><meta charset="utf-8"><title>Pusterom</title>'
    "<h1>Noe gikk galt hos oss</h1><p>Det siste du gjorde, er ikke lagret. "
    'Prøv igjen om litt.</p><p><a href="/">Gå til forsiden</a></p>'
)

log = get_logger()
_environments: list[Environment] = []  # of the app that was given its pages last
Fields = list[tuple[str, str]]


def kept() -> Fields:
    """Return (label, text) of what the person typed, so nothing of it is lost.

    Where the form was read, its labels say what each text is; else it is the texts alone.
    """
    if not _is_from_here():
        return []
    said = [(label, text) for name, label, text in forms.posted_words() if not _is_secret(name)]
    safe = [(name, text) for name, text in _posted() if not _is_secret(name)]
    return said or [("", text) for text in typed.words(safe)]


def _sent_again() -> Fields:
    """Return the whole form, to be sent once more; nothing of one that holds a secret."""
    fields = [(name, text) for name, text in _posted() if name != "csrf_token"]
    return [] if any(_is_secret(name) for name, _text in fields) else fields


def _posted() -> Fields:
    """Return what our own page posted: a form that another site sent is nobody's words."""
    if not _is_from_here():
        return []
    try:
        return list(request.form.items(multi=True))
    except HTTPException:  # too large to be read, and that is what we are telling
        return []


def _is_from_here() -> bool:
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _is_secret(name: str) -> bool:
    return name in _SECRET_NAMES or any(part in name for part in _SECRETS)


def show(code: int, sentence: str = "") -> ResponseReturnValue:
    """Answer with the error page of this code."""
    page = code if code in CODES else (400 if code < 500 else 500)
    shown = {"sentence": sentence, "kept": kept(), "fields": _sent_again()}
    return make_response(_rendered(f"errors/{page}.html", shown, is_bare=page >= 500), code)


def _rendered(name: str, shown: Mapping[str, object], *, is_bare: bool) -> str:
    """Return the page; without what stands around it, if that is what fails."""
    if not is_bare:
        try:
            return render_template(name, **shown)
        except Exception as error:  # noqa: BLE001 - whatever failed, the person is told
            _note("error page failed", error)
    try:
        # asks no context processor, so neither the database nor who is signed in
        return _environments[-1].get_template(name).render(shown)
    except Exception as error:  # noqa: BLE001 - as above
        _note("error page failed", error)
        return _LAST_WORD


def _of_http(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < 400:
        return error.get_response()
    return show(error.code or 500)


def _of_error(error: Exception) -> ResponseReturnValue:
    code = next((code for kind, code in _OF_ERROR.items() if isinstance(error, kind)), 500)
    if code >= 500:
        log.error("request failed", error=type(error).__name__, endpoint=request.endpoint)
    sentence = error.sentence if isinstance(error, PortalError) else ""
    return show(code, sentence)


def _of_surprise(error: Exception) -> ResponseReturnValue:
    _note("unforeseen error", error)
    return show(500)


def _note(what: str, error: Exception) -> None:
    """Log the kind and the place of an error; its message may quote data."""
    where = error.__traceback__
    while where and where.tb_next:
        where = where.tb_next
    log.error(
        what,
        error=type(error).__name__,
        endpoint=request.endpoint,
        file=where.tb_frame.f_code.co_filename if where else "",
        line=where.tb_lineno if where else 0,
    )


def register(app: Flask) -> None:
    """Give the app its error pages."""
    _environments[:] = [app.jinja_env]
    app.register_error_handler(HTTPException, _of_http)
    for kind in (*_OF_ERROR, PortalError):
        app.register_error_handler(kind, _of_error)

    @app.errorhandler(Exception)
    def of_surprise(error: Exception) -> ResponseReturnValue:
        if app.testing:
            raise error
        return _of_surprise(error)
