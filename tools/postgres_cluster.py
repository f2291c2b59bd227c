"""A throw-away PostgreSQL server for tests and measurements.

From Python: ``with Cluster.started() as cluster: cluster.create_database()``.
From a shell: ``python -m tools.postgres_cluster <command> …`` runs the command with
``DATABASE_URL`` set to an empty database; ``--find`` only says where the server lies.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator

START_SECONDS = 30.0

# The server lives exactly as long as the pipe on its standard input: however we die,
# the pipe closes, the server stops and its directory goes.
SUPERVISOR = """
"$@" & server=$!
trap '' INT TERM
read -r _
kill -INT $server
wait $server
rm -rf "$PWD"
"""

SERVER_SETTINGS = {
    "listen_addresses": "",  # socket only
    "max_connections": "200",
    "shared_buffers": "64MB",
    # A machine that loses power may lose the tests' data; a killed server may not.
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "on",
    # As a server in Norway often has it: nothing of ours may lean on the server's zone.
    "timezone": "Europe/Oslo",
    "log_min_messages": "fatal",
}


class NoServerError(RuntimeError):
    """No PostgreSQL server binaries on this machine, or the server did not start."""


def find_binaries() -> Path | None:
    """The folder with ``initdb`` and ``postgres``: the newest Debian keeps, else PATH."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    newest = max(debian, key=lambda path: float(path.parts[-3]), default=None)
    found = newest or shutil.which("postgres")
    return Path(found).resolve().parent if found else None


def unprivileged_user() -> str | None:
    """The account the server must run as when we are root, which it refuses to be."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@dataclass(frozen=True)
class Cluster:
    directory: Path
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1), repr=False)

    @classmethod
    @contextmanager
    def started(cls) -> Iterator[Cluster]:
        binaries = find_binaries()
        if binaries is None:
            raise NoServerError("no PostgreSQL server binaries found (apt install postgresql)")
        cluster = cls(Path(tempfile.mkdtemp(prefix="pusterom-pg-")))
        with cluster._running(binaries):
            yield cluster

    def create_database(self, name: str | None = None) -> str:
        """Make an empty database; returns its SQLAlchemy URL."""
        name = name or f"test_{next(self._numbers)}"
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self._url(name)

    def _url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.directory}"

    @contextmanager
    def _running(self, binaries: Path) -> Iterator[None]:
        user = unprivileged_user()
        if user:
            shutil.chown(self.directory, user)
        self._make_data_directory(binaries, user)
        settings = [f"--{name}={value}" for name, value in SERVER_SETTINGS.items()]
        server = [str(binaries / "postgres"), "-D", "data", "-k", str(self.directory), *settings]
        with (
            (self.directory / "server.log").open("wb") as log,
            subprocess.Popen(
                ["/bin/sh", "-c", SUPERVISOR, "supervisor", *server],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=self.directory,
                user=user,
                start_new_session=True,  # Ctrl-C is for us to handle
            ),
        ):
            self._wait_until_ready()
            yield

    def _make_data_directory(self, binaries: Path, user: str | None) -> None:
        command = [str(binaries / "initdb"), "-D", "data", "-U", "postgres", "--auth=trust"]
        made = subprocess.run(
            [*command, "--encoding=UTF8", "--no-locale", "--no-sync"],
            cwd=self.directory,
            user=user,
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise NoServerError(f"initdb failed:\n{made.stderr}")

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self._url("postgres")).close()
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    log = (self.directory / "server.log").read_text()
                    raise NoServerError(f"PostgreSQL did not start:\n{log}") from error
                time.sleep(0.05)
            else:
                return


def main(arguments: list[str]) -> int:
    """Run a command with ``DATABASE_URL`` naming an empty database of its own."""
    if arguments == ["--find"]:
        print(find_binaries() or "")
        return 0 if find_binaries() else 1
    with Cluster.started() as cluster:
        environment = os.environ | {"DATABASE_URL": cluster.create_database()}
        return subprocess.run(arguments, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
