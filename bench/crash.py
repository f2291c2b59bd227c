"""Kill the server in the middle of writes: what was acknowledged is there once, nothing twice.

``python -m bench.crash`` posts hour entries as the demo's assistant while the server is
killed with -9 again and again, on SQLite and, where the server is found, on PostgreSQL. A
post without an answer is sent again with the same request key, as a phone would.
"""

import http.client
import re
import sys
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import create_engine, text

from bench.server import Server, answers, databases
from bench.visitor import Answer, Form, Visitor, hidden
from portal.core import clock

ENTRIES = 200
EVERY_SECONDS = 1.0
GIVE_UP_SECONDS = 900
EMAIL = "assistent@demo.example"


@dataclass
class Tormented(Server):
    """The portal, killed and started again until it is stopped."""

    kills: int = 0
    _is_over: threading.Event = field(default_factory=threading.Event)

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


@dataclass
class Assistant(Visitor):
    """Somebody who logs hours and does not give up."""

    retries: int = 0

    def insist(self, method: str, path: str, form: Form | None = None) -> Answer:
        """Send until there is an answer that is not the server's own fault."""
        until = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < until:
            try:
                answer = self.request(method, path, form)
                if answer.status < 500:
                    return answer
            except (OSError, http.client.HTTPException):
                pass
            self.retries += 1
            time.sleep(0.1)
        raise SystemExit("The server never answered.")

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
        answer = self.insist("POST", "/mine-timer/ekstra", form)
        if answer.status != 303:
            print(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", answer.text))[:600])
        return answer.status


def entries_in(url: str) -> Counter[str]:
    """Return how many lines there are of each note we wrote."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT note FROM entry WHERE note LIKE 'natt %'"))
        return Counter(row[0] for row in rows)


def run(url: str) -> bool:
    """Try one database; return whether it held."""
    server = Tormented(url)
    for command in (("db", "upgrade"), ("demo", "seed")):
        server.flask(*command)
    server.start()
    server.wait()
    assistant = Assistant(server.port)
    assistant.sign_in(EMAIL)
    fields = hidden(assistant.insist("GET", "/mine-timer/ekstra").text)
    threading.Thread(target=server.torment, daemon=True).start()
    acknowledged = [
        number
        for number in range(ENTRIES)
        if assistant.log(number, fields["engagement_id"], fields["csrf_token"]) == 303
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


def main() -> int:
    with databases() as urls:
        return 0 if sum(not run(url) for url in urls) == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
