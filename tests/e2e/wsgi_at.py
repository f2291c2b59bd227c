"""The portal at another time, and an address beside it where the story is told: TOLD.

It was STORY_NOW when the process began, and the clock goes on from there. ``?now=`` moves it to
another moment, as if that long had passed; ``?run=`` runs one of the portal's commands, so the
mail goes out at the same moment as the server lives in. It answers with what the command said,
and what time it is.
"""

from __future__ import annotations

import os
import shlex
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import time_machine

from portal.app import create_app
from portal.core import clock
from portal.core.config import Settings
from tests.e2e.portal_at import TOLD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from flask import Flask


class Told:
    """The portal, and the one address that only the story knows."""

    def __init__(self, portal: Flask) -> None:
        self.portal = portal

    def __call__(self, environ: WSGIEnvironment, answer: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] != TOLD:
            return self.portal(environ, answer)
        said = self.hear(parse_qs(environ["QUERY_STRING"]))
        answer("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
        return [said.encode()]

    def hear(self, told: dict[str, list[str]]) -> str:
        for now in told.get("now", ()):
            travel.move_to(datetime.fromisoformat(now))
        said = [self.run(shlex.split(command)) for command in told.get("run", ())]
        return "".join([*said, clock.now().isoformat()])

    def run(self, command: list[str]) -> str:
        ended = self.portal.test_cli_runner().invoke(args=command)
        if ended.exception:
            raise ended.exception
        return ended.output


travel = time_machine.travel(datetime.fromisoformat(os.environ["STORY_NOW"]), tick=True).start()
app = create_app(Settings.from_environment(os.environ))
told = Told(app)
