"""The portal with one header more, for measuring: how many statements an answer took."""

from collections.abc import Iterable
from threading import local
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, event

from bench.visitor import STATEMENTS
from wsgi import app as portal

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_of_thread = local()


@event.listens_for(Engine, "before_cursor_execute")
def _count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
    if not statement.startswith("BEGIN"):
        _of_thread.count = getattr(_of_thread, "count", 0) + 1


class Counted:
    """An app that says what its answers cost the database."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:  # noqa: ANN401 - as WSGI has it
            counted = [*headers, (STATEMENTS, str(_of_thread.count))]
            return start_response(status, counted, *rest)

        _of_thread.count = 0
        return self._app(environ, start)


app = Counted(portal)
