"""The least that could serve the same: the bytes, the sign-in check, one indexed query.

What stands here is the floor the portal's CPU time is held against. It reads the portal's
own cookie and session row, and serves bodies that the portal made (``FLOOR_BODIES`` is the
folder they lie in).
"""

import os
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, abort, request, session
from sqlalchemy import Connection, text

from portal.core import db, ids
from portal.core.config import Settings

_SIGNED_IN = text(
    "SELECT user_account.id, user_account.municipality_id FROM user_session"
    " JOIN user_account ON user_account.id = user_session.user_id"
    " WHERE user_session.token_hash = :token AND user_session.ended_at IS NULL"
)
_ROWS = text(
    "SELECT id, number, at, act, thing_id FROM audit_event"
    " WHERE municipality_id = :municipality ORDER BY number DESC LIMIT :count"
)
_FEED = text(
    "SELECT user_account.name, feed_link.fetched_at FROM feed_link"
    " JOIN user_account ON user_account.id = feed_link.user_id WHERE feed_link.token_hash = :token"
)
_INSERT = text("INSERT INTO floor_line (id, note) VALUES (:id, :note)")
_UPDATE = text("UPDATE floor_line SET note = :note WHERE number BETWEEN 1 AND :count")

settings = Settings.from_environment(os.environ)
db.connect(settings.database_url)  # with the portal's own settings of the database
app = Flask(__name__)
app.config.update(SECRET_KEY=settings.secret_key, SESSION_COOKIE_NAME="pusterom")


@lru_cache
def _body(name: str) -> bytes:
    return (Path(os.environ["FLOOR_BODIES"]) / name).read_bytes()


def _municipality(connection: Connection) -> str:
    """Return the municipality of whoever is signed in; 401 for nobody."""
    token = ids.digest(session.get("sid", ""))
    found = connection.execute(_SIGNED_IN, {"token": token}).first()
    if found is None:
        abort(401)
    return str(found.municipality_id)


@app.get("/healthz")
def alive() -> str:
    return "ok"


@app.get("/page/<int:count>/<name>")
def page(count: int, name: str) -> bytes:
    with db.binds()["reader"].engine.begin() as connection:
        municipality = _municipality(connection)
        connection.execute(_ROWS, {"municipality": municipality, "count": count}).all()
    return _body(name)


@app.get("/feed/<token>/<name>")
def feed(token: str, name: str) -> Response:
    with db.binds()["reader"].engine.begin() as connection:
        connection.execute(_FEED, {"token": ids.digest(token)}).one()
    tag = '"floor"'
    if request.headers.get("If-None-Match") == tag:
        return Response(status=304, headers={"ETag": tag})
    return Response(_body(name), content_type="text/calendar", headers={"ETag": tag})


@app.post("/insert")
def insert() -> tuple[str, int]:
    with db.binds()["writer"].engine.begin() as connection:
        _municipality(connection)
        connection.execute(_INSERT, {"id": str(ids.new_id()), "note": request.form["note"]})
    return "", 201


@app.post("/update/<int:count>")
def update(count: int) -> tuple[str, int]:
    with db.binds()["writer"].engine.begin() as connection:
        _municipality(connection)
        connection.execute(_UPDATE, {"note": request.form["note"], "count": count})
    return "", 200
