"""A running portal for browser tests: its own copy of the demo, at a moment of our choice."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from portal.core import clock
from tests.tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

START = "2026-11-22T09:00:00+00:00"  # a Sunday
FLASK = (sys.executable, "-m", "flask", "--app", "tests.e2e.wsgi_at")


@dataclass
class PortalAt:
    """A server on a free port. ``at`` restarts it at another moment on the same data."""

    database: Path
    port: int = field(default_factory=lambda: free_port())  # noqa: PLW0108 - defined below
    now: str = START
    started: datetime = field(default_factory=clock.now)  # when it was ``now``, really
    _server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "PORTAL_DEMO": "1",
            "DATABASE_URL": f"sqlite:///{self.database}",
            "BASE_URL": self.url,
            "STORY_NOW": self.now,
            "STORY_STARTED": self.started.isoformat(),
            "ARGON2_KIB": "64",
            # weeks pass between two restarts, and nobody should be signed out by that
            "IDLE_MINUTES": "100000",
            "IDLE_MINUTES_STAFF": "100000",
            "ABSOLUTE_MINUTES": "100000",
        }

    def at(self, now: str) -> PortalAt:
        """Let it be this moment (ISO, with offset)."""
        self.stop()
        self.now, self.started = now, clock.now()
        server = [
            sys.executable, "-m", "gunicorn", "tests.e2e.wsgi_at:app", "--no-control-socket",
            "--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread", "--threads", "4",
            "--log-level", "error", "--timeout", "300",
        ]  # fmt: skip
        self._server = subprocess.Popen(server, cwd=ROOT, env=self.environment)
        self._wait()
        return self

    def _wait(self) -> None:
        for _ in range(150):
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=2):
                    return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("the portal did not start")

    def stop(self) -> None:
        if self._server:
            self._server.terminate()
            self._server.wait(20)
            self._server = None

    def flask(self, *command: str) -> str:
        """Run one of the portal's commands on the same data, a minute after the server's now."""
        later = datetime.fromisoformat(self.now) + timedelta(minutes=1)
        done = subprocess.run(
            [*FLASK, *command], cwd=ROOT, env=self.environment | {"STORY_NOW": later.isoformat()},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def mail_to(self, address: str, part: str) -> str:
        """Send what waits, and return the newest mail to an address whose body has this part."""
        self.flask("worker", "--once")
        with sqlite3.connect(self.database) as database:
            rows = database.execute(
                "SELECT body FROM outbox_message WHERE address = ? AND body LIKE ?"
                " ORDER BY created_at DESC",
                (address, f"%{part}%"),
            ).fetchall()
        assert rows, f"no mail to {address} with {part}"
        return str(rows[0][0])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def seeded(folder: Path) -> Path:
    """Make the demo's database once."""
    database = folder / "demo.sqlite"
    portal = PortalAt(database, port=1)
    portal.flask("db", "upgrade")
    portal.flask("demo", "seed")
    return database


def copy_of(database: Path, folder: Path) -> Path:
    """Copy a database that nobody has open."""
    with sqlite3.connect(database) as source:
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return shutil.copy(database, folder / "portal.sqlite")
