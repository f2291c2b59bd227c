"""Kill the server in the middle of writes: what was acknowledged is there once, nothing twice.

``python -m bench.crash`` posts hour entries as the demo's assistant while the server is
killed with -9 again and again, on SQLite and, where the server is found, on PostgreSQL. A
post without an answer is sent again with the same request key, as a phone would.
"""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import create_engine, text

from portal.core import clock
from tools.postgres_cluster import Cluster, NoServerError

ROOT = Path(__file__).resolve().parents[1]
ENTRIES = 200
EVERY_SECONDS = 1.0
GIVE_UP_SECONDS = 900
EMAIL = "assistent@demo.example"
_HIDDEN = re.compile(r'name="(csrf_token|engagement_id)"[^>]*value="([^"]+)"')
_OPTION = re.compile(
    r'<select[^>]*name="engagement_id".*?<option[^>]*value="([0-9a-f-]{36})"', re.DOTALL
)


@dataclass
class Server:
    """The portal on a free port, killed and started again until it is stopped."""

    url: str
    port: int
    kills: int = 0
    _process: subprocess.Popen[bytes] | None = None
    _is_over: threading.Event = field(default_factory=threading.Event)

    def environment(self) -> dict[str, str]:
        return os.environ | {
            "PORTAL_DEMO": "1", "DATABASE_URL": self.url, "ARGON2_KIB": "64",
            "IDLE_MINUTES": "600", "BASE_URL": f"http://127.0.0.1:{self.port}",
        }  # fmt: skip

    def start(self) -> None:
        command = [
            sys.executable, "-m", "gunicorn", "wsgi:app", "--no-control-socket", "--log-level",
            "critical", "--bind", f"127.0.0.1:{self.port}", "--threads", "4",
        ]  # fmt: skip
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment(), start_new_session=True
        )

    def kill(self) -> None:
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def torment(self) -> None:
        """Let it work for a second, kill it, start it again; over and over."""
        while not self._is_over.wait(0.05):
            if answers(self.port) and not self._is_over.wait(EVERY_SECONDS):
                self.kill()
                self.kills += 1
                self.start()

    def stop(self) -> None:
        self._is_over.set()
        self.kill()


def answers(port: int) -> bool:
    """Tell whether a worker answers: the port is open long before."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False


@dataclass
class Assistant:
    """Somebody who logs hours and does not give up."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    retries: int = 0

    def request(
        self, method: str, path: str, form: dict[str, str] | None = None
    ) -> tuple[int, str]:
        """Send once; raise OSError or HTTPException when there is no answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, urlencode(form or {}), headers)
        answer = connection.getresponse()
        body = answer.read().decode()
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, body

    def insist(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Send until there is an answer that is not the server's own fault."""
        until = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < until:
            try:
                status, body = self.request(method, path, form)
                if status < 500:
                    return status, body
            except (OSError, http.client.HTTPException):
                pass
            self.retries += 1
            time.sleep(0.1)
        raise SystemExit("The server never answered.")

    def sign_in(self) -> None:
        _status, page = self.insist("GET", "/logg-inn")
        form = {"email": EMAIL, "password": "demo-passord", **dict(_HIDDEN.findall(page))}
        status, _page = self.insist("POST", "/logg-inn", form)
        assert status == 303, status

    def log(self, number: int, engagement_id: str, csrf: str) -> int:
        """Log a quarter of an hour in some night, under a key of its own."""
        night = clock.today() - timedelta(days=3 + number // 20)
        start = datetime(2000, 1, 1) + timedelta(minutes=number % 20 * 15)  # noqa: DTZ001 - a clock time
        end = start + timedelta(minutes=15)
        form = {
            "csrf_token": csrf, "request_key": str(uuid.uuid4()), "engagement_id": engagement_id,
            "kind": "ordinary", "start_on": night.isoformat(), "end_on": night.isoformat(),
            "start_at": f"{start:%H.%M}", "end_at": f"{end:%H.%M}", "note": f"natt {number}",
            "reason": "Barnet var våkent.",
        }  # fmt: skip
        status, page = self.insist("POST", "/mine-timer/ekstra", form)
        if status != 303:
            print(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))[:600])
        return status


def entries_in(url: str) -> Counter[str]:
    """Return how many lines there are of each note we wrote."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT note FROM entry WHERE note LIKE 'natt %'"))
        return Counter(row[0] for row in rows)


def run(url: str) -> bool:
    """Try one database; return whether it held."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        server = Server(url, probe.getsockname()[1])
    for command in (("db", "upgrade"), ("demo", "seed")):
        flask = [sys.executable, "-m", "flask", "--app", "wsgi", *command]
        subprocess.run(flask, cwd=ROOT, env=server.environment(), check=True)
    server.start()
    assistant = Assistant(server.port)
    assistant.sign_in()
    _status, page = assistant.insist("GET", "/mine-timer/ekstra")
    hidden, option = dict(_HIDDEN.findall(page)), _OPTION.search(page)
    engagement_id = option[1] if option else hidden["engagement_id"]
    threading.Thread(target=server.torment, daemon=True).start()
    acknowledged = [
        number
        for number in range(ENTRIES)
        if assistant.log(number, engagement_id, hidden["csrf_token"]) == 303
    ]
    server.stop()
    found = entries_in(url)
    missing = [number for number in acknowledged if not found[f"natt {number}"]]
    twice = [note for note, count in found.items() if count > 1]
    print(
        f"{url.partition(':')[0]}: {len(acknowledged)} of {ENTRIES} acknowledged, "
        f"{server.kills} kills, {assistant.retries} retries, "
        f"{len(missing)} missing, {len(twice)} twice"
    )
    return len(acknowledged) == ENTRIES and not missing and not twice


@contextmanager
def databases() -> Iterator[list[str]]:
    """Make an empty database on each server there is."""
    with tempfile.TemporaryDirectory() as folder:
        sqlite = f"sqlite:///{folder}/crash.sqlite"
        try:
            with Cluster.started() as cluster:
                yield [sqlite, cluster.create_database()]
        except NoServerError as error:
            print(f"NOT TESTED on PostgreSQL: {error}")
            yield [sqlite]


def main() -> int:
    with databases() as urls:
        return 0 if sum(not run(url) for url in urls) == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
