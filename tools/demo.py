"""Serves the demo on a loopback address: its own database, invented people, mail shown, not sent.

``python -m tools.demo`` makes what is missing and serves; ``--fresh`` throws the old data
away first and stops when the new is there; ``--port-free`` only looks whether it could serve.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATABASE = ROOT / "instance" / "demo.sqlite"
SEEDED = DATABASE.with_suffix(".seeded")  # written last, so half a seeding is made again
HEAD = ROOT / "migrations" / "HEAD"
HOST = "127.0.0.1"
PORT = int(os.environ.get("PORT") or 8000)

# A DATABASE_URL that happens to be set is somebody's real one: the demo never touches it.
ENVIRONMENT = os.environ | {
    "PORTAL_DEMO": "1",
    "DATABASE_URL": f"sqlite:///{DATABASE}",
    "BASE_URL": f"http://{HOST}:{PORT}",
    "PORT": str(PORT),
}


def say_if_port_is_taken() -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, PORT))
        except OSError:
            print(f"Port {PORT} is taken: a demo that is running already, or something else.")
            print(f"Stop it, or choose another port: make demo PORT={PORT + 1}")
            return 1
    return 0


def flask(*command: str) -> list[str]:
    return [sys.executable, "-m", "flask", "--app", "wsgi", *command]


def run(*command: str) -> None:
    """Run one of the portal's commands; when it fails it has said why, and we stop."""
    ended = subprocess.run(flask(*command), cwd=ROOT, env=ENVIRONMENT, check=False)
    if ended.returncode:
        sys.exit(ended.returncode)


def make_database() -> None:
    """Migrate when there are new revisions, and seed once."""
    newest = HEAD.read_text(encoding="utf-8")
    if not SEEDED.exists():
        remove_database()
    elif SEEDED.read_text(encoding="utf-8") == newest:
        return
    DATABASE.parent.mkdir(exist_ok=True)
    run("db", "upgrade")
    if not SEEDED.exists():
        run("demo", "seed")
    SEEDED.write_text(newest, encoding="utf-8")


def remove_database() -> None:
    for path in DATABASE.parent.glob(f"{DATABASE.stem}.*"):
        path.unlink()


@contextmanager
def running() -> Iterator[subprocess.Popen[bytes]]:
    """Server and worker, for as long as the block lasts."""
    server = [sys.executable, "-m", "gunicorn", "wsgi:app"]
    with (
        subprocess.Popen(server, cwd=ROOT, env=ENVIRONMENT) as web,
        subprocess.Popen(flask("worker"), cwd=ROOT, env=ENVIRONMENT) as worker,
    ):
        try:
            yield web
        finally:
            web.terminate()
            worker.terminate()


def serve() -> int:
    """Run until Ctrl-C, and say who may sign in."""
    with running() as web:
        signal.signal(signal.SIGTERM, lambda *_: web.terminate())
        run("demo", "accounts")
        print(f"\nPusterom is on {ENVIRONMENT['BASE_URL']}. Ctrl-C stops it.", flush=True)
        try:
            return web.wait()
        except KeyboardInterrupt:
            return 0


def main(arguments: list[str]) -> int:
    if arguments == ["--port-free"]:
        return say_if_port_is_taken()
    if arguments == ["--fresh"]:
        remove_database()
    make_database()
    if arguments == ["--fresh"]:
        print("The demo data are new. Serve them: make demo")
        return 0
    return serve()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
