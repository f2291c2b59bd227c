"""What the long runs drive: an empty database on each server there is, and the portal on one."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools.postgres_cluster import Cluster, NoServerError

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 180
KINDS = ("sqlite", "postgresql")


@contextmanager
def databases(kinds: Collection[str] = KINDS) -> Iterator[list[str]]:
    """Make an empty database of each kind there is, and say so when PostgreSQL is not."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        urls = [f"sqlite:///{folder}/long_run.sqlite"] if "sqlite" in kinds else []
        if "postgresql" in kinds:
            try:
                cluster = stack.enter_context(Cluster.started())
                urls.append(cluster.create_database())
            except NoServerError as error:
                print(f"NOT TESTED on PostgreSQL: {error}")
        yield urls


def postmaster(url: str) -> int | None:
    """Return the process of the PostgreSQL server we started; None for SQLite, which has none."""
    _before, _host, folder = url.partition("?host=")
    if not folder:
        return None
    lines = (Path(folder) / "data" / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    return int(lines[0])


def free_port() -> int:
    """Return a port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Tell whether a worker answers: the port is open long before."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False


@dataclass
class Server:
    """An app under gunicorn on a free port, by default the portal with the demo's settings."""

    url: str
    app: str = "wsgi:app"
    options: tuple[str, ...] = ()
    more: dict[str, str] = field(default_factory=dict)  # environment
    port: int = field(default_factory=free_port)
    seconds: float = 0  # from its start to its first answer
    _process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Return the process all its workers descend from."""
        assert self._process is not None
        return self._process.pid

    def environment(self) -> dict[str, str]:
        """Return the demo's settings on this database, with passwords that cost nothing."""
        return os.environ | {
            "PORTAL_DEMO": "1", "DATABASE_URL": self.url, "ARGON2_KIB": "64",
            "IDLE_MINUTES": "600", "IDLE_MINUTES_STAFF": "600",
            "BASE_URL": f"http://127.0.0.1:{self.port}", **self.more,
        }  # fmt: skip

    def flask(self, *command: str) -> None:
        """Run one of the portal's commands on the database."""
        flask = [sys.executable, "-m", "flask", "--app", "wsgi", *command]
        subprocess.run(flask, cwd=ROOT, env=self.environment(), check=True)

    def start(self) -> None:
        command = [
            sys.executable, "-m", "gunicorn", self.app, "--no-control-socket", "--log-level",
            "critical", "--bind", f"127.0.0.1:{self.port}", *self.options,
        ]  # fmt: skip
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment(), start_new_session=True
        )

    def wait(self) -> None:
        """Wait until it answers, and note how many seconds that took."""
        started = time.monotonic()
        while not answers(self.port):
            if time.monotonic() - started > START_SECONDS:
                raise SystemExit(f"{self.app} did not start.")
            time.sleep(0.02)
        self.seconds = time.monotonic() - started

    def kill(self) -> None:
        """End it and its workers at once, as a machine that loses power does."""
        os.killpg(self.pid, signal.SIGKILL)
        assert self._process is not None
        self._process.wait()

    @contextmanager
    def running(self) -> Iterator["Server"]:
        """Run it for as long as the block lasts."""
        self.start()
        try:
            self.wait()
            yield self
        finally:
            self.kill()
