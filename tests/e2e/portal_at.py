"""A running portal for browser tests: its own copy of the demo, at a moment of our choice."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import urlopen

from tests.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START = "2026-11-22T09:00:00+00:00"  # a Sunday
SEEDED = "2026-11-22T08:30:00+00:00"  # making it takes time, and its mails are due when they came
TOLD = "/__story__"  # where the server hears what time it is; see wsgi_at
FLASK = (sys.executable, "-m", "flask", "--app", "tests.e2e.wsgi_at")
GUNICORN = (
    sys.executable, "-m", "gunicorn", "tests.e2e.wsgi_at:told", "--no-control-socket",
    "--workers", "1", "--worker-class", "gthread", "--threads", "4",
    "--log-level", "error", "--timeout", "300",
)  # fmt: skip


@dataclass(frozen=True)
class PortalAt:
    """A portal on a port of its own, in one process: what it is told, it does at once."""

    database: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def tell(self, **what: str) -> str:
        with urlopen(f"{self.url}{TOLD}?{urlencode(what)}", timeout=60) as answer:
            return answer.read().decode()

    def at(self, now: str) -> None:
        """Let it be this moment (ISO, with offset), later than it was."""
        self.tell(now=now)

    def now(self) -> datetime:
        return datetime.fromisoformat(self.tell())

    def send_mail(self) -> None:
        """Send all that is due; the worker takes a batch at a time."""
        waiting = "SELECT count(*) FROM outbox_message WHERE state = 'waiting'"
        before, left = [], self.sql(waiting)
        while left != before:
            self.tell(run="worker --once")
            before, left = left, self.sql(waiting)

    def mail_to(self, address: str, part: str) -> str:
        """Send what waits, and return the newest mail to an address whose body has this part."""
        self.send_mail()
        rows = self.sql(
            "SELECT body FROM outbox_message WHERE address LIKE ? AND body LIKE ?"
            " ORDER BY created_at DESC",
            address,
            f"%{part}%",
        )
        assert rows, f"no mail to {address} with {part}"
        return rows[0][0]

    def sql(self, statement: str, *values: str) -> list[tuple[str, ...]]:
        """Go behind the portal's back."""
        with sqlite3.connect(self.database) as database:
            return database.execute(statement, values).fetchall()


def environment(database: Path, port: int = 1, now: str = START) -> dict[str, str]:
    return os.environ | {
        "PORTAL_DEMO": "1",
        "DATABASE_URL": f"sqlite:///{database}",
        "BASE_URL": f"http://127.0.0.1:{port}",
        "STORY_NOW": now,
        "ARGON2_KIB": "64",
        # weeks pass at once, and nobody should be signed out by that
        "IDLE_MINUTES": "100000",
        "IDLE_MINUTES_STAFF": "100000",
        "ABSOLUTE_MINUTES": "100000",
    }


@contextmanager
def running(database: Path) -> Iterator[PortalAt]:
    """A portal on these data, for as long as the block lasts."""
    portal = PortalAt(database, free_port())
    command = [*GUNICORN, "--bind", f"127.0.0.1:{portal.port}"]
    with subprocess.Popen(command, cwd=ROOT, env=environment(database, portal.port)) as server:
        try:
            wait_for(portal)
            yield portal
        finally:
            server.send_signal(signal.SIGQUIT)  # do not wait for browsers that stay connected


def wait_for(portal: PortalAt) -> None:
    for _ in range(600):
        try:
            with urlopen(f"{portal.url}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the portal did not start")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def seeded(folder: Path) -> Path:
    """Make the demo's database once."""
    database = folder / "demo.sqlite"
    for command in ("db", "upgrade"), ("demo", "seed"):
        done = subprocess.run(
            [*FLASK, *command], cwd=ROOT, env=environment(database, now=SEEDED),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
    return database


def copy_of(database: Path, folder: Path) -> Path:
    """Copy a database that nobody has open."""
    with sqlite3.connect(database) as source:
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return shutil.copy(database, folder / "portal.sqlite")
