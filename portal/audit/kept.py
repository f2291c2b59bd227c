"""Long pages that are read far oftener than what they show is changed.

Such a page is kept as it was made, for one person in one hat, until anything at all is written
in the municipality's log: whatever changes what a page shows is logged in the same transaction,
and the tests hold every request of every feature to that. What the clock alone changes (a
meeting that has begun, a new day) is seen within five minutes. Whether somebody may see the
page is not kept; it is asked each time, before this.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache, wraps
from typing import Any

from flask import request, session

from portal.access.actor import Actor
from portal.audit import queries
from portal.core import clock, db, i18n, web
from portal.core.security import csp_nonce

MOST = 64  # pages in a process; the one read longest ago goes first
AT_MOST = timedelta(minutes=5)
View = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class _Key:
    view: View
    who: Actor
    csrf: str
    address: str
    language: str
    since: datetime
    logged: int  # the last number in the municipality's log


@dataclass(frozen=True, slots=True)
class _Made:
    """A page, and what in it belongs to the answer it was made for."""

    text: str
    nonce: str
    seconds_left: str


@lru_cache(maxsize=MOST)
def _place(_key: _Key) -> list[_Made]:
    """Return where a page is kept: empty until it has been made."""
    return []


def page(view: View) -> View:
    """Keep what a view shows. Not for a page with a ``request_key``, which is one answer's own."""

    @wraps(view)
    def kept(actor: Actor, *things: Any) -> Any:  # noqa: ANN401 - what a loader found, what a view shows
        if request.method != "GET" or "_flashes" in session or "csrf_token" not in session:
            return view(actor, *things)
        place = _place(_key(view, actor))
        if place:
            return _renewed(place[0])
        text = view(actor, *things)
        assert 'name="request_key"' not in text
        place.append(_Made(text, csp_nonce(), _seconds_left()))
        return text

    return kept


def _key(view: View, actor: Actor) -> _Key:
    assert actor.municipality_id is not None
    logged = queries.last_number(db.session(), actor.municipality_id)
    return _Key(
        view, actor, session["csrf_token"], request.full_path, i18n.language(),
        _slot(clock.now()), logged,
    )  # fmt: skip


def _slot(now: datetime) -> datetime:
    return now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % AT_MOST


def _renewed(made: _Made) -> str:
    text = made.text.replace(made.seconds_left, _seconds_left(), 1)
    return text.replace(made.nonce, csp_nonce())


def _seconds_left() -> str:
    return f'data-seconds-left="{web.seconds_left()}"'
