"""Language: chosen by a cookie, bokmål first; direction follows the language."""

from flask import Flask, has_request_context, request
from flask_babel import Babel

from portal.core import format as formats
from portal.core.labels import label

# Only what there is a whole catalogue for: nobody is offered a language and met by another.
LANGUAGES = {"nb": "Bokmål"}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ckb", "ur"})
COOKIE = "sprak"


def language() -> str:
    """Return the code of the language of this request."""
    chosen = request.cookies.get(COOKIE, "") if has_request_context() else ""
    return chosen if chosen in LANGUAGES else "nb"


def direction(code: str) -> str:
    """Return ``ltr`` or ``rtl``."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def speak(app: Flask) -> None:
    """Give the app its languages, and its templates the Norwegian formats."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, default_locale="nb", default_timezone="Europe/Oslo", locale_selector=language)
    app.jinja_env.filters.update(formats.FILTERS, label=label)
    app.jinja_env.globals.update(formats.GLOBALS)
