"""Language: chosen by a cookie, bokmål first; direction follows the language."""

from datetime import timedelta
from typing import Any

from flask import Flask, g, has_request_context, request
from flask_babel import Babel, get_translations
from werkzeug.wrappers import Response

from portal.core import format as formats
from portal.core.config import settings
from portal.core.labels import label

# Only what there is a whole catalogue for: nobody is offered a language and met by another.
LANGUAGES = {"nb": "Bokmål"}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ckb", "ur"})
COOKIE = "sprak"
KEPT = timedelta(days=365)


def language() -> str:
    """Return the code of the language of this request."""
    chosen = request.cookies.get(COOKIE, "") if has_request_context() else ""
    return chosen if chosen in LANGUAGES else "nb"


def remember(answer: Response, code: str) -> None:
    """Keep the language in the reader's browser, and nowhere else."""
    answer.set_cookie(
        COOKIE, code, max_age=KEPT, samesite="Lax", secure=settings().is_tls, httponly=True
    )


def direction(code: str) -> str:
    """Return ``ltr`` or ``rtl``."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def _catalogue() -> Any:  # noqa: ANN401 - flask-babel has no types
    """Return the words of this language: a page asks hundreds of times, and finds them once.

    Kept under the name that flask-babel empties when another language is forced.
    """
    kept = getattr(g.get("_flask_babel"), "babel_translations", None)
    if kept is None:
        kept = get_translations()
        g._flask_babel.babel_translations = kept  # noqa: SLF001 - flask-babel's own place
    return kept


def speak(app: Flask) -> None:
    """Give the app its languages, and its templates the Norwegian formats."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, default_locale="nb", default_timezone="Europe/Oslo", locale_selector=language)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension's
        gettext=lambda text: _catalogue().ugettext(text),
        ngettext=lambda one, many, count: _catalogue().ungettext(one, many, count),
        pgettext=lambda context, text: _catalogue().upgettext(context, text),
        npgettext=lambda context, one, many, count: _catalogue().unpgettext(
            context, one, many, count
        ),
        newstyle=True,
    )
    app.jinja_env.filters.update(formats.FILTERS, label=label)
    app.jinja_env.globals.update(formats.GLOBALS)
