"""What every page needs around it: assets, the page object, and how to redirect."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from flask import Flask, Response, g, has_request_context, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.core import clock, i18n, sealing
from portal.core.config import settings
from portal.core.security import csp_nonce


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """One place in the main menu. ``count`` is how many things wait there."""

    label: str
    url: str
    icon: str
    count: int = 0
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What ``base.html`` shows around every page. Features fill it in through ``page_from``."""

    municipality_name: str = ""
    municipality_slug: str = ""
    accent: str = ""
    nav: Sequence[NavItem] = ()
    user_name: str = ""
    hat_label: str = ""
    is_signed_in: bool = False
    is_demo: bool = False
    has_other_hats: bool = False
    session_seconds_left: int | None = None
    language: str = "nb"
    direction: str = "ltr"
    languages: Sequence[tuple[str, str]] = tuple(i18n.LANGUAGES.items())


_page_sources: list[Callable[[], Page]] = []


def page_from(source: Callable[[], Page]) -> None:
    """Let a higher package say what stands around the page."""
    _page_sources[:] = [source]


def page() -> Page:
    """Return what stands around this page."""
    return _page_sources[0]() if _page_sources else Page(is_demo=settings().is_demo)


def seconds_left() -> int | None:
    """Return how long the session lasts if nothing more is done; None without one. No SQL.

    Whoever finds out who is asking leaves in ``g.session_ends_at`` when that ends.
    """
    ends_at = g.get("session_ends_at")
    return max(0, int((ends_at - clock.now()).total_seconds())) if ends_at else None


@lru_cache(maxsize=1)
def _manifest(path: str, _modified: float) -> dict[str, str]:
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - one call, cached
        return dict(json.load(file))


def asset(name: str) -> str:
    """Return the address of a built file: ``app.css`` → ``/static/dist/app-3f2a.css``."""
    path = settings().static_dir / "dist" / "manifest.json"
    built = _manifest(str(path), path.stat().st_mtime) if path.exists() else {}
    return f"/static/dist/{built.get(name, name)}"


def see_other(endpoint: str, **url: Any) -> Response:  # noqa: ANN401 - whatever the URL holds
    """Answer a form that went well: go and see this page (303)."""
    answer = redirect(url_for(endpoint, **url), 303)
    assert isinstance(answer, Response)
    return answer


def again(page_html: str) -> ResponseReturnValue:
    """Answer a form that must be corrected: the same page, 422, nothing written."""
    return page_html, 422


def is_current(endpoint: str) -> bool:
    """Tell whether this page belongs to the same feature as the endpoint."""
    here = (request.endpoint or "").partition(".")[0] if has_request_context() else ""
    return here == endpoint.partition(".")[0]


def furnish(app: Flask) -> None:
    """Give the templates what base.html and the components need."""
    app.jinja_env.globals.update(asset=asset, csp_nonce=csp_nonce, today=clock.today)
    app.jinja_env.filters["link_token"] = partial(sealing.unseal, "link")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(lambda: {"page": page()})
