"""The error pages: what happened, what to do, and what was typed still there."""

from flask import Flask, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from structlog import get_logger
from werkzeug.exceptions import HTTPException

from portal.core.errors import ConflictError, GoneError, PortalError, RefusedError

CODES = (400, 403, 404, 409, 410, 413, 422, 429, 500, 503)
_OF_ERROR: dict[type[Exception], int] = {
    ConflictError: 409,
    StaleDataError: 409,
    IntegrityError: 409,
    GoneError: 410,
    RefusedError: 422,
    OperationalError: 503,
}
# never shown back: secrets, and what only the machine needs
_UNSHOWN = ("csrf_token", "request_key", "password", "code", "version")

log = get_logger()


def kept() -> list[tuple[str, str]]:
    """Return (name, text) of what the person typed, so nothing of it is lost."""
    return [
        (name, text)
        for name, text in request.form.items(multi=True)
        if text.strip() and not any(secret in name for secret in _UNSHOWN)
    ]


def show(code: int, sentence: str = "") -> ResponseReturnValue:
    """Answer with the error page of this code."""
    page = code if code in CODES else (400 if code < 500 else 500)
    return make_response(
        render_template(f"errors/{page}.html", sentence=sentence, kept=kept()), code
    )


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
    # The message may quote data, so only the kind and the place are logged.
    where = error.__traceback__
    while where and where.tb_next:
        where = where.tb_next
    log.error(
        "unforeseen error",
        error=type(error).__name__,
        endpoint=request.endpoint,
        file=where.tb_frame.f_code.co_filename if where else "",
        line=where.tb_lineno if where else 0,
    )
    return show(500)


def register(app: Flask) -> None:
    """Give the app its error pages."""
    app.register_error_handler(HTTPException, _of_http)
    for kind in (*_OF_ERROR, PortalError):
        app.register_error_handler(kind, _of_error)

    @app.errorhandler(Exception)
    def of_surprise(error: Exception) -> ResponseReturnValue:
        if app.testing:
            raise error
        return _of_surprise(error)
